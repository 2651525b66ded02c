package import Foundation

/// A running `folio-sandbox` with small images, on a port of its own; it ends with its owner.
package final class SandboxProcess: Sendable {
    package let baseURL: String
    package let key: String
    /// The folder of its books.
    package let state: URL
    private let controlURL: String
    private let programs: ProgramRunner
    private let process: RunningProgram

    package init(_ arguments: String...) throws {
        programs = try ProgramRunner()
        state = programs.folder.appendingPathComponent("state")
        process = try programs.start(
            "folio-sandbox",
            ["--json", "--image-size", "64", "--state", state.path] + arguments)
        let process = process
        try until("the sandbox starts") { try process.output.hasSuffix("\n") }
        let line = try JSONSerialization.jsonObject(with: Data(try process.output.utf8))
        let facts = line as? [String: String] ?? [:]
        guard let base = facts["base_url"], let control = facts["control_url"],
            let key = facts["api_key"]
        else { throw CocoaError(.coderReadCorrupt) }
        (baseURL, controlURL, self.key) = (base, control, key)
    }

    /// Ends it, as ^C does, and waits until its port is closed.
    package func stop() throws {
        process.signal(SIGINT)
        _ = try process.wait()
    }

    /// Makes the next image calls, or those of `route`, fail as `docs/sandbox.md` tells.
    package func fault(_ spec: String, route: String = "POST /ai/generate-image") throws {
        try control("POST", "/faults", ["spec": "\(spec),route=\(route)"])
    }

    private var isFaultTaken: Bool {
        get throws {
            let faults = try control("GET", "/faults")["faults"] as? [[String: Any]] ?? []
            return faults.isEmpty
        }
    }

    /// Waits until the fault that was set has struck.
    package func waitForFault() throws {
        try until("the call arrives") { try isFaultTaken }
    }

    package func clearFaults() throws {
        try control("DELETE", "/faults")
    }

    /// A key that may do only what `scopes` say.
    package func key(scopes: [String]) throws -> String {
        let made = try control("POST", "/keys", ["scopes": scopes])
        let secret = made["api_key"] ?? made["key"] ?? made["secret"]
        return secret as? String ?? ""
    }

    /// Images that were charged so far, refunded ones too.
    package var charges: Int {
        get throws { try control("GET", "/stats")["charge_count"] as? Int ?? -1 }
    }

    /// Calls of a route that arrived so far.
    package func calls(_ route: String = "POST /ai/generate-image") throws -> Int {
        let requests = try control("GET", "/stats")["requests"] as? [String: Int]
        return requests?[route] ?? 0
    }

    /// Asks the control route and returns `data` of its reply.
    ///
    /// By a client of the tests' own: Folio's would be its own judge.
    @discardableResult
    package func control(
        _ method: String, _ path: String, _ body: [String: Any]? = nil
    ) throws -> [String: Any] {
        try ask(method, controlURL + path, body, headers: [])
    }

    /// Asks the remote's own API, as another client of the same account would, and returns `data`.
    @discardableResult
    package func api(
        _ method: String, _ path: String, _ body: [String: Any]? = nil
    ) throws -> [String: Any] {
        try ask(method, baseURL + path, body, headers: ["Authorization: Bearer \(key)"])
    }

    private func ask(
        _ method: String, _ address: String, _ body: [String: Any]?, headers: [String]
    ) throws -> [String: Any] {
        let data = try body.map { try JSONSerialization.data(withJSONObject: $0) } ?? Data()
        guard let url = URL(string: address), let port = url.port.flatMap(UInt16.init),
            let connection = LoopbackConnection(port: port)
        else { throw ControlError(text: "no connection to \(address)") }
        let query = url.query.map { "?\($0)" } ?? ""
        let head = [
            "\(method) \(url.path)\(query) HTTP/1.1", "Host: 127.0.0.1", "Connection: close",
            "Content-Type: application/json", "Content-Length: \(data.count)",
        ]
        let end = headers + ["", ""]
        connection.write(Data((head + end).joined(separator: "\r\n").utf8) + data)
        let reply = connection.readReply()
        guard let gap = reply.range(of: Data("\r\n\r\n".utf8)),
            let line = String(decoding: reply, as: UTF8.self).split(separator: "\r\n").first,
            line.contains(" 20")
        else { throw ControlError(text: String(decoding: reply, as: UTF8.self)) }
        let object = try JSONSerialization.jsonObject(with: reply[gap.upperBound...])
        return (object as? [String: Any])?["data"] as? [String: Any] ?? [:]
    }

    private struct ControlError: Error {
        let text: String
    }
}

extension ProgramRunner {
    /// A library whose key is kept, as `init` and `login` leave it.
    package convenience init(loggedInTo sandbox: SandboxProcess) throws {
        try self.init()
        _ = try folio("init")
        let login = try folio(
            "login", "--base-url", sandbox.baseURL, "--api-key-stdin", input: sandbox.key)
        guard login.code == 0 else { throw CocoaError(.userActivityConnectionUnavailable) }
    }

    /// Asks for images without a question, at one credit each.
    package func generate(_ prompt: String, _ more: String...) throws -> Outcome {
        try run("folio", ["generate", "--model", "flux-schnell", "--yes"] + more + ["--", prompt])
    }

    /// What the library's file answers to SQL, by the tool that anyone has.
    package func sqlite(_ commands: String...) throws -> String {
        let file = library.appendingPathComponent("library.sqlite").path
        return try run("/usr/bin/sqlite3", [file] + commands).output
    }

    /// Items, journal and ledger as text, to see that nothing changed.
    package func dump() throws -> String {
        try sqlite(".dump mediaItem", ".dump generation", ".dump ledgerEntry")
    }

    /// The state of each paid call, oldest first.
    package func paidCalls() throws -> [String] {
        try sqlite("SELECT state FROM generation ORDER BY rowid").split(separator: "\n")
            .map(String.init)
    }
}
