import FolioCLI
import FolioGeneration
import FolioModel

/// The captions that were paid for. Errors are printed by whoever ends the command.
struct CaptionReport {
    let order: CaptionOrder
    let outcome: GenerationOutcome

    func print(_ output: OutputOptions) throws {
        let console = Runtime.current.console
        let made = outcome.captions
        if output.json {
            console.print(try JSONText.text(CaptionReportJSON(order, outcome)))
        } else if let made {
            // Several may have several lines each.
            console.print(made.captions.map(SafeText.lines).joined(separator: "\n\n"))
            if !output.quiet { console.printError(Self.cost(of: made)) }
        }
        for warning in made?.warnings ?? [] {
            console.printError("warning: \(SafeText.line(warning.message))")
        }
        outcome.printAbandoned(on: console)
    }

    private static func cost(of made: MadeCaptions) -> String {
        let facts = [
            made.creditsUsed.map { counted($0, "credit") } ?? "cost not told",
            made.creditsRemaining.map { "\($0) left" },
        ]
        return facts.compactMap(\.self).joined(separator: ", ")
            + ". See them again: folio caption list"
    }
}

/// What `folio caption --json` prints.
struct CaptionReportJSON: Encodable {
    var terms: CaptionTermsJSON
    var result: GenerationResultJSON
    var extra: Extra

    struct Extra: Encodable {
        var format_version = JSONText.formatVersion
        var captions: [String]
        @Nullable var credits_used: Int?
        @Nullable var credits_remaining: Int?
        var warnings: [String]
    }

    init(_ order: CaptionOrder, _ outcome: GenerationOutcome) {
        terms = CaptionTermsJSON(topic: order.topic.text, order.terms)
        result = GenerationResultJSON(outcome.results.first ?? .notTried)
        let made = outcome.captions
        extra = Extra(
            captions: made?.captions ?? [], credits_used: made?.creditsUsed,
            credits_remaining: made?.creditsRemaining,
            warnings: made?.warnings.map(\.message) ?? [])
    }

    func encode(to encoder: any Encoder) throws {
        try terms.encode(to: encoder)
        try result.encode(to: encoder)
        try extra.encode(to: encoder)
    }
}
