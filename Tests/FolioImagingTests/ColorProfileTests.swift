import FolioImaging
import Foundation
import Testing

@Suite struct ColorProfileTests {
    /// A profile of a matrix and curves, as editors write them.
    private func profile(
        _ columns: [[Double]], curve: [UInt8], space: String = "RGB "
    ) -> [UInt8] {
        var tags: [(String, [UInt8])] = zip(["rXYZ", "gXYZ", "bXYZ"], columns).map { name, column in
            (name, Array("XYZ ".utf8) + [0, 0, 0, 0] + column.flatMap(fixed))
        }
        for name in space == "GRAY" ? ["kTRC"] : ["rTRC", "gTRC", "bTRC"] {
            tags.append((name, curve))
        }
        var table = PNGFile.big32(tags.count)
        var data: [UInt8] = []
        for (name, bytes) in tags {
            table += Array(name.utf8) + PNGFile.big32(132 + tags.count * 12 + data.count)
            table += PNGFile.big32(bytes.count)
            data += bytes
        }
        var header = [UInt8](repeating: 0, count: 128)
        header.replaceSubrange(16..<20, with: Array(space.utf8))
        header.replaceSubrange(36..<40, with: Array("acsp".utf8))
        return header + table + data
    }

    private func fixed(_ number: Double) -> [UInt8] {
        PNGFile.big32(Int(UInt32(bitPattern: Int32((number * 65_536).rounded()))))
    }

    private func parametric(_ kind: UInt8, _ numbers: [Double]) -> [UInt8] {
        Array("para".utf8) + [0, 0, 0, 0, 0, kind, 0, 0] + numbers.flatMap(fixed)
    }

    private static let sRGB = [
        [0.436_07, 0.222_49, 0.013_92], [0.385_15, 0.716_87, 0.097_08],
        [0.143_07, 0.060_61, 0.714_10],
    ]
    private static let displayP3 = [
        [0.515_12, 0.241_20, -0.001_05], [0.291_98, 0.692_25, 0.041_89],
        [0.157_10, 0.066_57, 0.784_07],
    ]
    private static let curve = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]

    private func converted(_ color: [UInt8], _ icc: [UInt8]) throws -> [UInt8] {
        let profile = try #require(ColorProfile(icc: icc))
        let file = PNGFile(width: 1, height: 1, color: .rgb).bytes { _, _ in color }
        let image = try #require(try Thumbnail.image(of: file, maxSide: 8, profile: profile))
        return Array(image.rgba.prefix(3))
    }

    @Test func sRGBsOwnProfileChangesNothing() throws {
        let icc = profile(Self.sRGB, curve: parametric(3, Self.curve))

        for color in [[255, 255, 255], [0, 0, 0], [200, 30, 90], [1, 2, 3]] as [[UInt8]] {
            for (before, after) in zip(color, try converted(color, icc)) {
                #expect(abs(Int(before) - Int(after)) <= 1)
            }
        }
    }

    /// The figures of a colour engine for the same profile.
    @Test func displayP3IsBroughtToSRGB() throws {
        let icc = profile(Self.displayP3, curve: parametric(3, Self.curve))

        #expect(try converted([255, 255, 255], icc) == [255, 255, 255])
        let expected: [([UInt8], [Int])] = [
            ([128, 128, 128], [128, 128, 128]), ([200, 100, 50], [213, 95, 30]),
            ([255, 0, 0], [255, 0, 0]),
        ]
        for (color, known) in expected {
            for (after, value) in zip(try converted(color, icc), known) {
                #expect(abs(Int(after) - value) <= 3, "\(color)")
            }
        }
    }

    @Test func everyKindOfCurveIsRead() throws {
        let gamma = Array("curv".utf8) + [0, 0, 0, 0, 0, 0, 0, 1, 2, 51]  // 2.2
        let line = Array("curv".utf8) + [0, 0, 0, 0, 0, 0, 0, 0]
        let table: [UInt8] = Array("curv".utf8) + [0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 64, 0, 255, 255]

        let grey = try converted([128, 128, 128], profile(Self.sRGB, curve: gamma))
        #expect(abs(Int(grey[0]) - 128) <= 1)
        #expect(try converted([128, 128, 128], profile(Self.sRGB, curve: line))[0] == 188)
        let quarter = try converted([128, 128, 128], profile(Self.sRGB, curve: table))[0]
        #expect((136...139).contains(quarter))
        #expect(
            try converted([128, 128, 128], profile([], curve: line, space: "GRAY"))[0] == 188)
    }

    @Test func aProfileThatIsNoneIsRefused() {
        let good = profile(Self.sRGB, curve: parametric(3, Self.curve))
        #expect(ColorProfile(icc: good) != nil)
        #expect(ColorProfile(icc: []) == nil)
        #expect(ColorProfile(icc: profile(Self.sRGB, curve: parametric(9, [1]))) == nil)
        #expect(ColorProfile(icc: profile(Self.sRGB, curve: [], space: "CMYK")) == nil)
        // Its white is far too bright.
        let bright = Self.sRGB.map { $0.map { $0 * 2 } }
        #expect(ColorProfile(icc: profile(bright, curve: parametric(3, Self.curve))) == nil)
        for length in stride(from: 0, to: good.count, by: 3) {
            _ = ColorProfile(icc: Array(good.prefix(length)))
        }
    }
}
