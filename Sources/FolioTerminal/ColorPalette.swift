import FolioImaging

/// Colours that stand for those of a picture, chosen by median cut: the box of colours with the
/// most pixels times its longest side is halved until there are enough.
struct ColorPalette {
    /// Red, green and blue of each, 0 to 255, rounded to what a sixel terminal can be told.
    let colors: [SIMD3<Int32>]

    /// Parts of a hundred, as sixel has them.
    var percents: [[Int32]] {
        colors.map { color in (0..<3).map { (color[$0] * 100 + 127) / 255 } }
    }

    init(of image: PixelImage, most: Int) {
        var boxes = [ColorBox(Self.counted(image))]
        while boxes.count < most,
            let widest = boxes.indices.max(by: { boxes[$0].weight < boxes[$1].weight }),
            let halves = boxes[widest].halved()
        {
            boxes[widest] = halves.0
            boxes.append(halves.1)
        }
        let means = boxes.filter { !$0.colors.isEmpty }.map(\.mean)
        colors = means.map { mean in
            let percents = (mean &* 100 &+ 127) / 255
            return (percents &* 255 &+ 50) / 100
        }
    }

    /// The place of the nearest colour; 0 where there is none.
    func nearest(to color: SIMD3<Int32>) -> Int16 {
        var best: (place: Int16, distance: Int32) = (0, .max)
        for (place, candidate) in colors.enumerated() {
            let difference = candidate &- color
            let distance = (difference &* difference).wrappedSum()
            if distance < best.distance { best = (Int16(place), distance) }
        }
        return best.place
    }

    /// The opaque colours by 5 bits a part, with what they sum up to.
    private static func counted(_ image: PixelImage) -> [CountedColor] {
        var counts = [Int32](repeating: 0, count: 1 << 15)
        var sums = [SIMD3<Int32>](repeating: .zero, count: 1 << 15)
        for pixel in stride(from: 0, to: image.rgba.count, by: 4)
        where image.rgba[pixel + 3] >= 128 {
            let color = SIMD3<Int32>(
                Int32(image.rgba[pixel]), Int32(image.rgba[pixel + 1]),
                Int32(image.rgba[pixel + 2]))
            let key = Self.key(color)
            // Enough to know the mean, and far from what a number can hold.
            guard counts[key] < 1 << 20 else { continue }
            counts[key] += 1
            sums[key] &+= color
        }
        return counts.indices.filter { counts[$0] > 0 }.map {
            CountedColor(color: sums[$0] / SIMD3(repeating: counts[$0]), count: Int64(counts[$0]))
        }
    }

    /// 15 bits.
    static func key(_ color: SIMD3<Int32>) -> Int {
        Int(color.x >> 3) << 10 | Int(color.y >> 3) << 5 | Int(color.z >> 3)
    }
}

private struct CountedColor {
    let color: SIMD3<Int32>
    let count: Int64
}

private struct ColorBox {
    let colors: [CountedColor]
    /// What it costs to let one colour stand for all; 0 where there is only one.
    let weight: Int64
    private let longestSide: Int

    init(_ colors: [CountedColor]) {
        self.colors = colors
        let lows = colors.reduce(SIMD3<Int32>(repeating: 255)) { pointwiseMin($0, $1.color) }
        let highs = colors.reduce(SIMD3<Int32>.zero) { pointwiseMax($0, $1.color) }
        let sides = highs &- lows
        longestSide = (0..<3).max { sides[$0] < sides[$1] } ?? 0
        weight =
            colors.count < 2
            ? 0 : Int64(sides[longestSide]) * colors.reduce(0) { $0 + $1.count }
    }

    /// Two boxes with about as many pixels each; `nil` for a single colour.
    func halved() -> (ColorBox, ColorBox)? {
        guard weight > 0 else { return nil }
        let sorted = colors.sorted { $0.color[longestSide] < $1.color[longestSide] }
        let half = sorted.reduce(0) { $0 + $1.count } / 2
        var (seen, cut): (Int64, Int) = (0, 0)
        while cut < sorted.count - 1, seen < half || cut == 0 {
            seen += sorted[cut].count
            cut += 1
        }
        return (ColorBox(Array(sorted[..<cut])), ColorBox(Array(sorted[cut...])))
    }

    /// Of all its pixels.
    var mean: SIMD3<Int32> {
        var sums = SIMD3<Int64>.zero
        var count: Int64 = 0
        for color in colors {
            sums &+= SIMD3<Int64>(truncatingIfNeeded: color.color) &* SIMD3(repeating: color.count)
            count += color.count
        }
        return SIMD3<Int32>(truncatingIfNeeded: sums / SIMD3(repeating: max(1, count)))
    }
}
