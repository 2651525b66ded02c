package import FolioModel
import FolioQuery
import GRDB

extension Library {
    /// Tags for items that a query finds when they arrive.
    package struct TagRule: Hashable, Sendable {
        package let number: Int64
        package let query: String
        package let tags: [String]
        package let createdAt: Timestamp
    }

    /// All rules, in the order in which they were made.
    package func tagRules() throws -> [TagRule] {
        try read { try Self.tagRules(in: $0) }
    }

    /// Lets items that a query finds have tags from the moment they arrive: made here, read from
    /// the remote, or added as files. Those that are there stay as they are. A rule with the same
    /// query gets the tags as well. One step of the history.
    ///
    /// Returns the rule.
    package func addTagRule(
        _ query: String, tags: [TagName], now: Timestamp
    ) throws -> TagRule {
        try step(Self.summary("rule add '\(query)' --", tags), now: now) { db in
            // Checked for saved searches that are not there, before it is kept.
            _ = try Self.expression(of: query, in: db)
            let known = try Int64.fetchOne(
                db, sql: "SELECT rule FROM tagRule WHERE query = ?", arguments: [query])
            if known == nil {
                try db.execute(
                    literal: """
                        INSERT INTO tagRule (rule, query, createdAt)
                        SELECT highest + 1, \(query), \(now.milliseconds) FROM usedNumber
                        WHERE tableName = 'tagRule'
                        """)
            }
            let number = known ?? db.lastInsertedRowID
            for tag in tags {
                try db.execute(
                    literal: """
                        INSERT OR IGNORE INTO tagRuleTag (rule, tag)
                        VALUES (\(number), \(try Self.tagRow(tag, in: db)))
                        """)
            }
            guard let rule = try Self.tagRules(in: db).first(where: { $0.number == number })
            else { throw LibraryError.noSuch(thing: "rule", name: "\(number)") }
            return rule
        }
    }

    /// Forgets a rule; the tags that it gave stay. One step of the history.
    package func removeTagRule(_ number: Int64, now: Timestamp) throws {
        try step("rule remove \(number)", now: now) { db in
            let request: SQLRequest<Int64> = "SELECT tag FROM tagRuleTag WHERE rule = \(number)"
            let tags = try request.fetchAll(db)
            try db.execute(literal: "DELETE FROM tagRule WHERE rule = \(number)")
            guard db.changesCount > 0
            else { throw LibraryError.noSuch(thing: "rule", name: "\(number)") }
            try Self.forgetUnused(tags, in: db)
        }
    }

    /// Gives indexed rows that are new the tags of the rules that fit them.
    ///
    /// What a rule finds does not depend on what other rules give. Its dates are days of UTC. A
    /// rule that can no longer be read gives nothing: it must not stop what arrives.
    static func applyTagRules(to rows: [Int64], now: Timestamp, in db: Database) throws {
        guard !rows.isEmpty else { return }
        var tagged: [(rows: [Int64], tags: [Int64])] = []
        for rule in try tagRules(in: db) {
            let found: [Int64]
            do {
                let query = Query(try expression(of: rule.query, in: db))
                let request = ItemRequest(query: query, now: now)
                found = try ItemSearch(db, request.withHidden()).found.matching(rows)
            } catch is SavedSearchError {
                continue
            }
            let tags: SQLRequest<Int64> = "SELECT tag FROM tagRuleTag WHERE rule = \(rule.number)"
            if !found.isEmpty { tagged.append((found, try tags.fetchAll(db))) }
        }
        let changed = Set(tagged.flatMap(\.rows)).sorted()
        try TextIndex(db: db).updating(changed) {
            for (rows, tags) in tagged {
                try db.execute(
                    literal: """
                        INSERT OR IGNORE INTO mediaItemTag (item, tag, at)
                        SELECT chosen.value, tag, \(now.milliseconds)
                        FROM json_each(\(JSONColumn.list(rows))) AS chosen
                        CROSS JOIN tag WHERE tag IN (\(list(tags)))
                        """)
            }
        }
    }

    private static func expression(of query: String, in db: Database) throws -> Expression {
        let parsed: Query
        do throws(QueryError) {
            parsed = try Query(parsing: query)
        } catch {
            throw SavedSearchError.unreadable(query, error)
        }
        return try SavedSearches.expand(parsed.expression, in: db)
    }

    private static func tagRules(in db: Database) throws -> [TagRule] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT rule, query, (SELECT group_concat(name, char(10)) FROM (
                    SELECT name FROM tag JOIN tagRuleTag USING (tag)
                    WHERE tagRuleTag.rule = tagRule.rule ORDER BY folded)), createdAt
                FROM tagRule ORDER BY rule
                """
        ).map { row in
            let names: String? = row[2]
            return TagRule(
                number: row[0], query: row[1],
                tags: names.map { $0.split(separator: "\n").map(String.init) } ?? [],
                createdAt: Timestamp(milliseconds: row[3]))
        }
    }
}
