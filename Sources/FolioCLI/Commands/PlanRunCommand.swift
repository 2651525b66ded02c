package import ArgumentParser

/// `folio plan run`
package struct PlanRunCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Make the images of the plan, one by one, for credits.",
        discussion: """
            Example: folio plan run --max-credits 30

            The price is shown before anything is sent. On a terminal Folio asks; elsewhere it \
            needs --yes. It can be stopped at any time; the next run goes on where it ended.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var confirmation: ConfirmationOptions

    @Option(
        help: ArgumentHelp("End before more than this is spent.", valueName: "credits"))
    package var maxCredits: Int?

    @Option(help: "At most so many images.")
    package var limit: Int?

    @Flag(help: "Pay although a budget would be passed.")
    package var overBudget = false

    package init() {}

    package mutating func validate() throws {
        if let maxCredits, maxCredits < 0 {
            throw ValidationError("--max-credits must be 0 or more")
        }
        if let limit, limit < 1 { throw ValidationError("--limit must be 1 or more") }
    }

    package func run() async throws { try await OnlineCommand.runPlan(self).run() }
}
