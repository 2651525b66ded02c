package import Foundation

/// The server's side of one connection. Blocks; used by the script on a queue of its own.
package final class ServerConnection: Sendable {
    /// From 1, in the order of arrival.
    package let number: Int
    private let descriptor: Int32
    private let log: RequestLog

    init(_ descriptor: Int32, number: Int, _ log: RequestLog) {
        self.descriptor = descriptor
        self.number = number
        self.log = log
        // No test waits this long; it keeps a broken one from hanging for ever.
        var patience = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    /// Reads the next whole request, or gives `nil` at the connection's end.
    @discardableResult package func read() -> ReceivedRequest? {
        guard let (head, start) = readHead() else { return nil }
        let length = ReceivedRequest(head: head, body: Data()).header("Content-Length")
        let body = readBody(after: start, length: length.flatMap { Int($0) } ?? 0)
        let request = ReceivedRequest(head: head, body: body)
        log.add(request)
        return request
    }

    /// Reads up to the empty line, and what came with it of the body.
    package func readHead() -> (String, Data)? {
        var bytes = Data()
        while true {
            if let end = bytes.range(of: Data("\r\n\r\n".utf8)) {
                let head = String(decoding: bytes[..<end.upperBound], as: UTF8.self)
                return (head, bytes[end.upperBound...])
            }
            guard let more = receive() else { return nil }
            bytes += more
        }
    }

    /// - Returns: whether the other side still listens.
    @discardableResult package func write(_ text: String) -> Bool {
        write(Data(text.utf8))
    }

    /// Sends `bytes` as they are.
    @discardableResult package func write(_ bytes: Data) -> Bool {
        bytes.withUnsafeBytes { (buffer: UnsafeRawBufferPointer) -> Bool in
            var rest = Slice(base: buffer, bounds: buffer.indices)
            while !rest.isEmpty {
                let part = UnsafeRawBufferPointer(rebasing: rest)
                let count = send(
                    descriptor, part.baseAddress, part.count, Int32(MSG_NOSIGNAL))
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
    }

    /// Sends a whole reply that keeps the connection.
    @discardableResult package func reply(
        _ status: Int = 200, headers: [String] = [], _ body: String = "ok"
    ) -> Bool {
        let lines = ["HTTP/1.1 \(status) Status", "Content-Length: \(body.utf8.count)"] + headers
        return write(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
    }

    /// Says nothing until the other side hangs up.
    package func waitForEnd() {
        while receive() != nil {}
    }

    /// Makes the connection end with a reset instead of an orderly close.
    package func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    }

    func end() {
        close(descriptor)
    }

    private func readBody(after start: Data, length: Int) -> Data {
        var body = start
        while body.count < length, let more = receive() { body += more }
        return body
    }

    private func receive() -> Data? {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        return count > 0 ? Data(buffer.prefix(count)) : nil
    }
}
