import FolioCLI
import FolioGeneration
import FolioModel
import FolioStore

/// What became of the offline plan. Errors are printed by whoever ends the command.
struct PlanRunReport {
    let outcome: PlanRunOutcome
    let library: Library

    static func dryRun(_ price: PlanPrice, zone: LocalZone, _ output: OutputOptions) throws {
        let console = Runtime.current.console
        guard output.json else { return price.sentences(zone: zone).forEach(console.print) }
        console.print(
            try JSONText.text(
                PlanRunJSON(
                    dry_run: true, items: [], results: [], credits_used: 0, posts: [], stuck: [],
                    left: price.waiting, credits_left: price.credits)))
    }

    func print(_ output: OutputOptions) throws {
        let console = Runtime.current.console
        if output.json {
            console.print(try JSONText.text(try json))
        } else {
            outcome.steps.map(Self.line).forEach(console.print)
            if !output.quiet { summary.forEach(console.print) }
        }
        for image in outcome.made {
            for warning in image.warnings {
                console.printError("warning: \(image.item.id): \(SafeText.line(warning.message))")
            }
        }
        for entry in outcome.stuck {
            let hint = entry.step == .settle ? "folio recover" : "folio plan drop \(entry.id)"
            let reason = entry.reason.map { ": \(SafeText.line($0))" } ?? ""
            console.printError("\(entry.id) needs a decision\(reason); \(hint)")
        }
    }

    private static func line(_ step: PlanRunOutcome.Step) -> String {
        let prompt = SafeText.line(step.entry.generation.prompt)
        let id = step.entry.id
        return switch step.result {
        case .made(let image):
            "\(id)  made \(image.item.id), "
                + "\(image.creditsUsed.map { counted($0, "credit") } ?? "cost not told")"
                + "\(step.post.map { ", post \($0.id)" } ?? "")  \(prompt)"
        case .refused(_, let error):
            "\(id)  not made, not charged: \(SafeText.line(error.message))  \(prompt)"
        case .unknown(let call, _):
            "\(id)  unknown, may have been charged (\(call.id))  \(prompt)"
        case .captions, .notTried: "\(id)  not tried  \(prompt)"
        }
    }

    private var posts: [Post] { outcome.finishedPosts + outcome.steps.compactMap(\.post) }

    private var summary: [String] {
        let made = outcome.made
        var lines: [String] = []
        if outcome.steps.isEmpty, outcome.finishedPosts.isEmpty, outcome.failure == nil,
            outcome.stuck.isEmpty
        {
            lines.append("nothing waits in the plan")
        } else {
            let cost = outcome.creditsUsed.map { counted($0, "credit") } ?? "an unknown cost"
            lines.append("\(counted(made.count, "image")) made for \(cost)")
        }
        if outcome.left > 0 { lines.append("\(counted(outcome.left, "image")) still planned") }
        if !posts.isEmpty { lines.append("\(counted(posts.count, "post")) waiting; folio sync") }
        return lines
    }

    private var json: PlanRunJSON {
        get throws {
            let uses = try library.postIDs(using: outcome.made.map(\.item.id))
            return PlanRunJSON(
                dry_run: false,
                items: outcome.made.map { GeneratedItemJSON($0, posts: uses[$0.item.id] ?? []) },
                results: outcome.steps.map {
                    PlanStepJSON(
                        entry: $0.entry.id, result: GenerationResultJSON($0.result),
                        post: $0.post?.id)
                },
                credits_used: outcome.creditsUsed, posts: posts.map(\.id),
                stuck: outcome.stuck.map(PlanEntryJSON.init), left: outcome.left,
                credits_left: nil)
        }
    }
}

/// What `plan run` answers.
struct PlanRunJSON: Encodable {
    var format_version = JSONText.formatVersion
    var dry_run: Bool
    var items: [GeneratedItemJSON]
    /// One for each entry that was tried, in order.
    var results: [PlanStepJSON]
    @Nullable var credits_used: Int?
    /// Posts that wait for the next sync.
    var posts: [String]
    /// Entries that need a decision: of unknown outcome, or refused for what they ask.
    var stuck: [PlanEntryJSON]
    /// Images that are still planned.
    var left: Int
    /// Their list price, on a dry run.
    @Nullable var credits_left: Int?

    init(
        dry_run: Bool, items: [GeneratedItemJSON], results: [PlanStepJSON], credits_used: Int?,
        posts: [String], stuck: [PlanEntryJSON], left: Int, credits_left: Int?
    ) {
        self.dry_run = dry_run
        self.items = items
        self.results = results
        self.posts = posts
        self.left = left
        self.stuck = stuck
        self.credits_used = credits_used
        self.credits_left = credits_left
    }
}

/// What became of one entry of the plan.
struct PlanStepJSON: Encodable {
    var entry: String
    var result: GenerationResultJSON
    @Nullable var post: String?

    init(entry: String, result: GenerationResultJSON, post: String?) {
        self.entry = entry
        self.result = result
        self.post = post
    }
}
