import FolioStore
import FolioTestSupport
import Foundation
import Testing

/// Any sequence of arrivals, changes, deletions and undos, against a plain model of what they mean,
/// for queries of every class. `FOLIO_STEPS` names how many steps, `FOLIO_SEED` where to begin.
@Suite struct RandomModelTests {
    @Test(arguments: ModelPlan.all)
    func anyRandomHistoryFindsWhatThePlainModelFinds(plan: ModelPlan) throws {
        guard let failure = try plan.failure() else { return }
        let steps = try failure.shortest()
        Issue.record(
            """
            seed \(plan.seed): after \(steps.count) steps, \(failure.text)
            \(steps.map { "  \($0)" }.joined(separator: "\n"))
            """)
    }
}

/// A random history of so many steps.
struct ModelPlan: Sendable {
    let seed: UInt64
    let count: Int

    static let all: [ModelPlan] = {
        let environment = ProcessInfo.processInfo.environment
        let usual = environment["FOLIO_PROOF"] == "1" ? 100_000 : 5_000
        let steps = environment["FOLIO_STEPS"].flatMap { Int($0) } ?? usual
        let each = steps > 5_000 ? 1_000 : 250
        return TestSeed.values(UInt64(max(1, steps / each))).map {
            ModelPlan(seed: $0, count: each)
        }
    }()

    /// Every so many steps some queries are compared.
    private static let pause = 25
    private static let queries = 8

    /// The first difference; `nil` where there is none.
    func failure() throws -> ModelFailure? {
        let run = try ModelRun()
        var random = SeededGenerator(seed: seed)
        var queries = ModelQueries(generator: SeededGenerator(seed: seed &+ 1))
        var steps: [ModelStep] = []
        for number in 1...count {
            steps.append(.random(using: &random))
            try run.make(steps[number - 1])
            guard number.isMultiple(of: Self.pause) || number == count else { continue }
            let views = run.model.views()
            for _ in 0..<Self.queries {
                let query = queries.next(in: run.model)
                if let text = try run.difference(query, views) {
                    return ModelFailure(steps: steps, query: query, text: text)
                }
            }
        }
        try run.store.checkIndex()
        return nil
    }
}

/// A history after which a query finds something else than it should.
struct ModelFailure {
    let steps: [ModelStep]
    let query: ModelQuery
    let text: String

    /// Leaves out steps, many at a time and then one by one, as long as it still fails.
    func shortest() throws -> [ModelStep] {
        var kept = steps
        var size = kept.count / 2
        while size > 0 {
            var start = 0
            while start < kept.count {
                var fewer = kept
                fewer.removeSubrange(start..<min(start + size, kept.count))
                if try fails(after: fewer) { kept = fewer } else { start += size }
            }
            size /= 2
        }
        return kept
    }

    private func fails(after steps: [ModelStep]) throws -> Bool {
        let run = try ModelRun()
        for step in steps { try run.make(step) }
        do {
            return try run.difference(query, run.model.views()) != nil
        } catch is SavedSearchError {
            // The search that it names is one of those that were left out.
            return false
        }
    }
}
