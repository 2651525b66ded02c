import FolioMigrations
import FolioModel
import FolioStore
import Foundation
import GRDB
import Testing

@Suite struct MigrationTests {
    @Test func theListNamesEveryFileInOrder() throws {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let folder = tests.appendingPathComponent("../../Migrations/SQL").standardizedFileURL
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()

        #expect(allMigrations.map { $0.name + ".sql" } == files)
        for migration in allMigrations {
            let file = folder.appendingPathComponent(migration.name + ".sql")
            #expect(try String(contentsOf: file, encoding: .utf8) == migration.sql)
        }
    }

    @Test func anOldReleaseEndsWithTheSchemaOfANewLibrary() throws {
        let folder = TemporaryLibrary.newFolder()
        defer { try? FileManager.default.removeItem(at: folder) }  // Harms no later test.
        try OldLibrary.make(in: folder, dump: "library-v008.dump")
        let new = try TemporaryLibrary()

        let old = try Library.open(folder)
        #expect(try schema(of: old) == schema(of: new.library))
        #expect(try old.item("last").tags == ["Boats"])
        #expect(try old.item("last").credits == 3)
        #expect(try old.itemIDs(new.request("*roze* tag:boats")).count == 1)
        #expect(try old.integrityProblems().isEmpty)
    }

    @Test(arguments: 1..<9)
    func everyStepStartsWhereTheOneBeforeEnded(steps: Int) throws {
        let folder = TemporaryLibrary.newFolder()
        defer { try? FileManager.default.removeItem(at: folder) }  // Harms no later test.
        try OldLibrary.make(in: folder, steps: steps)

        let old = try Library.open(folder)
        let new = try TemporaryLibrary()
        let expected = try withExtendedLifetime(new) { try schema(of: new.library) }
        #expect(try schema(of: old) == expected)
    }

    private func schema(of library: Library) throws -> [String] {
        let database = try DatabaseQueue(path: library.file.path)
        return try database.read {
            try String.fetchAll(
                $0, sql: "SELECT type || name || ifnull(sql, '') FROM sqlite_schema ORDER BY 1")
        }
    }
}

/// Libraries as older releases left them.
enum OldLibrary {
    /// One with the first steps of the schema only.
    static func make(in folder: URL, steps: Int) throws {
        try make(in: folder) { db in
            try db.execute(
                sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
            for migration in allMigrations.prefix(steps) {
                try db.execute(sql: migration.sql)
                try db.execute(
                    sql: "INSERT INTO grdb_migrations VALUES (?)", arguments: [migration.name])
            }
        }
    }

    /// One from the text that SQLite's `.dump` wrote of it.
    static func make(in folder: URL, dump: String) throws {
        try make(in: folder) { try $0.execute(sql: Fixture.text(dump)) }
    }

    private static func make(in folder: URL, _ fill: (Database) throws -> Void) throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let database = try DatabaseQueue(
            path: folder.appendingPathComponent("library.sqlite").path)
        try database.writeWithoutTransaction { db in
            try fill(db)
            try db.execute(sql: "PRAGMA application_id = 0x464F4C49")
        }
        try database.close()
    }
}
