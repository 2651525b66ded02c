import FolioModel
import FolioStore
import Foundation
import Testing

/// A file system of its own that is full; only root may mount one.
@Suite(.enabled(if: getuid() == 0)) struct FullDiskTests {
    private let folder: URL

    init() throws {
        folder = TemporaryLibrary.newFolder()
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Self.run("mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", folder.path)
    }

    @Test func aFullDiskStillServesReadersAndSaysWhatItIsToWriters() throws {
        defer { end() }
        let store = folder.appendingPathComponent("library")
        try Library.create(in: store)
        try addItem(to: store)
        try fill()

        let items = try Library.open(store, for: .reading).overview().items
        #expect(items == 1)
        #expect(throws: LibraryError.diskFull(path: store.path + "/library.sqlite")) {
            try addItem(to: store)
        }
    }

    private func addItem(to store: URL) throws {
        let draft = MediaItem(
            id: "", presence: .local, prompt: "a red boat", createdAt: TemporaryLibrary.now)
        _ = try Library.open(store).addLocalItem(draft, now: TemporaryLibrary.now)
    }

    private func fill() throws {
        let file = folder.appendingPathComponent("filling").path
        let descriptor = open(file, O_WRONLY | O_CREAT, 0o600)
        defer { close(descriptor) }
        let block = [UInt8](repeating: 1, count: 512)
        while write(descriptor, block, block.count) > 0 {}
    }

    private func end() {
        // A mount that stays behind harms no later test.
        try? Self.run("umount", "-l", folder.path)
        try? FileManager.default.removeItem(at: folder)
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
