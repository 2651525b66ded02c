package import ArgumentParser
import FolioFiles
import FolioModel
import FolioStore
import Foundation

/// `folio restore`
package struct RestoreCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Put a dump or a backup back as a new library.",
        discussion: """
            Example: folio restore library.jsonl --library ~/library-of-may

            There must be no library yet in the folder, or an empty one; all of the copy is put \
            back or nothing. Originals are not in it: put files/ back beside it. What waited in the \
            copy to be paid for or published may have been sent since it was made, and is not sent \
            by itself: folio conflicts and folio plan show tell of it. With --moved, nothing was \
            done since and it goes on.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Flag(help: "The library was not used since the copy was made.")
    package var moved = false

    @Argument(help: "What folio dump or folio backup made.", completion: .file())
    package var file: String

    package init() {}

    package func run() async throws {
        let folder = try FolioFolders().library(flag: libraryOption.library)
        let copy = URL(fileURLWithPath: file)
        let now = moved ? nil : Runtime.current.now()
        let summary = try LibraryCopy.restore(copy, to: folder, at: now)
        let library = try Library.open(folder, for: .reading)
        let sheet = KeptCopySheet(kind: .restore, file: copy, library: folder, summary: summary)
        try sheet.print(to: Runtime.current.console, output)
        try tellOfOriginals(of: library)
    }

    /// A library without its originals is whole, and somebody may look for them.
    private func tellOfOriginals(of library: Library) throws {
        guard !output.quiet, !output.json else { return }
        let missing = try Originals(library).missingCount()
        guard missing > 0 else { return }
        Runtime.current.console.printError(
            "\(counted(missing, "original")) \(missing == 1 ? "is" : "are") not under "
                + "\(SafeText.line(library.folder.path))/files: copy that folder from the old library"
        )
    }
}
