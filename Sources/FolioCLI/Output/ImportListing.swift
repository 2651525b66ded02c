import FolioFiles
import FolioMetadata
import FolioModel

/// What became of the files of an import, as people and programs read of it.
struct ImportListing {
    let isExplained: Bool
    let isDryRun: Bool
    let output: OutputOptions
    private let console = Runtime.current.console
    private let progress: ProgressLine
    private var reply = ImportJSON()

    init(isExplained: Bool, isDryRun: Bool, output: OutputOptions) {
        self.isExplained = isExplained
        self.isDryRun = isDryRun
        self.output = output
        progress = ProgressLine(console, output)
        reply.dry_run = isDryRun
    }

    mutating func add(_ outcome: PictureOutcome) {
        let file = ImportedFileJSON(outcome)
        switch outcome.kind {
        case .imported: reply.imported += 1
        case .known, .knownTwin: reply.known += 1
        case .completed: reply.completed += 1
        case .moved: reply.moved += 1
        case .broken: reply.broken += 1
        case .noPicture: reply.no_picture += 1
        }
        if output.json, outcome.kind != .noPicture { reply.items.append(file) }
        guard !output.json else { return }
        tell(file, of: outcome.kind)
    }

    private func tell(_ file: ImportedFileJSON, of kind: PictureOutcome.Kind) {
        progress.clear()
        let path = SafeText.line(file.path)
        if case .broken(let reason) = kind {
            console.printError("skipped: \(path): \(SafeText.line(reason))")
        } else if isExplained, let explanation = file.explanation {
            console.print("\(path): \(explanation)")
        }
        progress.show("\(counted(reply.seen, "file")) looked at, \(reply.imported) new")
    }

    func finish() throws {
        if output.json { return console.print(try JSONText.text(reply)) }
        progress.clear()
        guard !output.quiet else { return }
        let verb = isDryRun ? "would be imported" : "imported"
        let parts = [
            "\(counted(reply.imported, "picture")) \(verb)", "\(reply.known) known",
            "\(reply.completed) given their prompts",
            "\(reply.moved) moved", "\(reply.broken) skipped",
            "\(counted(reply.no_picture, "other file"))",
        ]
        console.print(parts.joined(separator: ", "))
    }
}

/// An import, as JSON output shows it.
struct ImportJSON: Encodable {
    var format_version = JSONText.formatVersion
    var imported = 0
    var known = 0
    var completed = 0
    var moved = 0
    var broken = 0
    var no_picture = 0
    var dry_run = false
    var items: [ImportedFileJSON] = []
}

extension ImportJSON {
    /// Files that were looked at.
    fileprivate var seen: Int { imported + known + completed + moved + broken + no_picture }
}

/// A file of an import, as JSON output shows it.
struct ImportedFileJSON: Encodable {
    let path: String
    let outcome: String
    @Nullable var item: String?
    @Nullable var reason: String?
    @Nullable var reader: String?
    @Nullable var explanation: String?
    @Nullable var prompt: String?
}

extension ImportedFileJSON {
    init(_ outcome: PictureOutcome) {
        self.init(
            path: outcome.path, outcome: outcome.kind.word, item: outcome.kind.item,
            reason: outcome.kind.reason, reader: outcome.metadata?.winner?.reader,
            explanation: outcome.metadata?.explanation, prompt: outcome.metadata?.facts.prompt)
    }
}

extension PictureOutcome.Kind {
    fileprivate var word: String {
        switch self {
        case .imported: "imported"
        case .known, .knownTwin: "known"
        case .completed: "completed"
        case .moved: "moved"
        case .broken: "broken"
        case .noPicture: "no_picture"
        }
    }

    fileprivate var item: MediaItem.ID? {
        switch self {
        case .imported(let id): id
        case .known(let id), .completed(let id), .moved(let id, _): id
        case .knownTwin, .broken, .noPicture: nil
        }
    }

    fileprivate var reason: String? {
        switch self {
        case .knownTwin: "another file of this import has the same content"
        case .completed: "it had no prompt before"
        case .moved(_, let place): "it lay at \(place) before"
        case .broken(let reason): reason
        case .imported, .known, .noPicture: nil
        }
    }
}
