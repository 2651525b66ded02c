import FolioFiles
import FolioModel
import Foundation

/// Which files are the originals of which items, for people and as JSON.
struct MatchSheet {
    let matching: FileMatching

    var lines: [StyledText] {
        matching.pairs.map { pair in
            let proofs = pair.proofs.map(\.sentence).joined(separator: ", ")
            return StyledText(pair.file.lastPathComponent) + StyledText(" is ")
                + StyledText(pair.item.id, .bold) + StyledText(": \(proofs)", .dim)
                + StyledText(pair.item.prompt.map { "  \($0.prefix(60))" } ?? "")
        }
    }

    /// Files that are left alone, with the reason.
    var rest: [StyledText] { matching.rest.map(Self.line) }

    static func line(_ rest: FileMatching.Rest) -> StyledText {
        StyledText("\(rest.file.lastPathComponent) is left alone: \(rest.reason.sentence)")
    }
}

extension FileMatching.Reason {
    /// Without a final period.
    var sentence: String {
        switch self {
        case .noItem: "no item without an original fits it well enough"
        case .several(let items):
            "\(counted(items.count, "item")) fit it equally well"
                + " (\(items.prefix(4).joined(separator: " ")))"
        case .otherFile(let item): "another file fits \(item) as well or better"
        case .held(let item): "\(item) holds it already"
        case .unreadable(let reason): reason
        }
    }

    var word: String {
        switch self {
        case .noItem: "no_item"
        case .several: "several_items"
        case .otherFile: "other_file"
        case .held: "held"
        case .unreadable: "unreadable"
        }
    }
}

/// What `folio media adopt --match --json` prints.
struct MatchJSON: Encodable {
    var format_version = JSONText.formatVersion
    let dry_run: Bool
    let items: [MatchedFileJSON]
    let skipped: [SkippedFileJSON]

    init(_ matching: FileMatching, isDryRun: Bool) {
        dry_run = isDryRun
        items = matching.pairs.map(MatchedFileJSON.init)
        skipped = matching.rest.map(SkippedFileJSON.init)
    }
}

/// A file that is the original of an item.
struct MatchedFileJSON: Encodable {
    let file: String
    let id: String
    let sha256: String
    let proofs: [String]

    init(_ pair: FileMatching.Pair) {
        file = pair.file.path
        id = pair.item.id
        sha256 = pair.sha256
        proofs = pair.proofs.map(\.rawValue)
    }
}

/// A file that is left alone.
struct SkippedFileJSON: Encodable {
    let file: String
    let reason: String
    let message: String

    init(_ rest: FileMatching.Rest) {
        file = rest.file.path
        reason = rest.reason.word
        message = rest.reason.sentence
    }
}
