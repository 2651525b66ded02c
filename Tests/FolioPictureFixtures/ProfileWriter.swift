/// Writes ICC profiles, as editors embed them.
package enum ProfileWriter {
    /// A profile of a matrix and curves.
    package static func icc(
        _ columns: [[Double]], curve: [UInt8], space: String = "RGB "
    ) -> [UInt8] {
        var tags: [(String, [UInt8])] = zip(["rXYZ", "gXYZ", "bXYZ"], columns).map { name, column in
            (name, Array("XYZ ".utf8) + [0, 0, 0, 0] + column.flatMap(fixed))
        }
        for name in space == "GRAY" ? ["kTRC"] : ["rTRC", "gTRC", "bTRC"] {
            tags.append((name, curve))
        }
        var table = PNGFile.big32(tags.count)
        var data: [UInt8] = []
        for (name, bytes) in tags {
            table += Array(name.utf8) + PNGFile.big32(132 + tags.count * 12 + data.count)
            table += PNGFile.big32(bytes.count)
            data += bytes
        }
        var header = [UInt8](repeating: 0, count: 128)
        header.replaceSubrange(16..<20, with: Array(space.utf8))
        header.replaceSubrange(36..<40, with: Array("acsp".utf8))
        return header + table + data
    }

    private static func fixed(_ number: Double) -> [UInt8] {
        PNGFile.big32(Int(UInt32(bitPattern: Int32((number * 65_536).rounded()))))
    }

    package static func parametric(_ kind: UInt8, _ numbers: [Double]) -> [UInt8] {
        Array("para".utf8) + [0, 0, 0, 0, 0, kind, 0, 0] + numbers.flatMap(fixed)
    }

    package static let sRGB = [
        [0.436_07, 0.222_49, 0.013_92], [0.385_15, 0.716_87, 0.097_08],
        [0.143_07, 0.060_61, 0.714_10],
    ]
    /// sRGB's own, as parameters.
    package static let curve = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045]
}
