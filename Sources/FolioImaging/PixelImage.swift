/// Pixels in memory, row by row from the top: 8-bit red, green, blue and alpha, the colours
/// not multiplied by alpha.
package struct PixelImage: Hashable, Sendable {
    package let width: Int
    package let height: Int
    /// 4 bytes a pixel.
    package let rgba: [UInt8]

    /// `rgba` holds `width * height * 4` bytes, and neither side is 0.
    package init(width: Int, height: Int, rgba: [UInt8]) {
        precondition(width > 0 && height > 0 && rgba.count == width * height * 4)
        self.width = width
        self.height = height
        self.rgba = rgba
    }
}
