import FolioImaging
package import FolioModel
import FolioStore
import Foundation

extension Originals {
    /// Pixels of a thumbnail's longer side.
    package static let thumbnailSide = 256

    /// Makes the small copy of an item's original anew. Never throws: without it the item is
    /// as whole as before.
    package func makeThumbnail(of item: MediaItem) -> ThumbnailResult {
        guard let sha256 = item.sha256, item.contentType == ImageHeader.Format.png.mimeType else {
            return .notOffered
        }
        do {
            let original = [UInt8](try Data(contentsOf: store.location(of: sha256)))
            let small = try FolioImaging.Thumbnail.make(
                png: original, maxSide: Self.thumbnailSide)
            guard let size = ImageHeader.sniff(small)?.size else {
                return .failed(reason: "the small copy has no size")
            }
            try Thumbnails.open(beside: library).put(
                FolioStore.Thumbnail(
                    side: Self.thumbnailSide, width: size.width, height: size.height,
                    format: "png", sha256: sha256, bytes: Data(small)), of: item.id)
            return .made
        } catch let error as ImageError {
            return .failed(reason: error.message)
        } catch {
            return .failed(reason: (error as? any UserFacingError)?.message ?? "\(error)")
        }
    }
}
