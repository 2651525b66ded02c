package import Foundation
import GRDB

extension Library {
    /// Makes a copy of the library's rows, as of now, in a new folder that only its owner may
    /// read, and opens it. Originals and thumbnails are not copied.
    package func copy(to folder: URL) throws -> Library {
        guard mkdir(folder.path, 0o700) == 0 else {
            throw LibraryError.unreadable(
                path: folder.path, reason: String(cString: strerror(errno)))
        }
        let file = Self.file(in: folder)
        try makePrivateFile(at: file.path)
        try Self.translatingErrors(path: file.path) {
            let destination = try DatabaseQueue(path: file.path)
            try database.backup(to: destination)
            try destination.close()
        }
        return try Library.open(folder, makeID: makeID)
    }
}
