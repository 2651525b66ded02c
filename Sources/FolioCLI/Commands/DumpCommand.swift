package import ArgumentParser
import FolioFiles
import FolioStore
import Foundation

/// `folio dump`
package struct DumpCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "dump",
        abstract: "Write everything precious of the library as lines of JSON.",
        discussion: """
            Example: folio dump library.jsonl

            Items, prompts, tags, albums, paid calls, the ledger, posts, what waits to be sent, the \
            history: all that exists nowhere else, sorted, so that two dumps can be compared. \
            Originals are named by their SHA-256 and not contained; copy the folder files/ as well. \
            The file must not exist yet; without one, lines go to standard output.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Argument(help: "The file to make.", completion: .file())
    package var file: String?

    package init() {}

    package func run() async throws {
        let console = Runtime.current.console
        guard let file else {
            guard !output.json else {
                throw ValidationError("--json tells of a file; without one, a dump is JSON itself")
            }
            let library = try libraryOption.open(for: .reading)
            // Every part ends where a line ends.
            _ = try DumpFile.write(library) {
                console.printRaw(String(decoding: $0, as: UTF8.self))
            }
            return
        }
        let library = try libraryOption.open(for: .reading)
        let place = URL(fileURLWithPath: file)
        let summary = try DumpFile.write(library, to: place)
        try KeptCopySheet(kind: .dump, file: place, library: library.folder, summary: summary)
            .print(to: console, output)
    }
}
