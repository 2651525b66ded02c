import FolioImaging
import Foundation
import FolioPictureFixtures
import Testing

@Suite struct ColorProfileTests {
    private static let displayP3 = [
        [0.515_12, 0.241_20, -0.001_05], [0.291_98, 0.692_25, 0.041_89],
        [0.157_10, 0.066_57, 0.784_07],
    ]
    private func converted(_ color: [UInt8], _ icc: [UInt8]) throws -> [UInt8] {
        let profile = try #require(ColorProfile(icc: icc))
        let file = PNGFile(width: 1, height: 1, color: .rgb).bytes { _, _ in color }
        let image = try #require(try Thumbnail.image(of: file, maxSide: 8, profile: profile))
        return Array(image.rgba.prefix(3))
    }

    @Test func sRGBsOwnProfileChangesNothing() throws {
        let icc = ProfileWriter.icc(
            ProfileWriter.sRGB, curve: ProfileWriter.parametric(3, ProfileWriter.curve))

        for color in [[255, 255, 255], [0, 0, 0], [200, 30, 90], [1, 2, 3]] as [[UInt8]] {
            for (before, after) in zip(color, try converted(color, icc)) {
                #expect(abs(Int(before) - Int(after)) <= 1)
            }
        }
    }

    /// The figures of a colour engine for the same profile.
    @Test func displayP3IsBroughtToSRGB() throws {
        let icc = ProfileWriter.icc(
            Self.displayP3, curve: ProfileWriter.parametric(3, ProfileWriter.curve))

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

        let grey = try converted(
            [128, 128, 128], ProfileWriter.icc(ProfileWriter.sRGB, curve: gamma))
        #expect(abs(Int(grey[0]) - 128) <= 1)
        #expect(
            try converted([128, 128, 128], ProfileWriter.icc(ProfileWriter.sRGB, curve: line))[0]
                == 188)
        let quarter = try converted(
            [128, 128, 128], ProfileWriter.icc(ProfileWriter.sRGB, curve: table))[0]
        #expect((136...139).contains(quarter))
        #expect(
            try converted([128, 128, 128], ProfileWriter.icc([], curve: line, space: "GRAY"))[0]
                == 188)
    }

    @Test func aProfileThatIsNoneIsRefused() {
        let good = ProfileWriter.icc(
            ProfileWriter.sRGB, curve: ProfileWriter.parametric(3, ProfileWriter.curve))
        #expect(ColorProfile(icc: good) != nil)
        #expect(ColorProfile(icc: []) == nil)
        #expect(
            ColorProfile(
                icc: ProfileWriter.icc(ProfileWriter.sRGB, curve: ProfileWriter.parametric(9, [1])))
                == nil)
        #expect(
            ColorProfile(icc: ProfileWriter.icc(ProfileWriter.sRGB, curve: [], space: "CMYK"))
                == nil)
        // Its white is far too bright.
        let bright = ProfileWriter.sRGB.map { $0.map { $0 * 2 } }
        #expect(
            ColorProfile(
                icc: ProfileWriter.icc(
                    bright, curve: ProfileWriter.parametric(3, ProfileWriter.curve))) == nil)
        for length in stride(from: 0, to: good.count, by: 3) {
            _ = ColorProfile(icc: Array(good.prefix(length)))
        }
    }
}
