import FolioCLI
import FolioGeneration
import FolioModel
import FolioStore
import Foundation

/// Prices an order, asks, pays, and tells what came of it.
struct GenerateAction {
    let command: GenerateCommand

    func run() async throws {
        let prompt = try PromptSource.read(argument: command.prompt, file: command.file)
        let tags = try command.tags.map { try TagName($0) }
        let session = try Session(command.libraryOption, needsKey: false)
        let zone = try command.output.zone(library: session.library.folder)
        let generator = try Generator(session, zone: zone)
        var order = try order(prompt, tags, session.settings)
        let reuse = try Reuse(
            command.reuse, instead: order, catalog: session.settings.models(), in: session.library)
        if command.confirmation.dryRun {
            return try GenerationPlanReport(
                plan: generator.plan(order), zone: zone, similar: reuse.similar
            ).print(command.output, session.library)
        }
        let reused = try reuse.chosen(command.confirmation, zone: zone, session.library)
        var outcome = GenerationOutcome()
        order.count -= reused.count
        if reused.isEmpty || order.count > 0 {
            try session.requireKey()
            try await session.recoverQuietly(command.output)
            // What that has settled belongs into the question.
            let plan = try generator.plan(order)
            let confirmed = try await generator.confirmingBalance(of: plan)
            try payment.confirm(confirmed, zone: zone, session.settings)
            try await generator.refreshBalance()
            outcome = await payment.pay(confirmed, generator)
        }
        if !tags.isEmpty, !reused.isEmpty {
            _ = try session.library.addTags(tags, to: reused.map(\.id), now: session.now())
        }
        try GenerationReport(
            outcome: outcome, reused: try session.library.items(reused.map(\.id)),
            similar: reuse.similar, library: session.library
        ).print(command.output)
        if let failure = outcome.failure { throw failure }
    }

    private var payment: Payment {
        Payment(output: command.output, confirmation: command.confirmation)
    }

    private func order(
        _ prompt: GenerationPrompt, _ tags: [TagName], _ settings: Settings
    ) throws -> GenerationOrder {
        GenerationOrder(
            prompt: prompt, model: try command.model ?? settings.defaultModel(),
            ratio: try command.ratio ?? settings.defaultRatio(), count: command.count, tags: tags,
            maximumCredits: command.maxCredits, allowsAnyModel: command.anyModel,
            ignoresBudgets: command.overBudget)
    }
}
