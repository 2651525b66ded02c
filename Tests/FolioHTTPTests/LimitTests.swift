import FolioHTTP
import FolioTestSupport
import Foundation
import Testing

@Suite struct LimitTests {
    let client = HTTPClient()

    private func get(_ server: ScriptedServer, _ limits: HTTPLimits) async throws -> HTTPError {
        try await httpError {
            try await client.send(HTTPRequest(.get, server.url, limits: limits))
        }
    }

    @Test func anEndlessBodyEndsAtTheLimit() async throws {
        let server = try ScriptedServer { connection in
            connection.read()
            connection.write("HTTP/1.1 200 OK\r\n\r\n")
            let block = Data(repeating: 65, count: 64 << 10)
            while connection.write(block) {}
        }

        let error = try await get(server, HTTPLimits(replyBytes: 100_000))

        #expect(error.kind == .replyTooLarge(limit: 100_000))
        #expect(!error.nothingWasSent)
    }

    @Test func endlessHeadersEndAtTheLimit() async throws {
        let server = try ScriptedServer { connection in
            connection.read()
            connection.write("HTTP/1.1 200 OK\r\n")
            let line = "X-Filler: " + String(repeating: "a", count: 1_000) + "\r\n"
            while connection.write(line) {}
        }

        let error = try await get(server, HTTPLimits())

        guard case .replyTooLarge = error.kind else {
            Issue.record("\(error)")
            return
        }
    }

    @Test func endlessInterimRepliesEndAtTheLimit() async throws {
        let server = try ScriptedServer { connection in
            connection.read()
            while connection.write("HTTP/1.1 100 Continue\r\nX-Filler: more\r\n\r\n") {}
        }

        let error = try await get(server, HTTPLimits())

        guard case .replyTooLarge = error.kind else {
            Issue.record("\(error)")
            return
        }
    }

    @Test func aCompressedBombEndsAtTheLimitOfWhatItUnpacksTo() async throws {
        let bomb = Gzip.bomb(of: 50 << 20)
        let server = try ScriptedServer { connection in
            connection.read()
            connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n")
            connection.write(bomb)
        }

        let error = try await get(server, HTTPLimits(replyBytes: 1 << 20))

        #expect(bomb.count < 1 << 20)
        #expect(error.kind == .replyTooLarge(limit: 1 << 20))
    }

    @Test func aBodyOfExactlyTheLimitIsAccepted() async throws {
        let server = try ScriptedServer { connection in
            connection.read()
            connection.reply(200, String(repeating: "a", count: 1_000))
        }

        let response = try await client.send(
            HTTPRequest(.get, server.url, limits: HTTPLimits(replyBytes: 1_000)))

        #expect(response.byteCount == 1_000)
    }

    @Test func aSlowDripCountsAsStalled() async throws {
        let server = try ScriptedServer { connection in
            connection.read()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            while connection.write("a") { usleep(20_000) }
        }

        let error = try await get(server, HTTPLimits(stall: .milliseconds(300)))

        #expect(error.kind == .timedOut(.receiving))
    }

    @Test func aServerThatDoesNotReadCountsAsStalled() async throws {
        let server = try ScriptedServer { connection in
            _ = connection.readHead()
            // Long enough for any machine to notice; ends as soon as the script does.
            usleep(1_500_000)
        }
        let request = HTTPRequest(
            .put, server.url, body: .bytes(Data(count: 32 << 20)),
            limits: HTTPLimits(stall: .milliseconds(300)))

        let error = try await httpError { try await client.send(request) }

        #expect(error.kind == .timedOut(.sending))
        #expect(!error.nothingWasSent)
    }

    @Test func aLongSilenceBeforeTheReplyIsNotAStall() async throws {
        let server = try ScriptedServer { connection in
            connection.read()
            connection.write("HTTP/1.1 100 Continue\r\n\r\n")
            usleep(700_000)
            connection.reply(201)
        }
        let limits = HTTPLimits(response: .seconds(15), stall: .milliseconds(200))

        let response = try await client.send(
            HTTPRequest(
                .post, server.url, body: .bytes(Data("{}".utf8)), delivery: .once, limits: limits))

        #expect(response.status == 201)
    }

    @Test func theTotalLimitEndsARequestThatMovesFastEnough() async throws {
        let server = try ScriptedServer { connection in
            connection.read()
            connection.write("HTTP/1.1 200 OK\r\n\r\n")
            let block = Data(repeating: 65, count: 1_000)
            while connection.write(block) { usleep(5_000) }
        }

        let error = try await get(server, HTTPLimits(total: .milliseconds(300)))

        #expect(error.kind == .timedOut(.receiving))
    }
}
