import Foundation

/// What the values of a picture's colours mean, as far as light can be told from them.
///
/// Averages are taken of light, so that converting to sRGB costs nothing: the curves of the
/// picture's own profile stand in for sRGB's, and its matrix is applied to the small copy.
package struct ColorProfile: Hashable, Sendable {
    /// How much light each of the 256 values of red, green and blue means, 65,535 being white.
    let curves: [UInt16]
    /// From the picture's light to sRGB's, three rows of three; `nil` where they are the same.
    let matrix: [Double]?

    /// What pictures have that say nothing else.
    package static let sRGB = ColorProfile(
        curves: curves { _ in { decoded($0) } }, matrix: nil)

    init(curves: [UInt16], matrix: [Double]?) {
        self.curves = curves
        self.matrix = matrix
    }

    /// Light, 0 to 1, of an sRGB channel: IEC 61966-2-1.
    private static func decoded(_ value: Double) -> Double {
        value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }

    static func curves(_ curve: (_ channel: Int) -> (Double) -> Double) -> [UInt16] {
        (0..<3).flatMap { channel in
            let light = curve(channel)
            return (0..<256).map { value in
                let light = light(Double(value) / 255)
                return UInt16(min(max(light, 0), 1) * 65_535 + 0.5)
            }
        }
    }

    /// The sRGB value that is nearest to each of the 65,536 levels of light.
    static let values: [UInt8] = {
        var values: [UInt8] = []
        values.reserveCapacity(65_536)
        for value in 0..<255 {
            let middle = decoded((Double(value) + 0.5) / 255) * 65_535
            values += repeatElement(UInt8(value), count: max(0, Int(middle) + 1 - values.count))
        }
        return values + repeatElement(255, count: 65_536 - values.count)
    }()
}
