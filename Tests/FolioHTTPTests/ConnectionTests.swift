import FolioHTTP
import FolioTestSupport
import Foundation
import Testing

@Suite struct ConnectionTests {
    let client = HTTPClient()

    private func keepingServer() throws -> ScriptedServer {
        try ScriptedServer { connection in
            while connection.read() != nil { connection.reply() }
        }
    }

    @Test func oneConnectionServesRequestsOneAfterAnother() async throws {
        let server = try keepingServer()

        for path in ["/a", "/b", "/c"] {
            _ = try await client.send(HTTPRequest(.get, server.url + path))
        }
        _ = try await client.send(
            HTTPRequest(.post, server.url, body: .bytes(Data("x".utf8))))

        #expect(server.requests.count == 4)
        #expect(server.connectionCount == 1)
    }

    @Test func requestsAtTheSameTimeAllGetTheirOwnReply() async throws {
        let server = try ScriptedServer { connection in
            while let request = connection.read() {
                connection.reply(200, String(request.head.prefix { $0 != "H" }))
            }
        }

        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<24 {
                group.addTask {
                    let reply = try await client.send(HTTPRequest(.get, "\(server.url)/\(number)"))
                    #expect(reply.body == Data("GET /\(number) ".utf8))
                }
            }
            try await group.waitForAll()
        }

        #expect(server.requests.count == 24)
    }

    /// What libcurl keeps of a request that ended early must not refuse the next one.
    @Test func aNameThatIsNotFoundIsSaidEachTimeAndTheClientGoesOn() async throws {
        let server = try keepingServer()

        for _ in 0..<3 {
            let error = await #expect(throws: HTTPError.self) {
                try await client.send(HTTPRequest(.get, "https://nothing.invalid/"))
            }
            #expect(error?.kind == .couldNotResolve(host: "nothing.invalid"))
        }

        #expect(try await client.send(HTTPRequest(.get, server.url)).status == 200)
    }

    @Test func afterAReplyThatDoesNotComeTheClientGoesOn() async throws {
        let silent = try ScriptedServer { connection in
            while connection.read() != nil {}
        }
        let server = try keepingServer()
        var request = HTTPRequest(.get, silent.url)
        request.limits.response = .milliseconds(200)

        for _ in 0..<2 {
            let error = await #expect(throws: HTTPError.self) { try await client.send(request) }
            #expect(error?.kind == .timedOut(.waiting))
        }

        #expect(try await client.send(HTTPRequest(.get, server.url)).status == 200)
    }

    @Test func nothingOfARequestIsLeftForTheNextOne() async throws {
        let server = try keepingServer()
        _ = try await client.send(
            HTTPRequest(
                .put, server.url, headers: [HTTPHeader("Authorization", secret: Secret("k"))],
                body: .bytes(Data("body".utf8))))

        _ = try await client.send(HTTPRequest(.get, server.url))

        let second = try #require(server.requests.last)
        #expect(second.head.hasPrefix("GET / HTTP/1.1\r\n"))
        #expect(second.header("Authorization") == nil)
        #expect(second.header("Content-Length") == nil)
        #expect(second.body.isEmpty)
    }

    @Test func theMethodAndItsEmptyBodyAreSentAsTheyAre() async throws {
        let server = try keepingServer()

        for method in [HTTPRequest.Method.post, .put, .patch, .delete] {
            _ = try await client.send(HTTPRequest(method, server.url))
        }

        #expect(
            server.requests.map { $0.head.prefix { $0 != " " } }
                == ["POST", "PUT", "PATCH", "DELETE"])
        #expect(server.requests.map { $0.header("Content-Length") } == ["0", "0", "0", nil])
        #expect(server.requests.allSatisfy { $0.header("Content-Type") == nil })
        #expect(server.requests.allSatisfy { $0.header("User-Agent") == "Folio" })
    }

    @Test func aNameThatDoesNotExistIsSaidSo() async throws {
        // A request that may only go to public addresses uses no proxy, which would resolve it.
        let error = try await httpError {
            try await client.send(
                HTTPRequest(.get, "https://nothing.invalid/?token=abc", addresses: .publicOnly()))
        }

        #expect(error.kind == .couldNotResolve(host: "nothing.invalid"))
        #expect(error.nothingWasSent)
    }

    @Test(arguments: [
        "http://example.com/", "http://127.0.0.1.example.com/", "http://localhost.example.com/",
        "http://10.0.0.1/", "http://[::2]/", "ftp://localhost/", "file:///etc/passwd",
        "gopher://127.0.0.1/", "http://0.0.0.0/", "http://2130706434.example/",
    ])
    func anUnsafeAddressIsRefusedBeforeAnythingIsSent(url: String) async throws {
        let error = try await httpError { try await client.send(HTTPRequest(.get, url)) }

        switch error.kind {
        case .insecure, .invalidRequest: #expect(error.nothingWasSent)
        default: Issue.record("\(error)")
        }
    }

    @Test(arguments: [
        "", "nonsense", "https://", "https://user:password@localhost/", "https://a b/",
        "https://localhost\r\nX: y/", "/relative", "https://localhost\u{0}.example.com/",
    ])
    func anAddressThatIsNotValidIsRefused(url: String) async throws {
        let error = try await httpError { try await client.send(HTTPRequest(.get, url)) }

        #expect(error.nothingWasSent)
        #expect(!"\(error)".contains("password"))
    }

    @Test(arguments: [
        HTTPHeader("X-A", "1\r\nX-B: 2"), HTTPHeader("X A", "1"), HTTPHeader("", "1"),
        HTTPHeader("X-A:", "1"), HTTPHeader("Content-Length", "0"), HTTPHeader("Host", "a"),
        HTTPHeader("X-A", "a\u{0}b"), HTTPHeader("transfer-encoding", "chunked"),
    ])
    func aHeaderThatWouldChangeTheRequestIsRefused(header: HTTPHeader) async throws {
        let server = try keepingServer()

        let error = try await httpError {
            try await client.send(HTTPRequest(.get, server.url, headers: [header]))
        }

        guard case .invalidRequest = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(error.nothingWasSent)
        #expect(server.connectionCount == 0)
    }

    @Test(arguments: [
        "https://127.0.0.1:%/x", "https://localhost:%/", "https://[::1]:%/", "https://0x7f.1:%/",
        "https://2130706433:%/", "https://[::ffff:127.0.0.1]:%/", "https://169.254.169.254:%/",
        "https://10.1.2.3:%/", "https://[fe80::1]:%/", "https://0.0.0.0:%/", "http://127.0.0.1:%/",
    ])
    func anAddressFromAReplyMayNotLeadInside(template: String) async throws {
        let server = try keepingServer()
        let url = template.replacingOccurrences(of: "%", with: "\(server.port)")

        let error = try await httpError {
            try await client.send(HTTPRequest(.get, url, addresses: .publicOnly()))
        }

        guard case .refusedAddress = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(error.nothingWasSent)
        #expect(server.connectionCount == 0)
    }

    @Test func aRemoteOnThisComputerMayHandOutItsOwnAddresses() async throws {
        let server = try keepingServer()
        _ = try await client.send(HTTPRequest(.get, server.url))

        let response = try await client.send(
            HTTPRequest(.get, server.url, addresses: .publicOnly(allowsLoopback: true)))
        let error = try await httpError {
            try await client.send(HTTPRequest(.get, server.url, addresses: .publicOnly()))
        }

        #expect(response.status == 200)
        #expect(error.kind == .refusedAddress(host: "127.0.0.1"))
    }

    @Test func aClosedClientSendsNothing() async throws {
        let server = try keepingServer()
        _ = try await client.send(HTTPRequest(.get, server.url))
        client.close()

        let error = try await httpError { try await client.send(HTTPRequest(.get, server.url)) }

        #expect(error.nothingWasSent)
        #expect(server.requests.count == 1)
    }
}
