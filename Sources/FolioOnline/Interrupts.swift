import Dispatch
import FolioCLI
import FolioModel
import Foundation

/// Runs `body`; ^C, a hang-up or a request to end cancels it instead of ending the process.
///
/// A paid call then gets the time to be recorded as unknown.
func withInterrupts(_ body: @escaping @Sendable () async throws -> Void) async throws {
    let (signals, sources) = interrupts()
    defer { sources.forEach { $0.cancel() } }
    try await withThrowingTaskGroup(of: Ending.self) { group in
        group.addTask {
            try await body()
            return .finished
        }
        group.addTask {
            for await _ in signals { return .interrupted }
            return .cancelled
        }
        defer { group.cancelAll() }
        guard try await group.next() == .interrupted else { return }
        group.cancelAll()
        // The body's own error says what became of it; without one it was simply interrupted.
        while let ending = try await group.next() {
            if ending == .finished { return }
        }
        throw SilentExit(.interrupted)
    }
}

private enum Ending {
    case finished, interrupted, cancelled
}

/// A stream with an element for every signal that asks the process to end.
private func interrupts() -> (AsyncStream<Int32>, [any DispatchSourceSignal]) {
    let (stream, continuation) = AsyncStream<Int32>.makeStream()
    let sources = [SIGINT, SIGTERM, SIGHUP].map { number in
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { continuation.yield(number) }
        source.resume()
        return source
    }
    return (stream, sources)
}
