import FolioModel
import FolioStore
import FolioTestSupport
import Foundation
import Testing

/// `folio doctor`, and what a kill leaves for it to find.
@Suite struct DoctorTests {
    let programs: ProgramRunner
    /// A connection of its own each time: the log goes away with the last one.
    var library: Library {
        get throws { try Library.open(programs.library) }
    }

    init() throws {
        programs = try ProgramRunner()
        try Library.create(in: programs.library)
    }

    private func learn(_ count: Int) throws {
        let seen = (0..<count).map {
            RemoteMediaItem.sample("media-\($0)", fileName: "boat-\($0)-of-\(count).png")
        }
        _ = try library.learn(seen, now: .sample)
    }

    private func tagAll(_ count: Int) throws {
        let library = try library
        let ids = try (0..<count).map { try library.item("media-\($0)").id }
        _ = try library.addTags([TagName("old")], to: ids, now: .sample)
    }

    private func problems(_ outcome: ProgramRunner.Outcome, of check: String) -> [String] {
        let checks = outcome.json["checks"] as? [[String: Any]] ?? []
        let found = checks.first { $0["name"] as? String == check }
        return found?["problems"] as? [String] ?? ["there is no check \(check)"]
    }

    @Test func whatCanBeMadeAnewIsToldAndMadeAnew() throws {
        try learn(10)
        #expect(try programs.folio("doctor").code == 0)
        _ = try programs.sqlite(
            "UPDATE mediaItem SET prompt = 'a ship'; INSERT INTO listedDay VALUES (1, 5)")

        let found = try programs.folio("doctor", "--json")
        #expect(found.code == 1)
        for check in ["search index", "sums"] {
            let problems = problems(found, of: check)
            #expect(problems.count == 1 && problems[0].contains("doctor --rebuild-index"))
        }

        let mended = try programs.folio("doctor", "--rebuild-index")
        #expect(mended.code == 0, "\(mended.output)")
        #expect(mended.errors.contains("indexed 10 of 10 items"))
        #expect(try programs.folio("search", "ship", "--json").json["total"] as? Int == 10)
    }

    @Test func originalsAreComparedWithTheirHashesAndNothingIsDeleted() throws {
        try learn(2)
        let ids = try ["media-0", "media-1"].map { try library.item($0).id }
        let hashes = ["a", "b"].map { String(repeating: $0, count: 64) }
        for (id, hash) in zip(ids, hashes) {
            _ = try library.holdOriginal(
                of: id, sha256: hash, byteCount: 1, contentType: nil, width: nil, height: nil)
        }
        let folder = programs.library.appendingPathComponent("files/aa", isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let damaged = folder.appendingPathComponent(hashes[0])
        let extra = folder.appendingPathComponent("extra")
        for file in [damaged, extra] { try Data("x".utf8).write(to: file) }

        let outcome = try programs.folio("doctor", "--json")

        #expect(outcome.code == 1)
        let told = problems(outcome, of: "originals").joined()
        #expect(told.contains("\(ids[0]) is damaged") && told.contains("\(ids[1]) is missing"))
        #expect(outcome.output.contains("extra"))
        for file in [damaged, extra] { #expect(try Data(contentsOf: file) == Data("x".utf8)) }
    }

    @Test(arguments: [
        ["doctor", "--rebuild-index"], ["tag", "add", "*", "--yes", "--", "new"],
        ["tag", "rename", "old", "older"], ["undo"],
    ])
    func aKillAtAnyTimeLeavesAllOrNothing(command: [String]) throws {
        try learn(1_500)
        try tagAll(1_500)
        let log = programs.library.appendingPathComponent("library.sqlite-wal")
        for round in 1...4 {
            let running = try programs.start("folio", command)
            try until("something is written, or all") {
                // There is no log before the first change.
                let size =
                    try? FileManager.default.attributesOfItem(atPath: log.path)[.size] as? Int
                return (size ?? 0) >= round * 20_000 || !running.isRunning
            }
            running.signal(SIGKILL)
            _ = try running.wait()

            #expect(try library.indexProblems().isEmpty)
            #expect(try library.integrityProblems().isEmpty)
            let counts = try library.tags().map(\.count)
            #expect(counts.allSatisfy { $0 == 1_500 }, "\(counts) after round \(round)")
        }
    }
}
