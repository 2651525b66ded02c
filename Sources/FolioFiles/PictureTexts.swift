import FolioImaging
import FolioMetadata

/// The texts of a picture, those that are hidden in its pixels included.
enum PictureTexts {
    /// Pixels are looked at only where no text tells a prompt.
    static func contents(_ source: some ByteSource) -> FileContents {
        var contents = FileContents(source)
        guard contents.damage == nil, FileMetadata(contents).facts.prompt == nil else {
            return contents
        }
        _ = addHidden(source.bytes(at: 0, count: source.byteCount), to: &contents)
        return contents
    }

    /// Whether pixels hide a text.
    static func hidesText(_ bytes: [UInt8]) -> Bool {
        var contents = FileContents([UInt8]())
        return addHidden(bytes, to: &contents)
    }

    private static func addHidden(_ bytes: [UInt8], to contents: inout FileContents) -> Bool {
        guard AlphaText.isPossible(bytes.bytes(at: 0, count: 64)),
            // A picture that cannot be decoded has nothing to read in its pixels.
            let image = try? PixelImage(png: bytes)
        else { return false }
        return AlphaText.add(
            width: image.width, height: image.height, rgba: image.rgba, to: &contents)
    }
}
