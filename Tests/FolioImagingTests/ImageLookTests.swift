import FolioImaging
import Testing

@Suite struct ImageLookTests {
    /// A picture with shapes of its own for each seed.
    private func picture(_ seed: Int, width: Int = 300, height: Int = 200) -> PixelImage {
        var rgba: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                let (across, down) = (x * 7 / width, y * 5 / height)
                let value = UInt8(
                    truncatingIfNeeded: (across * 31 + down * 57 + 11) * (seed * 97 + 13))
                rgba += [value, value / 2, 255 - value, 255]
            }
        }
        return PixelImage(width: width, height: height, rgba: rgba)
    }

    @Test func theSamePictureInAnotherSizeOrQualityIsNear() throws {
        for seed in 1...5 {
            let image = picture(seed)
            let hash = try #require(ImageLook(of: image).hash)
            let others = [
                picture(seed, width: 900, height: 600), image.resized(width: 90, height: 60),
                try #require(try Thumbnail.image(of: image.smallFile().bytes, maxSide: 256)),
            ]
            for other in others {
                let near = try #require(ImageLook(of: other).hash)
                #expect(ImageLook.distance(hash, near) <= 6)
            }
        }
    }

    @Test func otherPicturesAreFar() throws {
        let hashes = try (1...8).map { try #require(ImageLook(of: picture($0)).hash) }

        for (index, hash) in hashes.enumerated() {
            for other in hashes[..<index] { #expect(ImageLook.distance(hash, other) > 11) }
        }
    }

    @Test func aPictureOfOneColourHasNoShapes() {
        let plain = PixelImage(
            width: 40, height: 30,
            rgba: (0..<1_200).flatMap { _ in [10, 200, 30, 255] as [UInt8] })

        let look = ImageLook(of: plain)

        #expect(look.hash == nil)
        #expect(look.averageColor == 0x0A_C8_1E)
    }

    @Test func whatIsTransparentIsWhite() {
        let clear = PixelImage(width: 2, height: 1, rgba: [0, 0, 0, 0, 0, 0, 0, 0])
        #expect(ImageLook(of: clear).averageColor == 0xFF_FF_FF)
    }
}
