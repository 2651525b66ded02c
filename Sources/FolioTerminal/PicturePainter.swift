package import FolioImaging

/// Turns pixels into what a terminal has to be sent to show them.
package struct PicturePainter {
    private let terminal: PictureTerminal
    /// Of the last picture, where pictures have names; no picture of another command that can
    /// still be seen should have it.
    private var pictureNumber: Int

    /// The id of the process makes the pictures' names differ from those of earlier commands.
    package init(_ terminal: PictureTerminal, processID: Int32) {
        self.terminal = terminal
        pictureNumber = Int(processID) * 16
    }

    /// Everything that draws a canvas from the line of the cursor on, which stands at the line's
    /// beginning. Afterwards it stands at the beginning of the line below.
    ///
    /// The lines of `text` stand beside the picture, no more of them than it has rows. Throws
    /// ``ImageError``.
    package mutating func drawing(
        _ canvas: PictureCanvas, beside text: [String] = []
    ) throws(ImageError) -> String {
        let image = canvas.image
        switch terminal.style {
        case .blocks(let colors):
            return Self.lines(BlockPicture.lines(of: image, colors), beside: text)
        case .kittyPlaceholders:
            pictureNumber += 1
            let id = KittyPlaceholder.id(pictureNumber)
            let placed = try KittyPicture.placeholders(image, canvas.area, id: id)
            return sent(placed.commands) + Self.lines(placed.lines, beside: text)
        case .kitty:
            return placed(sent(try KittyPicture.commands(image, canvas.area)), canvas.area, text)
        case .iterm:
            return placed(sent([try ITermPicture.command(image, canvas.area)]), canvas.area, text)
        case .sixel:
            // A multiplexer that knows the format wants to see it itself.
            return placed(SixelPicture.command(image), canvas.area, text)
        }
    }

    private func sent(_ commands: [String]) -> String {
        guard terminal.isInTmux else { return commands.joined() }
        return commands.map(TmuxPassthrough.wrapped).joined()
    }

    private static func lines(_ lines: [String], beside text: [String]) -> String {
        lines.enumerated().map { row, line in
            line + (row < text.count ? " \(text[row])" : "") + "\n"
        }.joined()
    }

    /// Makes room first, so that nothing scrolls while the picture is drawn, and goes by saved
    /// places alone: terminals differ in where a picture leaves the cursor.
    private func placed(_ picture: String, _ area: CellArea, _ text: [String]) -> String {
        var output = String(repeating: "\n", count: area.rows)
        output += "\u{1B}[\(area.rows)A\u{1B}7\(picture)\u{1B}8"
        for row in 0..<area.rows {
            if row < text.count { output += "\u{1B}[\(area.columns + 1)C\(text[row])" }
            output += "\r\u{1B}[1B"
        }
        return output
    }
}

/// Text for the terminal around tmux.
enum TmuxPassthrough {
    static func wrapped(_ command: String) -> String {
        "\u{1B}Ptmux;\(command.replacing("\u{1B}", with: "\u{1B}\u{1B}"))\u{1B}\\"
    }
}
