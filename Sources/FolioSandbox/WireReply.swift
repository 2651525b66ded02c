import Foundation
import Hummingbird

/// A reply in its final bytes.
struct WireReply {
    let status: Int
    var headers: HTTPFields
    var bytes: Data
    let isHead: Bool

    init(_ reply: Reply, requestID: String, at time: Int64, isHead: Bool) {
        let (type, bytes) = reply.encoded(requestID: requestID, at: time)
        status = reply.status
        self.bytes = bytes
        self.isHead = isHead
        headers = HTTPFields()
        headers[.contentType] = type
        headers[.contentLength] = String(bytes.count)
        for header in reply.headers + [.init(name: "X-Request-Id", value: requestID)] {
            if let name = HTTPFields.Element.Name(header.name) { headers[name] = header.value }
        }
    }

    /// The response that sends it whole.
    var response: Response {
        let body = isHead ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        return response(body)
    }

    func response(_ body: ResponseBody) -> Response {
        Response(status: .init(code: status), headers: headers, body: body)
    }
}
