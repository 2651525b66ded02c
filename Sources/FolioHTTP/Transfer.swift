import CCurl
import Foundation

/// What one request's callbacks share: what it sends, and what has come back so far.
///
/// libcurl holds an unowned pointer to it from the start of the request to its end. Used on one
/// thread.
final class Transfer {
    let order: Order
    /// The file of the body or of the form, if there is one.
    let source: InputFile?
    private(set) var head = ReplyHead()
    private(set) var body = Data()
    /// Bytes of the body, after decompression.
    private(set) var byteCount: Int64 = 0
    /// Why a callback ended the request.
    private(set) var failure: HTTPError.Kind?
    /// Whether an address was refused by the request's rule.
    private(set) var sawRefusedAddress = false

    /// A body that is not wanted in the file, such as an error's, may not be larger.
    private static let sideBodyLimit: Int64 = 1 << 20

    init(_ order: Order) throws(HTTPError) {
        self.order = order
        source =
            switch order.request.body {
            case .file(let file, let offset): try InputFile(file, offset: offset)
            case .multipart(let form): try Self.file(of: form)
            case .none, .bytes: nil
            }
    }

    /// The whole reply. Only after ``head`` is complete.
    func response(_ status: Int) -> HTTPResponse {
        HTTPResponse(
            status: status, headers: head.headers, body: body, byteCount: byteCount,
            hasDeclaredEnd: head.declaresEnd || order.request.method == .head)
    }

    private static func file(of form: MultipartForm) throws(HTTPError) -> InputFile? {
        guard case .file(let file) = form.content else { return nil }
        return try InputFile(file)
    }
}

extension Transfer {
    /// - Returns: whether the request goes on.
    func takeHeader(_ line: UnsafeRawBufferPointer) -> Bool {
        head.take(String(decoding: line, as: UTF8.self), byteCount: line.count)
        if head.byteCount > ReplyHead.limit {
            failure = .replyTooLarge(limit: Int64(ReplyHead.limit))
        }
        return failure == nil
    }

    /// - Returns: whether the request goes on.
    func takeBody(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let file = (200...299).contains(head.status ?? 0) ? order.file : nil
        var limit = order.request.limits.replyBytes
        if order.file != nil, file == nil { limit = min(limit, Self.sideBodyLimit) }
        byteCount += Int64(bytes.count)
        guard byteCount <= limit else {
            failure = .replyTooLarge(limit: limit)
            return false
        }
        if let file {
            failure = file.append(bytes)
        } else {
            body.append(contentsOf: bytes)
        }
        return failure == nil
    }

    /// A socket for the address that libcurl is about to connect to, or none if the request may
    /// not go there.
    func openSocket(_ target: UnsafePointer<curl_sockaddr>) -> curl_socket_t {
        let address = target.pointee
        guard isAllowed(Self.ipAddress(target)) else {
            sawRefusedAddress = true
            return CURL_SOCKET_BAD
        }
        return socket(address.family, address.socktype | closeOnExec, address.protocol)
    }

    /// The address behind `target`, which is longer than the declared type for IPv6.
    private static func ipAddress(_ target: UnsafePointer<curl_sockaddr>) -> IPAddress? {
        guard let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else { return nil }
        return IPAddress(
            family: target.pointee.family, socketAddress: UnsafeRawPointer(target) + offset,
            length: Int(target.pointee.addrlen))
    }

    private func isAllowed(_ address: IPAddress?) -> Bool {
        guard order.endpoint.scheme == "https" || address?.isLoopback == true else { return false }
        if order.request.addresses == .any { return true }
        return address.map(order.request.addresses.allows) ?? false
    }

    private var closeOnExec: Int32 { Int32(SOCK_CLOEXEC.rawValue) }
}
