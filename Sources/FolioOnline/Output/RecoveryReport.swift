import FolioCLI
import FolioGeneration
import FolioModel

/// What became of paid calls whose reply was lost.
struct RecoveryReport {
    let outcome: RecoveryOutcome

    func print(_ output: OutputOptions) throws {
        let console = Runtime.current.console
        if output.json {
            console.print(try JSONText.text(RecoveryJSON(outcome)))
        } else {
            for result in outcome.results { lines(result).forEach(console.print) }
            if outcome.results.isEmpty, !output.quiet {
                console.print("no paid call is of unknown outcome")
            }
        }
        if outcome.isCallInFlight {
            console.printError(
                "a paid call is in flight; nothing was judged. Try again when it ends")
        }
        for result in outcome.results {
            for warning in result.warnings {
                console.printError("warning: \(result.call.id): \(SafeText.line(warning))")
            }
        }
    }

    /// One line for each call, for commands that are about something else.
    var notes: [String] {
        guard !outcome.isCallInFlight else { return [] }
        let settled = outcome.settled.map { result in
            ([head(result)] + result.warnings).map(SafeText.line).joined(separator: "; ")
        }
        guard !outcome.open.isEmpty else { return settled }
        let ids = outcome.open.map(\.call.id).joined(separator: ", ")
        return settled + [
            "warning: an earlier paid call may have been charged (\(ids)): folio recover"
        ]
    }

    private func lines(_ result: RecoveryOutcome.Result) -> [String] {
        var lines = [head(result), "  \(SafeText.line(result.call.prompt))"]
        let reasons = result.verdict?.reasons ?? []
        lines += reasons.map { "  \(SafeText.line($0))" }
        guard !result.isSettled else { return lines }
        lines += (result.verdict?.candidates ?? []).map { "  possible: \(line($0))" }
        return lines + result.decisions.map { "  \($0)" }
    }

    private func head(_ result: RecoveryOutcome.Result) -> String {
        let id = result.call.id
        switch result.outcome {
        case "made":
            let cost = result.credits.map { counted($0, "credit") } ?? "cost unknown"
            let what = result.item?.id ?? result.madeMediaID ?? "captions, whose text is lost"
            return "\(id): made, \(SafeText.line(what)), \(cost)"
        case "not_made": return "\(id): not made, not charged"
        default: return "\(id): unknown, may have been charged"
        }
    }

    private func line(_ item: RemoteMediaItem) -> String {
        let size = item.width.flatMap { width in item.height.map { "\(width)×\($0)" } }
        let facts = [
            item.mediaID, size ?? "size not told", item.createdAt?.iso8601 ?? "no time told",
        ]
        return SafeText.line(facts.joined(separator: "  "))
    }
}

extension RecoveryOutcome.Result {
    /// `made`, `not_made` or `open`; in a dry run, what it would be.
    var outcome: String {
        switch call.state {
        case .made: return "made"
        case .notMade: return "not_made"
        default: break
        }
        switch verdict?.decision {
        case .made, .captionsMade: return "made"
        case .notMade: return "not_made"
        case .open, nil: return "open"
        }
    }

    /// Charged; `nil` where unknown, or nothing was.
    var credits: Int? {
        switch verdict?.decision {
        case .made(_, let credits): credits
        case .captionsMade(let credits): credits
        default: call.creditsUsed
        }
    }

    var madeMediaID: String? {
        if case .made(let item, _) = verdict?.decision { return item.mediaID }
        return call.mediaIDs.first
    }

    /// The commands that settle it by the user's word.
    var decisions: [String] {
        guard !isSettled else { return [] }
        let candidates = verdict?.candidates.map(\.mediaID) ?? []
        let made =
            switch call.kind {
            case .image: candidates.isEmpty ? ["MEDIA_ID"] : candidates
            case .caption: [Recovery.captionsWord]
            }
        return made.map { "folio recover \(call.id) --made \(SafeText.line($0))" }
            + ["folio recover \(call.id) --not-made"]
    }
}

/// What `folio recover --json` prints.
struct RecoveryJSON: Encodable {
    var format_version = JSONText.formatVersion
    var in_flight: Bool
    var dry_run: Bool
    var settled: Int
    var open: Int
    var calls: [CallJSON]

    init(_ outcome: RecoveryOutcome) {
        in_flight = outcome.isCallInFlight
        dry_run = outcome.isDryRun
        settled = outcome.settled.count
        open = outcome.open.count
        calls = outcome.results.map(CallJSON.init)
    }

    struct CallJSON: Encodable {
        var id: String
        /// `made`, `not_made` or `open`.
        var outcome: String
        var prompt: String
        @Nullable var model: String?
        @Nullable var ratio: String?
        var started_at: String
        @Nullable var item: String?
        @Nullable var media_id: String?
        @Nullable var credits: Int?
        var reasons: [String]
        var warnings: [String]
        var candidates: [Candidate]
        var decisions: [String]

        init(_ result: RecoveryOutcome.Result) {
            id = result.call.id
            outcome = result.outcome
            prompt = result.call.prompt
            model = result.call.model
            ratio = result.call.ratio
            started_at = result.call.startedAt.iso8601
            item = result.item?.id
            media_id = result.madeMediaID
            credits = result.credits
            reasons = result.verdict?.reasons ?? []
            warnings = result.warnings
            candidates = (result.verdict?.candidates ?? []).map(Candidate.init)
            decisions = result.decisions
        }
    }

    /// A media item that the call can have made.
    struct Candidate: Encodable {
        var media_id: String
        @Nullable var width: Int?
        @Nullable var height: Int?
        @Nullable var created_at: String?

        init(_ item: RemoteMediaItem) {
            media_id = item.mediaID
            width = item.width
            height = item.height
            created_at = item.createdAt?.iso8601
        }
    }
}
