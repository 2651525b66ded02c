package import ArgumentParser
import FolioModel
import FolioStore

/// `folio duplicates`
package struct DuplicatesCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "duplicates",
        abstract: "Group items that are the same file, or look nearly the same.",
        discussion: """
            Example: folio duplicates tag:boats --distance 4

            Pictures are compared by a hash of 64 bits that survives other sizes and qualities; \
            those that differ in few bits look alike. Nothing is changed. Items whose originals \
            are not held are left out.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Option(help: "Bits in which alike pictures may differ, from 0 to 11.")
    package var distance = 6

    @Flag(help: "Only the same files.")
    package var exact = false

    @Option(help: "At most so many groups; 0 for all.")
    package var limit = 50

    @Flag(name: .customLong("fail-empty"), help: "End with exit code 9 if there are none.")
    package var failEmpty = false

    @OptionGroup package var words: QueryWords

    package init() {}

    package mutating func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit must be 0 or more") }
        guard (0...Library.farthestLook).contains(distance) else {
            throw ValidationError("--distance must be from 0 to \(Library.farthestLook)")
        }
    }

    package func run() async throws {
        try words.refuseRest()
        let library = try libraryOption.open(for: .reading)
        let ids = try ItemChange.items(of: words.query, output, in: library)
        let groups = try library.duplicates(among: ids, within: exact ? nil : distance)
        let listing = DuplicateListing(
            groups: limit == 0 ? groups : Array(groups.prefix(limit)), total: groups.count,
            zone: try output.zone(library: library.folder))
        let console = Runtime.current.console
        if output.json {
            console.print(try JSONText.text(listing.json))
        } else {
            console.print(listing.table)
            if !output.quiet { listing.remarks.forEach(console.printError) }
        }
        if groups.isEmpty && failEmpty { throw SilentExit(.nothingMatched) }
    }
}
