package import ArgumentParser
import FolioCredits
import FolioModel
import FolioQuery
import FolioStore

/// `folio spend`
package struct SpendCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "spend",
        abstract: "Report where credits went, from the ledger.",
        discussion: """
            Example: folio spend tag:boats --by model --by month --since 2026-01

            Dates are those of the query language: 2026-04, 2026-04-05, yesterday, -3w. What each
            group counts is told by docs/spending.md.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Option(
        name: .customLong("by"),
        help: ArgumentHelp(
            "day, week, month, model, ratio, kind, tag, album, family, post, account or outcome; "
                + "may be repeated.", valueName: "group"),
        completion: .list(SpendGroup.allCases.map(\.rawValue)))
    package var groupNames: [String] = []

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("From this day on.", valueName: "date"))
    package var since: String?

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Until this day, with it.", valueName: "date"))
    package var until: String?

    @Flag(help: "Compare with the period of the same length before; needs --since.")
    package var compare = false

    @Flag(help: "Add the total so far to each row; needs a period as the first --by.")
    package var running = false

    @Flag(
        inversion: .prefixedNo,
        help: "Tell what the month will cost at the rate so far, where months are shown.")
    package var forecast = true

    @Option(
        help: ArgumentHelp("Write a page with charts to this file.", valueName: "file"),
        completion: .file(extensions: ["html"]))
    package var html: String?

    @Flag(name: .shortAndLong, help: "Replace a file that is no report of Folio's.")
    package var yes = false

    @Flag(help: "Print comma-separated values.")
    package var csv = false

    @Flag(help: "Print one JSON object a line.")
    package var ndjson = false

    @Flag(name: .customLong("fail-empty"), help: "End with exit code 9 if nothing was spent.")
    package var failEmpty = false

    @OptionGroup package var words: QueryWords

    package init() {}

    package func run() async throws {
        try words.refuseRest()
        let groups = try self.groups()
        try refuseImpossible(groups)
        let library = try libraryOption.open(for: .reading)
        let zone = try output.zone(library: library.folder)
        let now = Runtime.current.now()
        let resolver = zone.resolver(now: now)
        let period = SpendPeriod(
            times: try DateOptions(since: since, until: until).times(resolver),
            calendar: try calendar(zone, groups, library),
            resolver: resolver, now: now)
        let reader = SpendReader(
            library: library, itemIDs: try itemIDs(in: library, zone), zone: zone,
            now: now)
        let listing = try self.listing(reader, groups, period)
        if let html {
            let page = try SpendPage(reader, period, listing)
            try ReportFile(path: html, mayReplace: yes).write(page.text)
            if !output.quiet { Runtime.current.console.printError("wrote \(SafeText.line(html))") }
        }
        if html == nil || output.json || ndjson || csv { try print(listing) }
        if failEmpty && listing.report.isEmpty { throw SilentExit(.nothingMatched) }
    }

    private func listing(
        _ reader: SpendReader, _ groups: [SpendGroup], _ period: SpendPeriod
    ) throws -> SpendListing {
        let report = try reader.report(
            by: groups, in: period, comparing: compare, running: running)
        let showsMonth =
            forecast && words.query.isEmpty && groups.contains(.month) && period.holdsThisMonth
        return SpendListing(
            report: report, published: try reader.published(in: period, total: report.total),
            forecast: showsMonth ? try reader.forecast(in: period) : nil)
    }

    private func refuseImpossible(_ groups: [SpendGroup]) throws {
        if compare && since == nil {
            throw ValidationError("--compare needs --since, the first day of the period")
        }
        if running && groups.first?.isPeriod != true {
            throw ValidationError("--running needs day, week or month as the first --by")
        }
    }

    private func groups() throws -> [SpendGroup] {
        let typed = groupNames.flatMap { $0.split(separator: ",") }.map(String.init)
        let names = typed.isEmpty ? ["month"] : typed
        var groups: [SpendGroup] = []
        for name in names {
            guard let group = SpendGroup(rawValue: name.lowercased()) else {
                throw ValidationError(
                    "--by takes \(SpendGroup.allCases.map(\.rawValue).joined(separator: ", ")), "
                        + "not “\(SafeText.line(name))”")
            }
            if !groups.contains(group) { groups.append(group) }
        }
        return groups
    }

    /// Without a query `nil`: all of the ledger, whether an item was made or not.
    private func itemIDs(in library: Library, _ zone: LocalZone) throws -> Set<MediaItem.ID>? {
        guard !words.query.isEmpty else { return nil }
        let query = try QueryArgument.query(words.query, in: library)
        return Set(
            try library.itemIDs(
                ItemRequest(query: query, now: Runtime.current.now(), utcOffset: zone.utcOffset)
                    .withHidden()))
    }

    private func calendar(
        _ zone: LocalZone, _ groups: [SpendGroup], _ library: Library
    ) throws -> ReportCalendar {
        let startsOnSunday =
            try groups.contains(.week)
            && Settings(library: library.folder).weekStart() == .sunday
        return ReportCalendar(weekStartsOnSunday: startsOnSunday, utcOffset: zone.utcOffset)
    }

    private func print(_ listing: SpendListing) throws {
        let console = Runtime.current.console
        if output.json {
            console.print(try JSONText.text(listing.json))
        } else if ndjson {
            for row in listing.json.rows { console.print(try JSONText.text(row)) }
        } else if csv {
            listing.csv.forEach(console.print)
        } else {
            let width = console.isOutputTerminal ? console.width : 0
            console.print(
                listing.pivot(terminalWidth: width) ?? listing.table(terminalWidth: width))
            listing.summary.forEach(console.print)
            try mentionUncertain(console)
        }
    }
}

extension SpendCommand {
    /// A call that may have made nothing belongs to no item, so no query finds it.
    private func mentionUncertain(_ console: Console) throws {
        guard !words.query.isEmpty, !output.quiet else { return }
        let calls = try libraryOption.open(for: .reading).generations(in: [.sent, .unknown])
        guard !calls.isEmpty else { return }
        console.printError(
            "\(calls.count) calls of unknown outcome are not counted; folio spend, folio status")
    }
}
