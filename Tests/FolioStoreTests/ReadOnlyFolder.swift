import Foundation
import Testing

/// A folder made unwritable: by its mode or, for root, whom modes do not stop, by a mount.
struct ReadOnlyFolder {
    let folder: URL
    private let isMounted: Bool

    /// - Throws: where neither is possible.
    init(_ folder: URL) throws {
        self.folder = folder
        if getuid() == 0 {
            try Self.run("mount", "--bind", folder.path, folder.path)
            try Self.run("mount", "-o", "remount,bind,ro", folder.path)
            isMounted = true
        } else {
            chmod(folder.appendingPathComponent("library.sqlite").path, 0o400)
            chmod(folder.path, 0o500)
            isMounted = false
        }
    }

    func end() {
        if isMounted {
            // A mount that stays behind harms no later test.
            try? Self.run("umount", folder.path)
        } else {
            chmod(folder.path, 0o700)
        }
    }

    private static func run(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "needs the right to mount")
    }
}
