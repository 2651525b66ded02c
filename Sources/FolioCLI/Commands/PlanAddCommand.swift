package import ArgumentParser
import FolioModel
import FolioStore

/// `folio plan add`
package struct PlanAddCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Add images to the plan.",
        discussion: """
            Example: folio plan add "a red boat at dusk" --model flux-schnell --tag boats

            With --post-text each image gets a post of its own once it is made: with --post-at a \
            scheduled one, else a draft.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(help: "The prompt; - reads it from standard input.")
    package var prompt: String?

    @Option(help: ArgumentHelp("Read the prompt from a file.", valueName: "path"))
    package var file: String?

    @Option(
        help: "The model; folio models lists them.", completion: CompletionSource.models.kind)
    package var model: String?

    @Option(help: "Width to height, such as 16:9.", completion: CompletionSource.ratios.kind)
    package var ratio: String?

    @Option(help: "How many images.")
    package var count = 1

    @Option(
        name: .customLong("tag"), parsing: .unconditionalSingleValue,
        help: "Give the image a tag. May be repeated.", completion: CompletionSource.tags.kind)
    package var tags: [String] = []

    @Option(
        name: .customLong("album"), parsing: .unconditionalSingleValue,
        help: "Put the image into an album. May be repeated.")
    package var albums: [String] = []

    @Option(parsing: .unconditional, help: "The text of a post that shows the image.")
    package var postText: String?

    @Option(
        name: .customLong("account"), parsing: .upToNextOption,
        help: ArgumentHelp("Accounts of the post; folio accounts.", valueName: "number"),
        completion: CompletionSource.accounts.kind)
    package var accounts: [Int] = []

    @Option(
        help: ArgumentHelp(
            "When to publish it: +3d, tomorrow 09:00, 2026-12-24T18:00.", valueName: "time"))
    package var postAt: String?

    package init() {}

    package func run() async throws {
        let text = try PromptSource.read(argument: prompt, file: file).text
        let library = try libraryOption.open()
        let checker = try BriefChecker(library: library, output: output)
        var brief = Brief(prompt: text, model: model, ratio: ratio, count: count)
        (brief.tags, brief.albums) = (tags, albums)
        (brief.postText, brief.postAccounts, brief.postTime) = (postText, accounts, postAt)
        let added = try library.addToPlan(
            checker.drafts(brief), now: Runtime.current.now())
        try PlanAddition(entries: added).print(output)
    }
}
