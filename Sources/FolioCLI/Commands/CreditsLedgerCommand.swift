package import ArgumentParser
import FolioCredits
import FolioModel
import FolioQuery
import FolioStore

/// `folio credits ledger`
package struct CreditsLedgerCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "List every movement of the balance with its evidence.",
        discussion: """
            Example: folio credits ledger --since -30d

            Oldest first, in the order in which things were written. What no entry explains is \
            listed as unattributed.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Option(
        parsing: .unconditional, help: ArgumentHelp("From this day on.", valueName: "date"))
    package var since: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Until this day, with it.", valueName: "date"))
    package var until: String?

    @Option(help: "The newest so many; 0 for all.")
    package var limit = 50

    @Flag(help: "Print comma-separated values.")
    package var csv = false

    package init() {}

    package mutating func validate() throws {
        guard limit >= 0 else { throw ValidationError("--limit must be 0 or more") }
    }

    package func run() async throws {
        let library = try libraryOption.open(for: .reading)
        let zone = try output.zone(library: library.folder)
        let now = Runtime.current.now()
        let times = try DateOptions(since: since, until: until)
            .times(zone.resolver(now: now))
        let listing = LedgerListing(
            BalanceExplanation(try library.ledgerFacts()), limit: limit == 0 ? nil : limit,
            zone: zone, now: now
        ) { times.contains($0.milliseconds) }
        print(listing, try output.json ? JSONText.text(listing.json) : nil)
    }

    private func print(_ listing: LedgerListing, _ json: String?) {
        let console = Runtime.current.console
        if let json {
            console.print(json)
        } else if csv {
            console.print(lines: listing.csv)
        } else {
            console.print(listing.table)
            if listing.rows.count < listing.total && !output.quiet {
                console.printError(
                    "the newest \(listing.rows.count) of \(listing.total); --limit 0 for all")
            }
        }
    }
}
