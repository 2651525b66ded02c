package import FolioModel
import FolioRemote
import FolioStore

/// What may be spent on the offline plan in one run.
package struct PlanRunLimits: Hashable, Sendable {
    /// Credits for the whole run; `nil` for no limit.
    package var maximumCredits: Int?
    /// The entries that may be paid for, as somebody confirmed them; `nil` for all.
    package var entries: Set<PlanEntry.ID>?
    /// Whether the run may pass the budgets.
    package var ignoresBudgets: Bool

    package init(
        maximumCredits: Int? = nil, entries: Set<PlanEntry.ID>? = nil, ignoresBudgets: Bool = false
    ) {
        self.maximumCredits = maximumCredits
        self.entries = entries
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
            let entries = try library.plan()
            // What is paid for is finished first: a post has its time.
            for entry in entries where entry.step == .finish { try finish(entry, &outcome) }
            for entry in entries { try await run(entry, limits, &outcome, progress) }
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
        case .finish: break
        case .send:
            guard limits.entries?.contains(entry.id) ?? true, outcome.mayGoOn else { return }
            try Task.checkCancellation()
            let result = try await result(of: entry, limits, outcome, progress)
            guard !Self.isTaken(result) else { return }
            outcome.add(result, of: entry)
            if case .made = outcome.steps.last?.result {
                outcome.setPost(try library.finishPlanned(entry.id, now: time.now()))
            }
        }
    }

    /// Whether another process has sent or dropped the entry since the plan was read.
    private static func isTaken(_ result: GenerationOutcome.Result) -> Bool {
        guard case .refused(nil, let error) = result else { return false }
        if case .notWaiting = error as? PlanError { return true }
        if case .noSuch("plan entry", _) = error as? LibraryError { return true }
        return false
    }

    private func finish(_ entry: PlanEntry, _ outcome: inout PlanRunOutcome) throws {
        if let post = try library.finishPlanned(entry.id, now: time.now()) {
            outcome.finishedPosts.append(post)
        }
    }

    /// - Throws: what the next entry would meet as well; what is wrong with this one alone is its
    ///   result.
    private func result(
        of entry: PlanEntry, _ limits: PlanRunLimits, _ outcome: PlanRunOutcome,
        _ progress: @Sendable (PlanEntry, GenerationProgress) -> Void
    ) async throws -> GenerationOutcome.Result {
        let order: GenerationOrder
        let terms: ImageTerms
        do {
            order = try self.order(entry, limits)
            terms = try ImageTerms(model: order.model, ratio: order.ratio, catalog: catalog)
        } catch let error as any UserFacingError {
            return .refused(nil, error)
        }
        let spent = outcome.made.reduce(0) { $0 + ($1.creditsUsed ?? terms.creditsEach ?? 1) }
        let next = terms.creditsEach ?? 1
        if let limit = limits.maximumCredits, spent + next > limit {
            throw GenerationError.limitReached(spent: spent, next: next, limit: limit)
        }
        let plan = try await confirmingBalance(of: plan(order))
        return await run(plan) { progress(entry, $0) }.results.first ?? .notTried
    }

    private func order(_ entry: PlanEntry, _ limits: PlanRunLimits) throws -> GenerationOrder {
        let call = entry.generation
        return GenerationOrder(
            prompt: try GenerationPrompt(call.prompt), model: call.model, ratio: call.ratio,
            tags: try call.tags.map { try TagName($0) }, ignoresBudgets: limits.ignoresBudgets,
            entry: entry.id)
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
        // Nothing was sent for an entry that cannot be made as it is.
        if case .refused(nil, let error) = steps.last?.result, error.kind == .usage { return true }
        var last = GenerationOutcome()
        last.results = steps.suffix(2).map(\.result)
        return last.mayGoOn
    }
}
