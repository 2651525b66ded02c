import Foundation
import Testing

/// What the pages in `docs` say of the code, checked where a machine can.
@Suite struct DocumentedNamesTests {
    @Test func everyTableAndViewIsInTheSchemasPage() throws {
        let named = Set(SourceTree.codeWords(in: try SourceTree.text("docs/schema.md")))

        let names = try SourceTree.files(in: "Migrations/SQL", ending: ".sql").flatMap { file in
            try SourceTree.text(file)
                .matches(of: /(?m)^CREATE (?:VIRTUAL )?(?:TABLE|VIEW) (\w+)/)
                .map { String($0.output.1) }
        }

        #expect(!names.isEmpty)
        for name in names { #expect(named.contains(name), "docs/schema.md lacks \(name)") }
    }

    @Test func everyLockIsInTheArchitecturesPage() throws {
        let named = Set(SourceTree.codeWords(in: try SourceTree.text("docs/architecture.md")))

        let locks = try SourceTree.files(in: "Sources/FolioStore", ending: ".swift").flatMap {
            try SourceTree.text($0).matches(of: /"(\w+\.lock)"/).map { String($0.output.1) }
        }

        #expect(!locks.isEmpty)
        for lock in locks { #expect(named.contains(lock), "docs/architecture.md lacks \(lock)") }
    }

    /// Types that are printed as JSON have `JSON` in their names; their properties are the keys.
    @Test func everyKeyOfJSONOutputIsDocumented() throws {
        let named = Set(SourceTree.codeWords(in: try SourceTree.text("docs/json-output.md")))
        let folders = ["Sources/FolioCLI", "Sources/FolioOnline"]

        let keys = try folders.flatMap { try SourceTree.files(in: $0, ending: ".swift") }
            .flatMap { file in try Self.keys(in: SourceTree.text(file)) }

        #expect(keys.count > 100)
        for (type, key) in keys {
            #expect(named.contains(key), "docs/json-output.md lacks \(key) of \(type)")
        }
    }

    @Test func everyPageThatIsNamedExists() throws {
        let pages = try SourceTree.files(in: "docs", ending: ".md") + ["CONTRIBUTING.md"]
        let sources = try SourceTree.files(in: "Sources", ending: ".swift")

        for file in pages + sources {
            for name in try SourceTree.text(file).matches(of: /docs\/[a-z0-9\-\/]+\.md/) {
                let page = SourceTree.root.appending(path: String(name.output))
                #expect(
                    FileManager.default.fileExists(atPath: page.path), "\(name.output) in \(file)")
            }
        }
    }

    /// Facts of the remote name the place where they are written down, by its number.
    @Test func everyPlaceNamedInTheRemotesPageIsThere() throws {
        let numbers = Set(
            try SourceTree.text("docs/remote-api.md")
                .matches(of: /(?m)^##+ ([0-9]+(?:\.[0-9]+)?)/).map { $0.output.1 })

        for file in try SourceTree.files(in: "Sources", ending: ".swift") {
            let text = try SourceTree.text(file).replacing("\n/// ", with: " ")
            for place in text.matches(of: /remote-api\.md`? §([0-9]+(?:\.[0-9]+)?)/) {
                #expect(numbers.contains(place.output.1), "§\(place.output.1) in \(file)")
            }
        }
    }

    /// The parts of an object that is printed as one, and a variable that writes them.
    private static let notKeys: Set<String> = [
        "item", "extra", "request", "terms", "price", "container",
    ]

    private static func keys(in source: String) -> [(type: String, key: String)] {
        var type: String?
        return source.split(separator: "\n").compactMap { line in
            if let start = line.firstMatch(of: /^(?:package )?(?:struct|enum|extension) (\w+)/) {
                type = start.output.1.hasSuffix("JSON") ? String(start.output.1) : nil
            }
            let property = line.firstMatch(
                of: /^ +(?:@Nullable )?(?:package )?(?:var|let) (\w+)(?:: [^{]*| = [^{]*)$/)
            guard let type, let property else { return nil }
            let name = String(property.output.1)
            return notKeys.contains(name) ? nil : (type, name)
        }
    }
}
