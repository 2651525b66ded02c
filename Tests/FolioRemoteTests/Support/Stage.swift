import FolioHTTP
import FolioModel
import FolioRemote
import FolioTestSupport
import Testing

/// A client before a server that plays a script, with a clock that needs no waiting.
struct Stage {
    static let key = "pe_live_0123456789abcdef0123456789abcdef"

    let server: ScriptedServer
    let time = FakeTime()
    let remote: HTTPRemote

    init(
        _ replies: ScriptedReply..., policy: RetryPolicy = RetryPolicy(),
        meter: any RequestMeter = MemoryRequestMeter(), paidSilence: Duration = .seconds(180)
    ) throws {
        try self.init(
            server: ScriptedServer(replies), policy: policy, meter: meter, paidSilence: paidSilence)
    }

    init(
        server: ScriptedServer, policy: RetryPolicy = RetryPolicy(),
        meter: any RequestMeter = MemoryRequestMeter(), paidSilence: Duration = .seconds(180)
    ) throws {
        self.server = server
        var source = time.source
        // The server lives as long as its client, since a test may keep nothing but that.
        source.now = { [time] in withExtendedLifetime(server) { time.now } }
        remote = HTTPRemote(
            baseURL: server.url + "/api/v1", key: Secret(Self.key),
            client: HTTPClient(.init(userAgent: "folio/test")),
            limiter: RateLimiter(meter: meter, time: source), policy: policy, time: source,
            paidSilence: paidSilence)
    }

    /// Method and path of each request, without the base.
    var lines: [String] {
        server.requests.map { $0.line.replacing("/api/v1", with: "") }
    }
}

/// The remote's error that `body` ends with; a recorded issue where it ends otherwise.
func remoteError<Value>(
    _ location: SourceLocation = #_sourceLocation, _ body: () async throws -> Value
) async throws -> RemoteError {
    try #require(
        await #expect(throws: RemoteError.self, sourceLocation: location) { _ = try await body() },
        sourceLocation: location)
}

/// The item that a reply of `json` describes.
func mediaItem(_ mediaID: String = "m-1", _ json: String) async throws -> RemoteMediaItem {
    try await Stage(.data(json)).remote.mediaItem(mediaID)
}

extension RemoteMediaItem {
    /// The same without its raw text, which differs with every shape.
    var withoutRaw: RemoteMediaItem {
        var item = self
        item.raw = ""
        return item
    }
}
