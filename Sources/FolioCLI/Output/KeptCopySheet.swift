import FolioFiles
import FolioStore
import Foundation

/// A copy of the library that was made or put back, as people and programs read of it.
struct KeptCopySheet {
    enum Kind {
        case dump, backup, restore
    }

    let kind: Kind
    let file: URL
    let library: URL
    let summary: CopySummary

    func print(to console: Console, _ output: OutputOptions) throws {
        if output.json { return console.print(try JSONText.text(json)) }
        guard !output.quiet else { return }
        console.print(SafeText.line(kind == .restore ? library.path : file.path))
        console.printError(sentence)
    }

    private var sentence: String {
        let holds =
            "\(counted(summary.tables["mediaItem"] ?? 0, "item")), "
            + "\(counted(summary.tables["generation"] ?? 0, "paid call")), "
            + "\(counted(summary.rows, "row")) in all"
        return switch kind {
        case .dump, .backup: "\(holds); originals are not in it, they lie in files/"
        case .restore: "\(holds) put back"
        }
    }

    private var json: KeptCopyJSON {
        KeptCopyJSON(
            file: file.path, library: library.path, rows: summary.rows, tables: summary.tables,
            byte_count: summary.byteCount, sha256: summary.sha256)
    }
}

/// A copy of the library that was made or put back, as JSON output shows it.
struct KeptCopyJSON: Encodable {
    var format_version = JSONText.formatVersion
    let file: String
    let library: String
    let rows: Int
    let tables: [String: Int]
    let byte_count: Int
    let sha256: String
}
