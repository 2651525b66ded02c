import FolioTestSupport
import Foundation
import Testing

/// Without a network what can wait is queued; what cannot is refused.
@Suite struct OfflineTests {
    @Test func whatCanWaitIsQueuedAndTheNextSyncSendsIt() throws {
        let folder = try ProgramRunner().folder
        let state = folder.path
        let port = try freePort()
        let sandbox = try SandboxProcess("--port", port, "--state", state)
        let programs = try ProgramRunner(loggedInTo: sandbox)
        for prompt in ["one boat", "another boat"] {
            #expect(try programs.generate(prompt).code == 0)
        }
        let first = try programs.folio(
            "post", "create", "--media", "last", "--text", "seen", "--account", "1", "--at", "+9d")
        #expect(first.code == 0, "\(first.errors)")
        let seen = try programs.postIDs()[0]
        let picture = try programs.pictureOfLast()
        try sandbox.stop()

        let queued = [
            [
                "post", "create", "--media", "last", "--text", "queued", "--account", "1", "--at",
                "+3d",
            ],
            ["attach", "last~1", "--to", seen],
            ["media", "upload", picture],
            ["media", "delete", "last~2", "--yes"],
        ]
        for command in queued.prefix(3) { try programs.expectQueued(command) }
        let now = try programs.folio(
            "post", "create", "--media", "last~1", "--text", "now", "--account", "1", "--yes")
        #expect(now.code == 5)
        #expect(now.errors.contains("--at"))
        #expect(try programs.folio("status", "--json").json["pending_changes"] as? Int == 3)

        let again = try SandboxProcess("--port", port, "--state", state)
        let sync = try programs.folio("sync", "--json")
        #expect(sync.code == 0, "\(sync.errors)")
        #expect(try programs.folio("status", "--json").json["pending_changes"] as? Int == 0)
        #expect(try again.control("GET", "/stats")["post_count"] as? Int == 2)
        #expect(try again.control("GET", "/stats")["media_count"] as? Int == 3)
        try again.stop()
    }

    @Test func aDeletionWaitsForTheNetwork() throws {
        let sandbox = try SandboxProcess()
        let programs = try ProgramRunner(loggedInTo: sandbox)
        #expect(try programs.generate("a boat to sink").code == 0)
        try sandbox.stop()

        try programs.expectQueued(["media", "delete", "last", "--yes"])
        #expect(try programs.folio("show", "last").output.contains("a boat to sink"))
    }

    @Test func aQueuedTimeThatHasPassedIsParkedAndNeverSent() throws {
        let state = try ProgramRunner().folder.path
        let port = try freePort()
        let sandbox = try SandboxProcess("--port", port, "--state", state)
        let programs = try ProgramRunner(loggedInTo: sandbox)
        #expect(try programs.generate("a late boat").code == 0)
        try sandbox.stop()
        try programs.expectQueued([
            "post", "create", "--media", "last", "--text", "late", "--account", "1", "--at", "+3d",
        ])
        // Its time passes.
        #expect(try programs.sqlite("UPDATE post SET scheduledFor = 1767225600000") == "")

        let again = try SandboxProcess("--port", port, "--state", state)
        let sync = try programs.folio("sync", "--json")

        #expect((sync.summary["parked"] as? [Any])?.count == 1, "\(sync)")
        #expect(try again.calls("POST /posts") == 0)
        let status = try programs.folio("status", "--json").json
        #expect(status["parked_changes"] as? Int == 1)
        try again.stop()
    }

    /// A port that nothing listens on, for a sandbox that comes back at the same address.
    private func freePort() throws -> String {
        let scout = try SandboxProcess()
        try scout.stop()
        return try #require(URL(string: scout.baseURL)?.port.map(String.init))
    }
}

extension ProgramRunner {
    fileprivate func expectQueued(_ command: [String]) throws {
        let outcome = try run("folio", command)
        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("queued"), "\(outcome.output)")
    }

    fileprivate func postIDs() throws -> [String] {
        let posts = try folio("post", "list", "--json").json["items"] as? [[String: Any]]
        return (posts ?? []).compactMap { $0["id"] as? String }
    }

    /// A picture file that is none of the library's.
    fileprivate func pictureOfLast() throws -> String {
        let sheet = try folio("show", "last", "--json").json
        let file = folder.appendingPathComponent("picture.png").path
        try FileManager.default.copyItem(atPath: sheet["original"] as? String ?? "", toPath: file)
        return file
    }
}
