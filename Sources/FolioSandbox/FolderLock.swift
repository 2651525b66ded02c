import Foundation

/// One sandbox's claim to its state folder.
///
/// The system drops it when the program ends, however it ends, so nothing has to be cleaned up.
struct FolderLock: Sendable {
    private let file: Int32

    /// Claims `folder`; `nil` where another sandbox has it or no file can be made in it.
    init?(_ folder: String) {
        file = open(folder + "/sandbox.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { return nil }
        guard flock(file, LOCK_EX | LOCK_NB) == 0 else {
            close(file)
            return nil
        }
    }

    func release() {
        close(file)
    }
}
