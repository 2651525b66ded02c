import GRDB

/// The control route without HTTP, for tests in the same process.
extension Sandbox {
    /// What has happened so far, as far as tests usually ask.
    package struct Statistics: Sendable {
        /// Calls per route, such as `POST /ai/generate-image`; refused and failed ones included.
        package let requests: [String: Int]
        /// Paid calls that were charged.
        package let chargeCount: Int
        /// Credits charged, before refunds.
        package let charged: Int
        /// Credits given back.
        package let refunded: Int
        /// Credits left.
        package let balance: Int
        package let mediaCount: Int
        package let postCount: Int

        /// Calls of one route; 0 for one that was not called.
        package func requests(to route: String) -> Int { requests[route] ?? 0 }
    }

    /// Makes the calls that it names go wrong.
    package func inject(_ fault: Fault) async throws {
        try await engine.state.database.write { db in try FaultBook.add(fault, db) }
    }

    /// Forgets the faults that have not struck yet.
    package func clearFaults() async throws {
        try await engine.state.database.write { db in try db.execute(sql: "DELETE FROM fault") }
    }

    /// What has happened so far.
    package func statistics() async throws -> Statistics {
        let data = try await engine.control("GET", "/_sandbox/stats")
        func number(_ name: String) -> Int {
            if case .int(let number) = data[name] { number } else { 0 }
        }
        var requests: [String: Int] = [:]
        if case .object(let members) = data["requests"] {
            for member in members {
                if case .int(let count) = member.value { requests[member.name] = count }
            }
        }
        return Statistics(
            requests: requests, chargeCount: number("charge_count"), charged: number("charged"),
            refunded: number("refunded"), balance: number("balance"),
            mediaCount: number("media_count"), postCount: number("post_count"))
    }

    /// Calls a control route, such as `POST` `/media` with a JSON body; see docs/sandbox.md.
    ///
    /// - Returns: the reply's `data` as JSON text.
    /// - Throws: ``ControlError`` for a reply that is an error.
    @discardableResult
    package func control(
        _ method: String, _ path: String, _ body: String = ""
    ) async throws -> String {
        try await engine.control(method, "/_sandbox" + path, body).text
    }

    /// Why a control call was refused.
    package struct ControlError: Error {
        /// The error's text.
        package let message: String
    }
}
