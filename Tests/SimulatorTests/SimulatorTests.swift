import FolioSimulator
import FolioTestSupport
import Testing

/// Short lives of whole libraries against a remote with faults: `docs/simulator.md`.
@Suite struct SimulatorTests {
    @Test func aHundredThousandRandomStepsBreakNoRule() async throws {
        let campaign = try await Campaign.run(from: TestSeed.value(1)) { $0.steps >= 100_000 }

        print("simulator: \(campaign.summary)")
        for failure in campaign.failures { Issue.record("\(try await failure.shortest())") }
    }

    @Test(arguments: [1, 2, 3, 20, 77] as [UInt64])
    func theSameSeedLeavesTheSameTrace(seed: UInt64) async throws {
        let first = try await Campaign.life(of: seed)
        let second = try await Campaign.life(of: seed)

        print("simulator: seed \(seed), trace \(first.trace.value)")
        #expect(first.trace == second.trace)
        #expect(first.steps == second.steps)
    }

    /// Among them a charge taken for part of another one's, an audit that never began, one of tiny
    /// pages, texts of edits that were shown though the remote denied the post or its time had
    /// passed, a charge denied for somebody else's image, and a remote with nothing left.
    @Test(
        arguments: [
            24, 1_012, 1_090, 1_102, 1_134, 2_004, 5_012, 11_049, 30_047, 30_688, 30_810, 31_059,
            51_011, 81_055,
        ] as [UInt64])
    func aLifeThatOnceBrokeARuleBreaksNoneNow(seed: UInt64) async throws {
        let violation = try await Campaign.life(of: seed).violation
        #expect(violation == nil)
    }

    @Test func anotherSeedLeavesAnotherTrace() async throws {
        #expect(try await Campaign.life(of: 1).trace != Campaign.life(of: 2).trace)
    }

    @Test func aBrokenRuleIsFoundAndItsLifeMadeShorter() async throws {
        let rules = try #require(
            SimulatedRules.ablations.first { $0.name == "paid.sentOnce" }?.rules)
        let campaign = try await Campaign.run(from: 1, rules: rules) { $0.seeds >= 400 }
        let failure = try #require(campaign.failures.first)

        var shrinking = try #require(try await Shrinking(seed: failure.seed, rules: rules))
        let length = shrinking.steps.count
        try await shrinking.shrink()

        #expect(shrinking.report.violation?.invariant == failure.violation?.invariant)
        #expect(shrinking.steps.count <= length)
    }
}
