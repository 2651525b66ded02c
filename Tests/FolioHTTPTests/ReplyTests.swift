import FolioHTTP
import FolioTestSupport
import Foundation
import Testing

@Suite struct ReplyTests {
    let client = HTTPClient()

    /// Reads one request, sends `bytes` and hangs up.
    private func server(sending bytes: Data) throws -> ScriptedServer {
        try ScriptedServer { connection in
            connection.read()
            connection.write(bytes)
        }
    }

    private func error(for reply: String) async throws -> HTTPError {
        let server = try server(sending: Data(reply.utf8))
        return try await httpError { try await client.send(HTTPRequest(.get, server.url)) }
    }

    @Test func aWholeReplyHasItsStatusHeadersAndBody() async throws {
        let server = try server(
            sending: Data(
                "HTTP/1.1 404 No\r\nX-Request-ID:  a:b \r\nSet-A: 1\r\nset-a: 2\r\nContent-Length: 4\r\n\r\nbody"
                    .utf8))

        let response = try await client.send(HTTPRequest(.get, server.url))

        #expect(response.status == 404)
        #expect(response.headers["x-request-id"] == "a:b")
        #expect(response.headers.values(of: "SET-A") == ["1", "2"])
        #expect(response.body == Data("body".utf8))
        #expect(response.byteCount == 4)
        #expect(response.hasDeclaredEnd)
    }

    @Test(arguments: [200, 201, 404, 422])
    func aReplyCutInsideItsHeadersProvesNothing(status: Int) async throws {
        let error = try await error(for: "HTTP/1.1 \(status) X\r\nContent-Type: text/plain\r\nX-")

        #expect(error.kind == .incompleteReply(status: status))
        #expect(!error.nothingWasSent)
    }

    @Test func aReplyCutBeforeTheEmptyLineProvesNothing() async throws {
        let error = try await error(for: "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n")

        #expect(error.kind == .incompleteReply(status: 200))
    }

    @Test func aBodyShorterThanDeclaredIsIncomplete() async throws {
        let error = try await error(for: "HTTP/1.1 201 X\r\nContent-Length: 100\r\n\r\nshort")

        #expect(error.kind == .incompleteReply(status: 201))
    }

    @Test func aChunkedBodyWithoutItsEndIsIncomplete() async throws {
        let error = try await error(
            for: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")

        #expect(error.kind == .incompleteReply(status: 200))
    }

    @Test func anEmptyReplyIsIncomplete() async throws {
        #expect(try await error(for: "").kind == .incompleteReply(status: nil))
    }

    @Test func whatIsNotHTTPIsUnreadable() async throws {
        let error = try await error(for: "SSH-2.0-OpenSSH_9.2\r\n")

        guard case .unreadableReply = error.kind else {
            Issue.record("\(error)")
            return
        }
    }

    @Test func aBodyThatOnlyTheConnectionEndsIsMarked() async throws {
        let server = try server(sending: Data("HTTP/1.1 200 OK\r\n\r\n{\"a\":".utf8))

        let response = try await client.send(HTTPRequest(.get, server.url))

        #expect(!response.hasDeclaredEnd)
        #expect(response.body == Data("{\"a\":".utf8))
    }

    @Test func aFoldedLineIsNoHeaderOfItsOwn() async throws {
        let server = try server(
            sending: Data(
                "HTTP/1.1 200 OK\r\nX-A: 1\r\n\tRetry-After: 9\r\nContent-Length: 0\r\n\r\n".utf8))

        let response = try await client.send(HTTPRequest(.get, server.url))

        #expect(response.headers["Retry-After"] == nil)
        #expect(response.headers["Content-Length"] == "0")
    }

    @Test func trailersAreNotHeaders() async throws {
        let server = try server(
            sending: Data(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\nX-Late: 1\r\n\r\n"
                    .utf8))

        let response = try await client.send(HTTPRequest(.get, server.url))

        #expect(response.body == Data("hi".utf8))
        #expect(response.headers["X-Late"] == nil)
        #expect(response.hasDeclaredEnd)
    }

    @Test func aCompressedReplyIsUnpacked() async throws {
        let body = Gzip.stored("{\"answer\": 42}")
        let head =
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(body.count)\r\n\r\n"
        let server = try server(sending: Data(head.utf8) + body)

        let response = try await client.send(HTTPRequest(.get, server.url))

        #expect(response.body == Data("{\"answer\": 42}".utf8))
        #expect(server.requests.first?.header("Accept-Encoding")?.contains("gzip") == true)
    }

    @Test func aReplyThatOnlyClaimsToBeCompressedIsUnreadable() async throws {
        let error = try await error(
            for: "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain")

        guard case .unreadableReply = error.kind else {
            Issue.record("\(error)")
            return
        }
    }

    @Test func aHeadRequestEndsWithItsHeaders() async throws {
        let server = try ScriptedServer { connection in
            connection.read()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
            connection.waitForEnd()
        }

        let response = try await client.send(HTTPRequest(.head, server.url))

        #expect(response.headers["Content-Length"] == "1000")
        #expect(response.body.isEmpty)
    }
}
