/// One way in which a terminal can be made to show a picture.
package enum PictureStyle: Hashable, Sendable {
    /// kitty's graphics protocol, the file sent as PNG.
    case kitty
    /// The same by placeholder characters, which a multiplexer moves and scrolls like any text.
    case kittyPlaceholders
    /// The inline images of iTerm2.
    case iterm
    /// DEC's six rows of dots a character, as the VT340 has them.
    case sixel
    /// A character of two half blocks for every two pixels.
    case blocks(BlockColors)

    /// Colours of text that a terminal knows.
    package enum BlockColors: Hashable, Sendable {
        /// 24 bits.
        case full
        /// The 256 of xterm, of which the last 240 are the same everywhere.
        case indexed
    }

    /// Whether a picture is lines of text, which can stand beside other text by itself.
    var isText: Bool {
        switch self {
        case .kittyPlaceholders, .blocks: true
        case .kitty, .iterm, .sixel: false
        }
    }
}

/// A terminal as far as pictures are concerned.
package struct PictureTerminal: Hashable, Sendable {
    package let style: PictureStyle
    /// Pixels of one character.
    package let cell: CellSize
    /// Whether a multiplexer has to be told to pass pictures on.
    package let isInTmux: Bool

    package init(style: PictureStyle, cell: CellSize = .assumed, isInTmux: Bool = false) {
        self.style = style
        // Half blocks have as many pixels as they have halves.
        if case .blocks = style { self.cell = .halfBlocks } else { self.cell = cell }
        self.isInTmux = isInTmux
    }
}

/// The pixels of one character.
package struct CellSize: Hashable, Sendable {
    package let width: Int
    package let height: Int

    /// For a terminal that does not tell: rather too small, so that no picture reaches into the
    /// text below it.
    package static let assumed = CellSize(width: 6, height: 12)

    static let halfBlocks = CellSize(width: 1, height: 2)

    private init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// `nil` for what no character measures.
    package init?(pixelWidth: Int, pixelHeight: Int) {
        guard (2...256).contains(pixelWidth), (2...512).contains(pixelHeight) else { return nil }
        self.init(width: pixelWidth, height: pixelHeight)
    }
}

/// A rectangle of characters.
package struct CellArea: Hashable, Sendable {
    package let columns: Int
    package let rows: Int

    /// Neither is 0.
    package init(columns: Int, rows: Int) {
        self.columns = max(1, columns)
        self.rows = max(1, rows)
    }
}
