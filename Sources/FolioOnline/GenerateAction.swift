import FolioCLI
import FolioGeneration
import FolioModel
import FolioStore
import Foundation

/// Prices an order, asks, pays, and tells what came of it.
struct GenerateAction {
    let command: GenerateCommand

    func run() async throws {
        let prompt = try PromptSource.read(command)
        let tags = try command.tags.map { try TagName($0) }
        let session = try Session(command.libraryOption, needsKey: false)
        let generator = try generator(session)
        let wish = try order(prompt, tags, session.settings)
        var plan = try generator.plan(wish)
        let zone = try command.output.zone(library: session.library.folder)
        if command.confirmation.dryRun {
            return try GenerationPlanReport(plan: plan, zone: zone).print(command.output)
        }
        try session.requireKey()
        try await session.recoverQuietly(command.output)
        // What that has settled belongs into the question.
        plan = try generator.plan(wish)
        let confirmed = try await generator.confirmingBalance(of: plan)
        try confirm(confirmed, zone: zone, session.settings)
        await generator.refreshBalance()
        let outcome = await pay(confirmed, generator)
        try GenerationReport(outcome: outcome, library: session.library).print(command.output)
        if let failure = outcome.failure { throw failure }
    }

    private func generator(_ session: Session) throws -> Generator {
        let zone = try command.output.zone(library: session.library.folder)
        return Generator(
            library: session.library, remote: session.remote,
            catalog: try session.settings.models(), utcOffset: zone.utcOffset)
    }

    private func order(
        _ prompt: GenerationPrompt, _ tags: [TagName], _ settings: Settings
    ) throws -> GenerationOrder {
        GenerationOrder(
            prompt: prompt, model: try command.model ?? settings.defaultModel(),
            ratio: try command.ratio ?? settings.defaultRatio(), count: command.count, tags: tags,
            maximumCredits: command.maxCredits, allowsAnyModel: command.anyModel)
    }

    /// The price is always shown; it is asked about where it is above the configured threshold.
    private func confirm(
        _ plan: GenerationPlan, zone: LocalZone, _ settings: Settings
    ) throws {
        let report = GenerationPlanReport(plan: plan, zone: zone)
        if !command.output.quiet { Runtime.current.console.printError(report.sentence) }
        let threshold = try settings.confirmAbove()
        let isCheap = plan.totalCredits.map { threshold > 0 && $0 <= threshold } ?? false
        guard !isCheap else { return }
        try command.confirmation.require("Pay \(report.price)?")
    }

    private func pay(_ plan: GenerationPlan, _ generator: Generator) async -> GenerationOutcome {
        let line = LiveLine(isShown: !command.output.json && !command.output.quiet)
        defer { line.clear() }
        let status = ElapsedStatus(line: line)
        return await status.running {
            await generator.run(plan) { status.now(Self.text($0, of: plan)) }
        }
    }

    private static func text(_ progress: GenerationProgress, of plan: GenerationPlan) -> String {
        let part = { (number: Int) in plan.count > 1 ? " \(number) of \(plan.count)" : "" }
        return switch progress {
        case .waitingForOtherCall: "waiting for another paid call to end"
        case .sending(let number, _): "generating image\(part(number)) with \(plan.model)"
        case .waiting(let number, let span):
            "image\(part(number)): the remote asks to wait \(span.components.seconds) s"
        case .fetching(let number, _): "fetching the file of image\(part(number))"
        case .finished(let number, _): "image\(part(number)) is done"
        }
    }
}
