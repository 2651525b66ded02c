import FolioSimulator
import FolioTestSupport
import Foundation
import Testing

/// The large numbers of the simulator, and what happens without each safety rule.
@Suite(.proof) struct SimulatorProofTests {
    @Test func aMillionRandomStepsBreakNoRuleAndMeetEveryFault() async throws {
        let campaign = try await Campaign.run(from: TestSeed.value(10_000)) {
            $0.steps >= 1_000_000 && ($0.faults.silent.isEmpty || $0.steps >= 2_000_000)
        }

        print("simulator: \(campaign.summary)")
        for failure in campaign.failures { Issue.record("\(try await failure.shortest())") }
        #expect(campaign.faults.silent.isEmpty, "faults that never struck")
        #expect(FaultKind.allCases.count >= 30)
    }

    /// Without each of these something breaks that a check sees. The others, with the reasons why
    /// nothing sees their absence, are in `docs/simulator.md`.
    @Test func aRuleThatIsLeftOutIsMissed() async throws {
        var missing: Set<String> = []
        for (name, rules, lives) in SimulatedRules.ablations where Ablation.isAsked(name) {
            let end = Date() + Ablation.seconds
            let campaign = try await Campaign.run(from: 1, rules: rules, lives) { _ in
                Date() >= end
            }
            print(Ablation.row(name, campaign))
            if campaign.failures.isEmpty { missing.insert(name) }
        }
        #expect(missing.subtracting(Ablation.unseen).isEmpty)
    }
}

/// What is printed and expected of rules that are left out.
enum Ablation {
    /// For one rule.
    static let seconds = 60.0

    /// `FOLIO_RULE=massGuard` leaves out no other.
    static func isAsked(_ name: String) -> Bool {
        ProcessInfo.processInfo.environment["FOLIO_RULE"].map(name.contains) ?? true
    }

    /// Rules behind which another one stands: `docs/simulator.md` says which.
    static let unseen: Set<String> = [
        "sync.secondSync", "sync.pageValidation", "sync.overlap", "sync.headReread",
        "sync.undecodableProvesNothing", "paid.secondLook", "paid.withinCall", "engine.sendersLock",
        "engine.onlyMatch",
    ]

    /// A row of the table in `docs/simulator.md`.
    static func row(_ name: String, _ campaign: Campaign) -> String {
        guard let failure = campaign.failures.first, let violation = failure.violation else {
            return "| \(name) | – | – | nothing in \(campaign.seeds) seeds |"
        }
        let step = failure.violatingStep.map { "\($0)" } ?? "after the faults"
        return "| \(name) | \(failure.seed) | \(step) | \(violation.invariant) |"
    }
}
