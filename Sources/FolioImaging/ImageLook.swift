import Foundation

/// What a picture looks like, in a few bytes.
package struct ImageLook: Hashable, Sendable {
    /// `0xRRGGBB`, of all pixels together.
    package let averageColor: Int
    /// A perceptual hash; `nil` for a picture without shapes, such as one of a single colour.
    ///
    /// Each bit tells of one slow change of brightness across the picture whether it is stronger
    /// than most. The same picture in another size or quality keeps nearly all of them, and other
    /// pictures have half of them by chance.
    package let hash: UInt64?

    /// Bits that differ.
    package static func distance(_ left: UInt64, _ right: UInt64) -> Int {
        (left ^ right).nonzeroBitCount
    }

    /// Looks at a picture of any size; a small copy is as good and quicker.
    package init(of image: PixelImage) {
        let color = image.resized(width: 1, height: 1).onWhite(at: 0)
        averageColor = color.reduce(0) { $0 << 8 | Int($1) }
        hash = Self.hash(Self.brightness(of: image))
    }

    /// Pixels of a side of what is hashed.
    private static let side = 32
    /// Changes across, and as many down.
    private static let waves = 8

    /// Row by row, 0 to 255: BT.601.
    private static func brightness(of image: PixelImage) -> [Double] {
        let small = image.resized(width: side, height: side)
        return (0..<(side * side)).map { pixel in
            let color = small.onWhite(at: pixel)
            return 0.299 * Double(color[0]) + 0.587 * Double(color[1]) + 0.114 * Double(color[2])
        }
    }

    /// Cosines of the discrete cosine transform, a row for each wave.
    private static let cosines: [[Double]] = (0..<waves).map { wave in
        (0..<side).map { place in
            cos(Double.pi / Double(side) * (Double(place) + 0.5) * Double(wave))
        }
    }

    private static func hash(_ brightness: [Double]) -> UInt64? {
        let across: [[Double]] = (0..<side).map { row in
            let pixels = brightness[(row * side)..<((row + 1) * side)]
            return cosines.map { wave in zip(pixels, wave).reduce(0) { $0 + $1.0 * $1.1 } }
        }
        let strengths: [Double] = cosines.flatMap { down in
            (0..<waves).map { wave in
                zip(across, down).reduce(0) { $0 + $1.0[wave] * $1.1 }
            }
        }
        // The first is the brightness of all and no change.
        let changes = strengths.dropFirst().sorted()
        guard max(-changes[0], changes[changes.count - 1]) >= weakest else { return nil }
        let median = changes[changes.count / 2]
        return strengths.enumerated().reduce(0) { hash, wave in
            wave.element > median ? hash | 1 << UInt64(wave.offset) : hash
        }
    }

    /// What the noise of a picture of one colour stays below: half a step of brightness everywhere.
    private static let weakest = Double(side * side) / 2
}

extension PixelImage {
    /// Red, green and blue of a pixel, counted row by row, as they look on white.
    fileprivate func onWhite(at pixel: Int) -> [UInt8] {
        let alpha = Int(rgba[pixel * 4 + 3])
        return (0..<3).map { part in
            UInt8((Int(rgba[pixel * 4 + part]) * alpha + 255 * (255 - alpha) + 127) / 255)
        }
    }
}
