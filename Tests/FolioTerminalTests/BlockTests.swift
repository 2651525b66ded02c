import FolioImaging
import FolioTerminal
import Testing

@Suite struct BlockTests {
    @Test func everyHalfBlockHasThePixelsOwnColor() throws {
        let terminal = PictureTerminal(style: .blocks(.full))
        let canvas = terminal.canvas(Pictures.slope(width: 12, height: 12), columns: 12, rows: 6)

        let seen = BlockDecoder(try terminal.drawing(canvas))

        #expect(seen.rows.count == 12)
        for (y, row) in seen.rows.enumerated() {
            #expect(row.count == 12)
            for (x, color) in row.enumerated() {
                let pixel = (y * 12 + x) * 4
                #expect(color == canvas.image.rgba[pixel..<(pixel + 3)].map { "\($0)" })
            }
        }
    }

    @Test func transparentPixelsShowTheTerminalsBackground() throws {
        let terminal = PictureTerminal(style: .blocks(.full))
        var canvas = PictureCanvas(CellArea(columns: 3, rows: 1), of: terminal)
        canvas.lay(Pictures.plain([9, 8, 7, 255], width: 1, height: 2), into: 1..<2)

        let seen = BlockDecoder(try terminal.drawing(canvas))

        #expect(seen.rows == [[nil, ["9", "8", "7"], nil], [nil, ["9", "8", "7"], nil]])
    }

    @Test(arguments: [
        ([255, 0, 0], 196), ([0, 0, 0], 16), ([255, 255, 255], 231), ([128, 128, 128], 244),
        ([95, 135, 175], 67),
    ])
    func aTerminalOf256ColorsGetsTheNearest(color: [UInt8], index: Int) throws {
        let terminal = PictureTerminal(style: .blocks(.indexed))
        let canvas = terminal.canvas(
            Pictures.plain(color + [255], width: 2, height: 2), columns: 2, rows: 1)

        #expect(try terminal.drawing(canvas).contains("38;5;\(index);48;5;\(index)m▀▀"))
    }

    @Test func textStandsBesideThePicture() throws {
        let terminal = PictureTerminal(style: .blocks(.full))
        let canvas = PictureCanvas(CellArea(columns: 2, rows: 2), of: terminal)

        #expect(try terminal.drawing(canvas, beside: ["a text"]) == "   a text\n  \n")
    }
}

/// Reads half blocks as a terminal would: two rows of colours for each line.
private struct BlockDecoder {
    private(set) var rows: [[[String]?]] = []

    init(_ output: String) {
        for line in output.split(separator: "\n") { read(line) }
    }

    private mutating func read(_ line: Substring) {
        var (upper, lower): ([[String]?], [[String]?]) = ([], [])
        var (front, back): ([String]?, [String]?) = (nil, nil)
        var rest = line
        while let character = rest.first {
            if character == "\u{1B}" {
                let code = rest.dropFirst(2).prefix { $0 != "m" }
                rest = rest.dropFirst(code.count + 3)
                var parts = code.split(separator: ";").map(String.init)[...]
                while let kind = parts.popFirst() {
                    switch kind {
                    case "38", "48":
                        let color = Array(parts.dropFirst().prefix(3))
                        parts = parts.dropFirst(4)
                        if kind == "38" { front = color } else { back = color }
                    case "49": back = nil
                    default: (front, back) = (nil, nil)
                    }
                }
                continue
            }
            upper.append(character == "▀" ? front : back)
            lower.append(character == "▄" ? front : back)
            rest = rest.dropFirst()
        }
        rows += [upper, lower]
    }
}
