import FolioFiles
import FolioGeneration
import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Foundation
import Synchronization

/// A library on a disk that may fail, the fake remote, and a clock.
final class CrashStage: Sendable {
    static let baseURL = "https://remote.invalid/api/v1"

    let disk: FaultDisk
    let fake: FakeRemote
    let time = FakeTime()
    private let lastID = Mutex(0)

    /// With an empty library, unless it is not wanted.
    init(_ items: [RemoteMediaItem] = [], hasLibrary: Bool = true) throws {
        disk = try FaultDisk()
        fake = FakeRemote(items)
        guard hasLibrary else { return }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        let copy = folder.appendingPathComponent("library.sqlite")
        try FileManager.default.copyItem(at: try Template.emptyLibrary.get(), to: copy)
    }

    var folder: URL { disk.folder.appendingPathComponent("library", isDirectory: true) }
    var remote: PoweredRemote { PoweredRemote(fake: fake, disk: disk) }

    /// A month after the clock's beginning.
    var inAMonth: Timestamp { .sample + .seconds(2_592_000) }

    /// A new connection. Ids are the same in each run.
    func open() throws -> Library {
        try Library.open(folder) { [self] in nextID() }
    }

    func sync(_ library: Library, _ options: SyncOptions = SyncOptions()) async throws {
        _ = try await SyncEngine(
            library: library, remote: remote, originals: Originals(library),
            baseURL: Self.baseURL, now: { [time] in time.now }
        ).run(options)
    }

    func posts(_ library: Library) -> PostActions {
        PostActions(
            library: library, remote: remote, originals: Originals(library),
            baseURL: Self.baseURL, now: { [time] in time.now })
    }

    func media(_ library: Library) -> MediaActions {
        MediaActions(
            library: library, remote: remote, originals: Originals(library),
            baseURL: Self.baseURL, now: { [time] in time.now })
    }

    func generator(_ library: Library) -> Generator {
        Generator(library: library, remote: remote, time: time.source)
    }

    private func nextID() -> String {
        let number = lastID.withLock { last in
            last += 1
            return last
        }
        let digits = String(number)
        return "7" + String(repeating: "0", count: 7 - digits.count) + digits
    }
}

/// What every stage begins with.
private enum Template {
    /// The file of a library in which nothing has happened.
    static let emptyLibrary = Result {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("folio-crash-template-\(UUID().uuidString)")
        try Library.create(in: folder)
        return folder.appendingPathComponent("library.sqlite")
    }
}
