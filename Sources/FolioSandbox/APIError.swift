/// A refusal in the remote's error envelope.
struct APIError: Error, Sendable {
    let status: Int
    let code: String
    let message: String
    var retryable = false
    var details: JSON = .null
    var headers: [Reply.Header] = []

    static func validation(_ message: String, details: JSON = .null) -> APIError {
        APIError(status: 400, code: "validation_error", message: message, details: details)
    }

    static func notFound(_ thing: String) -> APIError {
        APIError(status: 404, code: "not_found", message: "\(thing) not found")
    }

    static func conflict(_ code: String, _ message: String, details: JSON = .null) -> APIError {
        APIError(status: 409, code: code, message: message, details: details)
    }

    static func unauthorized(_ message: String) -> APIError {
        APIError(status: 401, code: "unauthorized", message: message)
    }

    static let internalError = APIError(
        status: 500, code: "internal_error", message: "Internal server error", retryable: true)

    var json: JSON {
        [
            "message": .string(message), "code": .string(code), "retryable": .bool(retryable),
            "details": details,
        ]
    }
}
