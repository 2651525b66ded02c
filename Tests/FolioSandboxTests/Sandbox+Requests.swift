import FolioSandbox
import Foundation

/// Requests as a client with a key sends them.
extension Sandbox {
    func get(_ path: String) async throws -> HTTPReply {
        try await send("GET", path)
    }

    func post(_ path: String, _ json: String = "") async throws -> HTTPReply {
        try await send("POST", path, json)
    }

    func send(
        _ method: String, _ path: String, _ json: String = "", key: String? = nil
    ) async throws -> HTTPReply {
        var headers = [(name: "Authorization", value: "Bearer \(key ?? apiKey)")]
        if !json.isEmpty { headers.append(("Content-Type", "application/json")) }
        return try await HTTPExchange(
            method: method, url: baseURL + path, headers: headers, body: Data(json.utf8)
        ).send()
    }

    /// A generated image's media id.
    func makeImage(_ prompt: String = "a red boat") async throws -> String {
        let reply = try await post(
            "/ai/generate-image", #"{"prompt":"\#(prompt)","model":"flux-schnell"}"#)
        return reply.text("data.media_id") ?? ""
    }
}

/// A sandbox with small pictures, which most tests need nothing else of.
func withSmallSandbox<Value: Sendable>(
    shape: SandboxOptions.Shape = .union, credits: Int = 10_000, clock: SandboxClock = .system,
    _ body: @Sendable (Sandbox) async throws -> Value
) async throws -> Value {
    var options = SandboxOptions()
    options.imageSize = 32
    options.shape = shape
    options.credits = credits
    return try await withSandbox(options, clock: clock, body)
}
