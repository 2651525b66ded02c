import FolioImaging
import Foundation

/// A picture by the inline images of iTerm2.
enum ITermPicture {
    /// Draws at the cursor.
    static func command(_ image: PixelImage, _ area: CellArea) throws(ImageError) -> String {
        let file = try image.png()
        let keys = [
            "inline=1", "size=\(file.count)", "width=\(area.columns)", "height=\(area.rows)",
            "preserveAspectRatio=0", "doNotMoveCursor=1",
        ].joined(separator: ";")
        return "\u{1B}]1337;File=\(keys):\(Data(file).base64EncodedString())\u{07}"
    }
}
