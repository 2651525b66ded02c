import FolioImaging

/// The palette's place for each pixel; what a colour lacks is handed on to its neighbours, by
/// the shares of Floyd and Steinberg.
struct DitheredPixels {
    /// -1 where a pixel is transparent.
    private(set) var places: [Int16]

    init(_ image: PixelImage, _ palette: ColorPalette) {
        places = Array(repeating: -1, count: image.width * image.height)
        var known = [Int16](repeating: -1, count: 1 << 15)
        // One more on either side: what falls there is dropped.
        var here = [SIMD3<Int32>](repeating: .zero, count: image.width + 2)
        var below = here
        for y in 0..<image.height {
            for x in 0..<image.width {
                let pixel = (y * image.width + x) * 4
                guard image.rgba[pixel + 3] >= 128 else { continue }
                let own = SIMD3<Int32>(
                    Int32(image.rgba[pixel]), Int32(image.rgba[pixel + 1]),
                    Int32(image.rgba[pixel + 2]))
                let wanted = (own &+ here[x + 1] / 16)
                    .clamped(lowerBound: .zero, upperBound: SIMD3(repeating: 255))
                let key = ColorPalette.key(wanted)
                if known[key] < 0 { known[key] = palette.nearest(to: wanted) }
                let place = known[key]
                places[y * image.width + x] = place
                let lack = wanted &- palette.colors[Int(place)]
                here[x + 2] &+= lack &* 7
                below[x] &+= lack &* 3
                below[x + 1] &+= lack &* 5
                below[x + 2] &+= lack
            }
            here = below
            for place in below.indices { below[place] = .zero }
        }
    }
}
