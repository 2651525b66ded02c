import FolioImaging
import FolioPictureFixtures
import Testing

@Suite struct PixelImageTests {
    /// Some colour for each place, all different within a small image.
    static func color(_ x: Int, _ y: Int) -> [UInt8] {
        [x * 7, y * 11, x * y, 255 - x].map { UInt8(truncatingIfNeeded: $0) }
    }

    static func rgba(_ width: Int, _ height: Int, _ pixel: (Int, Int) -> [UInt8]) -> [UInt8] {
        (0..<height).flatMap { y in (0..<width).flatMap { x in pixel(x, y) } }
    }

    @Test func whatIsEncodedDecodesToTheSamePixels() throws {
        let image = PixelImage(width: 13, height: 9, rgba: Self.rgba(13, 9, Self.color))

        #expect(try PixelImage(png: image.png()) == image)
    }

    @Test func anOpaqueImageIsWrittenWithoutAlpha() throws {
        let opaque = Self.rgba(5, 4) { x, y in Self.color(x, y).prefix(3) + [255] }
        let image = PixelImage(width: 5, height: 4, rgba: opaque)
        let file = try image.png()

        #expect(file[25] == 2)
        #expect(try PixelImage(png: file) == image)
    }

    @Test(arguments: [false, true]) func everyKindOfPixelDecodes(isInterlaced: Bool) throws {
        func decoded(
            _ color: PNGFile.Color, depth: UInt8 = 8,
            chunks: [(name: String, bytes: [UInt8])] = [], _ pixel: (Int, Int) -> [UInt8]
        ) throws -> [UInt8] {
            let file = PNGFile(
                width: 11, height: 10, depth: depth, color: color, isInterlaced: isInterlaced,
                chunks: chunks)
            return try PixelImage(png: file.bytes(pixel: pixel)).rgba
        }
        func expected(_ pixel: (Int, Int) -> [UInt8]) -> [UInt8] { Self.rgba(11, 10, pixel) }
        func shade(_ x: Int, _ y: Int) -> UInt8 { UInt8(x * 20 + y) }
        let opaqueGrey = expected { x, y in [shade(x, y), shade(x, y), shade(x, y), 255] }

        #expect(try decoded(.rgba, Self.color) == expected(Self.color))
        #expect(
            try decoded(.rgb) { x, y in Array(Self.color(x, y).prefix(3)) }
                == expected { x, y in Self.color(x, y).prefix(3) + [255] })
        #expect(try decoded(.grey) { x, y in [shade(x, y)] } == opaqueGrey)
        #expect(try decoded(.greyAlpha) { x, y in [shade(x, y), 255] } == opaqueGrey)
        #expect(
            try decoded(.grey, depth: 16) { x, y in [shade(x, y), shade(x, y)] } == opaqueGrey)
        #expect(
            try decoded(.palette, chunks: [("PLTE", [1, 2, 3, 9, 8, 7]), ("tRNS", [128])]) { x, _ in
                [UInt8(x % 2)]
            } == expected { x, _ in x % 2 == 0 ? [1, 2, 3, 128] : [9, 8, 7, 255] })
    }

    @Test func aDamagedFileIsAnErrorWithLibpngsWords() throws {
        let good = PNGFile(width: 40, height: 40).bytes(pixel: Self.color)
        var wrongHeaderSum = good
        wrongHeaderSum[29] ^= 1
        var wrongPixelSum = good
        wrongPixelSum[good.count - 13] ^= 1
        var wrongFilter = PNGFile(width: 4, height: 1).bytes(
            filtered: [9] + [UInt8](repeating: 0, count: 16))
        wrongFilter.append(0)
        let noPalette = PNGFile(width: 4, height: 1, color: .palette).bytes { _, _ in [0] }
        let damaged = [
            [], Array(good.prefix(8)), Array(good.prefix(20)), Array(good.prefix(33)),
            Array(good.prefix(2_000)), wrongHeaderSum, wrongPixelSum, wrongFilter, noPalette,
            Array("not an image at all".utf8), good.map { $0 ^ 0x55 },
            PNGFile(width: 0, height: 4).bytes(filtered: []),
            PNGFile(width: 4, height: 0).bytes(filtered: []),
            PNGFile(width: 4, height: 4, depth: 3).bytes(filtered: []),
            PNGFile(width: 40, height: 40).bytes(filtered: [0, 1, 2]),
        ]
        for file in damaged {
            for read in [
                { _ = try PixelImage(png: $0) }, { _ = try Thumbnail.image(of: $0, maxSide: 256) },
            ]
                as [([UInt8]) throws -> Void]
            {
                // What does not begin as a PNG file is of no known format to a thumbnail.
                if ImageHeader.sniff(file) == nil { continue }
                let error = try #require(throws: ImageError.self) { try read(file) }
                guard case .unreadable(.png, let reason) = error else {
                    Issue.record("\(error)")
                    continue
                }
                #expect(!reason.isEmpty)
            }
        }
    }

    @Test(arguments: [
        (32_769, 1), (1, 32_769), (10_001, 10_000), (0x7FFF_FFFF, 0x7FFF_FFFF), (32_768, 32_768),
    ])
    func aHugeImageIsRefusedByItsHeader(width: Int, height: Int) throws {
        let file = PNGFile(width: width, height: height).bytes(filtered: [0])

        #expect(throws: ImageError.imageTooLarge(width: width, height: height)) {
            try PixelImage(png: file)
        }
        #expect(throws: ImageError.imageTooLarge(width: width, height: height)) {
            try Thumbnail.image(of: file, maxSide: 256)
        }
    }

    @Test func noPrefixAndNoFlippedByteStopsTheProgram() throws {
        let good = PNGFile(
            width: 9, height: 9, isInterlaced: true, chunks: [("tEXt", [65, 0, 66])]
        )
        .bytes(pixel: Self.color)
        let damaged = (0..<good.count).flatMap { place in
            var flipped = good
            flipped[place] ^= 0xFF
            return [flipped, Array(good.prefix(place))]
        }
        for file in damaged {
            let header = ImageHeader.sniff(file)
            #expect(header == nil || header?.format == .png)
            let decoded = Result { try PixelImage(png: file) }
            let small = Result { try Thumbnail.image(of: file, maxSide: 4) }
            if case .failure(let error) = decoded { #expect(error is ImageError) }
            if case .failure(let error) = small { #expect(error is ImageError) }
        }
    }
}
