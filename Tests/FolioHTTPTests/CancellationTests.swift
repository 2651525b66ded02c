import FolioHTTP
import FolioTestSupport
import Foundation
import Testing

@Suite struct CancellationTests {
    let client = HTTPClient()

    @Test func aRequestThatWaitsCanBeCancelled() async throws {
        let (arrivals, arrived) = AsyncStream<Void>.makeStream()
        let server = try ScriptedServer { connection in
            connection.read()
            arrived.yield()
            connection.waitForEnd()
        }
        let request = HTTPRequest(
            .post, server.url, body: .bytes(Data("{}".utf8)), delivery: .once)

        let error = try await withThrowingTaskGroup(of: HTTPError?.self) { group in
            group.addTask {
                do {
                    _ = try await client.send(request)
                    return nil
                } catch let error as HTTPError {
                    return error
                }
            }
            for await _ in arrivals { break }
            group.cancelAll()
            return try await group.next() ?? nil
        }

        #expect(error?.kind == .cancelled)
        #expect(error?.nothingWasSent == false)
        #expect(server.requests.count == 1)
    }

    @Test func aCancelledTaskSendsNothing() async throws {
        let server = try ScriptedServer { $0.waitForEnd() }

        let error = await withTaskGroup(of: HTTPError?.self) { group in
            group.cancelAll()
            group.addTask {
                do throws(HTTPError) {
                    _ = try await client.send(HTTPRequest(.get, server.url))
                    return nil
                } catch {
                    return error
                }
            }
            return await group.next() ?? nil
        }

        #expect(error == HTTPError(.cancelled, nothingWasSent: true))
        #expect(server.connectionCount == 0)
    }
}
