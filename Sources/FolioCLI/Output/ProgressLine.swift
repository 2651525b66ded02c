/// A line on a terminal that tells how far a command has come, and goes away.
struct ProgressLine {
    private let console: Console
    private let isShown: Bool

    /// Who wants JSON or quiet gets none, and a pipe neither.
    init(_ console: Console, _ output: OutputOptions) {
        self.console = console
        isShown = console.canAsk && !output.quiet && !output.json
    }

    /// Takes the place of what was shown before.
    func show(_ text: String) {
        if isShown { console.printErrorRaw("\r\u{1B}[K\(text)") }
    }

    func clear() {
        if isShown { console.printErrorRaw("\r\u{1B}[K") }
    }
}
