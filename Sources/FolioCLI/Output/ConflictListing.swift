import FolioModel
import FolioStore

/// What `conflicts` prints.
struct ConflictListing {
    let conflicts: [KeptConflict]

    func print(_ output: OutputOptions) throws {
        let console = Runtime.current.console
        if output.json {
            let list = ListJSON(
                items: conflicts.map(ConflictJSON.init), total: conflicts.count, truncated: false)
            return console.print(try JSONText.text(list))
        }
        for conflict in conflicts { lines(of: conflict).forEach(console.print) }
        if conflicts.isEmpty && !output.quiet { console.printError("nothing needs a decision") }
    }

    private func lines(of conflict: KeptConflict) -> [String] {
        let entry = conflict.entry
        let object = entry.action.postID.map { "post \($0)" } ?? entry.action.itemID ?? "–"
        let head = "\(entry.id)  \(entry.action.name)  \(object)  since \(conflict.at.iso8601)"
        let reason = conflict.settledAs.map { "settled: \($0)" } ?? entry.lastError
        let values = conflict.fields.flatMap { field in
            [
                "  \(field.field.rawValue)",
                "    base:   " + Self.value(field.base),
                "    ours:   " + Self.value(field.ours),
                "    theirs: " + (field.theirs.map(SafeText.line) ?? "deleted there"),
            ]
        }
        let decide =
            conflict.settledAs == nil ? ["  folio resolve \(entry.id) " + words(conflict)] : []
        return [head] + [reason].compactMap { $0.map { "  " + SafeText.line($0) } } + values
            + decide
    }

    /// What may be decided about it.
    private func words(_ conflict: KeptConflict) -> String {
        if conflict.entry.state == .unknown { return "--theirs  (gives it up; nothing is sent)" }
        return conflict.fields.contains { $0.field == .content }
            ? "--ours | --theirs | --text TEXT" : "--ours | --theirs"
    }

    private static func value(_ text: String?) -> String { text.map(SafeText.line) ?? "–" }
}

/// A change that needs a decision, as JSON output shows it.
struct ConflictJSON: Encodable {
    var entry: OutboxEntryJSON
    /// Empty where the remote refused it, or its outcome is not known.
    var fields: [ConflictFieldJSON]
    var since: String
    @Nullable var settled_as: String?

    init(_ conflict: KeptConflict) {
        entry = OutboxEntryJSON(conflict.entry)
        fields = conflict.fields.map(ConflictFieldJSON.init)
        since = conflict.at.iso8601
        settled_as = conflict.settledAs
    }
}

/// The values of a field on both sides.
struct ConflictFieldJSON: Encodable {
    var field: String
    @Nullable var base: String?
    var ours: String
    @Nullable var theirs: String?

    init(_ conflict: PostConflict) {
        field = conflict.field.rawValue
        base = conflict.base
        ours = conflict.ours
        theirs = conflict.theirs
    }
}
