package import ArgumentParser
import FolioFiles
import FolioModel
import FolioStore
import Foundation

/// `folio import`
package struct ImportCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Take in pictures that other programs made, with what is written in them.",
        discussion: """
            Example: folio import ~/pictures --tag imported

            Folders are walked; links in them are not followed, and names that begin with a dot are \
            left out. Prompt, model, seed and settings are read as AUTOMATIC1111, ComfyUI, InvokeAI, \
            NovelAI, Fooocus and XMP write them. A picture whose content is in the library is not \
            taken in again, wherever it lies. Broken files are listed and skipped. Nothing outside \
            of the library is changed. After an interruption, run it again.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Option(name: .customLong("tag"), help: "Give every new item this tag; can be repeated.")
    package var tags: [String] = []

    @Flag(name: [.customShort("n"), .customLong("dry-run")], help: "Only say what would be done.")
    package var dryRun = false

    @Flag(help: "Say for every new picture which reader won and why.")
    package var explain = false

    @Argument(help: "Files and folders.", completion: .file())
    package var paths: [String]

    package init() {}

    package func run() async throws {
        let names = try tags.map { try TagName($0) }
        let library = try libraryOption.open(for: dryRun ? .reading : .writing)
        var listing = ImportListing(isExplained: explain, isDryRun: dryRun, output: output)
        let work = PictureImport(
            Originals(library), tags: names, isDryRun: dryRun, now: Runtime.current.now()
        ) { listing.add($0) }
        try work.run(paths.map { URL(fileURLWithPath: $0) })
        try listing.finish()
    }
}
