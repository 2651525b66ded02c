import FolioTestSupport
import Foundation
import Testing

/// Lost paid calls, found again by the built programs.
///
/// Each test has a sandbox of its own: another library's image of the same minute is evidence too.
@Suite(.serialized) struct RecoverTests {
    let sandbox: SandboxProcess
    let programs: ProgramRunner

    init() throws {
        sandbox = try SandboxProcess()
        programs = try ProgramRunner(loggedInTo: sandbox)
    }

    @Test func aLostReplyIsRecoveredWithOneCharge() throws {
        try sandbox.fault("lost-reply")
        let charges = try sandbox.charges { () throws in
            let lost = try programs.generate("a lost boat", "--tag", "boats", "--ratio", "16:9")
            #expect(lost.code == 8)
            #expect(lost.errors.contains("folio recover"))
            let status = try programs.folio("status").output
            #expect(status.contains("folio recover"))

            let found = try programs.folio("recover", "--json")
            #expect(found.code == 0, "\(found.errors)")
            #expect(found.json["settled"] as? Int == 1)
        }

        #expect(charges == 1)
        let shown = try programs.folio("list", "--json").json["items"] as? [[String: Any]]
        let item = try #require(shown?.first)
        #expect(item["prompt"] as? String == "a lost boat")
        #expect(item["tags"] as? [String] == ["boats"])
        #expect(item["ratio"] as? String == "16:9")
        #expect(item["model"] as? String == "flux-schnell")
        #expect(item["credits"] as? Int == 1)
        #expect(try programs.sqlite("SELECT count(*), sum(credits) FROM ledgerEntry") == "1|-1\n")
        #expect(try programs.sqlite("SELECT count(*) FROM mediaItem WHERE sha256 <> ''") == "1\n")
    }

    @Test func twoLostImagesOfOneRatioAreNeverGuessed() throws {
        for prompt in ["a red boat", "a blue boat"] {
            // The second would settle the first, were it able to look.
            try sandbox.fault("500,times=9", route: "GET /media")
            try sandbox.fault("lost-reply")
            #expect(try programs.generate(prompt).code == 8)
            try sandbox.clearFaults()
        }

        let outcome = try programs.folio("recover")

        #expect(outcome.code == 8)
        #expect(outcome.output.contains("--not-made"))
        #expect(outcome.output.contains("--made"))
        #expect(try programs.paidCalls() == ["unknown", "unknown"])
        #expect(try programs.sqlite("SELECT count(*) FROM ledgerEntry") == "0\n")
    }

    @Test func someoneElsesImageIsNotClaimedSilently() throws {
        try sandbox.fault("lost-reply")
        #expect(try programs.generate("a lost boat").code == 8)
        try sandbox.control("POST", "/media", ["width": 64, "height": 64])
        try sandbox.control("POST", "/credits", ["spend": 1])

        let outcome = try programs.folio("recover")

        #expect(outcome.code == 8)
        #expect(try programs.paidCalls() == ["unknown"])
    }

    @Test func spendingElsewhereAtTheSameMomentIsWarnedOf() throws {
        try sandbox.fault("lost-reply")
        #expect(try programs.generate("a lost boat").code == 8)
        try sandbox.control("POST", "/credits", ["spend": 7])

        let outcome = try programs.folio("recover")

        #expect(outcome.code == 0)
        #expect(outcome.errors.contains("something else spends credits too"))
    }

    @Test func aKilledCallIsRecoveredByTheNextCommand() throws {
        try sandbox.fault("lost-reply")
        let charges = try sandbox.charges { () throws in
            let running = try programs.start(
                "folio", ["generate", "--model", "flux-schnell", "--yes", "a killed boat"])
            try sandbox.waitForFault()
            running.signal(SIGKILL)
            _ = try running.wait()
            #expect(try programs.folio("recover").code == 0)
        }
        #expect(charges == 1)
        #expect(try programs.paidCalls() == ["made"])
    }

    @Test func theUsersWordNeedsAYesAndIsKept() throws {
        try sandbox.fault("500")
        #expect(try programs.generate("a boat that was not made").code == 8)
        let id = try programs.sqlite("SELECT id FROM generation").trimmingCharacters(
            in: .newlines)

        #expect(try programs.folio("recover", id, "--not-made").code == 7)
        #expect(try programs.folio("recover", id, "--not-made", "-n").code == 0)
        #expect(try programs.paidCalls() == ["unknown"])
        #expect(try programs.folio("recover", id, "--not-made", "--yes").code == 0)
        #expect(try programs.paidCalls() == ["notMade"])
        #expect(try programs.folio("recover", id, "--not-made", "--yes").code == 2)
    }

    @Test func theAnswerHasTheKeysThatAreDocumented() throws {
        try sandbox.fault("500")
        #expect(try programs.generate("a boat in fog").code == 8)

        let json = try programs.folio("recover", "--json").json

        #expect(Set(json.keys) == (try DocumentedKeys.of("recover")).union(["format_version"]))
        let call = try #require((json["calls"] as? [[String: Any]])?.first)
        #expect(Set(call.keys) == (try DocumentedKeys.of("A call of recover")))
    }

    @Test func nothingUnknownNeedsNeitherNetworkNorKey() throws {
        let alone = try ProgramRunner()
        _ = try alone.folio("init")

        #expect(try alone.folio("recover").code == 0)
        #expect(try alone.folio("recover", "nothing").code == 3)
        #expect(try alone.folio("recover", "--not-made").code == 2)
    }
}
