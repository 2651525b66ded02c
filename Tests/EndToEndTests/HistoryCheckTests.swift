import FolioTestSupport
import Foundation
import Testing

/// The checker in another language: a library used with faults agrees with the remote's books,
/// and each thing that could be wrong is told.
@Suite struct HistoryCheckTests {
    @Test func aBusySessionAgreesWithTheRemotesBooksAndTamperingIsTold() throws {
        let session = try BusySession()
        let check = try session.check()
        #expect(check.code == 0, "\(check.output)\(check.errors)")
        #expect(check.output.hasPrefix("agreed: "))

        for (change, sentence) in Self.tampering {
            let check = try session.check(afterTampering: change)
            #expect(check.code == 1, "\(change)")
            #expect(
                check.output.contains(sentence), "\(change): \(check.output)\(check.errors)")
        }
    }

    /// What is done to a copy of the library, and what the checker has to say about it.
    private static let tampering = [
        ("DELETE FROM ledgerEntry WHERE rowid = 1", "has 0 charges, not one"),
        (
            """
            DROP INDEX ledgerEntryOneCharge;
            INSERT INTO ledgerEntry (kind, credits, item, generation, evidence, at)
            SELECT kind, credits, item, generation, evidence, at FROM ledgerEntry WHERE rowid = 1
            """, "has 2 charges, not one"
        ),
        ("UPDATE ledgerEntry SET credits = -9 WHERE rowid = 1", "and was charged 9"),
        (
            "UPDATE mediaItem SET presence = 'gone' WHERE prompt = 'boat 2'",
            "is marked gone, and the remote has it"
        ),
        ("UPDATE mediaItem SET prompt = NULL WHERE prompt = 'boat 1'", "is lost"),
        (
            "UPDATE generation SET prompt = 'another' WHERE prompt = 'boat 1'",
            "keeps another prompt than was sent"
        ),
        (
            "UPDATE mediaItem SET mediaId = NULL WHERE prompt = 'boat 2'",
            "and the library has not"
        ),
        ("UPDATE post SET postId = NULL", "is done and has no remote id"),
        (
            "UPDATE outbox SET state = 'cancelled' WHERE action = 'createPost'",
            "posts were created for 0 entries of the outbox"
        ),
        (
            """
            DELETE FROM ledgerEntry; UPDATE mediaItem SET prompt = NULL;
            DELETE FROM generation
            """, "requests were sent for 0 paid calls"
        ),
    ]
}

/// A library after paid calls, posts, deletions and syncs of which some went wrong.
private final class BusySession {
    private let sandbox: SandboxProcess
    private let programs: ProgramRunner

    init() throws {
        sandbox = try SandboxProcess()
        programs = try ProgramRunner(loggedInTo: sandbox)
        for number in 1...3 { try expect(programs.generate("boat \(number)")) }
        try loseAnImage()
        try losePost()
        try sandbox.control("POST", "/media", ["count": 120, "prompt": "made elsewhere"])
        try expect(programs.folio("sync"))
        try expect(programs.folio("media", "delete", "last", "--yes"))
        try expect(programs.folio("sync"))
    }

    /// Paid for, its reply lost, and recovered.
    private func loseAnImage() throws {
        try sandbox.fault("lost-reply")
        _ = try programs.generate("a boat whose reply was lost")
        try expect(programs.folio("recover"))
    }

    /// Created, its reply lost, and found again.
    private func losePost() throws {
        try sandbox.fault("lost-reply", route: "POST /posts")
        _ = try programs.folio(
            "post", "create", "--text", "Winter sale", "--account", "1", "--at", "+30d")
        try expect(programs.folio("sync"))
    }

    private func expect(_ outcome: ProgramRunner.Outcome) throws {
        guard outcome.code == 0 else { throw CommandFailed(errors: outcome.errors) }
    }

    func check() throws -> ProgramRunner.Outcome {
        try check(programs.library)
    }

    /// Changes a copy of the library as no code of Folio's would.
    func check(afterTampering change: String) throws -> ProgramRunner.Outcome {
        let copy = programs.folder.appendingPathComponent("copy-\(UUID().uuidString)")
        try FileManager.default.copyItem(at: programs.library, to: copy)
        let file = copy.appendingPathComponent("library.sqlite").path
        let triggers = try programs.sqlite(
            "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_schema WHERE type = 'trigger'")
        _ = try programs.run("/usr/bin/sqlite3", [file, triggers, change])
        return try check(copy)
    }

    private func check(_ library: URL) throws -> ProgramRunner.Outcome {
        let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let script = tests.appendingPathComponent("../../scripts/check_history.py").standardized
        return try programs.run(
            "/usr/bin/env", ["python3", script.path, library.path, sandbox.state.path])
    }

    private struct CommandFailed: Error {
        let errors: String
    }
}
