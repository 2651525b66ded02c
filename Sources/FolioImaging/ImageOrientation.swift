/// How a picture lies in its file: TIFF 6.0, tag 274, as EXIF uses it.
package enum ImageOrientation: Int, CaseIterable, Sendable {
    case upright = 1
    case mirrored = 2
    case upsideDown = 3
    case upsideDownMirrored = 4
    case leftMirrored = 5
    case left = 6
    case rightMirrored = 7
    case right = 8

    /// Where the pixel of the upright picture at `x`, `y` is found in one of this size.
    fileprivate func source(x: Int, y: Int, width: Int, height: Int) -> (x: Int, y: Int) {
        switch self {
        case .upright: (x, y)
        case .mirrored: (width - 1 - x, y)
        case .upsideDown: (width - 1 - x, height - 1 - y)
        case .upsideDownMirrored: (x, height - 1 - y)
        case .leftMirrored: (y, x)
        case .left: (y, height - 1 - x)
        case .rightMirrored: (width - 1 - y, height - 1 - x)
        case .right: (width - 1 - y, x)
        }
    }

    fileprivate var isOnItsSide: Bool { rawValue >= 5 }
}

extension PixelImage {
    /// The picture upright, if it lies like that now.
    package func turned(from orientation: ImageOrientation) -> PixelImage {
        guard orientation != .upright else { return self }
        let size = orientation.isOnItsSide ? (height, width) : (width, height)
        var turned: [UInt8] = []
        turned.reserveCapacity(rgba.count)
        for y in 0..<size.1 {
            for x in 0..<size.0 {
                let place = orientation.source(x: x, y: y, width: width, height: height)
                let pixel = (place.y * width + place.x) * 4
                turned += rgba[pixel..<(pixel + 4)]
            }
        }
        return PixelImage(width: size.0, height: size.1, rgba: turned)
    }
}
