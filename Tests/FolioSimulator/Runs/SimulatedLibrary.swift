import FolioStore
import Foundation
import GRDB

/// A library in a folder of its own, in memory where the machine has such a folder.
final class SimulatedLibrary: Sendable {
    let folder: URL
    private let root: URL

    init() throws {
        root = Self.place.appendingPathComponent("folio-simulator-\(UUID().uuidString)")
        folder = root.appendingPathComponent("library", isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Self.emptyLibrary.get().write(to: file)
    }

    // What is left behind harms nobody.
    deinit { try? FileManager.default.removeItem(at: root) }

    var file: URL { folder.appendingPathComponent("library.sqlite") }

    var backup: URL { root.appendingPathComponent("backup.sqlite") }

    func backUp() throws {
        try remove(backup)
        let source = try DatabaseQueue(path: file.path)
        let target = try DatabaseQueue(path: backup.path)
        try source.backup(to: target)
    }

    /// Puts the backup in the library's place; nobody may have it open.
    func restore() throws {
        for ending in ["", "-wal", "-shm"] {
            try remove(URL(fileURLWithPath: file.path + ending))
        }
        try FileManager.default.copyItem(at: backup, to: file)
    }

    private func remove(_ file: URL) throws {
        guard FileManager.default.fileExists(atPath: file.path) else { return }
        try FileManager.default.removeItem(at: file)
    }

    private static let place: URL = {
        let memory = URL(fileURLWithPath: "/dev/shm", isDirectory: true)
        return FileManager.default.isWritableFile(atPath: memory.path)
            ? memory : FileManager.default.temporaryDirectory
    }()

    /// Made once: every migration takes its time.
    private static let emptyLibrary = Result {
        let folder = place.appendingPathComponent("folio-simulator-\(UUID().uuidString)")
        // A folder that stays behind harms nobody.
        defer { try? FileManager.default.removeItem(at: folder) }
        try Library.create(in: folder)
        return try Data(contentsOf: folder.appendingPathComponent("library.sqlite"))
    }
}
