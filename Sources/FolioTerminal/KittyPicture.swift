import FolioImaging
import Foundation

/// A picture by kitty's graphics protocol. The terminal is told not to answer.
enum KittyPicture {
    /// The most that one command may carry, by the protocol.
    private static let partLength = 4_096

    /// Draws at the cursor, which stays.
    static func commands(_ image: PixelImage, _ area: CellArea) throws(ImageError) -> [String] {
        try commands(image, "a=T,f=100,q=2,C=1,c=\(area.columns),r=\(area.rows)")
    }

    /// Sends a picture, and lines of characters in whose place the terminal shows it.
    static func placeholders(
        _ image: PixelImage, _ area: CellArea, id: UInt32
    ) throws(ImageError) -> (commands: [String], lines: [String]) {
        let rows = min(area.rows, KittyPlaceholder.rowMarks.count)
        let control = "a=T,U=1,f=100,q=2,i=\(id),c=\(area.columns),r=\(rows)"
        let lines = (0..<rows).map { row in
            KittyPlaceholder.line(row: row, columns: area.columns, id: id)
        }
        return (try commands(image, control), lines)
    }

    private static func commands(
        _ image: PixelImage, _ control: String
    ) throws(ImageError) -> [String] {
        let data = Array(Data(try image.png()).base64EncodedString().utf8)
        let starts = Array(stride(from: 0, to: data.count, by: partLength))
        return starts.enumerated().map { index, start in
            let part = String(
                decoding: data[start..<min(start + partLength, data.count)], as: UTF8.self)
            let keys = [
                index == 0 ? control : "q=2", "m=\(index == starts.count - 1 ? 0 : 1)",
            ].joined(separator: ",")
            return "\u{1B}_G\(keys);\(part)\u{1B}\\"
        }
    }
}

/// Characters in whose place kitty shows a part of a picture: the colour names the picture, the
/// first mark above the character the row, and characters to the right continue it.
enum KittyPlaceholder {
    private static let character: Unicode.Scalar = "\u{10EEEE}"

    /// Combining marks that stand for 0, 1, 2 and so on, from the protocol's table.
    static let rowMarks: [Unicode.Scalar] = [
        "\u{305}", "\u{30D}", "\u{30E}", "\u{310}", "\u{312}", "\u{33D}", "\u{33E}", "\u{33F}",
        "\u{346}", "\u{34A}", "\u{34B}", "\u{34C}", "\u{350}", "\u{351}", "\u{352}", "\u{357}",
        "\u{35B}", "\u{363}", "\u{364}", "\u{365}", "\u{366}", "\u{367}", "\u{368}", "\u{369}",
        "\u{36A}", "\u{36B}", "\u{36C}", "\u{36D}", "\u{36E}", "\u{36F}", "\u{483}", "\u{484}",
    ]

    static func line(row: Int, columns: Int, id: UInt32) -> String {
        var text = String.UnicodeScalarView([
            character, rowMarks[row], rowMarks[0], rowMarks[Int(id >> 24)],
        ])
        text.append(contentsOf: repeatElement(character, count: columns - 1))
        return "\u{1B}[38;5;\(id & 255)m\(String(text))\u{1B}[39m"
    }

    /// A name whose low byte is one of 256 colours and whose high byte has a mark: a multiplexer
    /// may not pass on more colours.
    static func id(_ number: Int) -> UInt32 {
        let place = UInt32(truncatingIfNeeded: number)
        let high = (place / 255) % UInt32(rowMarks.count)
        return (high << 24) | (place % 255 + 1)
    }
}
