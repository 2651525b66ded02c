import FolioFiles
import FolioModel

/// What became of the items of an export, as people and programs read of it.
struct ExportListing {
    private let output: OutputOptions
    private let console = Runtime.current.console
    private let progress: ProgressLine
    private let count: Int
    private var reply = ExportJSON()

    init(isDryRun: Bool, output: OutputOptions, count: Int) {
        self.output = output
        progress = ProgressLine(console, output)
        self.count = count
        reply.dry_run = isDryRun
    }

    mutating func add(_ outcome: ExportOutcome) {
        let item = ExportedItemJSON(outcome)
        switch outcome.kind {
        case .written: reply.written += 1
        case .there: reply.there += 1
        case .noPixels: reply.no_pixels += 1
        case .failed: reply.failed += 1
        }
        if output.json { return reply.items.append(item) }
        progress.clear()
        if case .failed(let reason) = outcome.kind {
            console.printError("left out: \(item.item): \(SafeText.line(reason))")
        }
        progress.show("\(reply.seen) of \(counted(count, "item"))")
    }

    /// - Throws: ``SilentExit`` where an item could not be written.
    func finish() throws {
        if output.json {
            console.print(try JSONText.text(reply))
        } else {
            progress.clear()
            tell()
        }
        if reply.failed > 0 { throw SilentExit(.needsDecision) }
    }

    private func tell() {
        guard !output.quiet else { return }
        guard count > 0 else {
            return console.printError("nothing matches, nothing was exported")
        }
        let verb = reply.dry_run ? "would be written" : "written"
        console.print(
            "\(counted(reply.written, "picture")) \(verb), \(reply.there) there already, "
                + "\(reply.failed) left out, \(reply.no_pixels) without pixels here")
        if reply.no_pixels > 0 {
            console.printError("give them their files with: folio media adopt ID FILE")
        }
    }
}

/// An export, as JSON output shows it.
struct ExportJSON: Encodable {
    var format_version = JSONText.formatVersion
    var written = 0
    var there = 0
    var no_pixels = 0
    var failed = 0
    var dry_run = false
    var items: [ExportedItemJSON] = []
}

extension ExportJSON {
    /// Items that were looked at.
    fileprivate var seen: Int { written + there + no_pixels + failed }
}

/// An item of an export, as JSON output shows it.
struct ExportedItemJSON: Encodable {
    let item: String
    let outcome: String
    @Nullable var path: String?
    @Nullable var reason: String?
}

extension ExportedItemJSON {
    init(_ outcome: ExportOutcome) {
        self.init(
            item: outcome.item, outcome: outcome.kind.word, path: outcome.path,
            reason: outcome.kind.reason)
    }
}

extension ExportOutcome.Kind {
    fileprivate var word: String {
        switch self {
        case .written: "written"
        case .there: "there"
        case .noPixels: "no_pixels"
        case .failed: "failed"
        }
    }

    fileprivate var reason: String? {
        if case .failed(let reason) = self { reason } else { nil }
    }
}
