import FolioTestSupport
import Foundation
import Testing

/// `folio sync` as a person runs it, against one sandbox.
@Suite(.sharedSandbox) struct SyncCommandTests {
    let sandbox: SandboxProcess
    let programs: ProgramRunner

    init() throws {
        sandbox = try #require(SharedSandbox.current)
        programs = try ProgramRunner(loggedInTo: sandbox)
    }

    /// All that the library holds, but for the counts of requests.
    private func contents() throws -> String {
        try programs.sqlite(".dump").split(separator: "\n")
            .filter { !$0.contains("request") }.joined(separator: "\n")
    }

    private func changes(_ outcome: ProgramRunner.Outcome) -> [String] {
        outcome.events.filter { $0["event"] as? String == "item" }.compactMap { event in
            guard let change = event["change"] as? String else { return nil }
            let entry = event["entry"] as? [String: Any]
            return "\(change) \(event["media_id"] as? String ?? "")"
                + " \(entry?["action"] as? String ?? "")"
        }
    }

    @Test func aDryRunSaysWhatTheNextSyncDoesAndStoresNothing() throws {
        let other = try ProgramRunner(loggedInTo: sandbox)
        #expect(try other.generate("a boat of someone else").code == 0)
        #expect(try programs.generate("a boat").code == 0)
        #expect(
            try programs.folio("sync", "--only", "push").code == 0)
        let before = try contents()

        let plan = try programs.folio("sync", "--dry-run", "--json")
        #expect(try contents() == before)
        let text = try programs.folio("sync", "-n")
        let sync = try programs.folio("sync", "--json")

        #expect(plan.code == 0, "\(plan.errors)")
        #expect(!changes(plan).isEmpty)
        #expect(changes(plan) == changes(sync))
        #expect(plan.summary["dry_run"] as? Bool == true)
        #expect(text.output.contains("new: "))
        #expect(text.output.contains("Would read: "))
        let left = try FileManager.default.contentsOfDirectory(atPath: programs.library.path)
        #expect(left.filter { $0.hasPrefix(".dry-run") }.isEmpty)
    }

    @Test func eventsAreOneObjectALineAndTheSummaryIsLast() throws {
        let outcome = try programs.folio("sync", "--json")

        #expect(outcome.code == 0, "\(outcome.errors)")
        let lines = outcome.output.split(separator: "\n")
        #expect(outcome.events.count == lines.count)
        #expect(outcome.events.allSatisfy { $0["format_version"] as? Int == 1 })
        #expect(outcome.events.first?["event"] as? String == "begin")
        #expect(outcome.summary["event"] as? String == "summary")
        #expect(
            Set(outcome.summary.keys)
                == (try DocumentedKeys.of("sync")).union(["format_version"]))
        #expect(outcome.summary["requests"] as? Int ?? 0 >= 4)
    }

    @Test func aSyncThatIsAllowedFewRequestsStopsCleanlyAndIsContinued() throws {
        #expect(try programs.generate("a boat in parts").code == 0)

        let stopped = try programs.folio("sync", "--max-requests", "2")
        let events = try programs.folio("sync", "--json", "--max-requests", "2")
        let rest = try programs.folio("sync", "--max-requests", "50")

        #expect(stopped.code == 0, "\(stopped.errors)")
        #expect(stopped.output.contains("Stopped after 2 requests; the next sync goes on."))
        #expect(stopped.output.contains("Requests: 2."))
        #expect(events.summary["stopped_after"] as? Int == 2)
        #expect(rest.code == 0)
        #expect(!rest.output.contains("Stopped"))
    }

    @Test func onlyOneHalfIsDone() throws {
        let before = try sandbox.calls("GET /media")
        #expect(try programs.folio("sync", "--only", "push").code == 0)
        #expect(try sandbox.calls("GET /media") == before)

        #expect(try programs.folio("sync", "--only", "pull").code == 0)
        #expect(try sandbox.calls("GET /media") > before)
        #expect(try programs.folio("sync", "--only", "both").code == 2)
    }

    @Test(arguments: [
        ["--max-requests", "0"], ["--watch", "1s"], ["--watch", "soon"],
        ["--dry-run", "--watch"],
    ])
    func sillyFlagsAreRefused(flags: [String]) throws {
        #expect(try programs.run("folio", ["sync"] + flags).code == 2)
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func aWatchEndsCleanlyWhenItIsAskedTo(signal: Int32) throws {
        let watch = try programs.start("folio", ["sync", "--watch", "--json"])
        try until("a sync has ended") { try watch.output.contains("\"event\":\"summary\"") }

        watch.signal(signal)
        let outcome = try watch.wait()

        #expect(outcome.code == 130)
        #expect(outcome.events.filter { $0["event"] as? String == "error" }.isEmpty)
        #expect(try programs.folio("doctor").code == 0)
    }

    @Test func aWatchWithARefusedKeyEnds() throws {
        let watch = try programs.run(
            "folio", ["sync", "--watch", "5s"], environment: ["FOLIO_API_KEY": "pe_live_wrong"])

        #expect(watch.code == 4, "\(watch.errors)")
    }

    @Test func aWatchTellsOnceThatTheRemoteIsDown() throws {
        let gone = try SandboxProcess()
        let alone = try ProgramRunner(loggedInTo: gone)
        try gone.stop()
        let watch = try alone.start("folio", ["sync", "--watch", "5s", "--json"])
        try until("it is down") { try watch.output.contains("\"event\":\"down\"") }

        watch.signal(SIGINT)
        let outcome = try watch.wait()

        #expect(outcome.code == 130)
        #expect(outcome.events.filter { $0["event"] as? String == "down" }.count == 1)
    }

    @Test func statusTellsWhatWaitsAndWhy() throws {
        let gone = try SandboxProcess()
        let alone = try ProgramRunner(loggedInTo: gone)
        #expect(try alone.generate("a boat to sink").code == 0)
        try gone.stop()
        #expect(try alone.folio("media", "delete", "last", "--yes").code == 0)

        let status = try alone.folio("status")
        let json = try alone.folio("status", "--json").json

        #expect(status.output.contains("  deletion of "))
        #expect(status.output.contains("requests left in this minute"))
        let waiting = json["waiting"] as? [[String: Any]]
        #expect(waiting?.first?["action"] as? String == "deleteMedia")
        #expect((json["requests_left"] as? [String: Any])?["hour"] as? Int ?? 0 < 1_000)
    }
}
