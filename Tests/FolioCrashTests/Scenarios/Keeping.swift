import FolioFiles
import FolioModel
import FolioStore
import FolioTestSupport
import Foundation
import Testing

extension CrashScenario {
    /// Copies of the library, and items that are erased.
    static let keeping = [
        CrashScenario(
            "a dump becomes a library", stage: { try stageWithDump(hasLibrary: false) },
            act: putBack, finish: putBackUnlessDone),
        CrashScenario(
            "a dump fills an empty library", stage: { try stageWithDump(hasLibrary: true) },
            act: putBack, finish: putBackUnlessDone),
        CrashScenario(
            "a backup is made", prepare: learnBoats,
            act: { stage in
                _ = try LibraryCopy.backUp(try stage.open(), to: backup(stage))
            },
            finish: { stage in
                let copy = backup(stage)
                if !FileManager.default.fileExists(atPath: copy.path) {
                    _ = try LibraryCopy.backUp(try stage.open(), to: copy)
                }
                let folder = Copies.newFolder()
                _ = try LibraryCopy.restore(copy, to: folder, at: nil)
                #expect(try Library.open(folder).overview().items == 5)
                try FileManager.default.removeItem(at: folder)
                try FileManager.default.removeItem(at: copy)
            }),
        CrashScenario(
            "items are forgotten",
            prepare: { stage in
                try await learnBoats(stage)
                let library = try stage.open()
                for name in ["boat-1", "boat-2"] {
                    let item = try #require(try library.item(mediaID: name))
                    _ = try Originals(library).keep(picture, for: item.id)
                }
            },
            act: { stage in
                let library = try stage.open()
                let ids = try ["boat-1", "boat-3"].compactMap { try library.item(mediaID: $0)?.id }
                _ = try Originals(library).forget(ids, now: .sample)
            },
            finish: { stage in
                let library = try stage.open()
                let ids = try ["boat-1", "boat-3"].compactMap {
                    try library.item(mediaID: $0)?.id
                }
                _ = try Originals(library).finishForgetting(now: .sample)
                if !ids.isEmpty { _ = try Originals(library).forget(ids, now: .sample) }
                #expect(try library.remains() == nil)
            }),
    ]

    /// The dump is there before any disk that may fail.
    private static func stageWithDump(hasLibrary: Bool) throws -> CrashStage {
        _ = try Copies.dump.get()
        return try CrashStage(hasLibrary: hasLibrary)
    }

    private static let putBack: Step = { stage in
        _ = try LibraryCopy.restore(Copies.dump.get(), to: stage.folder, at: nil)
    }

    private static let putBackUnlessDone: Step = { stage in
        do {
            try await putBack(stage)
        } catch KeepingError.notEmpty {
            // The interrupted one was complete already.
        }
    }

    private static func backup(_ stage: CrashStage) -> URL {
        stage.disk.folder.appendingPathComponent("backup.sqlite")
    }
}

/// What every stage puts back; on a disk that never fails.
private enum Copies {
    static let dump = Result {
        let folder = newFolder()
        try Library.create(in: folder)
        let library = try Library.open(folder)
        _ = try library.learn((1...5).map { .sample("boat-\($0)") }, now: .sample)
        let ids = try (1...5).compactMap { try library.item(mediaID: "boat-\($0)")?.id }
        _ = try library.addTags([try TagName("boats")], to: ids, now: .sample)
        let file = folder.appendingPathComponent("dump.jsonl")
        try DumpFile.write(library, to: file)
        return file
    }

    static func newFolder() -> URL {
        FileManager.default.temporaryDirectory
            .appendingPathComponent("folio-copies-\(UUID().uuidString)")
    }
}
