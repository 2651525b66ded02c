import Foundation
import Synchronization

/// Asks a terminal what it can show, and waits no longer than told.
///
/// While it waits, keys are neither echoed nor acted upon; however it ends, the terminal is then
/// as it was. Where somebody has typed ahead, it does not ask: answers and keys would mix.
package struct TerminalQuestion {
    /// How long to wait for the first byte of an answer.
    package var patience = Duration.milliseconds(500)
    /// How long in all, once the terminal has begun to answer.
    package var longestPatience = Duration.milliseconds(1_500)

    private let path: String
    private let isInTmux: Bool

    /// The path is the one of the terminal of this process where it is left out.
    package init(path: String = "/dev/tty", isInTmux: Bool = false) {
        self.path = path
        self.isInTmux = isInTmux
    }

    /// `nil` where there is no terminal that could be asked now.
    ///
    /// - Throws: ``TerminalInterruption`` where somebody wanted the process to end meanwhile.
    package func ask() throws(TerminalInterruption) -> TerminalReplies? {
        let file = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var before = termios()
        // A process in the background would be stopped if it changed the terminal.
        guard tcgetpgrp(file) == getpgrp(), tcgetattr(file, &before) == 0 else { return nil }
        var raw = before
        raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG)
        let signals = EndingSignals()
        guard tcsetattr(file, TCSADRAIN, &raw) == 0 else {
            signals.stop()
            return nil
        }
        let replies = Self.isInputThere(file, milliseconds: 0) ? nil : exchange(file, signals)
        // Nothing comes after the last answer. Without it, what came too late is thrown away.
        let isUnfinished = replies.map { !$0.areComplete } ?? false
        tcsetattr(file, isUnfinished ? TCSAFLUSH : TCSADRAIN, &before)
        // From here on a signal ends the process by itself; none can be missed in between.
        signals.stop()
        if replies?.isInterrupted == true { throw TerminalInterruption(signal: SIGINT) }
        if let signal = signals.first { throw TerminalInterruption(signal: signal) }
        return replies
    }

    private func exchange(_ file: Int32, _ signals: EndingSignals) -> TerminalReplies {
        var replies = TerminalReplies()
        guard Self.write(TerminalReplies.question(isInTmux: isInTmux), to: file) else {
            return replies
        }
        let start = ContinuousClock.now
        var end = start + patience
        while !replies.areComplete, !replies.isInterrupted, signals.first == nil,
            ContinuousClock.now < end
        {
            // A signal is noticed between two waits.
            guard Self.isInputThere(file, milliseconds: 20) else { continue }
            var bytes = [UInt8](repeating: 0, count: 512)
            let count = read(file, &bytes, bytes.count)
            guard count > 0 else { break }
            replies.add(Array(bytes.prefix(count)))
            end = start + longestPatience
        }
        return replies
    }

    private static func write(_ text: String, to file: Int32) -> Bool {
        var left = Array(text.utf8)
        while !left.isEmpty {
            let count = Foundation.write(file, left, left.count)
            guard count > 0 else { return false }
            left.removeFirst(count)
        }
        return true
    }

    private static func isInputThere(_ file: Int32, milliseconds: Int32) -> Bool {
        var input = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
        return poll(&input, 1, milliseconds) > 0
    }
}

/// Somebody wanted the process to end while the terminal was asked.
package struct TerminalInterruption: Error, Equatable {
    /// The signal's number.
    package let signal: Int32

    /// Ends the process as the signal would have, now that the terminal is as it was.
    package func raise() {
        Foundation.signal(signal, SIG_DFL)
        Foundation.raise(signal)
    }
}

/// The first signal that came while a terminal was asked, or 0. A handler may do no more than this.
private let arrived = Atomic<Int32>(0)

/// Notices signals that would end the process, instead of letting them.
private struct EndingSignals {
    private static let numbers = [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP]

    init() {
        arrived.store(0, ordering: .sequentiallyConsistent)
        for number in Self.numbers {
            signal(number) {
                _ = arrived.compareExchange(
                    expected: 0, desired: $0, ordering: .sequentiallyConsistent)
            }
        }
    }

    var first: Int32? {
        let number = arrived.load(ordering: .sequentiallyConsistent)
        return number == 0 ? nil : number
    }

    func stop() {
        for number in Self.numbers { signal(number, SIG_DFL) }
    }
}
