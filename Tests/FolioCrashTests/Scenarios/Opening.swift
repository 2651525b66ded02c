import FolioModel
import FolioStore
import FolioTestSupport
import Foundation
import GRDB

extension CrashScenario {
    /// Libraries that are made, brought up to date and opened beside others.
    static let opening = [
        CrashScenario(
            "a library is created", stage: { try CrashStage(hasLibrary: false) },
            act: { try Library.create(in: $0.folder) },
            finish: { stage in
                do {
                    try Library.create(in: stage.folder)
                } catch LibraryError.alreadyExists {
                    // The interrupted one was complete already.
                }
                _ = try stage.open().overview()
            }),
        CrashScenario(
            "an old library is brought up to date",
            stage: { try CrashStage(hasLibrary: false) },
            prepare: { try OldRelease.make(in: $0.folder) },
            act: { _ = try $0.open().overview() },
            finish: { _ = try $0.open().overview() }),
        CrashScenario(
            "a second connection writes while the first keeps the log",
            act: { stage in
                let first = try stage.open()
                try addItem("a red boat", first)
                let second = try stage.open()
                try addItem("a blue boat", second)
                _ = try first.overview()
                try addItem("a green boat", first)
            },
            finish: { stage in
                let library = try stage.open()
                let known = Set(try LibraryImage.meaning(of: stage.folder))
                for prompt in ["a red boat", "a blue boat", "a green boat"]
                where !known.contains(where: { $0.hasPrefix("item \(prompt) ") }) {
                    try addItem(prompt, library)
                }
            }),
    ]

    private static func addItem(_ prompt: String, _ library: Library) throws {
        let draft = MediaItem(id: "", presence: .local, prompt: prompt, createdAt: .sample)
        _ = try library.addLocalItem(draft, now: .sample)
    }
}

/// A library as an older release left it.
private enum OldRelease {
    static func make(in folder: URL) throws {
        let tests = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let dump = try String(
            contentsOf: tests.appendingPathComponent(
                "FolioStoreTests/Fixtures/library-v008.dump"), encoding: .utf8)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let database = try DatabaseQueue(
            path: folder.appendingPathComponent("library.sqlite").path)
        try database.writeWithoutTransaction { db in
            try db.execute(sql: dump)
            try db.execute(sql: "PRAGMA application_id = 0x464F4C49")
        }
        try database.close()
    }
}
