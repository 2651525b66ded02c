import FolioCLI
import FolioGeneration
import FolioModel
import FolioStore

/// Prices captions, asks, pays, and prints them.
struct CaptionAction {
    let command: CaptionMakeCommand

    func run() async throws {
        let order = CaptionOrder(
            topic: try command.readTopic(), terms: try command.terms(),
            maximumCredits: command.maxCredits, ignoresBudgets: command.overBudget)
        let session = try Session(command.libraryOption, needsKey: false)
        let zone = try command.output.zone(library: session.library.folder)
        let generator = try Generator(session, zone: zone)
        let early = try generator.plan(order)
        if command.confirmation.dryRun {
            return try GenerationPlanReport(plan: early, zone: zone)
                .print(command.output, session.library)
        }
        try session.requireKey()
        try await session.recoverQuietly(command.output)
        // What that has settled belongs into the question.
        let plan = try await generator.confirmingBalance(of: generator.plan(order))
        let payment = Payment(output: command.output, confirmation: command.confirmation)
        try payment.confirm(plan, zone: zone, session.settings)
        try await generator.refreshBalance()
        let outcome = await payment.pay(plan, generator)
        try CaptionReport(order: order, outcome: outcome).print(command.output)
        if let failure = outcome.failure { throw failure }
    }
}
