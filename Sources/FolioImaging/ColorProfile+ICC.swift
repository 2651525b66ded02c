import Foundation

extension ColorProfile {
    /// Reads an ICC profile that is made of curves and a matrix, or of one curve of grey.
    ///
    /// Those are all that cameras, screens and editors embed in RGB pictures. `nil` for one of
    /// another kind, such as a printer's tables, or a damaged one: the picture is then taken as
    /// sRGB.
    package init?(icc bytes: [UInt8]) {
        let profile = ICCReader(bytes)
        switch profile.space {
        case "GRAY":
            guard let curve = profile.curve("kTRC") else { return nil }
            self.init(curves: Self.curves { _ in curve }, matrix: nil)
        case "RGB ":
            let curves = ["rTRC", "gTRC", "bTRC"].compactMap(profile.curve)
            let columns = ["rXYZ", "gXYZ", "bXYZ"].compactMap(profile.point)
            guard curves.count == 3, columns.count == 3 else { return nil }
            let matrix = Self.fromXYZ.flatMap { row in
                columns.map { zip(row, $0).reduce(0) { $0 + $1.0 * $1.1 } }
            }
            // Equal parts are grey in every profile of this kind.
            let whites = stride(from: 0, to: 9, by: 3).map { matrix[$0..<($0 + 3)].reduce(0, +) }
            guard whites.allSatisfy({ abs($0 - 1) < 0.1 }) else { return nil }
            self.init(curves: Self.curves { curves[$0] }, matrix: matrix)
        default: return nil
        }
    }

    /// From XYZ under D50, in which profiles are written, to the light of sRGB: ICC.1:2022 and
    /// IEC 61966-2-1, with the adaptation of Bradford.
    private static let fromXYZ = [
        [3.133_856_1, -1.616_866_7, -0.490_614_6], [-0.978_768_4, 1.916_141_5, 0.033_454_0],
        [0.071_945_3, -0.228_991_4, 1.405_242_7],
    ]
}

/// Tags of an ICC profile: ICC.1:2022, §7 and §10.
private struct ICCReader {
    private let reader: ByteReader
    /// Where each tag begins.
    private var tags: [String: Int] = [:]

    init(_ bytes: [UInt8]) {
        reader = ByteReader(bytes)
        guard reader.has("acsp", at: 36), let count = reader.big32(at: 128) else { return }
        for entry in 0..<min(count, 100) {
            guard let name = reader.text(at: 132 + entry * 12),
                let start = reader.big32(at: 136 + entry * 12)
            else { return }
            tags[name] = start
        }
    }

    /// The colour space of the picture's values.
    var space: String? { reader.text(at: 16) }

    /// The three numbers of a tag of type `XYZ `.
    func point(_ name: String) -> [Double]? {
        guard let start = tags[name], reader.has("XYZ ", at: start) else { return nil }
        let numbers = (0..<3).compactMap { fixed(at: start + 8 + $0 * 4) }
        return numbers.count == 3 ? numbers : nil
    }

    /// From a value, 0 to 1, to light.
    func curve(_ name: String) -> ((Double) -> Double)? {
        guard let start = tags[name] else { return nil }
        if reader.has("para", at: start) { return parametric(at: start) }
        guard reader.has("curv", at: start), let count = reader.big32(at: start + 8),
            count <= 65_536
        else { return nil }
        switch count {
        case 0: return { $0 }
        case 1:
            return reader.big16(at: start + 12).map { gamma in { pow($0, Double(gamma) / 256) } }
        default:
            let entries = (0..<count).compactMap { reader.big16(at: start + 12 + $0 * 2) }
            guard entries.count == count else { return nil }
            return { value in
                let place = value * Double(count - 1)
                let low = min(Int(place), count - 2)
                let part = place - Double(low)
                return
                    (Double(entries[low]) * (1 - part) + Double(entries[low + 1]) * part) / 65_535
            }
        }
    }

    /// The five kinds of formulas, brought to the longest: (a·x + b)^g + e from d on, c·x + f
    /// below.
    private func parametric(at start: Int) -> ((Double) -> Double)? {
        let counts = [1, 3, 4, 5, 7]
        guard let kind = reader.big16(at: start + 8), counts.indices.contains(kind) else {
            return nil
        }
        let p = (0..<counts[kind]).compactMap { fixed(at: start + 12 + $0 * 4) }
        guard p.count == counts[kind] else { return nil }
        let (g, a, b) = (p[0], kind > 0 ? p[1] : 1, kind > 0 ? p[2] : 0)
        let c = kind > 2 ? p[3] : 0
        let d = kind > 2 ? p[4] : kind > 0 && a != 0 ? -b / a : 0
        let e = kind == 4 ? p[5] : kind == 2 ? p[3] : 0
        let f = kind == 4 ? p[6] : kind == 2 ? p[3] : 0
        return { $0 >= d ? pow(max(0, a * $0 + b), g) + e : c * $0 + f }
    }

    /// Sixteen bits before the point and sixteen behind it.
    private func fixed(at position: Int) -> Double? {
        reader.big32(at: position).map { Double(Int32(truncatingIfNeeded: $0)) / 65_536 }
    }
}
