package import FolioModel
import FolioRemote
import FolioStore

/// What may be spent on the offline plan in one run.
package struct PlanRunLimits: Hashable, Sendable {
    /// Credits for the whole run; `nil` for no limit.
    package var maximumCredits: Int?
    /// Images; `nil` for all.
    package var images: Int?
    /// Whether the run may pass the budgets.
    package var ignoresBudgets: Bool

    package init(maximumCredits: Int? = nil, images: Int? = nil, ignoresBudgets: Bool = false) {
        self.maximumCredits = maximumCredits
        self.images = images
        self.ignoresBudgets = ignoresBudgets
    }
}

/// What became of the offline plan in one run.
package struct PlanRunOutcome: Sendable {
    /// What became of one entry.
    package struct Step: Sendable {
        package let entry: PlanEntry
        package let result: GenerationOutcome.Result
        /// The post that now waits in the outbox, if the entry has one.
        package internal(set) var post: Post?
    }

    /// Entries that were tried, in order.
    package internal(set) var steps: [Step] = []
    /// Posts of images that an earlier run had made.
    package internal(set) var finishedPosts: [Post] = []
    /// Entries that wait for a decision: of unknown outcome, or refused for what they ask.
    package internal(set) var stuck: [PlanEntry] = []
    /// Entries that still wait.
    package internal(set) var left = 0
    /// The first failure, which decides the exit code; also that the plan could not be read or
    /// that a limit ended the run.
    package internal(set) var failure: (any UserFacingError)?

    package var made: [MadeImage] {
        steps.compactMap { if case .made(let image) = $0.result { image } else { nil } }
    }

    /// Charged for certain, in credits; `nil` where a reply did not tell its charge.
    package var creditsUsed: Int? {
        made.reduce(0) { sum, image in sum.flatMap { sum in image.creditsUsed.map { sum + $0 } } }
    }
}

extension Generator {
    /// Makes the images of the offline plan one after the other, in its order.
    ///
    /// Each goes through all gates by itself. A failure that the next entry would meet too ends
    /// the run. It may be killed at any moment: what happens next with an entry follows from its
    /// journal row (``PlanEntry/step``), and no attempt is ever sent twice.
    package func runPlan(
        _ limits: PlanRunLimits,
        progress: @Sendable (PlanEntry, GenerationProgress) -> Void = { _, _ in }
    ) async -> PlanRunOutcome {
        var outcome = PlanRunOutcome()
        do {
            for entry in try library.plan() {
                try await run(entry, limits, &outcome, progress)
            }
            outcome.left = try library.plan().count { $0.step == .send }
        } catch {
            let failure = Self.userFacing(error)
            outcome.failure = outcome.failure ?? failure
            // What is left is told where it can be read; the failure is told in any case.
            outcome.left = (try? library.plan().count { $0.step == .send }) ?? 0
        }
        return outcome
    }

    private func run(
        _ entry: PlanEntry, _ limits: PlanRunLimits, _ outcome: inout PlanRunOutcome,
        _ progress: @Sendable (PlanEntry, GenerationProgress) -> Void
    ) async throws {
        switch entry.step {
        case .settle, .drop: outcome.stuck.append(entry)
        case .finish:
            if let post = try library.finishPlanned(entry.id, now: time.now()) {
                outcome.finishedPosts.append(post)
            }
        case .send:
            guard outcome.steps.count < limits.images ?? .max, outcome.mayGoOn else { return }
            try Task.checkCancellation()
            let plan = try await confirmingBalance(of: plan(order(entry, limits, outcome)))
            let result = await run(plan) { progress(entry, $0) }.results.first ?? .notTried
            outcome.add(result, of: entry)
            if case .made = result {
                outcome.setPost(try library.finishPlanned(entry.id, now: time.now()))
            }
        }
    }

    private func order(
        _ entry: PlanEntry, _ limits: PlanRunLimits, _ outcome: PlanRunOutcome
    ) throws -> GenerationOrder {
        let call = entry.generation
        let spent = outcome.made.reduce(0) { sum, image in
            sum + (image.creditsUsed ?? image.item.model.flatMap { catalog[$0]?.credits } ?? 1)
        }
        return GenerationOrder(
            prompt: try GenerationPrompt(call.prompt), model: call.model, ratio: call.ratio,
            tags: try call.tags.map { try TagName($0) },
            maximumCredits: limits.maximumCredits.map { max(0, $0 - spent) },
            ignoresBudgets: limits.ignoresBudgets, entry: entry.id)
    }
}

extension PlanRunOutcome {
    fileprivate mutating func add(_ result: GenerationOutcome.Result, of entry: PlanEntry) {
        steps.append(Step(entry: entry, result: result))
        switch result {
        case .refused(_, let error), .unknown(_, let error): failure = failure ?? error
        case .made, .captions, .notTried: break
        }
    }

    fileprivate mutating func setPost(_ post: Post?) {
        steps[steps.count - 1].post = post
    }

    /// As for several images of one order: a refusal of one entry need not meet the next.
    fileprivate var mayGoOn: Bool {
        var last = GenerationOutcome()
        last.results = steps.suffix(2).map(\.result)
        return last.mayGoOn
    }
}
