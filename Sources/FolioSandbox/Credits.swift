import GRDB

/// Movements of credits. Each keeps its entry, so that a test can count charges.
enum Credits {
    /// Refuses a call that the balance does not cover.
    static func require(_ price: Int, model: String, _ db: Database) throws {
        let balance = try Workspace(db).balance
        guard balance < price else { return }
        throw APIError(
            status: 402, code: "insufficient_credits",
            message: "Insufficient AI credits. Required: \(price), available: \(balance)",
            details: [
                "credits_required": .int(price), "credits_available": .int(balance),
                "model": .string(model),
            ])
    }

    /// Takes credits and returns the balance after.
    @discardableResult
    static func charge(
        _ credits: Int, kind: String = "charge", mediaID: String? = nil, model: String? = nil,
        _ call: Call
    ) throws -> Int {
        try call.db.execute(
            literal: "UPDATE workspace SET creditsUsed = creditsUsed + \(credits)")
        try record(kind, credits, mediaID: mediaID, model: model, call)
        return try Workspace(call.db).balance
    }

    /// Gives credits back.
    static func refund(_ credits: Int, model: String?, _ call: Call) throws {
        try call.db.execute(
            literal: "UPDATE workspace SET creditsUsed = creditsUsed - \(credits)")
        try record("refund", credits, model: model, call)
    }

    /// Adds bought credits.
    static func topUp(_ credits: Int, _ call: Call) throws {
        try call.db.execute(
            literal: "UPDATE workspace SET creditsBonus = creditsBonus + \(credits)")
        try record("topUp", credits, call)
    }

    private static func record(
        _ kind: String, _ credits: Int, mediaID: String? = nil, model: String? = nil, _ call: Call
    ) throws {
        try call.db.execute(
            literal: """
                INSERT INTO creditEntry (at, kind, credits, mediaID, model, requestID)
                VALUES (\(call.now), \(kind), \(credits), \(mediaID), \(model), \(call.requestID))
                """)
    }
}
