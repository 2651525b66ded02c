package import FolioImaging
package import FolioModel
package import FolioStore
import Foundation

/// Small copies of items for the eye, from wherever pixels are.
package struct ItemPixels {
    private let originals: Originals
    private let thumbnails: Thumbnails?

    package init(_ library: Library) {
        originals = Originals(library)
        let file = library.folder.appendingPathComponent("thumbnails.sqlite")
        // Where it cannot be opened, pixels come from the originals: whoever reads a library may
        // not be allowed to write beside it.
        thumbnails =
            FileManager.default.fileExists(atPath: file.path)
            ? try? Thumbnails.open(beside: library) : nil
    }

    /// The thumbnail of an item, or a small copy that is made from its original now; `nil` where
    /// neither is held, cannot be read, or is of a format that Folio does not decode.
    package func image(of item: MediaItem) -> PixelImage? {
        guard let sha256 = item.sha256 else { return nil }
        // A damaged small copy is no failure: it can be made anew at any time.
        let kept = try? thumbnails?.thumbnail(of: item.id, side: Originals.thumbnailSide)
        if let kept, kept.sha256 == sha256, let image = Self.decoded([UInt8](kept.bytes)) {
            return image
        }
        guard item.kind == .image, let file = originals.original(of: item),
            // An unreadable original shows as one that is not held; `folio doctor` tells more.
            let bytes = try? Data(contentsOf: file)
        else { return nil }
        return Self.decoded([UInt8](bytes))
    }

    private static func decoded(_ file: [UInt8]) -> PixelImage? {
        // A file that is damaged shows as one that is not held.
        try? FolioImaging.Thumbnail.image(of: file, maxSide: Originals.thumbnailSide)
    }
}
