import FolioFiles
import FolioModel
import FolioStore
import FolioTestSupport
import Foundation
import Testing

@Suite struct BackupTests {
    let desk: Desk
    let library: Library

    init() throws {
        desk = try Desk()
        library = try FullLibrary.make(in: desk.file("library"))
    }

    @Test(arguments: [false, true])
    func aBackupIsPutBackAsTheLibraryThatItWas(isInitialised: Bool) throws {
        let (file, folder) = (desk.file("backup.sqlite"), desk.file("other"))
        if isInitialised { try Library.create(in: folder) }

        let made = try LibraryCopy.backUp(library, to: file)
        let restored = try LibraryCopy.restore(file, to: folder, at: .sample)

        #expect(made == restored)
        #expect(try made.tables == library.rowCounts())
        #expect(try dump(library, "a") == dump(try Library.open(folder), "b"))
        #expect(try Library.open(folder).indexProblems().isEmpty)
        #expect(try desk.names() == ["a", "b", "backup.sqlite", "library", "other"])
        let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test func aBackupIsMadeWhileOthersWrite() async throws {
        let folder = library.folder
        let file = desk.file("backup.sqlite")

        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<2 {
                group.addTask {
                    let library = try Library.open(folder)
                    for number in 0..<60 {
                        let prompt = "\(writer) \(number)"
                        let call = try library.beginGeneration(
                            prompt: prompt, model: "flux-schnell", ratio: "1:1", tags: [],
                            expectedCredits: 1, now: .sample)
                        _ = try library.settleMade(
                            call.id,
                            Library.MadeReply(
                                item: RemoteMediaItem(mediaID: "made-\(prompt)"),
                                mediaIDs: ["made-\(prompt)"], echoedPrompt: nil, creditsUsed: 1,
                                creditsRemaining: nil), now: .sample)
                    }
                }
            }
            group.addTask { _ = try LibraryCopy.backUp(try Library.open(folder), to: file) }
            try await group.waitForAll()
        }

        _ = try LibraryCopy.restore(file, to: desk.file("other"), at: .sample)
        let copy = try Library.open(desk.file("other"))
        #expect(try copy.firstLedgerFault() == nil)
        #expect(try copy.rollupProblems().isEmpty)
        #expect(try copy.indexProblems().isEmpty)
        #expect(try library.overview().items == 123)
    }

    @Test func aBackupNeverTakesTheNameOfAnotherFile() throws {
        let file = desk.file("mine")
        try FileManager.default.createSymbolicLink(at: file, withDestinationURL: desk.file("no"))

        #expect(throws: KeepingError.fileExists(path: file.path)) {
            try LibraryCopy.backUp(library, to: file)
        }
        #expect(try desk.names() == ["library", "mine"])
    }

    @Test func aDamagedBackupIsRefused() throws {
        let file = desk.file("backup.sqlite")
        _ = try LibraryCopy.backUp(library, to: file)
        var bytes = try Data(contentsOf: file)
        let place = bytes.count / 2
        bytes.replaceSubrange(place..<place + 6_000, with: Data(repeating: 7, count: 6_000))
        try bytes.write(to: file)

        #expect(throws: (any Error).self) {
            try LibraryCopy.restore(file, to: desk.file("new"), at: .sample)
        }
        #expect(!FileManager.default.fileExists(atPath: desk.file("new").path))
    }

    @Test(arguments: [
        "CREATE TRIGGER more AFTER INSERT ON tag BEGIN DELETE FROM note; END",
        "DROP TRIGGER ledgerEntryIsFinal",
        "UPDATE mediaItem SET createdAt = 9223372036854775807 WHERE rowid = 1600",
        "PRAGMA application_id = 5",
    ])
    func aBackupThatSomethingElseHasChangedIsRefused(change: String) throws {
        let file = desk.file("backup.sqlite")
        _ = try LibraryCopy.backUp(library, to: file)
        try FullLibrary.run([change], inFile: file)

        #expect(throws: (any Error).self) {
            try LibraryCopy.restore(file, to: desk.file("new"), at: .sample)
        }
        #expect(!FileManager.default.fileExists(atPath: desk.file("new").path))
    }

    @Test func theFileOfALibraryInUseIsNoBackup() throws {
        let file = library.file
        #expect(throws: KeepingError.inUse(path: file.path)) {
            try LibraryCopy.restore(file, to: desk.file("new"), at: .sample)
        }
    }

    private func dump(_ library: Library, _ name: String) throws -> Data {
        let file = desk.file(name)
        try DumpFile.write(library, to: file)
        return try Data(contentsOf: file)
    }
}
