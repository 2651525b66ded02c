package import ArgumentParser
import FolioModel
import FolioStore

/// `folio plan`
package struct PlanCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Queue images without a network, and make them later.",
        discussion: """
            Example: folio plan add "a red boat at dusk" --model flux-schnell --count 2

            Nothing is sent before folio plan run. No entry is ever paid for twice.
            """,
        subcommands: [
            PlanAddCommand.self,
            PlanImportCommand.self,
            PlanShowCommand.self,
            PlanRunCommand.self,
            PlanDropCommand.self,
        ])

    package init() {}
}

/// `folio plan show`
package struct PlanShowCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "List what waits, with its price and what is over a limit.",
        discussion: "Example: folio plan show")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    package init() {}

    package func run() async throws {
        let library = try libraryOption.open(for: .reading)
        try PlanListing(library, output).print(output)
    }
}

/// `folio plan drop`
package struct PlanDropCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "drop",
        abstract: "Take entries out of the plan.",
        discussion: "Example: folio plan drop --all")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions
    @OptionGroup package var confirmation: ConfirmationOptions

    @Flag(help: "Everything that can be dropped.")
    package var all = false

    @Argument(help: "Ids of entries, or beginnings of them.")
    package var entries: [String] = []

    package init() {}

    package mutating func validate() throws {
        guard all != !entries.isEmpty else {
            throw ValidationError("name the entries, or --all; folio plan show lists them")
        }
    }

    package func run() async throws {
        let library = try libraryOption.open(for: confirmation.dryRun ? .reading : .writing)
        let droppable = try library.plan().filter { [.send, .drop].contains($0.step) }
        let names = all ? droppable.map(\.id) : entries
        guard !confirmation.dryRun else { return try report(names.count, isDryRun: true) }
        if all, !names.isEmpty {
            try confirmation.require("Drop \(counted(names.count, "planned image"))?")
        }
        let dropped = try library.dropFromPlan(names, now: Runtime.current.now())
        try report(dropped.count, isDryRun: false)
    }

    private func report(_ count: Int, isDryRun: Bool) throws {
        let console = Runtime.current.console
        if output.json {
            console.print(try JSONText.text(PlanDropJSON(dropped: count, dry_run: isDryRun)))
        } else if !output.quiet {
            let verb = isDryRun ? "would be dropped" : "dropped"
            console.print("\(counted(count, "planned image")) \(verb)")
        }
    }
}

/// What `plan drop` answers.
struct PlanDropJSON: Encodable {
    var format_version = JSONText.formatVersion
    var dropped: Int
    var dry_run: Bool
}
