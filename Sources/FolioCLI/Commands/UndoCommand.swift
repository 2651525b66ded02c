package import ArgumentParser
import FolioModel
import FolioStore

/// `folio undo`
package struct UndoCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Undo the last changes to tags, albums, ratings, notes and saved searches.",
        discussion: """
            Example: folio undo 2

            A command is one step, however many items it changed; folio history lists them. What \
            was changed since by something else stays as it is, and is told. Credits, posts and \
            what the remote says are never undone.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(help: "So many steps.")
    package var count = 1

    package init() {}

    package mutating func validate() throws {
        guard count > 0 else { throw ValidationError("the number of steps must be 1 or more") }
    }

    package func run() async throws {
        let steps = try libraryOption.open().undo(count)
        try RevertedSteps(steps: steps, verb: "undone", nothing: "there is nothing to undo")
            .print(output)
    }
}

/// `folio redo`
package struct RedoCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "redo",
        abstract: "Do again what was undone last.",
        discussion: """
            Example: folio redo

            Nothing can be done again once something new was changed.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(help: "So many steps.")
    package var count = 1

    package init() {}

    package mutating func validate() throws {
        guard count > 0 else { throw ValidationError("the number of steps must be 1 or more") }
    }

    package func run() async throws {
        let steps = try libraryOption.open().redo(count)
        try RevertedSteps(steps: steps, verb: "done again", nothing: "there is nothing to do again")
            .print(output)
    }
}

/// `folio history`
package struct HistoryCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "List the changes that can be undone, newest first.",
        discussion: """
            Example: folio history --limit 10

            The newest 1,000 steps are kept.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Option(help: "At most so many; 0 for all.")
    package var limit = 50

    package init() {}

    package mutating func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit must be 0 or more") }
    }

    package func run() async throws {
        let library = try libraryOption.open(for: .reading)
        let steps = try library.history()
        let shown = Array(limit == 0 ? steps[...] : steps.prefix(limit))
        let console = Runtime.current.console
        if output.json {
            let list = ListJSON(
                items: shown.map(ChangeStepJSON.init), total: steps.count,
                truncated: shown.count < steps.count)
            console.print(try JSONText.text(list))
        } else {
            let zone = try output.zone(library: library.folder)
            console.print(ChangeStepTable.table(shown, zone: zone))
            if steps.isEmpty && !output.quiet { console.printError("nothing was changed yet") }
        }
    }
}
