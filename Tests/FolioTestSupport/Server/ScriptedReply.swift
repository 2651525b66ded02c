import Synchronization

/// What a scripted server does with one request.
package enum ScriptedReply: Sendable {
    /// A whole reply.
    case whole(status: Int, headers: [String], body: String)
    /// Reads the request and hangs up without a byte.
    case hangUp
    /// A reply that ends `missing` bytes before its length is reached.
    case cutBody(Int, String, missing: Int)
    /// A status line and half a header, then the end.
    case cutHeaders(Int)
    /// Silence until the client hangs up.
    case silence

    /// A whole reply with this body.
    package static func reply(_ status: Int, headers: [String] = [], _ body: String) -> Self {
        .whole(status: status, headers: headers, body: body)
    }

    /// A whole reply in the remote's envelope.
    package static func data(_ status: Int, headers: [String] = [], _ json: String) -> Self {
        .reply(
            status, headers: ["Content-Type: application/json"] + headers,
            #"{"data":\#(json),"error":null,"meta":{"request_id":"9f31c07d"}}"#)
    }

    /// A whole reply in the remote's envelope, with status 200.
    package static func data(headers: [String] = [], _ json: String) -> Self {
        data(200, headers: headers, json)
    }

    /// A whole error in the remote's envelope; `fields` is what else the error holds.
    package static func error(
        _ status: Int, _ code: String, _ message: String = "no", headers: [String] = [],
        fields: String = ""
    ) -> Self {
        .reply(
            status, headers: ["Content-Type: application/json"] + headers,
            #"{"data":null,"error":{"message":"\#(message)","code":"\#(code)"\#(fields)},"#
                + #""meta":{"request_id":"9f31c07d"}}"#)
    }

    /// A page as a proxy makes it.
    package static func html(_ status: Int) -> Self {
        .reply(
            status, headers: ["Content-Type: text/html"],
            "<html><body><h1>\(status)</h1></body></html>")
    }
}

extension ScriptedServer {
    /// Answers the first request with the first reply and so on; the last one serves all others.
    package convenience init(_ replies: [ScriptedReply]) throws {
        let script = ReplyScript(replies)
        try self.init { connection in
            while connection.read() != nil {
                guard connection.perform(script.next()) else { return }
            }
        }
    }
}

/// Hands out replies in order, to all connections together.
private final class ReplyScript: Sendable {
    private let replies: [ScriptedReply]
    private let position = Mutex(0)

    init(_ replies: [ScriptedReply]) {
        self.replies = replies
    }

    func next() -> ScriptedReply {
        let index = position.withLock { position in
            defer { position += 1 }
            return position
        }
        return replies[min(index, replies.count - 1)]
    }
}

extension ServerConnection {
    /// - Returns: whether the connection goes on.
    fileprivate func perform(_ action: ScriptedReply) -> Bool {
        switch action {
        case .whole(let status, let headers, let body):
            return reply(status, headers: headers, body)
        case .hangUp: return false
        case .cutBody(let status, let body, let missing):
            write("HTTP/1.1 \(status) Status\r\nContent-Length: \(body.utf8.count)\r\n\r\n")
            write(String(body.dropLast(missing)))
            return false
        case .cutHeaders(let status):
            write("HTTP/1.1 \(status) Status\r\nContent-Type: appl")
            return false
        case .silence:
            waitForEnd()
            return false
        }
    }
}
