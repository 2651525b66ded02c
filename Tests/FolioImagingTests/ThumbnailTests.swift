import FolioImaging
import Foundation
import FolioPictureFixtures
import Testing

@Suite struct ThumbnailTests {
    private func small(
        _ file: PNGFile, maxSide: Int, _ pixel: (Int, Int) -> [UInt8]
    ) throws -> PixelImage {
        try #require(try Thumbnail.image(of: file.bytes(pixel: pixel), maxSide: maxSide))
    }

    @Test func theShapeIsKeptAndNothingGrows() {
        let cases = [
            (1_920, 1_080, 256, 144), (1_080, 1_920, 144, 256), (1_024, 1_024, 256, 256),
            (256, 10, 256, 10), (100, 50, 100, 50), (32_768, 1, 256, 1), (3, 2_000, 1, 256),
            (257, 256, 256, 255), (1, 1, 1, 1),
        ]
        for (width, height, smallWidth, smallHeight) in cases {
            let size = Thumbnail.size(width: width, height: height, maxSide: 256)
            #expect(size == (smallWidth, smallHeight))
        }
    }

    @Test func aSmallImageKeepsItsPixels() throws {
        let file = PNGFile(width: 7, height: 5)
        let rgba = PixelImageTests.rgba(7, 5, PixelImageTests.color)
            .enumerated().map { $0.offset % 4 == 3 ? 255 : $0.element }

        let image = try small(file, maxSide: 256) { x, y in
            PixelImageTests.color(x, y).prefix(3) + [255]
        }

        #expect(image == PixelImage(width: 7, height: 5, rgba: rgba))
    }

    @Test func eachPixelIsTheAverageOfItsArea() throws {
        let image = try small(PNGFile(width: 4, height: 2, color: .grey), maxSide: 2) { x, y in
            [UInt8([[0, 100, 10, 20], [200, 100, 30, 40]][y][x])]
        }

        // Of light: half black and half white look like 188.
        let values = [[0.0, 100, 200, 100], [10, 20, 30, 40]].map(Self.average)
        #expect(values == [126, 27])
        #expect(
            image
                == PixelImage(
                    width: 2, height: 1, rgba: values.flatMap { [$0, $0, $0, 255] as [UInt8] }))
        #expect(Self.average([0, 255]) == 188)
    }

    @Test func aPixelOnABorderIsSharedOut() throws {
        // Three pixels become two: the middle one counts half in each.
        let image = try small(PNGFile(width: 3, height: 1, color: .grey), maxSide: 2) { x, _ in
            [UInt8([30, 90, 240][x])]
        }

        let values = [Self.average([30, 30, 90]), Self.average([90, 240, 240])]
        #expect(image.rgba == values.flatMap { [$0, $0, $0, 255] as [UInt8] })
    }

    @Test func transparentPixelsLendNoColour() throws {
        let image = try small(PNGFile(width: 2, height: 1), maxSide: 1) { x, _ in
            x == 0 ? [200, 100, 50, 255] : [0, 255, 0, 0]
        }
        #expect(image.rgba == [200, 100, 50, 128])

        let clear = try small(PNGFile(width: 2, height: 1), maxSide: 1) { _, _ in [9, 9, 9, 0] }
        #expect(clear.rgba == [0, 0, 0, 0])
    }

    @Test func anAverageAgreesWithANaiveOne() throws {
        let (width, height, side) = (61, 47, 16)
        let image = try small(
            PNGFile(width: width, height: height), maxSide: side, PixelImageTests.color)
        for row in 0..<image.height {
            for column in 0..<image.width {
                var sums = [0.0, 0.0, 0.0, 0.0]
                for y in 0..<height {
                    let down = overlap(row, image.height, y, height)
                    for x in 0..<width where down > 0 {
                        let area = down * overlap(column, image.width, x, width)
                        let pixel = PixelImageTests.color(x, y).map(Double.init)
                        for channel in 0..<3 {
                            sums[channel] += area * Self.light(pixel[channel]) * pixel[3]
                        }
                        sums[3] += area * pixel[3]
                    }
                }
                let start = (row * image.width + column) * 4
                for channel in 0..<3 {
                    let value = Self.value(sums[channel] / sums[3])
                    #expect(abs(value - Double(image.rgba[start + channel])) < 0.51)
                }
            }
        }
    }

    /// The curve of sRGB: IEC 61966-2-1.
    private static func light(_ value: Double) -> Double {
        let value = value / 255
        return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }

    private static func value(_ light: Double) -> Double {
        255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055)
    }

    private static func average(_ values: [Double]) -> UInt8 {
        UInt8(value(values.map(light).reduce(0, +) / Double(values.count)).rounded())
    }

    /// How much of the whole two pixels of images of different sizes have in common.
    private func overlap(_ left: Int, _ leftCount: Int, _ right: Int, _ rightCount: Int) -> Double {
        let first = Double(left) / Double(leftCount)..<Double(left + 1) / Double(leftCount)
        let second = Double(right) / Double(rightCount)..<Double(right + 1) / Double(rightCount)
        return max(
            0, min(first.upperBound, second.upperBound) - max(first.lowerBound, second.lowerBound))
    }

    @Test(arguments: [(1, 1), (1, 40), (40, 1), (3, 3), (37, 29), (64, 64)])
    func anInterlacedFileGivesTheSameThumbnail(width: Int, height: Int) throws {
        var file = PNGFile(width: width, height: height)
        let plain = try small(file, maxSide: 10, PixelImageTests.color)
        file.isInterlaced = true

        #expect(try small(file, maxSide: 10, PixelImageTests.color) == plain)
    }

    @Test func everyKindOfPixelIsShrunk() throws {
        let expected: [UInt8] = [80, 80, 80, 255]
        let kinds: [(PNGFile.Color, UInt8, [UInt8])] = [
            (.grey, 8, [80]), (.grey, 16, [80, 80]), (.greyAlpha, 8, [80, 255]),
            (.rgb, 8, [80, 80, 80]), (.rgba, 16, [80, 80, 80, 80, 80, 80, 255, 255]),
            (.palette, 8, [1]),
        ]
        for (color, depth, pixel) in kinds {
            let palette = color == .palette ? [("PLTE", [0, 0, 0, 80, 80, 80] as [UInt8])] : []
            let file = PNGFile(
                width: 20, height: 20, depth: depth, color: color, chunks: palette.map { ($0, $1) })
            #expect(try small(file, maxSide: 1) { _, _ in pixel }.rgba == expected)
        }
    }

    @Test func aLargeImageIsShrunk() throws {
        let image = PixelImage(
            width: 1_920, height: 1_080, rgba: [UInt8](repeating: 200, count: 1_920 * 1_080 * 4))

        let thumbnail = try Thumbnail.image(of: image.png(), maxSide: 256)

        #expect(thumbnail?.rgba == [UInt8](repeating: 200, count: 256 * 144 * 4))
    }

    @Test func textOfAnySizeInAFileIsPassedOver() throws {
        let text = [UInt8]("parameters\0".utf8) + [UInt8](repeating: 65, count: 9_000_000)
        let file = PNGFile(width: 2, height: 1, color: .grey, chunks: [("tEXt", text)])

        #expect(try PixelImage(png: file.bytes { _, _ in [7] }).width == 2)
        #expect(try small(file, maxSide: 1) { _, _ in [7] }.rgba == [7, 7, 7, 255])
    }
}
