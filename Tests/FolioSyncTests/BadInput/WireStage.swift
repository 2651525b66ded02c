import FolioHTTP
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Foundation
import Synchronization

/// A library before a real client and a server whose listings say what a test wants.
///
/// The remote is sane at first: it lists three items and two posts. `go` changes what it lists.
final class WireStage: Sendable {
    /// The body of a listing from an offset on.
    typealias Listing = @Sendable (_ offset: Int) -> String

    let sync: SyncStage
    private let server: ScriptedServer
    private let remote: HTTPRemote
    private let script: Script

    static let items = #"{"id":"m0"},{"id":"m1"},{"id":"m2"}"#
    static let posts = #"{"id":"p0","content":"One"},{"id":"p1","content":"Two"}"#

    init() throws {
        let stage = try SyncStage()
        let script = Script()
        let server = try ScriptedServer { connection in
            while let request = connection.read() {
                let (status, body) = script.answer(request.line)
                let headers = ["Content-Type: application/json"]
                guard connection.reply(status, headers: headers, body) else { return }
            }
        }
        sync = stage
        self.script = script
        self.server = server
        remote = HTTPRemote(
            baseURL: server.url + "/api/v1", key: Secret("pe_live_0123456789abcdef"),
            client: HTTPClient(), limiter: RateLimiter(time: stage.time.source),
            time: stage.time.source)
    }

    var library: Library { sync.library }
    var requestCount: Int { server.requests.count }

    /// Every listing is as at first, or as given.
    func go(media: @escaping Listing = Script.items, posts: @escaping Listing = Script.posts) {
        script.listings.withLock { $0 = (media, posts) }
    }

    func run() async throws -> SyncSummary {
        try await sync.sync(through: remote, baseURL: server.url + "/api/v1")
    }

    /// `json` in the remote's envelope.
    static func data(_ json: String) -> String {
        #"{"data":\#(json),"error":null,"meta":{"request_id":"r"}}"#
    }
}

/// What the server of a ``WireStage`` answers.
final class Script: Sendable {
    typealias Listing = WireStage.Listing

    static let items: Listing = { offset in
        WireStage.data(#"{"media":[\#(offset == 0 ? WireStage.items : "")],"total":3}"#)
    }
    static let posts: Listing = { offset in
        WireStage.data(#"{"posts":[\#(offset == 0 ? WireStage.posts : "")],"total":2}"#)
    }

    let listings = Mutex<(media: Listing, posts: Listing)>((items, posts))

    func answer(_ line: String) -> (Int, String) {
        let path = line.split(separator: " ")[1].replacing("/api/v1", with: "")
        let offset = Self.offset(in: line)
        let (media, posts) = listings.withLock { $0 }
        if path.hasPrefix("/media?") { return (200, media(offset)) }
        if path.hasPrefix("/posts?") { return (200, posts(offset)) }
        if path.hasPrefix("/media/m") {
            return (200, WireStage.data(#"{"id":"\#(path.dropFirst(7))","status":"ready"}"#))
        }
        if path == "/me" { return (200, WireStage.data(#"{"organization":{"id":"o-1"}}"#)) }
        if path.hasPrefix("/accounts") { return (200, WireStage.data(#"{"accounts":[]}"#)) }
        return (404, #"{"data":null,"error":{"code":"not_found","message":"no"},"meta":{}}"#)
    }

    private static func offset(in line: String) -> Int {
        guard let start = line.range(of: "offset=") else { return 0 }
        return Int(line[start.upperBound...].prefix { $0.isNumber }) ?? 0
    }
}
