package import ArgumentParser
package import FolioTerminal

/// Whether and how pictures are drawn.
package struct PictureOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "How pictures are drawn: auto, kitty, iterm, sixel, blocks or off.",
            discussion: "auto asks the terminal, and draws nothing into a pipe or without colour.",
            valueName: "kind"))
    package var pictures = PictureChoice.auto

    package init() {}

    /// The terminal to draw on, or `nil` where no pictures are wanted.
    ///
    /// Does not return where the process was told to end while the terminal was asked.
    package func terminal() throws -> PictureTerminal? {
        let runtime = Runtime.current
        let console = runtime.console
        guard let wish = pictures.wish else { return nil }
        guard wish != .best || (console.isOutputTerminal && console.isStyled) else { return nil }
        do {
            return try PictureTerminal.find(
                wish, environment: runtime.environment, asks: console.isOutputTerminal)
        } catch {
            error.raise()
            throw CancellationError()
        }
    }
}

/// A picture for each item of a list.
package struct ThumbOptions: ParsableArguments {
    @Flag(help: "Draw the picture of each item beside it.")
    package var thumbs = false

    @OptionGroup package var pictures: PictureOptions

    package init() {}

    /// `nil` where no pictures are wanted.
    func terminal() throws -> PictureTerminal? {
        thumbs ? try pictures.terminal() : nil
    }
}

/// A kind of picture by its name on the command line.
package enum PictureChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
    case auto, kitty, iterm, sixel, blocks, off

    /// `nil` for none.
    var wish: PictureTerminal.Wish? {
        switch self {
        case .auto: .best
        case .kitty: .kitty
        case .iterm: .iterm
        case .sixel: .sixel
        case .blocks: .blocks
        case .off: nil
        }
    }
}
