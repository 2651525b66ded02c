extension PictureTerminal {
    /// Finds out what the terminal of this process can show, by asking it.
    ///
    /// With a `wish` its kind is used, whatever the terminal says; `asks` tells whether there is a
    /// terminal that may be asked. Throws ``TerminalInterruption``.
    package static func find(
        _ wish: Wish, environment: [String: String], asks: Bool
    ) throws(TerminalInterruption) -> PictureTerminal {
        let isInTmux = isInTmux(environment)
        let blocks = PictureStyle.blocks(blockColors(environment))
        let isTold = wish == .blocks
        guard asks, !isTold, environment["TERM"] != "linux" else {
            return PictureTerminal(
                style: style(wish, isInTmux: isInTmux) ?? blocks, isInTmux: isInTmux)
        }
        let facts = isInTmux ? TmuxFacts.read(environment) : nil
        if wish == .best, let facts, facts.showsPlaceholders {
            return PictureTerminal(
                style: .kittyPlaceholders, cell: facts.cell ?? .assumed, isInTmux: true)
        }
        let replies = try TerminalQuestion(isInTmux: isInTmux).ask()
        let found = style(wish, isInTmux: isInTmux) ?? replies?.style ?? blocks
        return PictureTerminal(
            style: found, cell: replies?.cell ?? facts?.cell ?? .assumed, isInTmux: isInTmux)
    }

    /// What is asked for by name.
    package enum Wish: Sendable {
        /// Whatever shows most.
        case best
        case kitty, iterm, sixel, blocks
    }

    private static func style(_ wish: Wish, isInTmux: Bool) -> PictureStyle? {
        switch wish {
        case .best, .blocks: nil
        case .kitty: isInTmux ? .kittyPlaceholders : .kitty
        case .iterm: .iterm
        case .sixel: .sixel
        }
    }

    private static func isInTmux(_ environment: [String: String]) -> Bool {
        environment["TMUX"]?.isEmpty == false
    }

    private static func blockColors(
        _ environment: [String: String]
    ) -> PictureStyle.BlockColors {
        let isFull =
            ["truecolor", "24bit"].contains(environment["COLORTERM"])
            || environment["TERM"]?.hasSuffix("-direct") == true
        return isFull ? .full : .indexed
    }
}
