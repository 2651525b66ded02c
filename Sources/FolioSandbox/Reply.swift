import Foundation

/// What a route answers, before faults and the wire.
struct Reply: Sendable {
    struct Header: Sendable {
        let name: String
        let value: String
    }

    enum Body: Sendable {
        /// `data` of a success.
        case data(JSON)
        case error(APIError)
        /// Bytes outside the envelope: pictures, and pages that a proxy would send.
        case file(type: String, bytes: Data)
    }

    var status: Int
    var body: Body
    var headers: [Header] = []

    static func ok(_ data: JSON) -> Reply { Reply(status: 200, body: .data(data)) }
    static func created(_ data: JSON) -> Reply { Reply(status: 201, body: .data(data)) }

    static func refusal(_ error: APIError) -> Reply {
        Reply(status: error.status, body: .error(error), headers: error.headers)
    }

    /// The bytes and their type, inside the envelope where the body has one.
    func encoded(requestID: String, at time: Int64) -> (type: String, bytes: Data) {
        let meta: JSON = [
            "request_id": .string(requestID), "timestamp": .string(Timestamp.text(time)),
        ]
        switch body {
        case .data(let data): return Self.json(["data": data, "error": .null, "meta": meta])
        case .error(let error):
            return Self.json(["data": .null, "error": error.json, "meta": meta])
        case .file(let type, let bytes): return (type, bytes)
        }
    }

    private static func json(_ value: JSON) -> (type: String, bytes: Data) {
        ("application/json; charset=utf-8", Data(value.text.utf8))
    }
}
