package import ArgumentParser
import FolioQuery
import FolioStore

/// `folio search`
package struct SearchCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Find items by their prompts, best match first.",
        discussion: """
            Example: folio search boat tag:boats -dog

            The language: folio help query. A single word that is a whole id shows that item.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var list: ListOptions
    @OptionGroup package var thumbs: ThumbOptions
    @OptionGroup package var words: QueryWords

    package init() {}

    package func run() async throws {
        try words.refuseRest()
        var question = ItemQuestion(
            text: words.query, loneWord: .wholeID, ranksText: true, list: list, output: output)
        question.thumbs = thumbs
        try question.answer(try libraryOption.open(for: .reading))
    }
}

/// `folio list`
package struct ListCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List items, newest first; all, or those of a query.",
        discussion: """
            Example: folio list tag:boats model:flux-schnell --limit 10

            The language: folio help query.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var list: ListOptions
    @OptionGroup package var thumbs: ThumbOptions
    @OptionGroup package var words: QueryWords

    package init() {}

    package func run() async throws {
        try words.refuseRest()
        var question = ItemQuestion(
            text: words.query, loneWord: .reference, ranksText: false, list: list, output: output)
        question.thumbs = thumbs
        try question.answer(try libraryOption.open(for: .reading))
    }
}
