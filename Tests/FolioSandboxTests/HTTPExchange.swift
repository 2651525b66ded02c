import Foundation

/// One request over a raw socket, so that cut and lost replies can be seen as they are.
struct HTTPExchange: Sendable {
    var method = "GET"
    /// `http://127.0.0.1:PORT/path?query`.
    var url: String
    var headers: [(name: String, value: String)] = []
    var body = Data()

    /// Everything the server sends until it closes the connection.
    ///
    /// On a thread of its own: the shared ones are few, and the server needs them to answer.
    func send() async throws -> HTTPReply {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try exchange() })
            }
        }
    }

    private func exchange() throws -> HTTPReply {
        guard let components = URLComponents(string: url), let port = components.port else {
            throw URLError(.badURL)
        }
        let socket = try Self.connect(port: port)
        defer { close(socket) }
        let query = components.percentEncodedQuery.map { "?\($0)" } ?? ""
        var head = "\(method) \(components.percentEncodedPath)\(query) HTTP/1.1\r\n"
        head += "Host: 127.0.0.1:\(port)\r\nConnection: close\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        if !body.isEmpty || method == "POST" { head += "Content-Length: \(body.count)\r\n" }
        Self.write(Data((head + "\r\n").utf8) + body, to: socket)
        return HTTPReply(raw: Self.readAll(from: socket), isHead: method == "HEAD")
    }

    private static func connect(port: Int) throws -> Int32 {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(socket, $0, size)
            }
        }
        guard status == 0 else { throw URLError(.cannotConnectToHost) }
        return socket
    }

    /// A server that hangs up early is part of some tests, so a failed write is no error.
    private static func write(_ data: Data, to socket: Int32) {
        let bytes = [UInt8](data)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return }
            sent += count
        }
    }

    private static func readAll(from socket: Int32) -> Data {
        var data = Data()
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            if count <= 0 { return data }
            data += buffer[..<count]
        }
    }
}
