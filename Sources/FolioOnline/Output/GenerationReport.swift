import FolioCLI
import FolioGeneration
import FolioModel
import FolioStore

/// What was paid for and what became of it. Errors are printed by whoever ends the command.
struct GenerationReport {
    let outcome: GenerationOutcome
    let library: Library

    func print(_ output: OutputOptions) throws {
        let console = Runtime.current.console
        if output.json {
            console.print(try JSONText.text(try json))
        } else {
            for image in outcome.made { lines(image).forEach(console.print) }
            if !output.quiet { footer.forEach(console.print) }
        }
        for image in outcome.made {
            for warning in image.warnings {
                console.printError("warning: \(image.item.id): \(SafeText.line(warning.message))")
            }
        }
        for call in outcome.abandoned {
            console.printError(
                "warning: an earlier paid call ended without a reply (\(call.id)); it may have "
                    + "been charged: folio recover")
        }
        if outcome.results.count > 1, outcome.failure != nil { summary.forEach(console.printError) }
    }

    private func lines(_ image: MadeImage) -> [String] {
        let item = image.item
        let size = item.width.flatMap { width in item.height.map { "\(width)×\($0)" } }
        let cost = image.creditsUsed.map { counted($0, "credit") }
        let facts = [
            size ?? "size not told", cost ?? "cost not told",
            image.creditsRemaining.map { "\($0) left" },
        ]
        var lines = [
            "\(item.id)  \(facts.compactMap(\.self).joined(separator: ", "))"
                + "  (media id \(SafeText.line(item.mediaID ?? "–")))"
        ]
        if let step = image.nextStep { lines.append("  the remote says: \(SafeText.line(step))") }
        return lines
    }

    private var footer: [String] {
        guard let item = outcome.made.last?.item else { return [] }
        return ["See it: folio show \(item.id)"]
    }

    /// Which of several images exist.
    private var summary: [String] {
        outcome.results.enumerated().map { index, result in
            switch result {
            case .made(let image): "image \(index + 1): made, \(image.item.id)"
            case .refused(_, let error):
                "image \(index + 1): not made, not charged: \(SafeText.line(error.message))"
            case .unknown(let call, _):
                "image \(index + 1): unknown, may have been charged (\(call.id))"
            case .notTried: "image \(index + 1): not tried"
            }
        }
    }

    private var json: GenerationReportJSON {
        get throws {
            let posts = try library.postIDs(using: outcome.made.map(\.item.id))
            return GenerationReportJSON(
                items: outcome.made.map { GeneratedItemJSON($0, posts: posts[$0.item.id] ?? []) },
                credits_used: outcome.creditsUsed, credits_remaining: outcome.creditsRemaining,
                results: outcome.results.map(GenerationResultJSON.init))
        }
    }
}

/// What `folio generate --json` prints.
struct GenerationReportJSON: Encodable {
    var format_version = JSONText.formatVersion
    var items: [GeneratedItemJSON]
    /// `null` where a reply did not tell its charge.
    @Nullable var credits_used: Int?
    @Nullable var credits_remaining: Int?
    /// One for each image that was asked for, in order.
    var results: [GenerationResultJSON]
}

/// An image that was just made: an item, and what its reply said besides.
struct GeneratedItemJSON: Encodable {
    var item: ItemJSON
    var extra: Extra

    struct Extra: Encodable {
        var generation: String
        @Nullable var next_step: String?
        var warnings: [String]
    }

    init(_ image: MadeImage, posts: [Post.ID]) {
        item = ItemJSON(image.item, posts: posts)
        extra = Extra(
            generation: image.generationID, next_step: image.nextStep,
            warnings: image.warnings.map(\.message))
    }

    func encode(to encoder: any Encoder) throws {
        try item.encode(to: encoder)
        try extra.encode(to: encoder)
    }
}

/// What became of one of the images that were asked for.
struct GenerationResultJSON: Encodable {
    /// `made`, `refused`, `unknown` or `not_tried`.
    var outcome: String
    @Nullable var item: String?
    @Nullable var generation: String?
    @Nullable var error: String?
    @Nullable var exit_code: Int32?

    init(_ result: GenerationOutcome.Result) {
        switch result {
        case .made(let image):
            outcome = "made"
            item = image.item.id
            generation = image.generationID
        case .refused(let call, let refusal):
            outcome = "refused"
            generation = call?.id
            error = refusal.message
            exit_code = refusal.kind.rawValue
        case .unknown(let call, let reason):
            outcome = "unknown"
            generation = call.id
            error = reason.message
            exit_code = reason.kind.rawValue
        case .notTried: outcome = "not_tried"
        }
    }
}
