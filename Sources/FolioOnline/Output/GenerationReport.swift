import FolioCLI
import FolioGeneration
import FolioModel
import FolioStore

/// What was paid for and what became of it. Errors are printed by whoever ends the command.
struct GenerationReport {
    let outcome: GenerationOutcome
    /// Images that were paid for already and do in place of new ones.
    var reused: [MediaItem] = []
    /// Items whose prompts are nearly the same.
    var similar: [SimilarItem] = []
    let library: Library

    func print(_ output: OutputOptions) throws {
        let console = Runtime.current.console
        if output.json {
            console.print(try JSONText.text(try json))
        } else {
            for item in reused {
                console.print(
                    "\(item.id)  used again, 0 credits  \(SafeText.line(item.prompt ?? ""))")
            }
            for image in outcome.made { lines(image).forEach(console.print) }
            if !output.quiet { footer.forEach(console.print) }
        }
        for image in outcome.made {
            for warning in image.warnings {
                console.printError("warning: \(image.item.id): \(SafeText.line(warning.message))")
            }
        }
        outcome.printAbandoned(on: console)
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
        guard let item = outcome.made.last?.item ?? reused.last else { return [] }
        let likest = similar.first { !reused.map(\.id).contains($0.item.id) }
        let notice = likest.flatMap { likest in
            reused.isEmpty
                ? "Nearly the same was paid for before: folio show \(likest.item.id)" : nil
        }
        return ["See it: folio show \(item.id)"] + [notice].compactMap(\.self)
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
            case .captions, .notTried: "image \(index + 1): not tried"
            }
        }
    }

    private var json: GenerationReportJSON {
        get throws {
            let shown = reused.map(\.id) + outcome.made.map(\.item.id) + similar.map(\.item.id)
            let posts = try library.postIDs(using: shown)
            let again = try reused.map { item in
                GeneratedItemJSON(
                    reused: item, generation: try library.generation(of: item.id)?.id,
                    posts: posts[item.id] ?? [])
            }
            return GenerationReportJSON(
                items: again
                    + outcome.made.map { GeneratedItemJSON($0, posts: posts[$0.item.id] ?? []) },
                credits_used: outcome.creditsUsed, credits_remaining: outcome.creditsRemaining,
                results: reused.map(GenerationResultJSON.init(reused:))
                    + outcome.results.map(GenerationResultJSON.init),
                similar: similar.map { SimilarItemJSON($0, posts: posts[$0.item.id] ?? []) })
        }
    }
}

extension GenerationOutcome {
    /// Tells of calls that another process left in flight.
    func printAbandoned(on console: Console) {
        for call in abandoned {
            console.printError(
                "warning: an earlier paid call ended without a reply (\(call.id)); it may have "
                    + "been charged: folio recover")
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
    /// Items of before whose prompts are nearly the same.
    var similar: [SimilarItemJSON]
}

/// An image that was just made: an item, and what its reply said besides.
struct GeneratedItemJSON: Encodable {
    var item: ItemJSON
    var extra: Extra

    struct Extra: Encodable {
        @Nullable var generation: String?
        /// Whether it was paid for before and is only used again.
        var reused: Bool
        @Nullable var next_step: String?
        var warnings: [String]
    }

    init(_ image: MadeImage, posts: [Post.ID]) {
        item = ItemJSON(image.item, posts: posts)
        extra = Extra(
            generation: image.generationID, reused: false, next_step: image.nextStep,
            warnings: image.warnings.map(\.message))
    }

    init(reused item: MediaItem, generation: Generation.ID?, posts: [Post.ID]) {
        self.item = ItemJSON(item, posts: posts)
        extra = Extra(generation: generation, reused: true, next_step: nil, warnings: [])
    }

    func encode(to encoder: any Encoder) throws {
        try item.encode(to: encoder)
        try extra.encode(to: encoder)
    }
}

/// What became of one of the images that were asked for, or of captions.
struct GenerationResultJSON: Encodable {
    /// `made`, `reused`, `refused`, `unknown` or `not_tried`.
    var outcome: String
    @Nullable var item: String?
    @Nullable var generation: String?
    @Nullable var error: String?
    @Nullable var exit_code: Int32?

    init(reused item: MediaItem) {
        outcome = "reused"
        self.item = item.id
    }

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
        case .captions(let captions):
            outcome = "made"
            generation = captions.generationID
        case .notTried: outcome = "not_tried"
        }
    }
}
