import Foundation
import Synchronization

/// Stands between a client and a server on this computer and spoils one exchange at one byte.
package final class FaultProxy: Sendable {
    /// What happens to the exchange that is struck.
    package enum Fault: Sendable, Hashable {
        /// The server gets so many bytes of the request, then both sides see the end.
        case cutRequest(after: Int)
        /// The client gets so many bytes of the reply, then the end.
        case cutReply(after: Int)
        /// The same, and the connection is reset.
        case resetReply(after: Int)
        /// One byte of the reply arrives as a NUL, which no JSON and no header holds.
        case garbleReply(at: Int)
        /// The reply comes late.
        case delayReply(milliseconds: UInt32)
    }

    /// Bytes of one exchange, as they passed.
    package struct Exchange: Sendable {
        package let line: String
        package let requestBytes: Int
        package let replyBytes: Int
    }

    private struct State {
        var fault: (number: Int, fault: Fault)?
        var begun = 0
        var exchanges: [Exchange] = []
    }

    private let state: StateBox
    private let server: ScriptedServer

    /// Forwards to `port` of the loopback interface.
    package init(to port: UInt16) throws {
        let box = StateBox()
        state = box
        server = try ScriptedServer { connection in
            while let request = connection.read() {
                guard Self.forward(request, of: connection, to: port, box) else { return }
            }
        }
    }

    /// Without a final slash.
    package var url: String { server.url }

    /// Exchanges since the last call of ``strike(_:exchange:)``.
    package var exchanges: [Exchange] { state.value.withLock { $0.exchanges } }

    /// Spoils the exchange of this number, from 1, counted from now on; `nil` spoils none.
    package func strike(_ fault: Fault?, exchange number: Int = 1) {
        state.value.withLock { $0 = State(fault: fault.map { (number, $0) }) }
    }

    private final class StateBox: Sendable {
        let value = Mutex(State())
    }

    /// Returns whether the client's connection goes on.
    private static func forward(
        _ request: ReceivedRequest, of client: ServerConnection, to port: UInt16, _ state: StateBox
    ) -> Bool {
        let fault = state.value.withLock { state in
            state.begun += 1
            return state.fault?.number == state.begun ? state.fault?.fault : nil
        }
        var bytes = Data(request.head.utf8) + request.body
        let whole = bytes.count
        if case .cutRequest(let count) = fault { bytes = bytes.prefix(count) }
        guard let upstream = LoopbackConnection(port: port) else { return false }
        upstream.write(bytes)
        if case .cutRequest = fault { return false }
        var reply = upstream.readReply()
        let exchange = Exchange(
            line: request.line, requestBytes: whole, replyBytes: reply.count)
        state.value.withLock { $0.exchanges.append(exchange) }
        switch fault {
        case .cutReply(let count): reply = reply.prefix(count)
        case .resetReply(let count):
            reply = reply.prefix(count)
            client.reset()
        case .garbleReply(let place) where reply.indices.contains(place): reply[place] = 0
        case .delayReply(let milliseconds): usleep(milliseconds * 1_000)
        case nil, .cutRequest, .garbleReply: break
        }
        let isOpen = client.write(reply)
        return isOpen && reply.count == exchange.replyBytes
    }
}
