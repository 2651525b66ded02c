package import ArgumentParser
import FolioModel
import FolioQuery
import FolioStore

/// `folio saved`
package struct SavedCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "saved",
        abstract: "Keep queries under names; @name in a query means one.",
        discussion: "Example: folio saved add winter 'boat date:2026-01..2026-02'",
        subcommands: [SavedAddCommand.self, SavedListCommand.self, SavedRemoveCommand.self])

    package init() {}
}

/// `folio saved add`
package struct SavedAddCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Keep a query under a name, instead of the one that had it.",
        discussion: """
            Example: folio saved add boats boat -dog --description "all but the dogs"

            The first word is the name; what follows is the query, which may use other saved \
            searches. folio search @boats uses it.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Option(parsing: .unconditional, help: ArgumentHelp("What it is for.", valueName: "text"))
    package var description: String?

    @OptionGroup package var words: QueryWords

    package init() {}

    package func run() async throws {
        try words.refuseRest()
        guard words.words.count >= 2, let name = words.words.first.map(QueryShield.lower) else {
            throw MissingWords(
                message: "a name and a query are needed", hint: "type: folio saved add NAME QUERY")
        }
        let query = words.words.dropFirst().map(QueryShield.lower).joined(separator: " ")
        try Self.check(name)
        _ = try QueryArgument.parsed(query)
        let text = description.map(SafeText.line)
        try libraryOption.open().saveSearch(
            name, query, description: text?.isEmpty == true ? nil : text,
            now: Runtime.current.now())
        try output.report("@\(name) is kept")
    }

    /// What follows an @ in a query has to be the whole name again.
    private static func check(_ name: String) throws(MissingWords) {
        // A name that cannot be read as one is refused below.
        guard name.count <= 64, (try? Query(parsing: "@\(name)"))?.savedNames == [name],
            !name.hasPrefix("\""), SafeText.line(name) == name
        else {
            throw MissingWords(
                message: "“\(name.prefix(64))” cannot be the name of a saved search",
                hint: "use letters, digits and dashes, 64 at most")
        }
    }
}

/// `folio saved list`
package struct SavedListCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the saved searches.",
        discussion: "Example: folio saved list")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    package init() {}

    package func run() async throws {
        let searches = try libraryOption.open(for: .reading).savedSearches()
        let console = Runtime.current.console
        if output.json {
            let list = ListJSON(
                items: searches.map(SavedSearchJSON.init), total: searches.count,
                truncated: false)
            console.print(try JSONText.text(list))
        } else {
            console.print(
                TextTable(
                    columns: [.init("name"), .init("query"), .init("description")],
                    rows: searches.map { search in
                        [
                            StyledText("@\(search.name)", .bold), StyledText(search.query),
                            StyledText(search.description ?? "", .dim),
                        ]
                    }))
            if searches.isEmpty && !output.quiet {
                console.printError("no saved searches yet; folio saved add NAME QUERY")
            }
        }
    }
}

/// `folio saved remove`
package struct SavedRemoveCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Forget a saved search that nothing else uses.",
        discussion: "Example: folio saved remove boats")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(
        help: "Its name, with or without the @.", completion: CompletionSource.saved.kind)
    package var name: String

    package init() {}

    package func run() async throws {
        let plain = name.hasPrefix("@") ? String(name.dropFirst()) : name
        try libraryOption.open().removeSavedSearch(plain, now: Runtime.current.now())
        try output.report("@\(plain) is no more")
    }
}

/// A saved search as JSON output shows it.
struct SavedSearchJSON: Encodable {
    let name: String
    let query: String
    @Nullable var description: String?
    let created_at: String

    init(_ search: Library.SavedSearch) {
        name = search.name
        query = search.query
        description = search.description
        created_at = search.createdAt.iso8601
    }
}
