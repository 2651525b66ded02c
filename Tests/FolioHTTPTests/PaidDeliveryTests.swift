import FolioHTTP
import FolioTestSupport
import Foundation
import Testing

@Suite struct PaidDeliveryTests {
    let client = HTTPClient()

    private func paid(_ server: ScriptedServer) -> HTTPRequest {
        HTTPRequest(
            .post, server.url + "/generate", body: .bytes(Data("{}".utf8)), delivery: .once)
    }

    /// Answers a GET and keeps the connection; reads anything else whole and hangs up.
    private func serverThatDropsKeptConnections() throws -> ScriptedServer {
        try ScriptedServer { connection in
            while connection.read()?.head.hasPrefix("GET") == true { connection.reply() }
        }
    }

    @Test func aPaidRequestIsExecutedOnceWhenTheConnectionDropsAfterIt() async throws {
        let server = try serverThatDropsKeptConnections()
        _ = try await client.send(HTTPRequest(.get, server.url))

        let error = try await httpError { try await client.send(paid(server)) }

        #expect(error.kind == .incompleteReply(status: nil))
        #expect(!error.nothingWasSent)
        #expect(server.requests.filter { $0.head.hasPrefix("POST") }.count == 1)
    }

    @Test func aPaidRequestNeverUsesAConnectionTwice() async throws {
        let server = try ScriptedServer { connection in
            while connection.read() != nil { connection.reply() }
        }

        for _ in 0..<3 { _ = try await client.send(paid(server)) }
        _ = try await client.send(HTTPRequest(.get, server.url))

        #expect(server.connectionCount == 4)
    }

    @Test func anOrdinaryReadOverADeadConnectionIsMadeGoodByLibcurl() async throws {
        let server = try ScriptedServer { connection in
            while connection.read() != nil {
                guard connection.reply(connection.number == 1 ? 200 : 202) else { return }
                if connection.number == 1 {
                    connection.read()
                    return
                }
            }
        }
        _ = try await client.send(HTTPRequest(.get, server.url))

        let second = try await client.send(HTTPRequest(.get, server.url))

        #expect(second.status == 202)
        #expect(server.requests.count == 3)
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func aRedirectNeverRepeatsAPaidRequest(status: Int) async throws {
        let target = try ScriptedServer { connection in
            while connection.read() != nil { connection.reply() }
        }
        let server = try ScriptedServer { [url = target.url] connection in
            connection.read()
            connection.reply(status, headers: ["Location: \(url)/x?token=abc"])
            connection.waitForEnd()
        }
        var request = paid(server)
        request.redirects = .followed

        let error = try await httpError { try await client.send(request) }

        #expect(error.kind == .redirected(status: status, to: target.url + "/x"))
        #expect(server.requests.count == 1)
        #expect(target.connectionCount == 0)
    }

    @Test func aPaidRequestDoesNotAnswerAChallenge() async throws {
        let server = try ScriptedServer { connection in
            while connection.read() != nil {
                connection.reply(
                    401, headers: ["WWW-Authenticate: Digest realm=\"x\", nonce=\"1\""])
            }
        }

        let response = try await client.send(paid(server))

        #expect(response.status == 401)
        #expect(server.requests.count == 1)
    }

    @Test func aPaidRequestAsksForNoInterimReplyAndSurvivesOne() async throws {
        let server = try ScriptedServer { connection in
            connection.read()
            connection.write("HTTP/1.1 100 Continue\r\n\r\n")
            connection.write("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")
            connection.reply(201)
        }
        var request = paid(server)
        request.body = .bytes(Data(count: 2 << 20))

        let response = try await client.send(request)

        #expect(response.status == 201)
        #expect(response.headers["Link"] == nil)
        #expect(server.requests.count == 1)
        #expect(server.requests.first?.header("Expect") == nil)
        #expect(server.requests.first?.body.count == 2 << 20)
    }

    @Test func anInterimReplyAloneIsNoReply() async throws {
        let server = try ScriptedServer { connection in
            connection.read()
            connection.write("HTTP/1.1 100 Continue\r\n\r\n")
        }

        let error = try await httpError { try await client.send(paid(server)) }

        guard case .incompleteReply = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(!error.nothingWasSent)
    }

    @Test func aResetAfterThePaidRequestIsNotCalledUnsent() async throws {
        let server = try ScriptedServer { connection in
            connection.read()
            connection.reset()
        }

        let error = try await httpError { try await client.send(paid(server)) }

        #expect(error.kind == .incompleteReply(status: nil))
        #expect(!error.nothingWasSent)
        #expect(server.requests.count == 1)
    }

    @Test func aSilentServerIsNotCalledUnsent() async throws {
        let server = try ScriptedServer { connection in
            connection.read()
            connection.waitForEnd()
        }
        var request = paid(server)
        request.limits.response = .milliseconds(200)

        let error = try await httpError { try await client.send(request) }

        #expect(error.kind == .timedOut(.waiting))
        #expect(!error.nothingWasSent)
        #expect(server.requests.count == 1)
    }

    @Test func aHandshakeThatNeverComesProvesThatNothingWasSent() async throws {
        let server = try ScriptedServer { $0.waitForEnd() }
        let request = HTTPRequest(
            .post, "https://localhost:\(server.port)/", body: .bytes(Data("{}".utf8)),
            delivery: .once, limits: HTTPLimits(connect: .milliseconds(200)))

        let error = try await httpError { try await client.send(request) }

        #expect(error == HTTPError(.timedOut(.connecting), nothingWasSent: true))
    }

    @Test func aServerWithoutTLSIsSentNothing() async throws {
        let server = try ScriptedServer { connection in
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            connection.waitForEnd()
        }
        let request = HTTPRequest(
            .post, "https://localhost:\(server.port)/", body: .bytes(Data("{}".utf8)),
            delivery: .once)

        let error = try await httpError { try await client.send(request) }

        guard case .tls = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(error.nothingWasSent)
    }

    @Test func aRefusedConnectionProvesThatNothingWasSent() async throws {
        let request = HTTPRequest(
            .post, "http://127.0.0.1:\(closedPort())/", body: .bytes(Data("{}".utf8)),
            delivery: .once)

        let error = try await httpError { try await client.send(request) }

        #expect(
            error.kind == .couldNotConnect(host: "127.0.0.1", reason: "Connection refused"))
        #expect(error.nothingWasSent)
    }
}
