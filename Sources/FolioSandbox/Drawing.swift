import Foundation

/// A landscape that depends on nothing but a text: its sky, its sun, its hills, its water.
///
/// Every row is filled in a few horizontal runs, which is quick even without optimisation.
struct Drawing {
    private let width: Int
    private let height: Int
    private var pixels: [UInt8]
    private var palette: [UInt8] = []
    private var numbers: SeededNumbers
    /// The sky's colours at its top and at the horizon.
    private var sky: (top: [UInt8], horizon: [UInt8]) = ([], [])

    /// Times of day: the colours at the top of the sky and at the horizon.
    private static let moods: [(top: [UInt8], horizon: [UInt8])] = [
        ([52, 120, 214], [206, 232, 250]), ([70, 54, 128], [250, 150, 110]),
        ([14, 20, 58], [70, 92, 160]), ([240, 150, 170], [255, 226, 190]),
        ([92, 110, 130], [206, 212, 214]), ([226, 96, 60], [255, 214, 120]),
        ([24, 110, 120], [180, 236, 206]), ([120, 70, 160], [244, 190, 224]),
    ]

    /// A PNG of the landscape that belongs to `text`.
    static func png(of text: String, width: Int, height: Int) throws -> Data {
        var drawing = Drawing(text, width: width, height: height)
        drawing.draw()
        return Data(
            try PNGEncoder.encode(
                width: width, height: height, pixels: drawing.pixels, palette: drawing.palette))
    }

    private init(_ text: String, width: Int, height: Int) {
        self.width = width
        self.height = height
        pixels = [UInt8](repeating: 0, count: width * height)
        numbers = SeededNumbers(seed: Identifier.hash(text))
    }

    private mutating func draw() {
        drawSky()
        drawSun()
        for distance in 0..<3 { drawHills(distance) }
        drawWater()
    }

    /// Its two colours hold some 40 bits of the text's hash, so even tiny pictures differ.
    private mutating func drawSky() {
        let mood = Self.moods[numbers.below(Self.moods.count)]
        sky = (Self.mix(mood.top, numbers.color(), 30), Self.mix(mood.horizon, numbers.color(), 30))
        let first = addBlend(from: sky.top, to: sky.horizon, steps: 64)
        for y in 0..<height { fill(y, 0, width, first + UInt8(y * 64 / height)) }
    }

    private mutating func drawSun() {
        let color = add([255, 200 + numbers.byte(56), 90 + numbers.byte(160)])
        let radius = min(width, height) * (8 + numbers.below(12)) / 100
        let (x, y) = (
            width * (15 + numbers.below(70)) / 100, height * (15 + numbers.below(30)) / 100
        )
        for row in max(0, y - radius)...max(0, min(height - 1, y + radius)) {
            let half = Int(Double(max(0, radius * radius - (row - y) * (row - y))).squareRoot())
            fill(row, x - half, x + half, color)
        }
    }

    /// The farther a hill, the more it takes the horizon's colour.
    private mutating func drawHills(_ distance: Int) {
        let shade = UInt8(110 - distance * 36)
        let own = (0..<3).map { _ in shade + numbers.byte(50) }
        let color = add(Self.mix(own, sky.horizon, 45 - distance * 18))
        let foot = height * (62 + distance * 6) / 100
        for _ in 0..<(2 + numbers.below(3)) {
            let (peak, middle) = (
                height * (28 + distance * 10 + numbers.below(18)) / 100, numbers.below(width)
            )
            let slope = 40 + numbers.below(160)
            for row in min(peak, foot)..<foot {
                let half = (row - peak) * slope / 100
                fill(row, middle - half, middle + half, color)
            }
        }
        for row in foot..<max(foot, height * 76 / 100) { fill(row, 0, width, color) }
    }

    private mutating func drawWater() {
        // Water shows the sky, darker and bluer.
        let deep = Self.mix([16, 60, 96], numbers.color(), 25)
        let first = addBlend(
            from: Self.mix(sky.horizon, deep, 45), to: Self.mix(sky.top, deep, 75), steps: 32)
        let shore = height * 74 / 100
        for row in shore..<height {
            fill(row, 0, width, first + UInt8((row - shore) * 32 / max(1, height - shore)))
        }
        let foam = add([235, 240, 245])
        for _ in 0..<24 {
            let (x, row) = (numbers.below(width), shore + numbers.below(max(1, height - shore)))
            fill(row, x, x + width / 30, foam)
        }
    }

    /// Paints `from..<to` of a row, as far as it is inside the picture.
    private mutating func fill(_ row: Int, _ from: Int, _ to: Int, _ color: UInt8) {
        let (from, to) = (max(0, from), min(width, to))
        guard (0..<height).contains(row), from < to else { return }
        let start = row * width
        pixels.withUnsafeMutableBytes { bytes in
            // The rows are inside the array, and the pointer does not leave this closure.
            guard let base = bytes.baseAddress else { return }
            memset(base + start + from, Int32(color), to - from)
        }
    }

    /// `share` percent of the second colour in the first.
    private static func mix(_ first: [UInt8], _ second: [UInt8], _ share: Int) -> [UInt8] {
        zip(first, second).map { UInt8((Int($0) * (100 - share) + Int($1) * share) / 100) }
    }

    private mutating func add(_ color: [UInt8]) -> UInt8 {
        palette += color
        return UInt8(palette.count / 3 - 1)
    }

    private mutating func addBlend(from: [UInt8], to: [UInt8], steps: Int) -> UInt8 {
        let first = UInt8(palette.count / 3)
        for step in 0..<steps {
            palette += zip(from, to).map {
                UInt8((Int($0) * (steps - step) + Int($1) * step) / steps)
            }
        }
        return first
    }
}
