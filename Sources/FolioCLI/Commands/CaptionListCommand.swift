package import ArgumentParser
import FolioModel
import FolioStore

/// `folio caption list`
package struct CaptionListCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List captions that were paid for, the newest first.",
        discussion: "Example: folio caption list --limit 5")

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Option(help: "The newest so many calls; 0 for all.")
    package var limit = 20

    package init() {}

    package mutating func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit must be 0 or more") }
    }

    package func run() async throws {
        let library = try libraryOption.open(for: .reading)
        let listing = CaptionListing(
            calls: try library.captionCalls(limit: limit == 0 ? nil : limit),
            total: try library.captionCallCount(),
            zone: try output.zone(library: library.folder))
        let console = Runtime.current.console
        guard !output.json else { return console.print(try JSONText.text(listing.json)) }
        console.print(lines: listing.lines)
        guard !output.quiet else { return }
        if listing.total == 0 { console.printError("no captions yet; folio caption TOPIC") }
        if listing.calls.count < listing.total {
            console.printError(
                "the newest \(listing.calls.count) of \(listing.total); --limit 0 for all")
        }
    }
}
