import FolioCLI
import Foundation
import Synchronization

/// A live line with a spinner and the seconds since its text last changed.
final class ElapsedStatus: Sendable {
    private struct State {
        var text = ""
        var since = ContinuousClock.now
    }

    private let line: LiveLine
    private let state = Mutex(State())

    init(line: LiveLine) {
        self.line = line
    }

    /// What is being done from now on.
    func now(_ text: String) {
        state.withLock { $0 = State(text: text) }
    }

    /// Runs `body` and redraws the line ten times a second meanwhile.
    func running<Value: Sendable>(
        _ body: @Sendable () async -> Value
    ) async -> Value {
        guard line.isShown else { return await body() }
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.redraw() }
            let value = await body()
            group.cancelAll()
            return value
        }
    }

    private func redraw() async {
        let wheel = Array("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏")
        var turn = 0
        while !Task.isCancelled {
            let (text, since) = state.withLock { ($0.text, $0.since) }
            let seconds = (ContinuousClock.now - since).components.seconds
            if !text.isEmpty { line.show("\(wheel[turn % wheel.count]) \(text) … \(seconds) s") }
            turn += 1
            // Ends early when the work is done; that is what it waits for.
            try? await Task.sleep(for: .milliseconds(100))
        }
    }
}
