package import ArgumentParser
import FolioModel
import FolioQuery

/// `folio help`
package struct HelpCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "help",
        abstract: "Explain a command, or the search language: folio help query.",
        shouldDisplay: false)

    @Argument(help: "A command, or query.")
    package var topic: [String] = []

    package init() {}

    package func run() async throws {
        guard topic != ["query"] else { return Runtime.current.console.print(QueryHelp.text) }
        var command: any ParsableCommand.Type = FolioCommand.self
        for word in topic {
            guard let next = Self.subcommands(of: command).first(where: { $0._commandName == word })
            else { throw HelpError.unknown(topic.joined(separator: " ")) }
            command = next
        }
        throw CleanExit.helpRequest(command)
    }

    private static func subcommands(
        of command: any ParsableCommand.Type
    ) -> [any ParsableCommand.Type] {
        let configuration = command.configuration
        return configuration.subcommands + configuration.groupedSubcommands.flatMap(\.subcommands)
    }
}

/// A topic that there is no help for.
enum HelpError: UserFacingError {
    case unknown(String)

    var message: String {
        switch self {
        case .unknown(let topic): "there is no help about “\(topic)”"
        }
    }

    var hint: String? { "see: folio --help, folio help query" }

    var kind: FailureKind { .usage }
}

/// The search language, from the parser's own tables.
package enum QueryHelp {
    package static var text: String {
        let forms = QueryForm.allCases.map { row($0.example, $0.summary) }
        let fields = QueryField.allCases.flatMap { field in
            field.examples.enumerated().map { index, example in
                row(example, index == 0 ? field.summary : "")
            }
        }
        let qualities = ItemQuality.allCases.map { row("is:\($0.rawValue)", $0.summary) }
        return
            ([
                "A query is one quoted argument or several words. What stands side by side must all",
                "hold. Where a query is taken, an id, the beginning of one (4 characters or more),",
                "last or last~2 means that item; for search only a whole id does.",
                "", "Text",
            ] + forms + ["", "Fields"] + fields + ["", "is:"] + qualities).joined(separator: "\n")
    }

    private static func row(_ example: String, _ summary: String) -> String {
        guard !summary.isEmpty else { return "  \(example)" }
        let padding = String(repeating: " ", count: max(2, 24 - DisplayWidth.of(example)))
        return "  \(example)\(padding)\(summary)"
    }
}
