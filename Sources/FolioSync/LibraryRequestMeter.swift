package import FolioModel
package import FolioRemote
package import FolioStore

/// Remembers requests in the library, for all its processes and across restarts.
package struct LibraryRequestMeter: RequestMeter {
    private let library: Library

    package init(_ library: Library) {
        self.library = library
    }

    /// Counted by whole minutes, so a window may seem a minute longer than it is, never shorter.
    package func counts(now: Timestamp) throws -> RequestCounts {
        let sent = try library.requestsSent(before: now)
        return RequestCounts(
            minute: .init(count: sent.minute), hour: .init(count: sent.hour),
            day: .init(count: sent.day))
    }

    package func record(at moment: Timestamp) throws {
        try library.recordRequest(at: moment)
    }

    package func limitNamedLast() throws -> Int? {
        try library.state(.requestLimit).flatMap { Int($0) }
    }

    package func remember(limit: Int) throws {
        try library.setState(.requestLimit, to: "\(limit)")
    }
}
