import GRDB

/// `POST /posts/bulk`; remote-api.md §10.7.
enum BulkRoutes {
    static func create(_ call: Call) throws -> Reply {
        guard case .array(let items) = try call.body().value("posts"), !items.isEmpty else {
            throw APIError.validation("posts must be a list of at least one post")
        }
        guard items.count <= 50 else {
            throw APIError(
                status: 400, code: "bulk_limit_exceeded",
                message: "At most 50 posts at once, not \(items.count)")
        }
        var results: [JSON] = []
        var succeeded = 0
        for (index, item) in items.enumerated() {
            let result = try one(item, call)
            if result["ok"] == true { succeeded += 1 }
            results.append(JSON.object([.init(name: "index", value: .int(index))]).merging(result))
        }
        let status = succeeded == items.count ? 201 : succeeded == 0 ? 422 : 207
        let data: JSON = [
            "summary": [
                "total": .int(items.count), "succeeded": .int(succeeded),
                "failed": .int(items.count - succeeded),
            ], "results": .array(results),
        ]
        return Reply(status: status, body: .data(data))
    }

    /// One post, whose refusal leaves the others alone.
    private static func one(_ item: JSON, _ call: Call) throws -> JSON {
        var result: JSON = .null
        try call.db.inSavepoint {
            do {
                guard case .object = item else {
                    throw APIError.validation("Each post must be an object")
                }
                result = ["ok": true, "post": try PostRoutes.create(Fields(item), call)]
                return .commit
            } catch let error as APIError {
                result = ["ok": false, "error": error.json]
                return .rollback
            }
        }
        return result
    }
}
