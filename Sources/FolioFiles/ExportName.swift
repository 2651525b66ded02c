package import FolioMetadata
package import FolioModel

/// How exported files are called: text with `{id}`, `{date}`, `{model}`, `{ratio}`, `{seed}` and
/// `{prompt}` in it.
package struct ExportName: Hashable, Sendable {
    /// What people get who say nothing.
    package static let standard = "{id}-{prompt}"
    /// What may stand in braces.
    package static let fields = ["id", "date", "model", "ratio", "seed", "prompt"]
    /// Letters of a prompt that a name takes up.
    private static let promptLength = 60

    private enum Part: Hashable {
        case text(String)
        case field(String)
    }

    private let parts: [Part]

    /// - Throws: ``ExportError`` for an unknown field, a brace alone, or a name with a folder.
    package init(_ template: String) throws(ExportError) {
        guard !template.isEmpty, !template.contains(where: { "/\\\0".contains($0) }) else {
            throw .badTemplate(template, reason: "it names a folder, or nothing")
        }
        var parts: [Part] = []
        var rest = template[...]
        while let open = rest.firstIndex(where: { "{}".contains($0) }) {
            if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
            let after = rest[rest.index(after: open)...]
            guard rest[open] == "{", let close = after.firstIndex(of: "}") else {
                throw .badTemplate(template, reason: "a brace stands alone")
            }
            let field = String(after[..<close])
            guard Self.fields.contains(field) else {
                throw .badTemplate(template, reason: "there is no {\(field)}")
            }
            parts.append(.field(field))
            rest = after[after.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        self.parts = parts
    }

    /// The name of a copy without its ending: harmless for any file system, never empty.
    package func stem(of record: FolioRecord, id: MediaItem.ID) -> String {
        let text = parts.map { part in
            switch part {
            case .text(let text): text
            case .field(let field): Self.value(field, record, id)
            }
        }.joined()
        let stem = FileName.harmless(text.replacing(".", with: "-")) ?? id
        return Self.trimmed(stem)
    }

    private static func value(
        _ field: String, _ record: FolioRecord, _ id: MediaItem.ID
    ) -> String {
        switch field {
        case "id": id
        case "date":
            record.createdAt.map {
                String(Timestamp(milliseconds: $0).iso8601.prefix(10))
            } ?? "undated"
        case "model": slug(record.model ?? "unknown")
        case "ratio": slug(record.ratio ?? "unknown")
        case "seed": slug(record.seed ?? "unknown")
        default: slug(String((record.prompt ?? "").prefix(promptLength)))
        }
    }

    /// Letters and digits of any script, with a dash for each run of anything else.
    private static func slug(_ text: String) -> String {
        text.split { !$0.isLetter && !$0.isNumber }.joined(separator: "-").lowercased()
    }

    private static func trimmed(_ stem: String) -> String {
        var stem = stem
        while let last = stem.last, "-_ ".contains(last), stem.count > 1 { stem.removeLast() }
        return stem
    }
}

/// Why an export did not begin.
package enum ExportError: UserFacingError, Equatable {
    case badTemplate(String, reason: String)
    case notAFolder(path: String)

    package var message: String {
        switch self {
        case .badTemplate(let template, let reason): "the name “\(template)” cannot be: \(reason)"
        case .notAFolder(let path): "\(path) is no folder that can be written to"
        }
    }

    package var hint: String? {
        switch self {
        case .badTemplate:
            "use text and \(ExportName.fields.map { "{\($0)}" }.joined(separator: ", "))"
        case .notAFolder: "name a folder with --to; it is made where it is missing"
        }
    }

    package var kind: FailureKind { .usage }
}
