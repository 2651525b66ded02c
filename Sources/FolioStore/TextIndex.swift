import GRDB

/// Keeps `mediaText`, `term` and `termTrigram` equal to the rows that they index.
///
/// FTS5 has to be told the indexed values of a row before they change. Deletes and inserts go in
/// ascending order of rowid, all deletes first: any other order makes it flush for every row.
struct TextIndex {
    let db: Database

    static let columns = "prompt, tags, notes, fileName, facets"

    /// Runs `change`, which may alter what is indexed of these existing rows.
    func updating(_ rowids: some Collection<Int64>, _ change: () throws -> Void) throws {
        guard !rowids.isEmpty else { return try change() }
        let rows = SQL(
            "(SELECT value FROM json_each(\(JSONColumn.list(rowids))))")
        try db.execute(
            literal: """
                INSERT INTO mediaText (mediaText, rowid, \(sql: Self.columns))
                SELECT 'delete', rowid, \(sql: Self.columns) FROM mediaTextSource
                WHERE rowid IN \(rows) ORDER BY rowid
                """)
        try change()
        try insert(rowids)
    }

    /// Runs `change`, which deletes these rows, then erases words that no item has: theirs, and
    /// those of texts that were changed before.
    func erase(_ rowids: some Collection<Int64>, _ change: () throws -> Void) throws {
        let rows = SQL("(SELECT value FROM json_each(\(JSONColumn.list(rowids))))")
        try db.execute(
            literal: """
                INSERT INTO mediaText (mediaText, rowid, \(sql: Self.columns))
                SELECT 'delete', rowid, \(sql: Self.columns) FROM mediaTextSource
                WHERE rowid IN \(rows) ORDER BY rowid
                """)
        try change()
        try db.execute(
            sql: """
                CREATE VIRTUAL TABLE temp.usedWord USING fts5vocab (main, mediaText, col);
                CREATE TEMP TABLE unusedTerm AS SELECT id, term FROM main.term
                WHERE term NOT IN (SELECT term FROM usedWord WHERE col <> 'facets');
                DROP TABLE temp.usedWord;
                INSERT INTO termTrigram (termTrigram, rowid, term)
                SELECT 'delete', id, term FROM unusedTerm ORDER BY id;
                DELETE FROM main.term WHERE id IN (SELECT id FROM unusedTerm);
                DROP TABLE temp.unusedTerm
                """)
    }

    /// Indexes rows that are new.
    func insert(_ rowids: some Collection<Int64>) throws {
        guard !rowids.isEmpty else { return }
        let rows = SQL("(SELECT value FROM json_each(\(JSONColumn.list(rowids))))")
        try db.execute(
            literal: """
                INSERT INTO mediaText (rowid, \(sql: Self.columns))
                SELECT rowid, \(sql: Self.columns) FROM mediaTextSource
                WHERE rowid IN \(rows) ORDER BY rowid
                """)
        let request: SQLRequest<Row> = """
            SELECT prompt, tags, notes, fileName FROM mediaTextSource WHERE rowid IN \(rows)
            """
        let texts = try Row.fetchCursor(db, request)
        try learnTerms { collect in
            while let row = try texts.next() {
                for column in 0..<4 { if let text: String = row[column] { try collect(text) } }
            }
        }
    }

    /// So many rows are indexed between two reports of progress.
    private static let portion = 5_000

    /// Makes all of the index anew from the rows.
    func rebuild(_ progress: (_ done: Int, _ total: Int) -> Void) throws {
        try db.execute(
            sql: """
                INSERT INTO mediaText (mediaText) VALUES ('delete-all');
                INSERT INTO termTrigram (termTrigram) VALUES ('delete-all');
                DELETE FROM term;
                """)
        let rows = try Int64.fetchAll(db, sql: "SELECT rowid FROM mediaItem ORDER BY rowid")
        for start in stride(from: 0, to: rows.count, by: Self.portion) {
            let end = min(start + Self.portion, rows.count)
            try insert(rows[start..<end])
            progress(end, rows.count)
        }
    }

    private func learnTerms(
        _ forEachText: (_ collect: (String) throws -> Void) throws -> Void
    ) throws {
        let tokenizer = SearchTokenizer(db)
        var terms: Set<String> = []
        try forEachText { terms.formUnion(try tokenizer.tokens(in: $0)) }
        let insert = try db.cachedStatement(sql: "INSERT OR IGNORE INTO term (term) VALUES (?)")
        let index = try db.cachedStatement(
            sql: "INSERT INTO termTrigram (rowid, term) VALUES (?, ?)")
        for term in terms.sorted() {
            try insert.execute(arguments: [term])
            guard db.changesCount > 0 else { continue }
            try index.execute(arguments: [db.lastInsertedRowID, term])
        }
    }
}
