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
        try tellOfWaiting(in: library)
        try tellOfOriginals(of: library)
    }

    /// What is held back waits for a decision, and nothing else says so before the next sync.
    private func tellOfWaiting(in library: Library) throws {
        guard !moved, !output.quiet, !output.json else { return }
        let posts = try library.outbox(in: [.pending]).count { $0.action.isSentOnce }
        let images = try library.plan().count { $0.isFromCopy && $0.step == .drop }
        let console = Runtime.current.console
        if posts > 0 {
            console.printError(
                "\(counted(posts, "change")) may have been published since the copy was made; after "
                    + "the next sync: folio conflicts")
        }
        if images > 0 {
            console.printError(
                "\(counted(images, "planned image")) may have been paid for since the copy was made: "
                    + "folio plan show")
        }
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
