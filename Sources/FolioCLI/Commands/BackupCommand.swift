package import ArgumentParser
import FolioFiles
import FolioStore
import Foundation

/// `folio backup`
package struct BackupCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Make a verified copy of the library file, while other commands run.",
        discussion: """
            Example: folio backup library-of-may.sqlite

            The copy is of one moment, is read again before it gets its name, and never takes the \
            place of another file. Originals are not in it: copy the folder files/ as well, whose \
            files never change. folio restore puts it back.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(help: "The file to make.", completion: .file())
    package var file: String

    package init() {}

    package func run() async throws {
        let library = try libraryOption.open(for: .reading)
        let place = URL(fileURLWithPath: file)
        let summary = try LibraryCopy.backUp(library, to: place)
        try KeptCopySheet(kind: .backup, file: place, library: library.folder, summary: summary)
            .print(to: Runtime.current.console, output)
    }
}
