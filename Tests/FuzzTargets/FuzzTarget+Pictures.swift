import FolioImaging
import FolioPictureFixtures

extension FuzzTarget {
    /// A small copy has the shape of the original, is no larger, and can be written as a file that
    /// is read as the same shape again.
    static func decode(_ input: [UInt8], as target: FuzzTarget) {
        let maxSide = 40
        guard let header = ImageHeader.sniff(input), header.format.rawValue == target.rawValue,
            // What cannot be decoded is refused; how, is tested elsewhere.
            let image = try? Thumbnail.image(of: input, maxSide: maxSide, orientation: .upright)
        else { return }
        precondition((1...maxSide).contains(image.width) && (1...maxSide).contains(image.height))
        precondition(image.rgba.count == image.width * image.height * 4)
        guard let file = try? image.smallFile(), let again = ImageHeader.sniff(file.bytes) else {
            preconditionFailure("a small copy is no file")
        }
        precondition(again.format == file.format)
        precondition(again.size?.width == image.width && again.size?.height == image.height)
        _ = ImageLook(of: image)
    }

    /// A profile that is read can be used.
    static func readProfile(_ input: [UInt8]) {
        guard let profile = ColorProfile(icc: input) else { return }
        let image = PixelImage(width: 2, height: 1, rgba: [255, 128, 0, 255, 9, 99, 250, 30])
        precondition(image.small(maxSide: 1, profile).rgba.count == 4)
    }

    var pictureSeeds: [[UInt8]] {
        switch self {
        case .png: Self.pngSeeds
        case .jpeg:
            [
                PictureFixtures.jpeg, PictureFixtures.progressiveJPEG, PictureFixtures.greyJPEG,
                PictureFixtures.cmykJPEG, PictureFixtures.turnedJPEG,
            ]
        case .webp:
            [
                PictureFixtures.losslessWebP, PictureFixtures.lossyWebP, PictureFixtures.clearWebP,
                PictureFixtures.animatedWebP,
            ]
        case .gif:
            [
                PictureFixtures.gif, PictureFixtures.interlacedGIF, PictureFixtures.animatedGIF,
                PictureFixtures.clearGIF,
            ]
        default: []
        }
    }

    /// Of every kind of pixel, interlaced and not.
    private static var pngSeeds: [[UInt8]] {
        let kinds: [(PNGFile.Color, UInt8, Int)] = [
            (.grey, 8, 1), (.grey, 16, 2), (.rgb, 8, 3), (.palette, 8, 1), (.greyAlpha, 8, 2),
            (.rgba, 8, 4), (.rgba, 16, 8),
        ]
        return kinds.flatMap { color, depth, bytes in
            [false, true].map { isInterlaced in
                var file = PNGFile(
                    width: 9, height: 7, depth: depth, color: color, isInterlaced: isInterlaced)
                if color == .palette {
                    file.chunks = [("PLTE", Array(0..<96)), ("tRNS", [0, 100, 200])]
                }
                return file.bytes { x, y in
                    (0..<bytes).map { UInt8((x * 29 + y * 13 + $0 * 7) % 32) }
                }
            }
        }
    }

    static var profileSeeds: [[UInt8]] {
        let parametric = ProfileWriter.parametric(3, ProfileWriter.curve)
        let table: [UInt8] = Array("curv".utf8) + [0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 64, 0, 255, 255]
        return [
            ProfileWriter.icc(ProfileWriter.sRGB, curve: parametric),
            ProfileWriter.icc(ProfileWriter.sRGB, curve: table),
            ProfileWriter.icc([], curve: table, space: "GRAY"),
        ]
    }
}
