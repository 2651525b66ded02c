import GRDB

/// The faults that are waiting for their calls.
enum FaultBook {
    static func add(_ fault: Fault, _ db: Database) throws {
        let times: Int? = fault.times == 0 ? nil : fault.times
        try db.execute(
            literal: """
                INSERT INTO fault (kind, route, skip, times, bytes, seconds, work)
                VALUES (\(fault.kind.rawValue), \(fault.route), \(fault.skip), \(times),
                    \(fault.bytes), \(fault.seconds), \(fault.work))
                """)
    }

    static func all(_ db: Database) throws -> [Fault] {
        try rows(db).map(\.fault)
    }

    /// The fault that hits this call; counts the call for every fault that matches it.
    static func take(for route: Route, path: String, _ db: Database) throws -> Fault? {
        var taken: Fault?
        for (id, fault) in try rows(db) {
            let matches = fault.matches(
                method: route.method, pattern: route.shortPattern, path: path)
            guard matches else { continue }
            if fault.skip > 0 {
                try db.execute(literal: "UPDATE fault SET skip = skip - 1 WHERE id = \(id)")
            } else if taken == nil {
                taken = fault
                try db.execute(literal: "UPDATE fault SET times = times - 1 WHERE id = \(id)")
                try db.execute(literal: "DELETE FROM fault WHERE times <= 0")
            }
        }
        return taken
    }

    private static func rows(_ db: Database) throws -> [(id: Int64, fault: Fault)] {
        try Row.fetchAll(db, sql: "SELECT * FROM fault ORDER BY id").compactMap { row in
            guard let kind = Fault.Kind(rawValue: row["kind"]) else { return nil }
            var fault = Fault(kind: kind)
            fault.route = row["route"]
            fault.skip = row["skip"]
            fault.times = row["times"] ?? 0
            fault.bytes = row["bytes"]
            fault.seconds = row["seconds"]
            fault.work = row["work"]
            return (row["id"], fault)
        }
    }
}
