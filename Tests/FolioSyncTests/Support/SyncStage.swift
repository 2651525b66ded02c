import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Foundation

/// A library in a temporary folder, the fake remote, and a clock.
final class SyncStage: Sendable {
    let folder: URL
    let library: Library
    let fake: FakeRemote
    let files: FolderOriginals
    let time = FakeTime()

    init(_ items: [RemoteMediaItem] = []) throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("folio-sync-\(UUID().uuidString)")
        try Library.create(in: folder)
        library = try Library.open(folder)
        fake = FakeRemote(items)
        files = FolderOriginals(folder: folder, library: library)
    }

    // A folder that stays behind harms nobody.
    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The remote's clock is ours unless `remoteTime` says otherwise.
    func sync(
        _ options: SyncOptions = SyncOptions(), through remote: (any Remote)? = nil,
        baseURL: String = "https://remote.invalid/api/v1", rules: SafetyRules = .all,
        remoteTime: Timestamp? = nil
    ) async throws -> SyncSummary {
        let remoteTime = remoteTime ?? time.now
        await fake.change { $0.now = remoteTime }
        return try await SyncEngine(
            library: library, remote: remote ?? fake, originals: files, baseURL: baseURL,
            rules: rules, now: { [time] in time.now }
        ).run(options)
    }

    func posts(through remote: (any Remote)? = nil) -> PostActions {
        PostActions(
            library: library, remote: remote ?? fake, originals: files,
            baseURL: "https://remote.invalid/api/v1", now: { [time] in time.now })
    }

    func media(through remote: (any Remote)? = nil) -> MediaActions {
        MediaActions(
            library: library, remote: remote ?? fake, originals: files,
            baseURL: "https://remote.invalid/api/v1", now: { [time] in time.now })
    }

    /// An item of which only this machine has the file.
    func localItem(_ name: String = "boat.png") throws -> MediaItem {
        let sha256 = String(repeating: "ab", count: 32)
        try Data("pixels".utf8).write(to: folder.appendingPathComponent(sha256))
        return try library.addLocalItem(
            MediaItem(
                id: "", presence: .local, fileName: name, contentType: "image/png",
                byteCount: 6, sha256: sha256, createdAt: time.now), now: time.now)
    }

    /// The remote cannot be reached.
    func goOffline() async {
        let error = RemoteError(.notSent(reason: "no network"))
        for call in FakeRemote.CallName.allCases { await fake.fail(call, with: error, times: 1) }
    }
}

/// Originals as files named by their SHA-256 in one folder.
struct FolderOriginals: OriginalFiles {
    let folder: URL
    let library: Library

    func original(sha256: String) -> URL? {
        let file = folder.appendingPathComponent(sha256)
        return FileManager.default.fileExists(atPath: file.path) ? file : nil
    }

    func temporaryFile() -> URL {
        folder.appendingPathComponent("fetching-\(UUID().uuidString)")
    }

    func keep(_ file: URL, as id: MediaItem.ID, contentType: String?) throws {
        let sha256 = String(repeating: "cd", count: 32)
        let kept = folder.appendingPathComponent(sha256)
        try? FileManager.default.removeItem(at: kept)  // A former test's file of the same name.
        try FileManager.default.moveItem(at: file, to: kept)
        _ = try library.holdOriginal(
            of: id, sha256: sha256, byteCount: 1, contentType: contentType, width: nil, height: nil)
    }
}

/// `count` items, newest first, one a minute.
func samples(_ count: Int, prefix: String = "m") -> [RemoteMediaItem] {
    (0..<count).map {
        .sample("\(prefix)\($0)", createdAt: .sample - .seconds(60 * $0))
    }
}

extension SyncStage {
    /// A library that knows these items and the remote's accounts.
    static func synced(_ items: [RemoteMediaItem]) async throws -> SyncStage {
        let stage = try SyncStage(items)
        _ = try await stage.sync()
        return stage
    }

    /// The item that the remote calls so.
    func itemID(_ mediaID: String) throws -> MediaItem.ID {
        guard let item = try library.item(mediaID: mediaID) else {
            throw LibraryError.noSuch(thing: "item", name: mediaID)
        }
        return item.id
    }

    /// A library that knows `count` items and has rested for an hour.
    static func rested(_ count: Int) async throws -> SyncStage {
        let stage = try SyncStage(samples(count))
        _ = try await stage.sync()
        stage.time.advance(by: .seconds(3_600))
        return stage
    }
}
