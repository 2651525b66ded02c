import Foundation

/// The client's side of a connection to this computer. Blocks.
final class LoopbackConnection {
    private let descriptor: Int32

    init?(port: UInt16) {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard descriptor >= 0, connected == 0 else { return nil }
    }

    deinit { close(descriptor) }

    func write(_ bytes: Data) {
        bytes.withUnsafeBytes { buffer in
            var sent = 0
            while sent < buffer.count {
                let count = send(
                    descriptor, buffer.baseAddress?.advanced(by: sent), buffer.count - sent,
                    Int32(MSG_NOSIGNAL))
                guard count > 0 else { return }
                sent += count
            }
        }
    }

    /// A reply that tells its length; all that comes where it does not.
    func readReply() -> Data {
        var bytes = Data()
        var length: Int?
        while length.map({ bytes.count < $0 }) ?? true {
            var buffer = [UInt8](repeating: 0, count: 64 << 10)
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { return bytes }
            bytes += buffer.prefix(count)
            if length == nil { length = Self.wholeLength(bytes) }
        }
        return bytes
    }

    private static func wholeLength(_ bytes: Data) -> Int? {
        guard let end = bytes.range(of: Data("\r\n\r\n".utf8)) else { return nil }
        let head = String(decoding: bytes[..<end.upperBound], as: UTF8.self)
        let body = ReceivedRequest(head: head, body: Data()).header("Content-Length")
        return body.flatMap { Int($0) }.map { end.upperBound + $0 }
    }
}
