import Foundation

/// Makes an empty file that only its owner may read, unless it is there already.
///
/// SQLite would make it for everybody, and a change of its mode comes too late.
func makePrivateFile(at path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw LibraryError(writing: path, errno) }
    close(descriptor)
}

/// Makes the names in a folder survive a loss of power.
///
/// A folder that may not be read is left to the system: what is in it was made all the same.
func syncFolder(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else {
        throw LibraryError.unreadable(path: path, reason: String(cString: strerror(errno)))
    }
}

/// Brings what was written to a file to the disk. A full disk may show only here.
func syncFile(_ path: String) throws {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw LibraryError(writing: path, errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw LibraryError(writing: path, errno) }
}

extension LibraryError {
    /// From a number of the system.
    init(writing path: String, _ code: Int32) {
        self =
            [ENOSPC, EDQUOT].contains(code)
            ? .diskFull(path: path)
            : .unreadable(path: path, reason: String(cString: strerror(code)))
    }
}
