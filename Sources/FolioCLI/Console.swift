import Foundation

/// The terminal or the pipes of a command: results on standard output, all else on standard error.
package struct Console: Sendable {
    /// Whether standard output is a terminal.
    package var isOutputTerminal: Bool
    /// Whether a question can be asked: standard input and standard error are a terminal.
    package var canAsk: Bool
    /// Columns of the terminal; 80 where unknown.
    package var width: Int
    /// Whether colour and live lines are welcome on standard output.
    package var isStyled: Bool

    /// Reads the answer to a question: one line without its end, `nil` at the end of input.
    package var readAnswer: @Sendable () -> String? = { isLineThere() ? readLine() : nil }

    private let write: @Sendable (_ text: String, _ toError: Bool) -> Void

    package init(
        isOutputTerminal: Bool = false, canAsk: Bool = false, width: Int = 80,
        isStyled: Bool = false, write: @escaping @Sendable (_ text: String, _ toError: Bool) -> Void
    ) {
        self.isOutputTerminal = isOutputTerminal
        self.canAsk = canAsk
        self.width = width
        self.isStyled = isStyled
        self.write = write
    }

    /// A line of the result. The text is printed as it is: escape what came from outside.
    package func print(_ text: String) {
        write(text + "\n", false)
    }

    /// Text of the result without a line's end.
    package func printRaw(_ text: String) {
        write(text, false)
    }

    /// A line that is no result.
    package func printError(_ text: String) {
        write(text + "\n", true)
    }

    /// Text for standard error without a line's end, for live lines and questions.
    package func printErrorRaw(_ text: String) {
        write(text, true)
    }
}

extension Console {
    /// Waits until standard input has a line or ends; `false` if the task is cancelled before.
    ///
    /// Reading itself cannot be cancelled: ^C at a question would wait for an answer.
    package static func isLineThere() -> Bool {
        while !Task.isCancelled {
            var input = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
            if poll(&input, 1, 50) > 0 { return true }
        }
        return false
    }

    /// The process's own streams. `NO_COLOR`, `TERM=dumb` and pipes are obeyed.
    package static let standard: Console = {
        let environment = ProcessInfo.processInfo.environment
        let isOutputTerminal = isatty(STDOUT_FILENO) == 1
        let isPlain = environment["NO_COLOR"]?.isEmpty == false || environment["TERM"] == "dumb"
        return Console(
            isOutputTerminal: isOutputTerminal,
            canAsk: isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1,
            width: terminalWidth() ?? environment["COLUMNS"].flatMap(Int.init) ?? 80,
            isStyled: isOutputTerminal && !isPlain
        ) { text, toError in
            let handle = toError ? FileHandle.standardError : .standardOutput
            // A reader that went away (`folio list | head`) ends the program by SIGPIPE.
            do {
                try handle.write(contentsOf: Data(text.utf8))
            } catch {
                // Half a result must not look like a whole one, for example on a full disk.
                fail("the output cannot be written: \(PrivateFile.reason(error))")
            }
        }
    }()

    private static func fail(_ message: String) -> Never {
        // Where standard error cannot be written either, the exit code has to say it.
        try? FileHandle.standardError.write(contentsOf: Data("folio: \(message)\n".utf8))
        exit(1)
    }

    private static func terminalWidth() -> Int? {
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
            return nil
        }
        return Int(size.ws_col)
    }
}
