import FolioTestSupport
import Foundation
import Testing

/// Money: what is paid, how often, and what is said about it.
@Suite(.serialized, .sharedSandbox) struct PaidCallTests {
    let sandbox: SandboxProcess
    let programs: ProgramRunner

    init() throws {
        sandbox = try #require(SharedSandbox.current)
        try sandbox.clearFaults()
        programs = try ProgramRunner(loggedInTo: sandbox)
    }

    @Test func aLostReplyIsUnknownChargedOnceAndNeverSentAgain() throws {
        try sandbox.fault("lost-reply")

        let charges = try sandbox.charges { () throws in
            let lost = try programs.generate("a lost boat")
            #expect(lost.code == 8)
            #expect(lost.errors.contains("it is not known whether the image was made"))
        }
        #expect(charges == 1)
        #expect(try unknownPrompts() == ["a lost boat"])

        let later = try sandbox.charges { () throws in
            #expect(try programs.generate("a found boat").code == 0)
        }
        #expect(later == 1)
        #expect(try programs.paidCalls() == ["made", "made"])
    }

    @Test(arguments: [
        "reset", "cut-headers,bytes=40", "cut-body,bytes=40", "wrong-length,bytes=10",
        "garbled-json", "html-200",
    ])
    func aReplyThatIsNoneLeavesOneChargeOfUnknownOutcome(fault: String) throws {
        try sandbox.fault(fault)

        let charges = try sandbox.charges { () throws in
            #expect(try programs.generate("a boat in fog").code == 8)
        }

        #expect(charges == 1)
        #expect(try programs.paidCalls() == ["unknown"])
    }

    @Test(arguments: ["500", "502", "503", "504", "408", "charge-on-failure"])
    func aFailureOfTheRemoteProvesNothing(fault: String) throws {
        try sandbox.fault(fault)
        let calls = try sandbox.calls()

        let outcome = try programs.generate("a boat in a storm")

        #expect(outcome.code == 8)
        #expect(outcome.errors.contains("do not repeat it yet"))
        #expect(try sandbox.calls() == calls + 1)
        #expect(try programs.paidCalls() == ["unknown"])
    }

    @Test func aShortWaitIsWaitedForOnce() throws {
        try sandbox.fault("429,seconds=1")

        let charges = try sandbox.charges { () throws in
            #expect(try programs.generate("a patient boat").code == 0)
        }

        #expect(charges == 1)
    }

    @Test func aSecondRefusalInARowIsNotWaitedFor() throws {
        try sandbox.fault("429,seconds=1,times=2")
        let calls = try sandbox.calls()

        let outcome = try programs.generate("an impatient boat")

        #expect(outcome.code == 5)
        #expect(try sandbox.calls() == calls + 2)
    }

    @Test func aLongWaitIsTold() throws {
        try sandbox.fault("429,seconds=120")

        let charges = try sandbox.charges { () throws in
            let outcome = try programs.generate("a late boat")
            #expect(outcome.code == 5)
            #expect(outcome.errors.contains("120 s"))
        }

        #expect(charges == 0)
        #expect(try programs.paidCalls() == ["refused"])
    }

    @Test func tooFewCreditsAreNamedWithThePrice() throws {
        let poor = try SandboxProcess("--credits", "3")
        let programs = try ProgramRunner(loggedInTo: poor)

        let outcome = try programs.folio(
            "generate", "a dear boat", "--model", "nano-banana-pro", "--yes")

        #expect(outcome.code == 7)
        #expect(outcome.errors.contains("15"))
        #expect(outcome.errors.contains("3"))
        #expect(try poor.charges == 0)
    }

    @Test func noNetworkCostsNothing() throws {
        let gone = try SandboxProcess()
        let programs = try ProgramRunner(loggedInTo: gone)
        try gone.stop()

        let outcome = try programs.generate("a boat ashore")

        #expect(outcome.code == 5)
        #expect(outcome.errors.contains("nothing was sent"))
        #expect(try programs.paidCalls() == ["refused"])
        #expect(try programs.sqlite("SELECT count(*) FROM ledgerEntry") == "0\n")
    }

    @Test func aKeyWithoutTheScopeIsToldSo() throws {
        let key = try sandbox.key(scopes: ["read"])

        let outcome = try programs.folio(
            "generate", "a boat", "--yes", environment: ["FOLIO_API_KEY": key])

        #expect(outcome.code == 4)
        #expect(outcome.errors.contains("scope"))
    }

    @Test func aWrongKeyAndNoKeyAreToldApart() throws {
        let wrong = try programs.folio(
            "generate", "a boat", "--yes", environment: ["FOLIO_API_KEY": "pe_live_wrong"])
        #expect(wrong.code == 4)
        #expect(wrong.errors.contains("refused the key"))

        let none = try programs.folio(
            "generate", "a boat", "--yes",
            environment: ["XDG_CONFIG_HOME": programs.folder.path + "/nothing"])
        #expect(none.code == 4)
        #expect(none.errors.contains("there is no key"))
        #expect(none.errors.contains("folio login"))
    }

    @Test func ofFourImagesThoseThatSucceededAreShown() throws {
        try sandbox.fault("500,skip=2")

        let outcome = try programs.generate("four boats", "--count", "4", "--json")

        #expect(outcome.code == 8)
        let results = outcome.json["results"] as? [[String: Any]] ?? []
        let outcomes = results.map { $0["outcome"] as? String }
        #expect(outcomes == ["made", "made", "unknown", "not_tried"])
        #expect((outcome.json["items"] as? [Any])?.count == 2)
        #expect(outcome.errors.contains("image 3: unknown"))
    }

    @Test func ofFourImagesTheCodeIsTheFirstFailures() throws {
        try sandbox.fault("429,seconds=120,skip=1")

        let outcome = try programs.generate("four boats more", "--count", "4")

        #expect(outcome.code == 5)
        #expect(outcome.errors.contains("image 2: not made, not charged"))
    }

    @Test func twoProcessesPayOneAfterTheOther() throws {
        try sandbox.fault("delay,seconds=1")

        let charges = try sandbox.charges { () throws in
            let arguments = ["generate", "--model", "flux-schnell", "--yes", "two boats"]
            let first = try programs.start("folio", arguments)
            let second = try programs.start("folio", arguments)
            #expect(try first.wait().code == 0)
            #expect(try second.wait().code == 0)
        }

        #expect(charges == 2)
        #expect(try programs.paidCalls() == ["made", "made"])
        #expect(try programs.sqlite("SELECT count(*), sum(credits) FROM ledgerEntry") == "2|-2\n")
    }

    @Test func aKilledCallIsExplainedByTheNextCommand() throws {
        try sandbox.fault("delay,seconds=30")
        let charges = try sandbox.charges { () throws in
            let running = try programs.start(
                "folio", ["generate", "--model", "flux-schnell", "--yes", "a killed boat"])
            try sandbox.waitForFault()
            running.signal(SIGKILL)
            #expect(try running.wait().code == 128 + SIGKILL)
            let status = try programs.folio("status")
            #expect(status.output.contains("a killed boat"))
            #expect(try unknownPrompts() == ["a killed boat"])
            #expect(try programs.generate("the next boat").code == 0)
        }
        #expect(charges <= 2)
        #expect(try programs.paidCalls() == ["unknown", "made"])
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func anInterruptedCallMayStillBeCharged(signal: Int32) throws {
        try sandbox.fault("delay,seconds=30")
        let running = try programs.start(
            "folio", ["generate", "--model", "flux-schnell", "--yes", "a stopped boat"])
        try sandbox.waitForFault()
        running.signal(signal)

        let outcome = try running.wait()

        #expect(outcome.code == 8)
        #expect(outcome.errors.contains("charged"), "\(outcome.errors)")
        #expect(try programs.paidCalls() == ["unknown"])
    }

    private func unknownPrompts() throws -> [String] {
        let calls = try programs.folio("status", "--json").json["unknown_calls"] as? [[String: Any]]
        return (calls ?? []).compactMap { $0["prompt"] as? String }
    }
}
