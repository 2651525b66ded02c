package import ArgumentParser
import FolioModel
import FolioStore

/// `folio rule`
package struct RuleCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "rule",
        abstract: "Tag items by themselves when they arrive.",
        discussion: "Example: folio rule add logo -- brand",
        subcommands: [RuleAddCommand.self, RuleListCommand.self, RuleRemoveCommand.self])

    package init() {}
}

/// `folio rule add`
package struct RuleAddCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Give tags to every item that a query finds when it arrives.",
        discussion: """
            Example: folio rule add 'logo -sketch' -- brand

            Items arrive when they are generated, read from the remote, uploaded or adopted. \
            Those that are here stay as they are; -n lists which of them the query finds. Dates \
            in the query are days of UTC.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Flag(
        name: [.customShort("n"), .customLong("dry-run")],
        help: "Only list the items that it would tag if they came now.")
    package var dryRun = false

    @OptionGroup package var words: QueryWords

    package init() {}

    package func run() async throws {
        let text = try words.query(of: "rule add", "TAG")
        let tags = try words.tags(of: "rule add")
        let library = try libraryOption.open(for: dryRun ? .reading : .writing)
        // The grammar is judged here, where the mistake can be shown in its place.
        _ = try QueryArgument.parsed(text)
        if dryRun {
            let question = ItemQuestion(
                text: text, loneWord: .never, ranksText: false, list: try ListOptions.standard,
                output: output)
            return try question.answer(library)
        }
        let rule = try library.addTagRule(text, tags: tags, now: Runtime.current.now())
        let console = Runtime.current.console
        if output.json {
            console.print(try JSONText.text(RuleReplyJSON(rule: RuleJSON(rule))))
        } else if !output.quiet {
            console.print("rule \(rule.number) tags what arrives with \(quoted(tags))")
            console.printError("what is here already: folio tag add QUERY -- TAG")
        }
    }
}

/// `folio rule list`
package struct RuleListCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List the rules.",
        discussion: "Example: folio rule list")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    package init() {}

    package func run() async throws {
        let rules = try libraryOption.open(for: .reading).tagRules()
        let console = Runtime.current.console
        if output.json {
            let list = ListJSON(
                items: rules.map(RuleJSON.init), total: rules.count, truncated: false)
            console.print(try JSONText.text(list))
        } else {
            console.print(
                TextTable(
                    columns: [.init("rule", .right), .init("tags"), .init("query")],
                    rows: rules.map { rule in
                        [
                            StyledText(String(rule.number)),
                            StyledText(rule.tags.joined(separator: " "), .bold),
                            StyledText(rule.query),
                        ]
                    }))
            if rules.isEmpty && !output.quiet {
                console.printError("no rules yet; folio rule add QUERY -- TAG")
            }
        }
    }
}

/// `folio rule remove`
package struct RuleRemoveCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Forget a rule; the tags that it gave stay.",
        discussion: "Example: folio rule remove 1")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(help: "The rule's number; folio rule list.")
    package var rule: Int64

    package init() {}

    package func run() async throws {
        try libraryOption.open().removeTagRule(rule, now: Runtime.current.now())
        try output.report("rule \(rule) is no more; the tags that it gave stay")
    }
}

/// A rule as JSON output shows it.
struct RuleJSON: Encodable {
    let rule: Int64
    let query: String
    let tags: [String]
    let created_at: String

    init(_ rule: Library.TagRule) {
        self.rule = rule.number
        query = rule.query
        tags = rule.tags
        created_at = rule.createdAt.iso8601
    }
}

/// The rule that was made or that got more tags, as JSON output shows it.
struct RuleReplyJSON: Encodable {
    var format_version = JSONText.formatVersion
    let rule: RuleJSON
}
