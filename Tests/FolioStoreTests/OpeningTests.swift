import FolioModel
import FolioStore
import Foundation
import GRDB
import Testing

@Suite struct OpeningTests {
    let store: TemporaryLibrary

    init() throws {
        store = try TemporaryLibrary()
    }

    @Test func aMissingLibrarySaysHowToMakeOne() throws {
        let folder = TemporaryLibrary.newFolder()

        let error = #expect(throws: LibraryError.self) { try Library.open(folder) }
        #expect(error == .missing(path: folder.path))
        #expect(error?.hint?.contains("folio init") == true)
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }

    @Test func anExistingLibraryIsNotMadeAgain() throws {
        try store.add("kept")

        #expect(throws: LibraryError.alreadyExists(path: store.folder.path)) {
            try Library.create(in: store.folder)
        }
        #expect(try Library.open(store.folder).overview().items == 1)
    }

    @Test func ofManyCreatorsAtOnceOneSucceeds() async throws {
        let folder = TemporaryLibrary.newFolder()
        defer { try? FileManager.default.removeItem(at: folder) }  // Harms no later test.

        let made = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    do {
                        try Library.create(in: folder)
                        return true
                    } catch LibraryError.alreadyExists {
                        return false
                    } catch {
                        Issue.record(error)
                        return false
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }

        #expect(made == 1)
        #expect(try Library.open(folder).integrityProblems().isEmpty)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy {
                $0.hasPrefix("library.sqlite")
            })
    }

    @Test func onlyTheOwnerMayRead() throws {
        _ = try Thumbnails.open(beside: store.library)
        _ = try store.library.takeSyncLock()
        try store.add("x")

        #expect(try mode(of: store.folder.path) == 0o700)
        for name in try FileManager.default.contentsOfDirectory(atPath: store.folder.path) {
            #expect(try mode(of: store.folder.path + "/" + name) == 0o600, "\(name)")
        }
    }

    @Test func aNewerLibraryIsRefusedUntouched() throws {
        let folder = try copy { database in
            try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('v999-from-the-future')")
        }
        let file = folder.appendingPathComponent("library.sqlite")
        let before = try Data(contentsOf: file)

        #expect(throws: LibraryError.tooNew(path: folder.path)) { try Library.open(folder) }
        #expect(throws: LibraryError.tooNew(path: folder.path)) {
            try Library.open(folder, for: .reading)
        }
        #expect(try Data(contentsOf: file) == before)
    }

    @Test(arguments: ["", "not a database", "SQLite format 3\0"])
    func aFileThatIsNoLibraryIsRefusedUntouched(content: String) throws {
        let folder = try folder(holding: Data(content.utf8))

        let file = folder.appendingPathComponent("library.sqlite")
        #expect(throws: LibraryError.notALibrary(path: file.path)) { try Library.open(folder) }
        #expect(try Data(contentsOf: file) == Data(content.utf8))
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["library.sqlite"])
    }

    @Test func anotherProgramsDatabaseIsRefusedUntouched() throws {
        let other = store.folder.appendingPathComponent("other").path
        try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE a (b)") }
        let content = try Data(contentsOf: URL(fileURLWithPath: other))
        let folder = try folder(holding: content)

        let file = folder.appendingPathComponent("library.sqlite")
        #expect(throws: LibraryError.notALibrary(path: file.path)) { try Library.open(folder) }
        #expect(try Data(contentsOf: file) == content)
    }

    @Test func aDamagedPageIsReportedAsDamage() throws {
        for number in 0..<200 { try store.add("prompt number \(number)", minutes: Int64(number)) }
        let folder = try copy { try $0.execute(sql: "PRAGMA user_version = 0") }
        let file = folder.appendingPathComponent("library.sqlite")
        var bytes = try Data(contentsOf: file)
        for index in 8_192..<bytes.count { bytes[index] = 0x5A }
        try bytes.write(to: file)

        let error = #expect(throws: LibraryError.self) {
            let library = try Library.open(folder)
            _ = try library.items(store.request("prompt"))
        }
        #expect([.corrupt(path: file.path)].contains(error))
        #expect(error?.hint?.contains("recover") == true)
    }

    @Test func aFolderThatCannotBeWrittenServesReaders() throws {
        try store.add("kept")
        let folder = try copy { try $0.execute(sql: "PRAGMA user_version = 0") }
        let readOnly = try ReadOnlyFolder(folder)
        defer { readOnly.end() }

        let library = try Library.open(readOnly.folder, for: .reading)
        #expect(library.isReadOnly)
        #expect(try library.items(store.request("kept")).total == 1)
        #expect(try library.items(store.request("*ep* OR ~kepd", order: .relevance)).total == 1)
        let path = readOnly.folder.appendingPathComponent("library.sqlite").path
        #expect(throws: LibraryError.readOnly(path: path)) {
            try library.setState(.account, to: "1")
        }
        #expect(throws: LibraryError.readOnly(path: path)) { try Library.open(readOnly.folder) }
    }

    private func mode(of path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    /// A copy of the library, complete in its one file, after `change`.
    private func copy(_ change: (Database) throws -> Void) throws -> URL {
        let folder = store.folder.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appendingPathComponent("library.sqlite").path
        let database = try DatabaseQueue(path: store.library.file.path)
        try database.writeWithoutTransaction {
            try $0.execute(sql: "VACUUM INTO ?", arguments: [path])
        }
        let copy = try DatabaseQueue(path: path)
        try copy.write(change)
        try copy.writeWithoutTransaction { try $0.execute(sql: "PRAGMA journal_mode = WAL") }
        try copy.close()
        return folder
    }

    private func folder(holding content: Data) throws -> URL {
        let folder = store.folder.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try content.write(to: folder.appendingPathComponent("library.sqlite"))
        return folder
    }
}
