import FolioImaging

/// A picture as sixels: bands of six rows, each drawn once for every colour in it.
enum SixelPicture {
    /// Draws at the cursor. Transparent pixels are left as they are.
    static func command(_ image: PixelImage) -> String {
        let palette = ColorPalette(of: image, most: 255)
        let places = DitheredPixels(image, palette).places
        var text = "\u{1B}P0;1;0q\"1;1;\(image.width);\(image.height)"
        for (index, color) in palette.percents.enumerated() {
            text += "#\(index);2;\(color[0]);\(color[1]);\(color[2])"
        }
        for top in stride(from: 0, to: image.height, by: 6) {
            if top > 0 { text += "-" }
            text += band(places, top..<min(top + 6, image.height), width: image.width)
        }
        return text + "\u{1B}\\"
    }

    /// `places` are those of the palette, for every pixel; -1 for none.
    private static func band(_ places: [Int16], _ rows: Range<Int>, width: Int) -> String {
        var dots: [Int16: [UInt8]] = [:]
        for y in rows {
            for x in 0..<width {
                let place = places[y * width + x]
                guard place >= 0 else { continue }
                dots[place, default: Array(repeating: 0, count: width)][x] |=
                    1 << UInt8(y - rows.lowerBound)
            }
        }
        return dots.keys.sorted().map { place in
            "#\(place)" + run(dots[place] ?? [])
        }.joined(separator: "$")
    }

    /// Repetitions of four and more are counted.
    private static func run(_ dots: [UInt8]) -> String {
        var bytes: [UInt8] = []
        var start = 0
        while start < dots.count {
            let end = dots[start...].firstIndex { $0 != dots[start] } ?? dots.count
            let isBlankEnd = end == dots.count && dots[start] == 0
            let character = dots[start] + 0x3F
            if end - start >= 4, !isBlankEnd {
                bytes += Array("!\(end - start)".utf8) + [character]
            } else if !isBlankEnd {
                bytes += repeatElement(character, count: end - start)
            }
            start = end
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
