import GRDB

/// Puts the rows of a step back as they were, or makes them again what they became.
///
/// Only rows that are as the step left them are touched: what was changed since stays.
struct ChangeReversal {
    let db: Database
    let direction: Direction

    enum Direction {
        case undo, redo
    }

    /// Returns how many rows were left as they are, by the noun of their table.
    func run(_ step: Int64) throws -> [String: Int] {
        var left: [String: Int] = [:]
        try TextIndex(db: db).updating(try indexedItems(of: step)) {
            let order = direction == .undo ? "DESC" : "ASC"
            let rows = try Row.fetchCursor(
                db,
                sql: """
                    SELECT tableName, old, new FROM change WHERE step = ? ORDER BY change \(order)
                    """, arguments: [step])
            while let row = try rows.next() {
                guard let table = OrganisedTable.named(row[0]) else { continue }
                let (old, new): (String?, String?) = (row[1], row[2])
                let (from, to) = direction == .undo ? (new, old) : (old, new)
                if try !change(table, from: from, to: to) { left[table.noun, default: 0] += 1 }
            }
        }
        return left
    }

    /// Items whose indexed text the step changes.
    private func indexedItems(of step: Int64) throws -> [Int64] {
        let request: SQLRequest<Int64> = """
            SELECT item FROM change WHERE step = \(step)
                AND tableName IN ('mediaItemTag', 'note', 'hiddenItem')
            UNION SELECT mediaItemTag.item FROM change JOIN mediaItemTag
                ON mediaItemTag.tag = json_extract(ifnull(change.old, change.new), '$[0]')
                WHERE change.step = \(step) AND change.tableName = 'tag'
            ORDER BY 1
            """
        return try request.fetchAll(db)
    }

    /// Returns whether the row is as it should be now.
    private func change(_ table: OrganisedTable, from: String?, to: String?) throws -> Bool {
        switch (from, to) {
        case (let from?, let to?):
            let parents = Self.parents(of: table, in: "?2")
            let new = table.columns.enumerated()
                .map { "\($1) = json_extract(?2, '$[\($0)]')" }.joined(separator: ", ")
            try run(
                "UPDATE OR IGNORE \(table.name) SET \(new) WHERE \(Self.row(of: table))\(parents)",
                [from, to])
            return try db.changesCount > 0 || isThere(to, in: table, Self.row(of: table))
        case (nil, let to?):
            let values = table.columns.indices.map { "json_extract(?1, '$[\($0)]')" }
            try run(
                """
                INSERT OR IGNORE INTO \(table.name) (\(table.columns.joined(separator: ", ")))
                SELECT \(values.joined(separator: ", ")) WHERE 1\(Self.parents(of: table, in: "?1"))
                """, [to])
            return try db.changesCount > 0 || isThere(to, in: table, Self.row(of: table))
        case (let from?, nil):
            // A row that something newer names would take that along.
            let children = table.namedBy.map {
                " AND NOT EXISTS (SELECT 1 FROM \($0.table) WHERE \($0.table).\($0.reference.column)"
                    + " = \(table.name).\($0.reference.key))"
            }
            try run(
                "DELETE FROM \(table.name) WHERE \(Self.row(of: table))\(children.joined())", [from]
            )
            return try db.changesCount > 0 || !isThere(from, in: table, Self.key(of: table))
        case (nil, nil): return true
        }
    }

    private func isThere(
        _ row: String, in table: OrganisedTable, _ condition: String
    ) throws -> Bool {
        let found = try db.cachedStatement(sql: "SELECT 1 FROM \(table.name) WHERE \(condition)")
        return try Int.fetchOne(found, arguments: [row]) != nil
    }

    private func run(_ sql: String, _ arguments: StatementArguments) throws {
        try db.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    /// The row of the key that the first argument has.
    private static func key(of table: OrganisedTable) -> String {
        condition(table, table.key)
    }

    /// The row that equals the first argument.
    private static func row(of table: OrganisedTable) -> String {
        condition(table, table.columns)
    }

    private static func condition(_ table: OrganisedTable, _ columns: [String]) -> String {
        table.columns.enumerated().filter { columns.contains($1) }
            .map { "\($1) IS json_extract(?1, '$[\($0)]')" }.joined(separator: " AND ")
    }

    /// What must be there for a row to be there.
    private static func parents(of table: OrganisedTable, in argument: String) -> String {
        table.references.compactMap { reference in
            table.columns.firstIndex(of: reference.column).map {
                " AND EXISTS (SELECT 1 FROM \(reference.table) WHERE \(reference.key)"
                    + " = json_extract(\(argument), '$[\($0)]'))"
            }
        }.joined()
    }
}
