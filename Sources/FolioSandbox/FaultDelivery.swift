import Foundation
import Hummingbird
import NIOCore

/// How a reply fails on its way to the client.
struct FaultDelivery {
    /// Ends a connection in the middle of a reply.
    private struct Cut: Error {}

    let fault: Fault
    let channel: any Channel

    /// The response as the fault leaves it; the connection may be gone afterwards.
    func deliver(_ reply: WireReply) async throws -> Response {
        switch fault.kind {
        case .lostReply: try? await channel.close()  // It may be gone already: as wanted.
        case .reset: try await reset()
        case .cutHeaders: try await cut(after: fault.bytes ?? 20)
        case .cutBody: return truncated(reply, to: fault.bytes ?? 10)
        case .wrongLength: return wrongLength(reply, excess: fault.bytes ?? 10)
        case .slowDrip: return dripping(reply)
        case .garbledJSON: return garbled(reply)
        case .hang: try await hang()
        default: break
        }
        return reply.response
    }

    private func reset() async throws {
        if let socket = channel as? any SocketOptionProvider {
            try await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
        }
        // As for a lost reply.
        try? await channel.close()
    }

    private func cut(after count: Int) async throws {
        let channel = channel
        try await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.addHandler(
                CutHandler(remaining: count), position: .first)
        }.get()
    }

    /// Sends the first bytes of a body whose whole length was promised, and hangs up.
    private func truncated(_ reply: WireReply, to count: Int) -> Response {
        let part = ByteBuffer(bytes: reply.bytes.prefix(count))
        return reply.response(
            ResponseBody(contentLength: reply.bytes.count) { writer in
                if part.readableBytes > 0 { try await writer.write(part) }
                throw Cut()
            })
    }

    /// Promises more bytes than there are.
    private func wrongLength(_ reply: WireReply, excess: Int) -> Response {
        var promising = reply
        promising.headers[.contentLength] = String(reply.bytes.count + excess)
        return truncated(promising, to: reply.bytes.count)
    }

    private func dripping(_ reply: WireReply) -> Response {
        let (bytes, size) = (reply.bytes, max(1, fault.bytes ?? 64))
        let pause = Duration.seconds(fault.seconds ?? 0.02)
        return reply.response(
            ResponseBody(contentLength: bytes.count) { writer in
                var start = bytes.startIndex
                while start < bytes.endIndex {
                    let end = min(start + size, bytes.endIndex)
                    try await writer.write(ByteBuffer(bytes: bytes[start..<end]))
                    try await Task.sleep(for: pause)
                    start = end
                }
                try await writer.finish(nil)
            })
    }

    /// The same length, but no JSON after the first half.
    private func garbled(_ reply: WireReply) -> Response {
        var garbled = reply
        let half = reply.bytes.count / 2
        garbled.bytes =
            reply.bytes.prefix(half) + Data(repeating: 0x7d, count: reply.bytes.count - half)
        return garbled.response
    }

    /// Says nothing until the client gives up, and a day at most.
    private func hang() async throws {
        let (channel, limit) = (channel, fault.seconds ?? 86_400)
        try await channel.eventLoop.submit {
            try channel.pipeline.syncOperations.addHandler(GivingUpHandler(), position: .first)
        }.get()
        await withTaskGroup(of: Void.self) { group in
            // A sleep that is cut short and a connection that is gone both mean the end.
            group.addTask {
                try? await Task.sleep(for: .seconds(limit))
                try? await channel.close()
            }
            group.addTask { try? await channel.closeFuture.get() }
            await group.next()
            group.cancelAll()
        }
    }
}

/// Closes the connection as soon as the client has closed its side.
private final class GivingUpHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if let event = event as? ChannelEvent, event == .inputClosed {
            context.close(promise: nil)
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }
}

/// Lets a number of raw bytes out, whatever they mean, and then closes the connection.
private final class CutHandler: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var remaining: Int

    init(remaining: Int) {
        self.remaining = remaining
    }

    func write(
        context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
    ) {
        var buffer = unwrapOutboundIn(data)
        // A limit that falls on a buffer's end has to close as well.
        guard remaining <= buffer.readableBytes else {
            remaining -= buffer.readableBytes
            context.write(data, promise: promise)
            return
        }
        if let head = buffer.readSlice(length: remaining) {
            context.writeAndFlush(wrapOutboundOut(head), promise: promise)
        }
        context.close(promise: nil)
    }
}
