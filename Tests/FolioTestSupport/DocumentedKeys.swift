import Foundation

/// The keys of JSON output as `docs/json-output.md` lists them.
package enum DocumentedKeys {
    /// Keys of the table behind a heading; none where there is no such heading.
    package static func of(_ heading: String) throws -> Set<String> {
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(
            contentsOf: root.appending(path: "docs/json-output.md"), encoding: .utf8)
        let section = text.components(separatedBy: "\n## ").first { $0.hasPrefix(heading + "\n") }
        let rows = (section ?? "").split(separator: "\n").filter { $0.hasPrefix("| `") }
        return Set(
            rows.flatMap { row in
                row.split(separator: "|")[0].split(separator: "`").filter {
                    $0.first?.isLetter == true
                }.map(String.init)
            })
    }
}
