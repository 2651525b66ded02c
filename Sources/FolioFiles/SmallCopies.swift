import FolioImaging
import FolioMetadata
import FolioModel
import FolioStore
import Foundation

/// What is kept of a picture besides its original: two sizes, and what it looks like.
struct SmallCopies: Sendable {
    let id: MediaItem.ID
    let thumbnails: [FolioStore.Thumbnail]
    let look: ItemLook

    /// Makes them of an original that lies at `path`; `nil` for a format that is not decoded.
    ///
    /// - Throws: ``ImageError``, ``FileError``.
    init?(of id: MediaItem.ID, sha256: String, at file: URL) throws {
        let largest = Originals.thumbnailSides[0]
        guard let image = try Self.image(of: file, maxSide: largest) else { return nil }
        var copies: [FolioStore.Thumbnail] = []
        for side in Originals.thumbnailSides {
            let copy = image.small(maxSide: side)
            let small = try copy.smallFile()
            copies.append(
                FolioStore.Thumbnail(
                    side: side, width: copy.width, height: copy.height,
                    format: small.format.rawValue, sha256: sha256, bytes: Data(small.bytes)))
        }
        let look = ImageLook(of: image)
        self.id = id
        thumbnails = copies
        self.look = ItemLook(sha256: sha256, averageColor: look.averageColor, hash: look.hash)
    }

    /// The pixels of a small copy, upright and in sRGB.
    static func image(of file: URL, maxSide: Int) throws -> PixelImage? {
        let contents = FileContents(try FileBytes(file))
        return try FolioImaging.Thumbnail.image(
            ofFile: file.path, maxSide: maxSide,
            profile: contents.colorProfile.flatMap(ColorProfile.init(icc:)) ?? .sRGB,
            orientation: contents.orientation.flatMap(ImageOrientation.init) ?? .upright)
    }
}
