import Foundation

/// Where the sandbox reads the time.
package struct SandboxClock: Sendable {
    /// Milliseconds since 1970 UTC.
    package let now: @Sendable () -> Int64

    /// A clock that tells what `now` returns, in milliseconds since 1970 UTC.
    package init(now: @escaping @Sendable () -> Int64) {
        self.now = now
    }

    /// The computer's clock.
    package static let system = SandboxClock {
        Int64((Date().timeIntervalSince1970 * 1000).rounded(.down))
    }
}
