import FolioTestSupport
import Foundation
import Testing

/// Captions by the built programs: paid once, kept, and recovered where the reply was lost.
///
/// Each test has a sandbox of its own, since the balance is the only trace of a caption.
@Suite(.serialized) struct CaptionCallTests {
    private static let route = "POST /ai/generate-caption"
    let sandbox: SandboxProcess
    let programs: ProgramRunner

    init() throws {
        sandbox = try SandboxProcess()
        programs = try ProgramRunner(loggedInTo: sandbox)
    }

    @Test func captionsArePrintedKeptAndCounted() throws {
        let made = try programs.folio(
            "caption", "a red boat", "--count", "3", "--platform", "x", "--yes", "--json")

        #expect(made.code == 0, "\(made.errors)")
        let captions = try #require(made.json["captions"] as? [String])
        #expect(captions.count == 3)
        #expect(made.json["credits_used"] as? Int == 3)
        #expect(made.json["outcome"] as? String == "made")
        #expect(made.json["platform"] as? String == "x")
        let keys = try DocumentedKeys.of("caption")
        #expect(Set(made.json.keys) == keys.union(["format_version"]))
        try sandbox.stop()

        let listed = try programs.folio("caption", "list", "--json").json
        let call = try #require((listed["items"] as? [[String: Any]])?.first)
        #expect(call["captions"] as? [String] == captions)
        #expect(call["topic"] as? String == "a red boat")
        #expect(try programs.folio("caption", "list").output.contains(captions[1]))
        let spend = try programs.folio("spend", "--by", "kind", "--json").json
        let row = try #require((spend["rows"] as? [[String: Any]])?.first)
        #expect(row["keys"] as? [String: String] == ["kind": "caption"])
        #expect(row["credits"] as? Int == 3 && row["count"] as? Int == 1)
        let month = try programs.folio("credits", "--json").json["month"] as? [String: Any]
        #expect(month?["captions"] as? Int == 3)
        #expect(try programs.folio("credits", "check").code == 0)
        #expect(try programs.folio("doctor").code == 0)
    }

    @Test func whatTheRemoteWouldRefuseIsNotSent() throws {
        let long = String(repeating: "a", count: 1_001)
        for arguments in [
            [long], [""], ["a boat", "--count", "6"], ["a boat", "--count", "0"],
            ["a boat", "--platform", "instagrm"], ["a boat", "--tone", "wity"],
            ["a boat", "--length", "longest"],
        ] {
            let outcome = try programs.run("folio", ["caption", "--yes"] + arguments)
            #expect(outcome.code == 2, "\(arguments): \(outcome.errors)")
        }
        #expect(try programs.folio("caption", "a boat", "--max-credits", "0").code == 7)
        #expect(try programs.folio("caption", "a boat", "--count", "2").code == 7)
        let plan = try programs.folio("caption", "a boat", "--count", "2", "-n", "--json")
        #expect(plan.code == 0)
        #expect(plan.json["credits"] as? Int == 2)
        let keys = try DocumentedKeys.of("caption -n")
        #expect(Set(plan.json.keys) == keys.union(["format_version"]))
        #expect(try sandbox.calls(Self.route) == 0)
        #expect(try programs.paidCalls().isEmpty)
    }

    @Test func lostCaptionsAreChargedOnceAndSettledByTheBalance() throws {
        try sandbox.fault("lost-reply", route: Self.route)

        let lost = try programs.folio("caption", "a lost boat", "--count", "2", "--yes")

        #expect(lost.code == 8)
        #expect(lost.errors.contains("it is not known whether the captions were made"))
        #expect(lost.errors.contains("folio recover"))
        #expect(try programs.folio("caption", "list").output.contains("may have been charged"))
        let found = try programs.folio("recover")
        #expect(found.code == 0, "\(found.output)\(found.errors)")
        #expect(found.output.contains("whose text is lost"))
        #expect(try programs.paidCalls() == ["made"])
        #expect(try sandbox.calls(Self.route) == 1)
        #expect(try programs.sqlite("SELECT count(*), sum(credits) FROM ledgerEntry") == "1|-2\n")
    }

    @Test(arguments: [["caption"], ["generate"]])
    func anInterruptedCallSaysThatItMayBeChargedInJSONToo(command: [String]) throws {
        let isCaption = command == ["caption"]
        try sandbox.fault(
            "delay,seconds=30", route: isCaption ? Self.route : "POST /ai/generate-image")
        let running = try programs.start(
            "folio", command + ["--yes", "--json", "a stopped boat"])
        try sandbox.waitForFault()
        running.signal(SIGINT)

        let outcome = try running.wait()

        #expect(outcome.code == 8)
        #expect(outcome.errors.contains("may still be charged"), "\(outcome.errors)")
        let results = outcome.json["results"] as? [[String: Any]]
        let result = isCaption ? outcome.json : results?.first ?? [:]
        #expect(result["outcome"] as? String == "unknown", "\(outcome.output)")
        #expect(result["exit_code"] as? Int == 8)
        #expect((result["error"] as? String)?.contains("may still be charged") == true)
        #expect(try programs.paidCalls() == ["unknown"])
    }

    @Test func aTopicIsReadFromStandardInput() throws {
        let outcome = try programs.folio("caption", "-", "--yes", "--json", input: "a boat\n")

        #expect(outcome.code == 0, "\(outcome.errors)")
        #expect(outcome.json["topic"] as? String == "a boat")
    }
}
