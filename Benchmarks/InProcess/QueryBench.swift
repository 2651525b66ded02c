import CFloor
import FolioModel
import FolioQuery
import FolioStore
import Foundation

/// Queries of one kind, each as Folio answers it and as the C interface runs the same statements.
struct QueryBench {
    let folder: URL
    private static let rounds = 5

    /// `classes` has the queries of each kind by its name.
    func run(_ classes: [(name: String, queries: [String])]) throws {
        Statements.watch()
        let watched = try Library.open(folder, for: .reading)
        var statements: [String: [String]] = [:]
        for query in classes.flatMap(\.queries) where statements[query] == nil {
            // Only Folio's connections have its rank; bm25 gives the same order.
            statements[query] = try Statements.of { try Self.ask(watched, query) }
                .map { $0.replacing("folio_frequency_rank", with: "bm25") }
        }
        let file = folder.appendingPathComponent("library.sqlite").path
        guard let floor = floor_open(file) else { throw CocoaError(.fileReadUnknown) }
        defer { floor_close(floor) }
        // The watcher is gone, so this connection is not slowed down by it.
        let library = try Library.open(folder, for: .reading)
        for (name, queries) in classes {
            try measure(name, queries, statements, library, floor)
        }
    }

    private func measure(
        _ name: String, _ queries: [String], _ statements: [String: [String]],
        _ library: Library, _ floor: UnsafeMutableRawPointer
    ) throws {
        var (folio, floorTimes) = (Figures(), Figures())
        for query in queries {
            var (ours, theirs) = (Int64.max, Int64.max)
            for _ in 0..<Self.rounds {
                ours = try min(ours, cpuTime { try Self.ask(library, query) })
                let raw = cpuTime {
                    for statement in statements[query] ?? [] { floor_query(floor, statement) }
                }
                theirs = min(theirs, raw)
            }
            folio.add(ours)
            floorTimes.add(theirs)
        }
        report(
            name,
            [
                "queries": Double(queries.count), "p50": folio.share(0.5),
                "p99": folio.share(0.99), "raw_p50": floorTimes.share(0.5),
                "raw_p99": floorTimes.share(0.99),
                "ratio": folio.total / floorTimes.total,
            ])
    }

    /// What stands before a query and a `|` says how it is asked: `best` for the best 50 and not
    /// the newest, `exact` with all ranked, `facets` with them, `rows` for the rows alone.
    private static func ask(_ library: Library, _ text: String) throws {
        let parts = text.split(separator: "|").map(String.init)
        guard let text = parts.last else { return }
        let how = parts.dropLast()
        var request = ItemRequest(
            query: try Query(parsing: text),
            order: how.contains("best") || how.contains("exact") ? .relevance : .newestFirst,
            limit: 50, now: Timestamp(milliseconds: 1_830_000_000_000))
        request.ranksAll = how.contains("exact")
        request.countsFacets = how.contains("facets")
        if how.contains("rows") {
            _ = try library.itemsAlone(request)
        } else {
            _ = try library.items(request)
        }
    }
}
