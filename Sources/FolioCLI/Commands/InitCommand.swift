package import ArgumentParser
import FolioStore

/// `folio init`
package struct InitCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Make a new, empty library.",
        discussion: "Example: folio init")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    package init() {}

    package func run() async throws {
        let folder = try FolioFolders().library(flag: libraryOption.library)
        try Library.create(in: folder)
        let console = Runtime.current.console
        if output.json {
            console.print(try JSONText.text(PathJSON(library: folder)))
            return
        }
        console.print(SafeText.line(folder.path))
        if !output.quiet { console.printError("Next: folio login, then folio generate PROMPT") }
    }
}
