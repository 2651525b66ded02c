import GRDB

extension Library {
    /// Where the search index differs from the rows; empty where they agree.
    ///
    /// Reads all of both. SQLite compares them as a writer would: others read meanwhile, but do not
    /// write. In a library that cannot be written only the index by itself is checked, by
    /// ``integrityProblems()``.
    package func indexProblems() throws -> [String] {
        guard !isReadOnly else { return [] }
        return try write { db in
            var problems: [String] = []
            for (index, subject) in [("mediaText", "items"), ("termTrigram", "words")]
            where try !Self.agrees(index, in: db) {
                problems.append("the search index differs from the \(subject) that it is made of")
            }
            // What cannot be read has been told already.
            guard problems.isEmpty else { return problems }
            let missing = try Self.missingWords(in: db)
            return missing == 0 ? [] : ["\(missing) words are missing from the search index"]
        }
    }

    private static func agrees(_ index: String, in db: Database) throws -> Bool {
        do {
            try db.execute(
                sql: "INSERT INTO \(index) (\(index), rank) VALUES ('integrity-check', 1)")
            return true
        } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
            return false
        }
    }

    /// Indexed words that prefixes and parts of words would not find.
    private static func missingWords(in db: Database) throws -> Int {
        try db.execute(
            sql: "CREATE VIRTUAL TABLE temp.indexedWord USING fts5vocab (main, mediaText, col)")
        let missing = try Int.fetchOne(
            db,
            sql: """
                SELECT count(DISTINCT term) FROM temp.indexedWord
                WHERE col <> 'facets' AND term NOT IN (SELECT term FROM term)
                """)
        try db.execute(sql: "DROP TABLE temp.indexedWord")
        return missing ?? 0
    }

    /// Makes the search index anew from the rows, in one transaction: others go on reading the old
    /// one until it is there.
    ///
    /// `progress` is told how many items are indexed of how many, now and then.
    package func rebuildSearchIndex(
        progress: (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws {
        try write { try TextIndex(db: $0).rebuild(progress) }
    }

    /// Makes anew what is summed from other rows: spending, and what listings are expected to show.
    package func rebuildSums() throws {
        try write { try Self.rebuildSums(in: $0) }
    }

    static func rebuildSums(in db: Database) throws {
        try db.execute(
            sql: """
                DELETE FROM spendRollup;
                INSERT INTO spendChange (sign, certainty, credits, count, at, kind, model, ratio)
                SELECT 1, certainty, credits, count, at, kind, model, ratio FROM spendFact;
                DELETE FROM listedDay;
                INSERT INTO listedDay (day, items)
                SELECT (createdAt - (createdAt % 86400000 + 86400000) % 86400000) / 86400000,
                    count(*)
                FROM listedItem GROUP BY 1
                """)
    }

    /// Where the counts of what listings are expected to show differ from a recount.
    package func listedDayProblems() throws -> [String] {
        try read { db in
            let days = try Int.fetchOne(db, sql: Self.listedDaySQL) ?? 0
            return days == 0
                ? [] : ["the items expected in listings are miscounted on \(days) days"]
        }
    }

    private static let listedDaySQL = """
        WITH recount AS (
            SELECT (createdAt - (createdAt % 86400000 + 86400000) % 86400000) / 86400000 AS day,
                count(*) AS items
            FROM listedItem GROUP BY 1
        ), kept AS (SELECT day, items FROM listedDay WHERE items > 0)
        SELECT count(DISTINCT day) FROM (
            SELECT * FROM (SELECT * FROM kept EXCEPT SELECT * FROM recount)
            UNION ALL SELECT * FROM (SELECT * FROM recount EXCEPT SELECT * FROM kept))
        """

    /// Hands over the SHA-256 of every original that items hold, one by one.
    package func forEachHeldHash(_ body: (String) throws -> Void) throws {
        try read { db in
            let hashes = try String.fetchCursor(
                db,
                sql: "SELECT DISTINCT sha256 FROM mediaItem WHERE sha256 IS NOT NULL ORDER BY 1")
            while let hash = try hashes.next() { try body(hash) }
        }
    }

    /// SHA-256 of every original that items hold.
    package func heldHashes() throws -> Set<String> {
        try read { db in
            try String.fetchSet(db, sql: "SELECT sha256 FROM mediaItem WHERE sha256 IS NOT NULL")
        }
    }
}
