package import FolioImaging
package import FolioModel
package import FolioStore
import Foundation

/// Small copies of items for the eye, from wherever pixels are.
package struct ItemPixels {
    private let library: Library
    private let originals: Originals
    private let thumbnails: Thumbnails?

    package init(_ library: Library) {
        self.library = library
        originals = Originals(library)
        let file = library.folder.appendingPathComponent("thumbnails.sqlite")
        // Where it cannot be opened, pixels come from the originals: whoever reads a library may
        // not be allowed to write beside it.
        thumbnails =
            FileManager.default.fileExists(atPath: file.path)
            ? try? Thumbnails.open(beside: library) : nil
    }

    /// A thumbnail of an item, or a small copy that is made from its original now; `nil` where
    /// neither is held, cannot be read, or is of a format that Folio does not decode. `side` is
    /// one of ``Originals/thumbnailSides``.
    package func image(of item: MediaItem, side: Int = Originals.thumbnailSide) -> PixelImage? {
        guard let sha256 = item.sha256 else { return nil }
        // A damaged small copy is no failure: it can be made anew at any time.
        let kept = try? thumbnails?.thumbnail(of: item.id, side: side)
        if let kept, kept.sha256 == sha256,
            let image = try? FolioImaging.Thumbnail.image(of: [UInt8](kept.bytes), maxSide: side)
        {
            return image
        }
        guard item.kind == .image, let file = originals.original(of: item) else { return nil }
        // An unreadable original shows as one that is not held; `folio doctor` tells more.
        return try? SmallCopies.image(of: file, maxSide: side)
    }

    /// `0xRRGGBB` of a picture whose pixels cannot be had now; `nil` where nobody has seen them.
    package func averageColor(of item: MediaItem) -> Int? {
        // A library that cannot be read fails elsewhere.
        (try? library.look(of: item.id))?.averageColor
    }
}
