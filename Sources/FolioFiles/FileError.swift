package import FolioModel

/// Why a file was not taken in. Nothing has changed then.
package enum FileError: UserFacingError, Equatable {
    case missing(path: String)
    case isFolder(path: String)
    /// A device, a pipe or a socket.
    case notAFile(path: String)
    case unreadable(path: String, reason: String)
    case empty(name: String)
    /// Both in bytes.
    case tooLarge(name: String, limit: Int)
    /// No image, video or document of a kind that Folio knows.
    case unknownFormat(name: String)
    /// The file is of another kind than the item.
    case otherKind(name: String, found: MediaItem.Kind, wanted: MediaItem.Kind)
    /// The item's original is held already and is not this file.
    case otherOriginalHeld(item: MediaItem.ID)
    case diskFull(path: String)
    case unwritable(path: String, reason: String)

    /// Whether the file is not to blame but the disk, so that any other would fail as well.
    package var isOfTheDisk: Bool {
        switch self {
        case .diskFull, .unwritable, .unreadable, .missing: true
        default: false
        }
    }

    package var message: String {
        switch self {
        case .missing(let path): "there is no file at \(path)"
        case .isFolder(let path): "\(path) is a folder, not a file"
        case .notAFile(let path): "\(path) is a device or a pipe, not a file"
        case .unreadable(let path, let reason): "\(path) cannot be read: \(reason)"
        case .empty(let name): "\(name) is empty"
        case .tooLarge(let name, let limit):
            "\(name) is larger than \(limit / 1_048_576) MB"
        case .unknownFormat(let name):
            "\(name) is no image, video or document of a kind that Folio knows"
        case .otherKind(let name, let found, let wanted):
            "\(name) is of kind \(found.rawValue), the item of kind \(wanted.rawValue)"
        case .otherOriginalHeld(let item): "another original of \(item) is held already"
        case .diskFull(let path): "the disk that holds \(path) is full; nothing was changed"
        case .unwritable(let path, let reason): "\(path) cannot be written: \(reason)"
        }
    }

    package var hint: String? {
        switch self {
        case .missing, .isFolder, .notAFile: "name a file"
        case .unreadable, .unwritable: "check the permissions of the file and of its folder"
        case .empty: nil
        case .tooLarge: "make it smaller and try again"
        case .unknownFormat: "use PNG, JPEG, GIF, WebP, HEIC, MP4 or PDF"
        case .otherKind(_, _, let wanted): "give it a file of kind \(wanted.rawValue)"
        case .otherOriginalHeld: "to use this file instead, add --replace"
        case .diskFull: "free some space, then try again"
        }
    }

    package var kind: FailureKind {
        switch self {
        case .missing, .isFolder, .notAFile, .unreadable, .empty, .tooLarge, .unknownFormat,
            .otherKind:
            .usage
        case .otherOriginalHeld: .needsDecision
        case .diskFull, .unwritable: .failed
        }
    }
}
