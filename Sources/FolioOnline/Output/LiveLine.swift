import FolioCLI

/// One line on standard error that is overwritten while something goes on; only on a terminal.
struct LiveLine: Sendable {
    private let console = Runtime.current.console
    /// Whether anyone sees it.
    let isShown: Bool

    init(isShown: Bool) {
        self.isShown = isShown && console.canAsk && console.isStyled
    }

    /// Shows `text` in place of what was there.
    func show(_ text: String) {
        guard isShown else { return }
        console.printErrorRaw("\r\u{1B}[K\(SafeText.line(text).prefix(console.width - 1))")
    }

    /// Leaves nothing behind.
    func clear() {
        guard isShown else { return }
        console.printErrorRaw("\r\u{1B}[K")
    }
}
