import Foundation
import Hummingbird
import NIOCore

/// From HTTP to routes and back, faults included.
struct SandboxResponder: HTTPResponder {
    let engine: Engine

    func respond(to request: Request, context: SandboxContext) async throws -> Response {
        let requestID = Identifier.hex(8)
        let origin = "http://127.0.0.1:\(context.channel.localAddress?.port ?? 0)"
        let match = engine.routes.match(method: request.method.rawValue, path: request.uri.path)
        guard case .route(let route, let parameters) = match else {
            let allowed = if case .wrongMethod(let methods) = match { methods } else { [String]() }
            let reply = try await engine.refuse(
                incoming(request, Data()), allowed: allowed, requestID: requestID)
            return wire(reply, requestID, isHead: request.method == .head).response
        }
        let body: Data
        do { body = try await self.body(of: request, limit: route.bodyLimit) } catch {
            return wire(.refusal(error), requestID, isHead: false).response
        }
        let incoming = incoming(request, body)
        let (fault, wait) = try await engine.prepare(route, incoming)
        if wait > 0 { try await Task.sleep(for: .seconds(wait)) }
        let reply = try await answer(
            incoming, route: route, parameters: parameters, fault: fault, requestID: requestID,
            origin: origin)
        let whole = wire(reply, requestID, isHead: request.method == .head)
        guard let fault else { return whole.response }
        return try await FaultDelivery(fault: fault, channel: context.channel)
            .deliver(whole)
    }

    /// A failure of the sandbox itself is an answer too.
    private func answer(
        _ incoming: Incoming, route: Route, parameters: [String: String], fault: Fault?,
        requestID: String, origin: String
    ) async throws -> Reply {
        do {
            return try await engine.answer(
                incoming, route: route, parameters: parameters, fault: fault,
                requestID: requestID, origin: origin)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            var failure = APIError.internalError
            failure.details = ["sandbox_error": .string(String(describing: error))]
            return .refusal(failure)
        }
    }

    /// The whole body.
    ///
    /// - Throws: 413 for one with more than `limit` bytes, 400 for one that is cut or garbled.
    private func body(of request: Request, limit: Int) async throws(APIError) -> Data {
        let tooLarge = APIError(
            status: 413, code: "payload_too_large",
            message: "The request body may have at most \(limit) bytes")
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw tooLarge
        }
        do {
            return Data(try await request.body.collect(upTo: limit).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw tooLarge
        } catch {
            throw APIError(
                status: 400, code: "bad_request", message: "The request body did not arrive whole")
        }
    }

    private func incoming(_ request: Request, _ body: Data) -> Incoming {
        Incoming(
            method: request.method.rawValue, path: request.uri.path,
            query: Incoming.parameters(request.uri.query ?? ""),
            authorization: request.headers[.authorization],
            contentType: request.headers[.contentType],
            userAgent: request.headers[.userAgent], body: body)
    }

    private func wire(_ reply: Reply, _ requestID: String, isHead: Bool) -> WireReply {
        WireReply(reply, requestID: requestID, at: engine.state.clock.now(), isHead: isHead)
    }
}
