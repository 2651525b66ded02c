import FolioImaging
import FolioTerminal
import Foundation
import Testing

@Suite struct SixelTests {
    let terminal = PictureTerminal(
        style: .sixel, cell: CellSize(pixelWidth: 8, pixelHeight: 16) ?? .assumed)

    @Test func aTerminalSeesThePixelsThatWereDrawn() throws {
        let canvas = terminal.canvas(
            Pictures.slope(width: 64, height: 64), columns: 8, rows: 4)

        let seen = try SixelDecoder(try terminal.drawing(canvas))

        #expect(seen.width == 64 && seen.height == 64)
        #expect(seen.colors.count <= 256)
        #expect(seen.meanDifference(from: canvas.image) < 8)
    }

    @Test func fewColorsAreShownAsTheyAre() throws {
        let blue: [UInt8] = [0, 51, 255, 255]
        let canvas = terminal.canvas(
            Pictures.plain(blue, width: 16, height: 16), columns: 2, rows: 1)

        let seen = try SixelDecoder(try terminal.drawing(canvas))

        #expect(seen.colors.count == 1)
        #expect(seen.meanDifference(from: canvas.image) == 0)
    }

    @Test func transparentPixelsAreLeftAsTheyAre() throws {
        var canvas = PictureCanvas(CellArea(columns: 4, rows: 1), of: terminal)
        canvas.lay(Pictures.plain([255, 0, 0, 255], width: 16, height: 16), into: 2..<4)

        let seen = try SixelDecoder(try terminal.drawing(canvas))

        #expect(seen.pixels[0] == nil)
        #expect(seen.pixels[31] != nil)
    }

    @Test func anEmptyCanvasIsDrawnAsNothing() throws {
        let canvas = PictureCanvas(CellArea(columns: 2, rows: 2), of: terminal)

        let seen = try SixelDecoder(try terminal.drawing(canvas))

        #expect(seen.pixels.allSatisfy { $0 == nil })
    }
}

/// Reads sixels as a terminal would.
private struct SixelDecoder {
    struct NotSixel: Error {}

    private(set) var width = 0
    private(set) var height = 0
    private(set) var colors: [Int: [Int]] = [:]
    private(set) var pixels: [[Int]?] = []

    init(_ output: String) throws {
        guard let start = output.range(of: "\u{1B}P0;1;0q"),
            let end = output[start.upperBound...].range(of: "\u{1B}\\")
        else { throw NotSixel() }
        try read(Array(output[start.upperBound..<end.lowerBound].utf8))
    }

    private mutating func read(_ bytes: [UInt8]) throws {
        var (place, x, top, color) = (0, 0, 0, 0)
        func numbers() -> [Int] {
            var end = place
            while end < bytes.count, bytes[end] == 0x3B || (0x30...0x39).contains(bytes[end]) {
                end += 1
            }
            defer { place = end }
            return String(decoding: bytes[place..<end], as: UTF8.self)
                .split(separator: ";").compactMap { Int($0) }
        }
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            switch byte {
            case UInt8(ascii: "\""):
                let sides = numbers()
                guard sides.count == 4 else { throw NotSixel() }
                (width, height) = (sides[2], sides[3])
                pixels = Array(repeating: nil, count: width * height)
            case UInt8(ascii: "#"):
                let parts = numbers()
                color = parts[0]
                if parts.count == 5 { colors[color] = parts[2...].map { $0 * 255 / 100 } }
            case UInt8(ascii: "$"): x = 0
            case UInt8(ascii: "-"): (x, top) = (0, top + 6)
            case UInt8(ascii: "!"):
                let count = numbers()[0]
                let dots = bytes[place]
                place += 1
                for _ in 0..<count { try put(dots, &x, top, color) }
            case 0x3F...0x7E: try put(byte, &x, top, color)
            default: throw NotSixel()
            }
        }
    }

    private mutating func put(_ byte: UInt8, _ x: inout Int, _ top: Int, _ color: Int) throws {
        for row in 0..<6 where (byte - 0x3F) >> UInt8(row) & 1 == 1 {
            guard x < width, top + row < height else { throw NotSixel() }
            pixels[(top + row) * width + x] = colors[color]
        }
        x += 1
    }

    /// Of a part of a colour, over averages of 4×4 pixels: the eye sees no single dots.
    func meanDifference(from image: PixelImage) -> Int {
        var (sum, count) = (0, 0)
        for top in stride(from: 0, to: height - 3, by: 4) {
            for left in stride(from: 0, to: width - 3, by: 4) {
                for part in 0..<3 {
                    var difference = 0
                    for y in top..<(top + 4) {
                        for x in left..<(left + 4) {
                            let place = y * width + x
                            difference +=
                                (pixels[place]?[part] ?? 0) - Int(image.rgba[place * 4 + part])
                        }
                    }
                    sum += abs(difference) / 16
                    count += 1
                }
            }
        }
        return count == 0 ? 0 : sum / count
    }
}
