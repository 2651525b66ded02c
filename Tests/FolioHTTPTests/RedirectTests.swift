import FolioHTTP
import FolioTestSupport
import Foundation
import Testing

@Suite struct RedirectTests {
    let client = HTTPClient()

    private func target() throws -> ScriptedServer {
        try ScriptedServer { connection in
            while connection.read() != nil { connection.reply(200, "target") }
        }
    }

    private func server(redirectingTo location: String) throws -> ScriptedServer {
        try ScriptedServer { connection in
            while connection.read() != nil {
                connection.reply(302, headers: ["Location: \(location)"])
            }
        }
    }

    @Test(arguments: ["Authorization", "X-Api-Key", "X-Anything"])
    func aRequestWithASecretIsNeverRedirected(header: String) async throws {
        let target = try target()
        let server = try server(redirectingTo: target.url + "/there?signature=abc")
        let request = HTTPRequest(
            .get, server.url, headers: [HTTPHeader(header, secret: Secret("Bearer pe_live_k"))],
            redirects: .followed)

        let error = try await httpError { try await client.send(request) }

        #expect(error.kind == .redirected(status: 302, to: target.url + "/there"))
        #expect(server.requests.first?.header(header) == "Bearer pe_live_k")
        #expect(target.connectionCount == 0)
        #expect(!"\(error)".contains("pe_live") && !"\(error)".contains("abc"))
    }

    @Test func aRequestWithoutASecretIsRedirectedIfItAsksForThat() async throws {
        let target = try target()
        let server = try server(redirectingTo: target.url + "/there")

        let response = try await client.send(
            HTTPRequest(.get, server.url, redirects: .followed))

        #expect(response.body == Data("target".utf8))
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func aRedirectNeverRepeatsAWrite(status: Int) async throws {
        let server = try ScriptedServer { connection in
            while connection.read() != nil {
                connection.reply(status, headers: ["Location: /elsewhere"])
            }
        }

        let error = try await httpError {
            try await client.send(
                HTTPRequest(
                    .post, server.url, body: .bytes(Data("{}".utf8)), redirects: .followed))
        }

        #expect(error.kind == .redirected(status: status, to: server.url + "/elsewhere"))
        #expect(server.requests.count == 1)
    }

    @Test func aRedirectToADeadServerDoesNotClaimThatNothingWasSent() async throws {
        let server = try server(redirectingTo: "http://127.0.0.1:\(closedPort())/")

        let error = try await httpError {
            try await client.send(HTTPRequest(.get, server.url, redirects: .followed))
        }

        guard case .couldNotConnect = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(!error.nothingWasSent)
    }

    @Test func aRelativeRedirectStaysOnItsServer() async throws {
        let server = try ScriptedServer { connection in
            while let request = connection.read() {
                if request.head.hasPrefix("GET /b/c ") {
                    connection.reply(200, "here")
                } else {
                    connection.reply(307, headers: ["Location: ../b/c"])
                }
            }
        }

        let response = try await client.send(
            HTTPRequest(.get, server.url + "/a/x", redirects: .followed))

        #expect(response.body == Data("here".utf8))
    }

    @Test func redirectsInACircleEnd() async throws {
        let server = try server(redirectingTo: "/again")

        let error = try await httpError {
            try await client.send(HTTPRequest(.get, server.url, redirects: .followed))
        }

        #expect(server.requests.count == 6)
        #expect(!error.nothingWasSent)
    }

    @Test(arguments: [
        "http://example.com/", "file:///etc/passwd", "gopher://127.0.0.1/", "ftp://localhost/x",
    ])
    func aRedirectToAnUnsafeAddressIsRefused(location: String) async throws {
        let server = try server(redirectingTo: location)

        let error = try await httpError {
            try await client.send(HTTPRequest(.get, server.url, redirects: .followed))
        }

        guard case .insecure = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(!error.nothingWasSent)
    }

    @Test func aRedirectStatusWithoutATargetIsAPlainReply() async throws {
        let server = try ScriptedServer { connection in
            connection.read()
            connection.reply(302)
        }

        #expect(try await client.send(HTTPRequest(.get, server.url)).status == 302)
    }
}
