package import FolioModel
import FolioQuery
import GRDB

extension Library {
    /// Items that a query finds, with what its words match in their prompts.
    ///
    /// - Throws: ``LibraryError``, among them `noSuch` for an unknown ``ItemRequest/after``
    ///   and `noPlace` for one that has no place in the order; ``SavedSearchError``.
    package func items(_ request: ItemRequest) throws -> ItemResults {
        try read { db in
            let search = try ItemSearch(db, request)
            let page = try search.page()
            let isAll = !page.isTruncated && request.after == nil
            let total = try isAll ? page.rows.count : search.found.count()
            let records = try MediaItemRecord.fetch(rows: page.rows, in: db)
            let marks = try MatchedRanges(search.expression, search.found.compiler.tokenizer)
            return ItemResults(
                items: try records.map {
                    FoundItem(item: $0.item, matches: try marks.ranges(in: $0.item.prompt))
                }, total: total, isTruncated: page.isTruncated,
                facets: request.countsFacets ? try search.found.facets() : nil)
        }
    }

    /// A page of the items that a query finds, for those who need no total and no marks: to count
    /// a common word takes as long as to read its newest hundred.
    ///
    /// - Throws: as ``items(_:)-(ItemRequest)``.
    package func itemsAlone(_ request: ItemRequest) throws -> [MediaItem] {
        try read { db in
            let page = try ItemSearch(db, request).page()
            return try MediaItemRecord.fetch(rows: page.rows, in: db).map(\.item)
        }
    }

    /// Ids of the items that a query finds, in the request's order; all of them where it names no
    /// limit.
    ///
    /// - Throws: as ``items(_:)-(ItemRequest)``.
    package func itemIDs(_ request: ItemRequest) throws -> [MediaItem.ID] {
        try read { db in
            let page = try ItemSearch(db, request).page()
            return try MediaItemRecord.ids(rows: page.rows, in: db)
        }
    }
}
