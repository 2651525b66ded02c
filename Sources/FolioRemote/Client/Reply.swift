import FolioHTTP
import FolioModel
import Foundation

/// A reply that arrived, as far as it can be read.
struct Reply: Sendable {
    let status: Int
    /// `nil` for what is no JSON, or JSON that is not what the remote wraps its replies in.
    let envelope: Envelope?
    /// What the body is instead, for people; `nil` where there is an envelope.
    let defect: String?
    /// Whether the body is JSON at all. What is not may have been cut, or come from a proxy.
    let isJSON: Bool
    let requestID: String?
    /// When the remote answered, by its own clock; `nil` where it does not say.
    let remoteTime: Timestamp?
    /// The body as it arrived, up to a bound.
    let raw: String
    var notice: RateLimitNotice

    init(_ response: HTTPResponse, to call: Call, hiding key: Secret, receivedAt now: Timestamp) {
        status = response.status
        notice = RateLimitNotice(response.headers, receivedAt: now)
        let body = Self.withoutKey(response.body, key)
        raw = String(decoding: body.prefix(Bounds.rawBytes), as: UTF8.self)
        // A reason why it does not parse would tell people nothing; the raw text is kept.
        let json = try? JSONParser.parse(body)
        isJSON = json != nil
        // A 201 that has an id and no envelope still proves that something was made.
        envelope = json.flatMap {
            Envelope($0, acceptsBareData: call.acceptsBareData || response.status == 201)
        }
        remoteTime =
            envelope?.timestamp ?? response.headers["Date"].flatMap(Timestamp.init(httpDate:))
        defect = envelope == nil ? Self.defect(response, isJSON: json != nil) : nil
        requestID = envelope?.requestID ?? Self.requestID(response.headers["X-Request-Id"])
    }

    /// A server that repeats the request's headers in its reply must not bring the key into logs.
    private static func withoutKey(_ body: Data, _ key: Secret) -> [UInt8] {
        let bytes = Array(body)
        let secret = Array(key.revealed.utf8)
        guard secret.count >= 8, contains(secret, in: bytes) else { return bytes }
        return bytes.replacing(secret, with: Array("***".utf8))
    }

    /// A listing is long, and the search of the standard library takes longer than its parsing.
    private static func contains(_ needle: [UInt8], in bytes: [UInt8]) -> Bool {
        let (needle, bytes) = (needle.span, bytes.span)
        guard needle.count > 0, bytes.count >= needle.count else { return false }
        let first = needle[0]
        for start in 0...bytes.count - needle.count where bytes[start] == first {
            var length = 1
            while length < needle.count, bytes[start + length] == needle[length] { length += 1 }
            if length == needle.count { return true }
        }
        return false
    }

    private static func defect(_ response: HTTPResponse, isJSON: Bool) -> String {
        if response.body.isEmpty { return "it has no body" }
        if isJSON { return "it has neither data nor an error in it" }
        let start = response.body.prefix(512)
        let isHTML =
            response.headers["Content-Type"]?.lowercased().contains("html") == true
            || String(decoding: start, as: UTF8.self).lowercased().contains("<html")
        return isHTML ? "it is HTML instead of JSON" : "it is not complete JSON"
    }

    private static func requestID(_ text: String?) -> String? {
        guard let text, text.utf8.count <= Bounds.identifier else { return nil }
        return text
    }
}

extension Reply {
    /// `nil` unless the status is 2xx and the data is there.
    var data: JSONValue? {
        guard (200...299).contains(status), case .data(let json) = envelope?.content
        else { return nil }
        return json
    }

    var fault: RemoteFault? {
        if case .fault(let fault) = envelope?.content { fault } else { nil }
    }

    /// This reply as an error.
    func error(_ failure: RemoteError.Failure) -> RemoteError {
        RemoteError(
            failure, status: status, code: fault?.code, remoteMessage: fault?.message,
            requestID: requestID, raw: raw)
    }
}
