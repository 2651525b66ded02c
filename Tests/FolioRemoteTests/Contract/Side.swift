import FolioHTTP
import FolioRemote
import FolioSandbox
import FolioTestSupport

/// Which remote a contract test runs on.
enum Side: String, CaseIterable, Sendable {
    case fake
    /// ``HTTPRemote`` before a sandbox.
    case http

    /// Gives `body` a fresh remote with an empty library and this many credits.
    func withRemote(
        credits: Int = 10_000, _ body: @Sendable (any Remote) async throws -> Void
    ) async throws {
        switch self {
        case .fake: try await body(FakeRemote(credits: credits))
        case .http:
            var options = SandboxOptions()
            options.credits = credits
            options.imageSize = 32
            try await withSandbox(options) { sandbox in
                try await body(
                    HTTPRemote(
                        baseURL: sandbox.baseURL, key: Secret(sandbox.apiKey),
                        client: HTTPClient()))
            }
        }
    }
}
