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

            Dates are those of the query language: 2026-04, 2026-04-05, yesterday, -3w.
            """)

    @OptionGroup package var libraryOption: LibraryOption
    @OptionGroup package var output: OutputOptions

    @Option(
        name: .customLong("by"), help: "day, week, month, model, ratio or tag; may be repeated.",
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
        let library = try libraryOption.open(for: .reading)
        let zone = try output.zone(library: library.folder)
        let times = try times(zone)
        let calendar = try calendar(zone, groups, library)
        let facts = try facts(in: library, zone).filter { times.contains($0.at.milliseconds) }
        let report = SpendReport(
            facts.map(Spend.init), by: groups, calendar: calendar,
            from: times.lower.map { calendar.day(of: Timestamp(milliseconds: $0)) },
            through: times.upper.map { calendar.day(of: Timestamp(milliseconds: $0 - 1)) })
        try print(SpendListing(report: report))
        if failEmpty && facts.isEmpty { throw SilentExit(.nothingMatched) }
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

    /// Without a query all of the ledger, and with one what its items cost.
    private func facts(in library: Library, _ zone: LocalZone) throws -> [SpendFact] {
        guard !words.query.isEmpty else { return try library.spendFacts() }
        let query = try QueryArgument.query(words.query, in: library)
        let ids = try library.itemIDs(
            ItemRequest(query: query, now: Runtime.current.now(), utcOffset: zone.utcOffset))
        return try library.spendFacts(of: Set(ids))
    }

    private func times(_ zone: LocalZone) throws -> TimeRange {
        let resolver = zone.resolver(now: Runtime.current.now())
        let lower = try since.map { try Self.range($0 + "..", typed: $0, resolver) }
        let upper = try until.map { try Self.range(".." + $0, typed: $0, resolver) }
        return TimeRange(from: lower.flatMap(\.lower), until: upper.flatMap(\.upper))
    }

    private static func range(
        _ text: String, typed: String, _ resolver: DateResolver
    ) throws -> TimeRange {
        do {
            return resolver.times(in: try DateRange(parsing: text))
        } catch {
            throw DateMistake(date: typed, error: error)
        }
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
            console.print(
                listing.table(terminalWidth: console.isOutputTerminal ? console.width : 0))
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

extension Spend {
    init(_ fact: SpendFact) {
        self.init(
            certainty: .init(rawValue: fact.certainty.rawValue) ?? .unknown,
            credits: fact.credits, at: fact.at, model: fact.model, ratio: fact.ratio,
            tags: fact.tags)
    }
}

/// A date behind an option that cannot be read.
struct DateMistake: UserFacingError {
    let date: String
    let error: QueryError

    var message: String { "“\(date)” is no date: \(error.message)" }

    var hint: String? { error.hint ?? "write 2026-04, 2026-04-05, yesterday or -3w" }

    var kind: FailureKind { .usage }
}
