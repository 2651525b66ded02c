import FolioImaging
import FolioModel

/// What a file is by its first bytes, and what that allows.
struct FileKind: Hashable {
    let format: ImageHeader.Format
    let size: ImageHeader.Size?

    /// `nil` where the format is not known.
    init?(head: [UInt8]) {
        guard let header = ImageHeader.sniff(head) else { return nil }
        format = header.format
        // A header may promise anything; a size that no image can have is not known.
        size = header.size.flatMap {
            max($0.width, $0.height) <= ImageLimits.side ? $0 : nil
        }
    }

    var mediaKind: MediaItem.Kind {
        switch format {
        case .png, .jpeg, .gif, .webp, .heic: .image
        case .mp4, .quicktime: .video
        case .pdf: .document
        }
    }

    /// Bytes that Folio keeps of such a file.
    var byteLimit: Int {
        mediaKind == .video ? 4 << 30 : ImageLimits.fileBytes
    }

    /// What the remote takes by upload (`remote-api.md` §7.8).
    var uploadByteLimit: Int {
        mediaKind == .video ? 500 << 20 : 20 << 20
    }

    /// The remote takes MP4 alone among videos (`remote-api.md` §7.8).
    var mayBeUploaded: Bool { format != .quicktime }
}
