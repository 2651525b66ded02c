import FolioModel
import GRDB

/// Writes down, within one transaction, every row of an ``OrganisedTable`` that it changes.
///
/// Triggers of this connection do it, for as long as the step lasts: they see what cascades too,
/// and go away with the transaction if it fails.
struct ChangeRecorder {
    let db: Database

    /// So many steps are kept, and besides the newest so many rows.
    static let stepLimit = 1_000
    static let rowLimit = 1_000_000

    /// Runs `body` as one step of the history. If it changes nothing, there is no step.
    func record<Value>(
        _ summary: String, at now: Timestamp, _ body: () throws -> Value
    ) throws -> Value {
        let step =
            try Int64.fetchOne(db, sql: "SELECT 1 + ifnull(max(step), 0) FROM changeStep") ?? 1
        try db.execute(
            literal: """
                INSERT INTO changeStep (step, at, summary)
                VALUES (\(step), \(now.milliseconds), \(summary))
                """)
        for table in OrganisedTable.all { try watch(table, for: step) }
        let value = try body()
        for table in OrganisedTable.all { try unwatch(table) }
        try finish(step)
        return value
    }

    private func finish(_ step: Int64) throws {
        try db.execute(
            literal: """
                UPDATE changeStep SET
                    rowCount = (SELECT count(*) FROM change WHERE step = \(step)),
                    itemCount = (SELECT count(DISTINCT item) FROM change WHERE step = \(step))
                WHERE step = \(step);
                DELETE FROM changeStep WHERE step = \(step) AND rowCount = 0
                """)
        guard db.changesCount == 0 else { return }
        // What was undone before cannot be done again on top of something new.
        try db.execute(
            literal: """
                DELETE FROM changeStep WHERE isUndone;
                DELETE FROM changeStep WHERE step IN (SELECT step FROM (
                    SELECT step, row_number() OVER newest AS steps, sum(rowCount) OVER newest AS total
                    FROM changeStep WINDOW newest AS (ORDER BY step DESC))
                    WHERE steps > 1 AND (steps > \(Self.stepLimit)
                        OR total - (SELECT rowCount FROM changeStep WHERE step = \(step))
                            > \(Self.rowLimit)))
                """)
    }

    private func watch(_ table: OrganisedTable, for step: Int64) throws {
        for moment in Moment.allCases {
            let old = moment == .insert ? "NULL" : Self.values(of: table, "OLD")
            let new = moment == .delete ? "NULL" : Self.values(of: table, "NEW")
            let item = table.item.map { "\(moment == .delete ? "OLD" : "NEW").\($0)" } ?? "NULL"
            // Names of this module and a number: no text of a person comes into the statement.
            try db.execute(
                sql: """
                    CREATE TEMP TRIGGER \(moment.trigger(on: table))
                    AFTER \(moment.rawValue) ON main.\(table.name) BEGIN
                        INSERT INTO change (step, tableName, item, old, new)
                        VALUES (\(step), '\(table.name)', \(item), \(old), \(new));
                    END
                    """)
        }
    }

    private func unwatch(_ table: OrganisedTable) throws {
        for moment in Moment.allCases {
            try db.execute(sql: "DROP TRIGGER temp.\(moment.trigger(on: table))")
        }
    }

    private static func values(of table: OrganisedTable, _ row: String) -> String {
        "json_array(\(table.columns.map { "\(row).\($0)" }.joined(separator: ", ")))"
    }

    private enum Moment: String, CaseIterable {
        case insert = "INSERT"
        case update = "UPDATE"
        case delete = "DELETE"

        func trigger(on table: OrganisedTable) -> String {
            "change\(rawValue)\(table.name)"
        }
    }
}
