import FolioCLI
import FolioGeneration
import FolioModel

/// Asks before paid calls of any kind are made, and shows how they go on.
struct Payment {
    let output: OutputOptions
    let confirmation: ConfirmationOptions

    /// The price is always shown; it is asked about where it is above the configured threshold.
    func confirm(_ plan: GenerationPlan, zone: LocalZone, _ settings: Settings) throws {
        let report = GenerationPlanReport(plan: plan, zone: zone)
        if !output.quiet { Runtime.current.console.printError(report.sentence) }
        let threshold = try settings.confirmAbove()
        let isCheap = plan.totalCredits.map { threshold > 0 && $0 <= threshold } ?? false
        guard !isCheap else { return }
        let excess = plan.totalCredits.flatMap { threshold > 0 ? $0 - threshold : nil }
        let reason = excess.map { ", \($0) more than confirm-above" } ?? ""
        try confirmation.require("Pay \(report.price)\(reason)?")
    }

    func pay(_ plan: GenerationPlan, _ generator: Generator) async -> GenerationOutcome {
        let line = LiveLine(isShown: !output.json && !output.quiet)
        defer { line.clear() }
        let status = ElapsedStatus(line: line)
        return await status.running {
            await generator.run(plan) { status.now($0.text(model: plan.model, of: plan.count)) }
        }
    }
}
