import Foundation
import GRDB

/// Carries out requests on the state, each in one transaction.
struct Engine: Sendable {
    let state: SandboxState
    let routes = RouteTable.all

    /// The fault that hits this call, and how long the reply has to wait.
    func prepare(_ route: Route, _ incoming: Incoming) async throws -> (fault: Fault?, wait: Double)
    {
        try await state.database.write { db in
            let fault =
                route.isControl
                ? nil : try FaultBook.take(for: route, path: incoming.path, db)
            var wait = fault?.kind == .delay ? fault?.seconds ?? 1 : 0
            if try Settings(db).latency == .real, !route.isControl {
                wait += Latency.seconds(route, incoming)
            }
            return (fault, wait)
        }
    }

    /// Does what the request asks and keeps its row in the log.
    func answer(
        _ incoming: Incoming, route: Route, parameters: [String: String], fault: Fault?,
        requestID: String, origin: String
    ) async throws -> Reply {
        try await state.database.write { db in
            let now = try Workspace.now(db, state.clock)
            var call = Call(
                incoming: incoming, db: db, now: now, requestID: requestID, origin: origin,
                settings: try Settings(db), parameters: parameters, pageFault: fault)
            try Self.letTimePass(db, now: now)
            var reply = try carryOut(&call, route, fault)
            if let replacement = fault?.replacement { reply = replacement }
            if route.pattern.hasPrefix(Route.prefix) {
                reply.headers += try RateWindows.headers(call)
            }
            if !route.isControl {
                try RequestLog.add(call, route: route.name, status: reply.status, fault: fault)
            }
            return reply
        }
    }

    /// The answer to a request that fits no route.
    func refuse(_ incoming: Incoming, allowed: [String], requestID: String) async throws -> Reply {
        try await state.database.write { db in
            let call = Call(
                incoming: incoming, db: db, now: try Workspace.now(db, state.clock),
                requestID: requestID, origin: "", settings: try Settings(db))
            var reply = Self.noRoute(incoming, allowed: allowed)
            if incoming.path.hasPrefix(Route.prefix) {
                reply.headers += try RateWindows.headers(call)
            }
            try RequestLog.add(call, route: "(no route)", status: reply.status, fault: nil)
            return reply
        }
    }

    /// What happens by itself as time passes, done before each request looks at the state.
    static func letTimePass(_ db: Database, now: Int64) throws {
        try Workspace.startNewMonth(db, now: now)
        try MediaItem.settle(db, now: now)
        try Publisher.publishDue(db, now: now)
    }

    /// Calls a control route from inside the process.
    func control(_ method: String, _ target: String, _ body: String = "") async throws -> JSON {
        let parts = target.split(separator: "?", maxSplits: 1).map(String.init)
        let query = parts.count > 1 ? Incoming.parameters(parts[1]) : []
        let incoming = Incoming(
            method: method, path: parts[0], query: query, authorization: nil, contentType: nil,
            userAgent: nil, body: Data(body.utf8))
        guard case .route(let route, let parameters) = routes.match(method: method, path: parts[0])
        else { throw Sandbox.ControlError(message: "there is no route \(method) \(target)") }
        let reply = try await answer(
            incoming, route: route, parameters: parameters, fault: nil,
            requestID: Identifier.hex(8), origin: "")
        switch reply.body {
        case .data(let data): return data
        case .error(let error): throw Sandbox.ControlError(message: error.message)
        case .file: throw Sandbox.ControlError(message: "\(target) answers with a file")
        }
    }

    private func carryOut(_ call: inout Call, _ route: Route, _ fault: Fault?) throws -> Reply {
        do {
            if let fault, !fault.doesWork {
                if route.kind == .image {
                    try GenerationRoutes.chargeForFailure(
                        call, always: fault.kind == .chargeOnFailure)
                }
                return .refusal(.internalError)
            }
            if let scope = route.scope { try admit(&call, route, scope) }
            return try perform(call, route)
        } catch let error as APIError {
            return .refusal(error)
        }
    }

    private func admit(_ call: inout Call, _ route: Route, _ scope: String) throws {
        let key = try APIKey.authenticate(call.incoming.authorization, call.db, now: call.now)
        call.key = key
        try RateWindows.admit(call, route.kind)
        guard key.scopes.contains(scope) else {
            throw APIError(
                status: 403, code: "forbidden",
                message: "This API key lacks the \(scope) scope",
                details: ["required_scope": .string(scope), "scopes": JSON(key.scopes)])
        }
    }

    /// Runs the route; a refusal undoes whatever it did.
    private func perform(_ call: Call, _ route: Route) throws -> Reply {
        var outcome = Result<Reply, APIError>.failure(.internalError)
        try call.db.inSavepoint {
            do {
                outcome = .success(try route.action(call))
                return .commit
            } catch let error as APIError {
                outcome = .failure(error)
                return .rollback
            }
        }
        switch outcome {
        case .success(let reply): return reply
        case .failure(let error):
            try route.afterRefusal?(call, error)
            return .refusal(error)
        }
    }

    private static func noRoute(_ incoming: Incoming, allowed: [String]) -> Reply {
        let methods = (allowed + (allowed.contains("GET") ? ["HEAD"] : []) + ["OPTIONS"])
        let allow = Reply.Header(name: "Allow", value: methods.joined(separator: ", "))
        if allowed.isEmpty {
            return .refusal(
                APIError(
                    status: 404, code: "not_found", message: "No such endpoint: \(incoming.path)"))
        }
        if incoming.method == "OPTIONS" {
            return Reply(status: 200, body: .data(["methods": JSON(methods)]), headers: [allow])
        }
        return .refusal(
            APIError(
                status: 405, code: "method_not_allowed",
                message:
                    "\(incoming.method) is not allowed here; use \(allowed.joined(separator: ", "))",
                headers: [allow]))
    }
}
