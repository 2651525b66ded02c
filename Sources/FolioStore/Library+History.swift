package import FolioModel
import GRDB

extension Library {
    /// One step of what a person changed, whatever its size.
    package struct ChangeStep: Hashable, Sendable {
        /// Grows with time.
        package let number: Int64
        package let at: Timestamp
        /// What was done, such as `tag add boats`.
        package let summary: String
        /// How many items it changed something of.
        package let itemCount: Int
        package let isUndone: Bool
    }

    /// A step that was undone or done again.
    package struct RevertedStep: Hashable, Sendable {
        package let step: ChangeStep
        /// Rows that stayed as they are, because something changed them since or still needs
        /// them: how many, by what they are.
        package let left: [String: Int]
    }

    /// Steps that can be undone, and those that were and can be done again; newest first.
    ///
    /// The newest 1,000 steps are kept, and no more than a million changed rows besides those of
    /// the newest step.
    package func history(limit: Int? = nil) throws -> [ChangeStep] {
        try read { try Self.steps(where: "1", "ORDER BY step DESC LIMIT \(limit ?? -1)", in: $0) }
    }

    /// Undoes the newest steps, as many as there are of `count`, in one transaction.
    ///
    /// Rows that are not as the step left them stay. Returns the steps, newest first.
    package func undo(_ count: Int = 1) throws -> [RevertedStep] {
        try write { db in
            try Self.steps(where: "NOT isUndone", "ORDER BY step DESC LIMIT \(count)", in: db)
                .map { try Self.revert($0, .undo, in: db) }
        }
    }

    /// Does undone steps again, the last undone first.
    package func redo(_ count: Int = 1) throws -> [RevertedStep] {
        try write { db in
            try Self.steps(where: "isUndone", "ORDER BY step LIMIT \(count)", in: db)
                .map { try Self.revert($0, .redo, in: db) }
        }
    }

    /// Runs `body` in a transaction that is one step of the history; it keeps the beginning of a
    /// long `summary`.
    func step<Value>(
        _ summary: String, now: Timestamp, _ body: (Database) throws -> Value
    ) throws -> Value {
        try write { db in
            try ChangeRecorder(db: db).record(String(summary.prefix(200)), at: now) { try body(db) }
        }
    }

    private static func revert(
        _ step: ChangeStep, _ direction: ChangeReversal.Direction, in db: Database
    ) throws -> RevertedStep {
        let left = try ChangeReversal(db: db, direction: direction).run(step.number)
        try db.execute(
            literal: """
                UPDATE changeStep SET isUndone = \(direction == .undo) WHERE step = \(step.number)
                """)
        return RevertedStep(step: step, left: left)
    }

    private static func steps(
        where condition: SQL, _ order: SQL, in db: Database
    ) throws -> [ChangeStep] {
        let request: SQLRequest<Row> = """
            SELECT step, at, summary, itemCount, isUndone FROM changeStep
            WHERE \(condition) \(order)
            """
        return try request.fetchAll(db).map {
            ChangeStep(
                number: $0[0], at: Timestamp(milliseconds: $0[1]), summary: $0[2],
                itemCount: $0[3], isUndone: $0[4])
        }
    }
}
