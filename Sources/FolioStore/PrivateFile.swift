import Foundation

/// Makes an empty file that only its owner may read, unless it is there already.
///
/// SQLite would make it for everybody, and a change of its mode comes too late.
func makePrivateFile(at path: String) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
        throw LibraryError.unreadable(path: path, reason: String(cString: strerror(errno)))
    }
    close(descriptor)
}
