import FolioCLI
import FolioGeneration
import FolioModel
import FolioStore

/// Prices the offline plan, asks, makes its images, and tells what came of it.
struct PlanRunAction {
    let command: PlanRunCommand

    func run() async throws {
        let session = try Session(command.libraryOption, needsKey: false)
        let zone = try command.output.zone(library: session.library.folder)
        let generator = try Generator(session, zone: zone)
        if command.confirmation.dryRun {
            return try PlanRunReport.dryRun(
                price(of: waiting(session), session, generator), zone: zone, command.output)
        }
        var waiting = try waiting(session)
        if !waiting.isEmpty {
            try session.requireKey()
            try await session.recoverQuietly(command.output)
            // What that has settled belongs into the question.
            waiting = try self.waiting(session)
            try confirm(try price(of: waiting, session, generator), zone: zone)
            try await generator.refreshBalance()
        }
        let outcome = await pay(for: waiting, generator)
        try PlanRunReport(outcome: outcome, library: session.library).print(command.output)
        if let failure = outcome.failure { throw failure }
        if outcome.stuck.contains(where: { $0.step == .settle }) {
            throw SilentExit(.outcomeUnknown)
        }
    }

    /// Entries that may be sent, as many as the command allows.
    private func waiting(_ session: Session) throws -> [PlanEntry] {
        let waiting = try session.library.plan().filter { $0.step == .send }
        return Array(waiting.prefix(command.limit ?? waiting.count))
    }

    private func price(
        of entries: [PlanEntry], _ session: Session, _ generator: Generator
    ) throws -> PlanPrice {
        PlanPrice(
            entries, catalog: try session.settings.models(),
            balance: try session.library.latestObservation(),
            budgets: try generator.budgetStandings(now: session.now()))
    }

    private func confirm(_ price: PlanPrice, zone: LocalZone) throws {
        guard price.waiting > 0 else { return }
        if !command.output.quiet {
            let console = Runtime.current.console
            price.sentences(zone: zone).forEach { console.printError($0.rendered(styled: false)) }
        }
        try command.confirmation.require("Pay \(counted(price.credits, "credit"))?")
    }

    /// What another process adds meanwhile is not paid for: nobody has confirmed it.
    private func pay(for entries: [PlanEntry], _ generator: Generator) async -> PlanRunOutcome {
        let line = LiveLine(isShown: !command.output.json && !command.output.quiet)
        defer { line.clear() }
        let status = ElapsedStatus(line: line)
        let limits = PlanRunLimits(
            maximumCredits: command.maxCredits, entries: Set(entries.map(\.id)),
            ignoresBudgets: command.overBudget)
        return await status.running {
            await generator.runPlan(limits) { entry, progress in
                status.now("\(entry.id): \(progress.text(model: entry.generation.model ?? "–"))")
            }
        }
    }
}
