import FolioModel
import FolioQuery
import GRDB

extension QueryCompiler {
    func fieldClause(_ test: FieldTest) throws -> QueryClause {
        switch test {
        case .tag(let name): QueryClause(.facets(["t" + hex(try foldedTag(name))]))
        case .model(let name): QueryClause(.facets(["m" + hex(lowercasedASCII(name))]))
        case .ratio(let text): QueryClause(.facets(["r" + hex(text)]))
        case .kind(let kind): QueryClause(.facets(["k\(kind.rawValue)"]))
        case .quality(let quality): qualityClause(quality)
        case .date(let range): try dateClause(range)
        case .credits(let range): number(.credits, in: range)
        case .width(let range): number(.width, in: range)
        case .height(let range): number(.height, in: range)
        case .used(let range): number(.used, in: range)
        case .rating(let range): number(.rating, in: range)
        case .album(let name):
            QueryClause(
                """
                mediaItem.rowid IN (SELECT item FROM albumItem JOIN album USING (album)
                WHERE folded = \(TagName.fold(name)))
                """)
        case .id(let reference): try idClause(reference)
        case .post(let reference): try postClause(reference)
        case .saved(let name): throw SavedSearchError.missing(name)
        }
    }

    private func qualityClause(_ quality: ItemQuality) -> QueryClause {
        switch quality {
        case .gone: QueryClause(.facets(["pgone"]))
        case .local: QueryClause(.facets(["plocal"]))
        case .remote: QueryClause(.facets(["premote", "pboth"]))
        case .pending: QueryClause(.facets(["suploading", "sprocessing"]))
        case .ready: QueryClause(.except(.facets(["sready"]), .facets(["pgone"])))
        case .failed: QueryClause(.facets(["sfailed"]))
        case .unknownPrompt: QueryClause("mediaItem.prompt IS NULL")
        case .noPixels: QueryClause("mediaItem.sha256 IS NULL")
        case .untagged:
            QueryClause("NOT EXISTS (SELECT 1 FROM mediaItemTag WHERE item = mediaItem.rowid)")
        case .hidden: QueryClause(.facets(["h"]))
        case .unrated:
            QueryClause("NOT EXISTS (SELECT 1 FROM rating WHERE item = mediaItem.rowid)")
        }
    }

    /// An unknown number fits no range.
    private func number(_ number: ItemNumber, in range: NumberRange) -> QueryClause {
        let lower = range.lower ?? Int.min
        let upper = range.upper ?? Int.max
        return QueryClause("ifnull(\(number.sql) BETWEEN \(lower) AND \(upper), 0)", depth: 2)
    }

    /// Rows are in the order of time, so that a range of time is one of rows. Only where more items
    /// were made in a second than it has rows, or a border is no whole second, the times are read.
    private func dateClause(_ range: DateRange) throws -> QueryClause {
        let offset = request.utcOffset
        let resolver = DateResolver(now: request.now.milliseconds) {
            offset(Timestamp(milliseconds: $0))
        }
        let times = resolver.times(in: range)
        let slip = try TimeOrderedRowID.largestSlip(in: db)
        let borders = [times.lower, times.upper].compactMap(\.self)
        let isExact = slip == 0 && borders.allSatisfy { $0 % 1_000 == 0 }
        let (lower, upper) = (times.lower ?? Int64.min, times.upper ?? Int64.max)
        var clause =
            isExact
            ? QueryClause()
            : QueryClause("(mediaItem.createdAt >= \(lower) AND mediaItem.createdAt < \(upper))")
        clause.lowestRow = times.lower.map {
            TimeOrderedRowID.lowest(for: Timestamp(milliseconds: $0))
        }
        clause.rowsBelow = times.upper.map { upper in
            let end = Timestamp(milliseconds: isExact ? upper : upper.advanced(by: 999))
            return TimeOrderedRowID.lowest(for: end) + slip
        }
        return clause
    }

    private func idClause(_ reference: String) throws -> QueryClause {
        if let steps = Library.stepsBack(reference) {
            return QueryClause(
                rows: try Library.newestRow(skipping: steps, in: db).map { [$0] } ?? [])
        }
        let name = reference.lowercased()
        return QueryClause(
            """
            ((mediaItem.id >= \(name) AND mediaItem.id < \(name + "\u{10FFFF}"))
            OR ifnull(mediaItem.mediaId IN (\(name), \(reference)), 0))
            """)
    }

    private func postClause(_ reference: String) throws -> QueryClause {
        QueryClause(
            """
            mediaItem.rowid IN (SELECT item FROM postMedia WHERE item IS NOT NULL
            AND post IN (\(Library.rowsOfPosts(named: reference))))
            """)
    }

    private func foldedTag(_ name: String) throws -> String {
        let folded = TagName.fold(name)
        return try String.fetchOne(
            db,
            sql: "SELECT folded FROM tag WHERE tag = (SELECT tag FROM tagAlias WHERE folded = ?)",
            arguments: [folded]) ?? folded
    }

    /// As `hex()` writes it, in the case in which the tokenizer leaves it.
    private func hex(_ text: String) -> String {
        let digits = Array("0123456789abcdef")
        return String(text.utf8.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }

    /// As SQLite's `lower()` folds.
    private func lowercasedASCII(_ text: String) -> String {
        String(
            decoding: text.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }, as: UTF8.self)
    }
}
