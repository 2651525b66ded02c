import Foundation
import Synchronization

/// A TCP server on this computer that does to each connection what a script says.
///
/// It knows just enough of HTTP to read a request, so that it can break the rules at any byte.
package final class ScriptedServer: Sendable {
    /// What is done to one connection; runs on a queue of its own and may block.
    package typealias Script = @Sendable (ServerConnection) -> Void

    package let port: UInt16
    private let listener: Int32
    private let log = RequestLog()

    /// Listens on a free port of the loopback interface.
    package init(_ script: @escaping Script) throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        let port = try Self.listen(listener)
        self.listener = listener
        self.port = port
        let log = log
        DispatchQueue(label: "server").async { Self.accept(listener, log, script) }
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    /// Without a final slash.
    package var url: String { "http://127.0.0.1:\(port)" }
    /// Whole requests that the server has read: what a real one would have executed.
    package var requests: [ReceivedRequest] { log.requests }
    package var connectionCount: Int { log.connectionCount }

    private static func listen(_ listener: Int32) throws -> UInt16 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) == 0 && Glibc.listen(listener, 64) == 0
                    && getsockname(listener, $0, &length) == 0
            }
        }
        guard isListening else { throw CocoaError(.fileReadUnknown) }
        return UInt16(bigEndian: address.sin_port)
    }

    private static func accept(_ listener: Int32, _ log: RequestLog, _ script: @escaping Script) {
        while true {
            let descriptor = Glibc.accept(listener, nil, nil)
            guard descriptor >= 0 else { break }
            let connection = ServerConnection(descriptor, number: log.countConnection(), log)
            DispatchQueue(label: "connection").async {
                script(connection)
                connection.end()
            }
        }
        close(listener)
    }
}

/// What all connections of a server have seen.
final class RequestLog: Sendable {
    private let state = Mutex<(connections: Int, requests: [ReceivedRequest])>((0, []))

    var requests: [ReceivedRequest] { state.withLock { $0.requests } }
    var connectionCount: Int { state.withLock { $0.connections } }

    /// - Returns: the connection's number, from 1.
    func countConnection() -> Int {
        state.withLock { state in
            state.connections += 1
            return state.connections
        }
    }

    func add(_ request: ReceivedRequest) {
        state.withLock { $0.requests.append(request) }
    }
}
