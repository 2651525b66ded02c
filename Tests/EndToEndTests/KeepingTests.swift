import FolioTestSupport
import Foundation
import Testing

/// Copies of the library as the program makes them, on full disks and when it is killed.
@Suite(.serialized) struct KeepingTests {
    /// A library with so many items.
    private func programs(items: Int) throws -> ProgramRunner {
        let programs = try ProgramRunner()
        #expect(try programs.folio("init").code == 0)
        let made = try programs.run(
            "/usr/bin/sqlite3",
            [
                programs.library.path + "/library.sqlite",
                """
                WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number
                    WHERE n < \(items))
                INSERT INTO mediaItem (rowid, id, mediaId, kind, state, presence, prompt, createdAt,
                    addedAt)
                SELECT n * 8, printf('7%07d', n), 'media-' || n, 'image', 'ready', 'remote',
                    printf('a boat %d by the sea %d', n, n % 97), 1577836800000 + n * 1000, 5
                FROM number
                """,
            ])
        #expect(made.code == 0, "\(made.errors)")
        #expect(try programs.folio("doctor", "--rebuild-index").code == 0)
        return programs
    }

    @Test(arguments: ["backup", "dump"])
    func aKillLeavesNoHalfFileUnderTheName(command: String) throws {
        let programs = try programs(items: 20_000)
        let file = programs.folder.appendingPathComponent("copy").path
        var kept = 0

        for delay in stride(from: 10_000, through: 400_000, by: 30_000) {
            let run = try programs.start("folio", [command, file])
            usleep(UInt32(delay))
            run.signal(SIGKILL)
            _ = try run.wait()
            guard FileManager.default.fileExists(atPath: file) else { continue }
            kept += 1
            let folder = programs.folder.appendingPathComponent("new-\(delay)").path
            let restored = try programs.folio("restore", file, "--library", folder, "--json")
            #expect(restored.code == 0, "\(restored.errors)")
            let tables = restored.json["tables"] as? [String: Int]
            #expect(tables?["mediaItem"] == 20_000)
            try FileManager.default.removeItem(atPath: file)
        }

        #expect(try programs.folio(command, file).code == 0)
        #expect(kept < 14)
    }

    @Test func aKilledRestoreLeavesAllOrNothing() throws {
        let programs = try programs(items: 3_000)
        let file = programs.folder.appendingPathComponent("a.jsonl").path
        #expect(try programs.folio("dump", file).code == 0)
        let folder = programs.folder.appendingPathComponent("new").path

        for delay in stride(from: 20_000, through: 900_000, by: 80_000) {
            let run = try programs.start("folio", ["restore", file, "--library", folder])
            usleep(UInt32(delay))
            run.signal(SIGKILL)
            _ = try run.wait()
            guard FileManager.default.fileExists(atPath: folder + "/library.sqlite") else {
                continue
            }
            let list = try programs.folio("list", "--json", "--library", folder)
            #expect(list.json["total"] as? Int == 3_000)
            try FileManager.default.removeItem(atPath: folder)
        }

        #expect(try programs.folio("restore", file, "--library", folder).code == 0)
        #expect(try programs.folio("doctor", "--library", folder).code == 0)
    }

    @Test(.enabled(if: FullDiskTests.canMount, "only root may mount a small disk"))
    func aFullDiskIsToldOfAndNothingIsLeft() throws {
        let programs = try programs(items: 3_000)
        let disk = try SmallDisk(in: programs, megabytes: 1)
        let whole = programs.folder.appendingPathComponent("a.jsonl").path
        #expect(try programs.folio("dump", whole).code == 0)
        let place = disk.folder.appendingPathComponent("copy").path

        for arguments in [
            ["backup", place], ["dump", place], ["restore", whole, "--library", place],
        ] {
            try disk.fill()
            try disk.makeRoom()
            let outcome = try programs.run("folio", arguments)
            if outcome.code == 0 {
                // A smaller file than the disk: then only half of the disk is left for it.
                try FileManager.default.removeItem(atPath: place)
                try disk.fill()
                let full = try programs.run("folio", arguments)
                #expect(full.code == 1 && full.errors.contains("is full"), "\(full.errors)")
                try disk.makeRoom()
            } else {
                #expect(
                    outcome.code == 1 && outcome.errors.contains("is full"), "\(outcome.errors)")
            }
            #expect(try FileManager.default.contentsOfDirectory(atPath: disk.folder.path) == [])
        }
    }

    @Test func forgettingAsksAndErases() throws {
        let programs = try programs(items: 50)
        #expect(try programs.folio("note", "70000007", "--", "xylographer").code == 0)

        let asked = try programs.folio("forget", "70000007")
        let dry = try programs.folio("forget", "70000007", "-n", "--json")
        let done = try programs.folio("forget", "70000007", "--yes", "--json")

        #expect(asked.code == 7 && asked.errors.contains("stay on the remote"))
        #expect(dry.json["dry_run"] as? Bool == true && dry.json["matched"] as? Int == 1)
        #expect(done.json["forgotten"] as? Int == 1, "\(done.errors)")
        #expect(try programs.folio("show", "70000007").code == 3)
        #expect(try programs.folio("search", "xylographer", "--json").json["total"] as? Int == 0)
        let file = programs.library.appendingPathComponent("library.sqlite")
        #expect(try Data(contentsOf: file).range(of: Data("xylographer".utf8)) == nil)
        #expect(try programs.folio("doctor").code == 0)
        #expect(
            try programs.folio("forget", "--finish").output == "there was nothing to clear away\n")
    }

    @Test func aKilledForgetIsFinishedByTheNextOne() throws {
        let programs = try programs(items: 4_000)
        for number in 1...12 {
            let id = String(format: "7%07d", number)
            let word = "word\(number)x"
            #expect(try programs.folio("note", id, "--", word).code == 0)
            let run = try programs.start("folio", ["forget", id, "--yes"])
            usleep(UInt32(number) * 25_000)
            run.signal(SIGKILL)
            _ = try run.wait()
            let isThere = try programs.folio("show", id).code == 0
            if isThere { continue }
            let doctor = try programs.folio("doctor")
            #expect(doctor.code == 0 || doctor.output.contains("folio forget --finish"))
            #expect(try programs.folio("forget", "--finish").code == 0)
            for ending in ["", "-wal"] {
                let path = programs.library.path + "/library.sqlite" + ending
                guard FileManager.default.fileExists(atPath: path) else { continue }
                let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
                #expect(bytes.range(of: Data(word.utf8)) == nil)
            }
        }
        #expect(try programs.folio("doctor").code == 0)
    }
}
