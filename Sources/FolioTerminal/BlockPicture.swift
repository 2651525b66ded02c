import FolioImaging

/// A picture of half blocks: two pixels a character, one above the other.
enum BlockPicture {
    /// One line for every two rows of pixels.
    static func lines(of image: PixelImage, _ colors: PictureStyle.BlockColors) -> [String] {
        stride(from: 0, to: image.height, by: 2).map { y in
            var line = BlockLine(colors: colors)
            for x in 0..<image.width {
                line.add(image.color(x, y), y + 1 < image.height ? image.color(x, y + 1) : nil)
            }
            return line.finished()
        }
    }
}

/// A colour, 8 bits a part.
struct RGB: Hashable {
    let red: UInt8
    let green: UInt8
    let blue: UInt8
}

extension PixelImage {
    /// `nil` where the background is rather to be seen than the pixel.
    func color(_ x: Int, _ y: Int) -> RGB? {
        let pixel = (y * width + x) * 4
        guard rgba[pixel + 3] >= 128 else { return nil }
        return RGB(red: rgba[pixel], green: rgba[pixel + 1], blue: rgba[pixel + 2])
    }
}

/// Writes the characters of one line, and colours only where they change.
private struct BlockLine {
    let colors: PictureStyle.BlockColors
    private var text = ""
    private var foreground: String?
    private var background: String?

    init(colors: PictureStyle.BlockColors) {
        self.colors = colors
    }

    mutating func add(_ upper: RGB?, _ lower: RGB?) {
        switch (upper, lower) {
        case (nil, nil): add(" ", front: foreground, back: nil)
        case (let upper?, nil): add("▀", front: code(upper), back: nil)
        case (nil, let lower?): add("▄", front: code(lower), back: nil)
        case (let upper?, let lower?): add("▀", front: code(upper), back: code(lower))
        }
    }

    private mutating func add(_ character: Character, front: String?, back: String?) {
        var codes: [String] = []
        if let front, front != foreground { codes.append("38;\(front)") }
        if back != background { codes.append(back.map { "48;\($0)" } ?? "49") }
        if !codes.isEmpty { text += "\u{1B}[\(codes.joined(separator: ";"))m" }
        (foreground, background) = (front ?? foreground, back)
        text.append(character)
    }

    private func code(_ color: RGB) -> String {
        switch colors {
        case .full: "2;\(color.red);\(color.green);\(color.blue)"
        case .indexed: "5;\(IndexedColor.nearest(to: color))"
        }
    }

    func finished() -> String {
        foreground == nil && background == nil ? text : text + "\u{1B}[0m"
    }
}

/// The colours 16 to 255 of xterm: a cube of 6×6×6, then 24 greys.
enum IndexedColor {
    private static let levels = [0, 95, 135, 175, 215, 255]

    static func nearest(to color: RGB) -> Int {
        let parts = [Int(color.red), Int(color.green), Int(color.blue)]
        let steps = parts.map { part in
            levels.indices.min { abs(levels[$0] - part) < abs(levels[$1] - part) } ?? 0
        }
        let grey = max(0, min(23, (parts.reduce(0, +) / 3 - 3) / 10))
        let cube = distance(parts, steps.map { levels[$0] })
        return distance(parts, Array(repeating: 8 + grey * 10, count: 3)) < cube
            ? 232 + grey : 16 + 36 * steps[0] + 6 * steps[1] + steps[2]
    }

    private static func distance(_ left: [Int], _ right: [Int]) -> Int {
        zip(left, right).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
}
