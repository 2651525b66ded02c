import FolioCLI
import FolioGeneration
import FolioModel
import FolioStore

/// Prices the offline plan, asks, makes its images, and tells what came of it.
struct PlanRunAction {
    let command: PlanRunCommand

    func run() async throws {
        let session = try Session(command.libraryOption, needsKey: false)
        let console = Runtime.current.console
        let zone = try command.output.zone(library: session.library.folder)
        var entries = try session.library.plan()
        if let limit = command.limit {
            // What is tried are entries that may be sent; the others cost nothing.
            let waiting = entries.filter { $0.step == .send }.prefix(limit).map(\.id)
            entries = entries.filter { $0.step != .send || waiting.contains($0.id) }
        }
        let generator = try Generator(session, zone: zone)
        let price = PlanPrice(
            entries, balance: try session.library.latestObservation(),
            budgets: try generator.budgetStandings(now: session.now()))
        if command.confirmation.dryRun {
            return try PlanRunReport.dryRun(price, zone: zone, command.output)
        }
        if price.waiting > 0 {
            try session.requireKey()
            if !command.output.quiet {
                price.sentences(zone: zone).forEach {
                    console.printError($0.rendered(styled: false))
                }
            }
            try await session.recoverQuietly(command.output)
            try command.confirmation.require("Pay \(counted(price.credits, "credit"))?")
        }
        if price.waiting > 0 { await generator.refreshBalance() }
        let outcome = await pay(generator)
        try PlanRunReport(outcome: outcome, library: session.library).print(command.output)
        if let failure = outcome.failure { throw failure }
    }

    private func pay(_ generator: Generator) async -> PlanRunOutcome {
        let line = LiveLine(isShown: !command.output.json && !command.output.quiet)
        defer { line.clear() }
        let status = ElapsedStatus(line: line)
        let limits = PlanRunLimits(
            maximumCredits: command.maxCredits, images: command.limit,
            ignoresBudgets: command.overBudget)
        return await status.running {
            await generator.runPlan(limits) { entry, progress in
                status.now("\(entry.id): \(progress.text(model: entry.generation.model ?? "–"))")
            }
        }
    }
}
