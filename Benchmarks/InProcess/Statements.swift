import CFloor
import Synchronization

/// The statements that SQLite was given, as it was given them.
enum Statements {
    private static let seen = Mutex<[String]>([])

    /// From now on every new connection is watched.
    static func watch() {
        floor_watch(
            { text, _ in
                guard let text else { return }
                let statement = String(cString: text)
                Statements.seen.withLock { $0.append(statement) }
            }, nil)
    }

    /// Those of `work`, without what begins and ends a transaction.
    static func of(_ work: () throws -> Void) rethrows -> [String] {
        seen.withLock { $0 = [] }
        try work()
        let frames = ["BEGIN", "COMMIT", "ROLLBACK", "PRAGMA"]
        return seen.withLock { $0 }.filter { text in !frames.contains { text.hasPrefix($0) } }
    }
}
