import FolioImaging
import Foundation
import Testing

@testable import FolioTerminal

@Suite struct KittyTests {
    private static let cell = CellSize(pixelWidth: 8, pixelHeight: 16) ?? .assumed
    private let picture = Pictures.slope(width: 256, height: 256)

    @Test func theTerminalIsSentThePicturesOwnPixels() throws {
        let terminal = PictureTerminal(style: .kitty, cell: Self.cell)
        let canvas = terminal.canvas(picture, columns: 32, rows: 16)

        let sent = try KittyCommands(try terminal.drawing(canvas))

        #expect(try PixelImage(png: sent.file) == canvas.image)
        #expect(sent.keys["c"] == "32" && sent.keys["r"] == "16")
        #expect(sent.keys["q"] == "2", "the terminal must not answer")
        #expect(sent.parts.allSatisfy { $0.count <= 4_096 })
    }

    @Test func inTmuxThePictureIsPassedOnAndItsPlaceIsText() throws {
        let terminal = PictureTerminal(style: .kittyPlaceholders, cell: Self.cell, isInTmux: true)
        let canvas = terminal.canvas(picture, columns: 10, rows: 5)

        let output = try terminal.drawing(canvas, beside: ["a caption"])
        let sent = try KittyCommands(KittyCommands.unwrapped(output))
        let lines = output.split(separator: "\n")

        #expect(try PixelImage(png: sent.file) == canvas.image)
        #expect(sent.keys["U"] == "1")
        #expect(lines.count == 5)
        #expect(lines[0].hasSuffix(" a caption"))
        let id = try #require(sent.keys["i"].flatMap { Int($0) })
        let color = "\u{1B}[38;5;\(id & 255)m"
        for (row, line) in lines.enumerated() {
            let scalars = Array(
                line[try #require(line.range(of: color)).upperBound...].unicodeScalars)
            #expect(scalars[1] == KittyPlaceholder.rowMarks[row])
            #expect(scalars[3] == KittyPlaceholder.rowMarks[id >> 24])
            #expect(scalars.count { $0 == "\u{10EEEE}" } == 10)
        }
    }

    @Test func twoPicturesOfOneCommandHaveTwoNames() throws {
        let terminal = PictureTerminal(style: .kittyPlaceholders, cell: Self.cell)
        let canvas = terminal.canvas(picture, columns: 4, rows: 2)
        var painter = PicturePainter(terminal, processID: 4_000_000)

        let first = try KittyCommands(try painter.drawing(canvas))
        let second = try KittyCommands(try painter.drawing(canvas))

        #expect(first.keys["i"] != second.keys["i"])
    }

    @Test func whereverThePictureLeavesTheCursorTheTextGoesOnBelow() throws {
        let terminal = PictureTerminal(style: .kitty, cell: Self.cell)
        let canvas = terminal.canvas(picture, columns: 4, rows: 3)

        let output = try terminal.drawing(canvas, beside: ["one", "two"])

        #expect(output.hasPrefix("\n\n\n\u{1B}[3A\u{1B}7"))
        #expect(
            output.hasSuffix(
                "\u{1B}8\u{1B}[5Cone\r\u{1B}[1B\u{1B}[5Ctwo\r\u{1B}[1B\r\u{1B}[1B"))
    }
}

@Suite struct ITermTests {
    @Test func theTerminalIsSentThePicturesOwnPixels() throws {
        let terminal = PictureTerminal(style: .iterm)
        let canvas = terminal.canvas(Pictures.slope(width: 40, height: 40), columns: 8, rows: 4)

        let output = try terminal.drawing(canvas)
        let start = try #require(output.range(of: "\u{1B}]1337;File="))
        let parts = output[start.upperBound...].prefix { $0 != "\u{07}" }.split(separator: ":")
        let file = try #require(Data(base64Encoded: String(parts[1])))

        #expect(parts[0].contains("inline=1"))
        #expect(parts[0].contains("width=8;height=4"))
        #expect(parts[0].contains("size=\(file.count);"))
        #expect(try PixelImage(png: [UInt8](file)) == canvas.image)
    }
}

/// The commands of kitty's protocol in an output.
private struct KittyCommands {
    var keys: [String: String] = [:]
    var parts: [String] = []
    var file: [UInt8] = []

    init(_ output: String) throws {
        for command in output.components(separatedBy: "\u{1B}_G").dropFirst() {
            let text = try #require(command.components(separatedBy: "\u{1B}\\").first)
            let halves = text.split(separator: ";", maxSplits: 1).map(String.init)
            if parts.isEmpty {
                let pairs = halves[0].split(separator: ",").map { $0.split(separator: "=") }
                keys = Dictionary(
                    uniqueKeysWithValues: pairs.map { (String($0[0]), String($0[1])) })
            }
            let isLast = halves[0].contains("m=0")
            parts.append(halves[1])
            #expect(isLast || halves[1].count == 4_096)
        }
        file = [UInt8](try #require(Data(base64Encoded: parts.joined())))
    }

    /// What tmux passes on.
    static func unwrapped(_ output: String) -> String {
        output.components(separatedBy: "\u{1B}Ptmux;").dropFirst().map { part in
            // The end is an escape that is not doubled.
            let marked = part.replacing("\u{1B}\u{1B}", with: "\u{0}")
            return marked.prefix { $0 != "\u{1B}" }.replacing("\u{0}", with: "\u{1B}")
        }.joined()
    }
}
