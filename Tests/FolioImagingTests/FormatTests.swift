import FolioImaging
import Foundation
import FolioPictureFixtures
import Testing

@Suite struct FormatTests {
    private static let red: [UInt8] = [220, 30, 40, 255]
    private static let blue: [UInt8] = [30, 60, 200, 255]
    private static let pale: [UInt8] = [240, 240, 240, 255]

    private static let colored: [(String, [UInt8])] = [
        ("JPEG", PictureFixtures.jpeg), ("progressive JPEG", PictureFixtures.progressiveJPEG),
        ("CMYK", PictureFixtures.cmykJPEG), ("lossless WebP", PictureFixtures.losslessWebP),
        ("lossy WebP", PictureFixtures.lossyWebP),
        ("animated WebP", PictureFixtures.animatedWebP), ("GIF", PictureFixtures.gif),
        ("interlaced GIF", PictureFixtures.interlacedGIF),
        ("animated GIF", PictureFixtures.animatedGIF),
    ]

    private func pixel(_ image: PixelImage, _ x: Int, _ y: Int) -> [UInt8] {
        Array(image.rgba[((y * image.width + x) * 4)...].prefix(4))
    }

    private func isNear(_ left: [UInt8], _ right: [UInt8], _ most: Int = 12) -> Bool {
        zip(left, right).allSatisfy { abs(Int($0) - Int($1)) <= most }
    }

    @Test(arguments: Self.colored)
    func everyFormatShowsTheSamePicture(name: String, file: [UInt8]) throws {
        let image = try #require(try Thumbnail.image(of: file, maxSide: 256), "\(name)")

        #expect((image.width, image.height) == (24, 16))
        #expect(isNear(pixel(image, 3, 8), Self.red), "\(name)")
        #expect(isNear(pixel(image, 20, 3), Self.blue), "\(name)")
        #expect(isNear(pixel(image, 20, 12), Self.pale), "\(name)")
    }

    @Test(arguments: Self.colored)
    func everyFormatIsShrunk(name: String, file: [UInt8]) throws {
        let image = try #require(try Thumbnail.image(of: file, maxSide: 6), "\(name)")

        #expect((image.width, image.height) == (6, 4))
        #expect(isNear(pixel(image, 0, 1), Self.red, 20), "\(name)")
        #expect(isNear(pixel(image, 5, 0), Self.blue, 20), "\(name)")
    }

    @Test func greyIsGrey() throws {
        let image = try #require(
            try Thumbnail.image(of: PictureFixtures.greyJPEG, maxSide: 256))

        let dark = pixel(image, 20, 3)
        #expect(dark[0] == dark[1] && dark[1] == dark[2] && dark[0] < 100)
    }

    @Test(arguments: [PictureFixtures.clearWebP, PictureFixtures.clearGIF])
    func transparencyIsKept(file: [UInt8]) throws {
        let image = try #require(try Thumbnail.image(of: file, maxSide: 256))

        #expect(pixel(image, 3, 8)[3] == 0)
        #expect(isNear(pixel(image, 20, 3), Self.blue))
        #expect(try image.smallFile().format == .png)
    }

    @Test func anOpaquePictureBecomesASmallJPEGFile() throws {
        let image = try #require(try Thumbnail.image(of: PictureFixtures.gif, maxSide: 256))

        let small = try image.smallFile()

        #expect(small.format == .jpeg)
        #expect(ImageHeader.sniff(small.bytes)?.size == ImageHeader.Size(width: 24, height: 16))
        let read = try #require(try Thumbnail.image(of: small.bytes, maxSide: 256))
        #expect(isNear(pixel(read, 3, 8), Self.red, 20))
    }

    /// Each orientation against the picture that EXIF's table describes, told by its corners.
    @Test func everyOrientationIsTurnedUpright() {
        // Corners: a b above, c d below.
        let image = PixelImage(
            width: 3, height: 2,
            rgba: (0..<6).flatMap { [UInt8($0), 0, 0, 255] as [UInt8] })
        let expected: [Int: (Int, [UInt8])] = [
            1: (3, [0, 1, 2, 3, 4, 5]), 2: (3, [2, 1, 0, 5, 4, 3]), 3: (3, [5, 4, 3, 2, 1, 0]),
            4: (3, [3, 4, 5, 0, 1, 2]), 5: (2, [0, 3, 1, 4, 2, 5]), 6: (2, [3, 0, 4, 1, 5, 2]),
            7: (2, [5, 2, 4, 1, 3, 0]), 8: (2, [2, 5, 1, 4, 0, 3]),
        ]
        for orientation in ImageOrientation.allCases {
            let turned = image.turned(from: orientation)
            let reds = stride(from: 0, to: turned.rgba.count, by: 4).map { turned.rgba[$0] }
            #expect(turned.width == expected[orientation.rawValue]?.0)
            #expect(reds == expected[orientation.rawValue]?.1, "\(orientation)")
        }
    }

    @Test func damagedFilesOfEveryFormatAreRefusedOrRead() throws {
        for (_, file) in Self.colored {
            for place in file.indices {
                var flipped = file
                flipped[place] ^= 0xFF
                for damaged in [flipped, Array(file.prefix(place))] {
                    let result = Result { try Thumbnail.image(of: damaged, maxSide: 16) }
                    if case .failure(let error) = result { #expect(error is ImageError) }
                }
            }
        }
    }

    @Test(arguments: [
        PictureFixtures.jpeg, PictureFixtures.losslessWebP, PictureFixtures.gif,
    ])
    func aFileThatEndsEarlyIsRefused(file: [UInt8]) {
        #expect(throws: ImageError.self) {
            try Thumbnail.image(of: Array(file.prefix(file.count * 3 / 4)), maxSide: 16)
        }
    }

    @Test func hugePicturesAreRefusedByTheirHeaders() throws {
        var gif = PictureFixtures.gif
        gif.replaceSubrange(6..<10, with: [0xFF, 0xFF, 0xFF, 0xFF])
        #expect(throws: ImageError.imageTooLarge(width: 65_535, height: 65_535)) {
            try Thumbnail.image(of: gif, maxSide: 16)
        }
        var jpeg = PictureFixtures.jpeg
        let frame = try #require(
            jpeg.indices.first { jpeg[$0] == 0xFF && jpeg[$0 + 1] == 0xC0 })
        jpeg.replaceSubrange((frame + 5)..<(frame + 9), with: [0xFF, 0xFF, 0xFF, 0xFF])
        #expect(throws: ImageError.imageTooLarge(width: 65_535, height: 65_535)) {
            try Thumbnail.image(of: jpeg, maxSide: 16)
        }
    }

    @Test func whatIsNoPictureIsNotDecoded() throws {
        #expect(try Thumbnail.image(of: Array("%PDF-1.7".utf8), maxSide: 16) == nil)
        #expect(try Thumbnail.image(of: Array("hello".utf8), maxSide: 16) == nil)
        #expect(throws: ImageError.self) {
            try Thumbnail.image(ofFile: "/nowhere/at/all.png", maxSide: 16)
        }
    }

    @Test(arguments: [6, 8])
    func aGIFWithoutGroundIsRefused(place: Int) {
        var file = PictureFixtures.gif
        (file[place], file[place + 1]) = (0, 0)

        #expect(throws: ImageError.self) { try Thumbnail.image(of: file, maxSide: 64) }
    }
}
