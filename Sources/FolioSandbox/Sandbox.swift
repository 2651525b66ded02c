import Foundation
import GRDB
import Hummingbird
import Logging
import NIOCore

/// A running stand-in for the remote, as others find it.
package struct Sandbox: Sendable {
    /// Why a sandbox could not start.
    package struct StartError: Error {
        /// One sentence without a final period.
        package let message: String
    }

    /// `http://127.0.0.1:PORT/api/v1`.
    package let baseURL: String
    /// A key with all scopes.
    package let apiKey: String
    /// `http://127.0.0.1:PORT/_sandbox`.
    package let controlURL: String
    /// The folder of the state.
    package let state: String
    let engine: Engine

    /// Serves on the loopback interface until the task is cancelled.
    ///
    /// A temporary state is removed at the end.
    ///
    /// - Parameters:
    ///   - options: how it behaves.
    ///   - clock: where it reads the time.
    ///   - onReady: called once, when requests are answered.
    /// - Throws: ``StartError`` where the port or the state folder cannot be used.
    package static func serve(
        _ options: SandboxOptions, clock: SandboxClock = .system,
        onReady: @escaping @Sendable (Sandbox) -> Void
    ) async throws {
        let state: SandboxState
        do { state = try SandboxState(options, clock: clock) } catch {
            throw StartError(message: error.message)
        }
        defer { state.close() }
        let key = try await state.database.read { db in try APIKey.first(db).secret }
        let engine = Engine(state: state)
        var logger = Logger(label: "folio-sandbox")
        logger.logLevel = .critical
        let application = Application(
            responder: SandboxResponder(engine: engine),
            configuration: .init(
                address: .hostname("127.0.0.1", port: options.port), serverName: nil),
            onServerRunning: { channel in
                let origin = "http://127.0.0.1:\(channel.localAddress?.port ?? options.port)"
                onReady(
                    Sandbox(
                        baseURL: origin + Route.prefix, apiKey: key,
                        controlURL: origin + "/_sandbox", state: state.folder, engine: engine))
            }, logger: logger)
        do { try await application.run() } catch is CancellationError {} catch {
            let isTaken = String(describing: error).contains("already in use")
            throw StartError(
                message: isTaken
                    ? "port \(options.port) is already in use"
                    : "port \(options.port) cannot be used: \(error)")
        }
    }
}

/// Runs `body` with a sandbox on a free port, over real sockets, and stops it afterwards.
package func withSandbox<Value: Sendable>(
    _ options: SandboxOptions = SandboxOptions(), clock: SandboxClock = .system,
    _ body: @Sendable (Sandbox) async throws -> Value
) async throws -> Value {
    let (ready, announce) = AsyncStream<Sandbox>.makeStream()
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
            defer { announce.finish() }
            try await Sandbox.serve(options, clock: clock) { announce.yield($0) }
        }
        defer { group.cancelAll() }
        for await sandbox in ready {
            return try await body(sandbox)
        }
        // The stream ended without a sandbox, so serving has failed and says why.
        try await group.waitForAll()
        throw Sandbox.StartError(message: "the sandbox stopped before it was ready")
    }
}
