import FolioSandbox
import Foundation
import Testing

@Suite struct EnvelopeTests {
    @Test func anUnknownPathIsNotFoundInTheEnvelope() async throws {
        try await withSmallSandbox { sandbox in
            let unknown = try await sandbox.get("/nothing")
            let tooDeep = try await sandbox.get("/media/a/b/c")

            #expect(unknown.isRefusal(404, "not_found"))
            #expect(tooDeep.isRefusal(404, "not_found"))
        }
    }

    @Test func aWrongMethodIsRefusedInTheEnvelope() async throws {
        try await withSmallSandbox { sandbox in
            let reply = try await sandbox.send("PUT", "/media", "{}")

            #expect(reply.isRefusal(405, "method_not_allowed"))
            #expect(reply.headers["allow"] == "GET, HEAD, OPTIONS")
        }
    }

    @Test func headHasTheLengthAndNoBody() async throws {
        try await withSmallSandbox { sandbox in
            let whole = try await sandbox.get("/platform-rules")
            let head = try await sandbox.send("HEAD", "/platform-rules")

            #expect(head.status == 200)
            #expect(head.body.isEmpty)
            #expect(head.headers["content-length"] == whole.headers["content-length"])
        }
    }

    @Test func optionsNamesTheMethods() async throws {
        try await withSmallSandbox { sandbox in
            let reply = try await sandbox.send("OPTIONS", "/media/abc")

            #expect(reply.status == 200)
            #expect(reply.texts("data.methods")?.contains("DELETE") == true)
        }
    }

    @Test(arguments: ["{", "{\"prompt\":\"a\nb\"}", "nonsense", "{\"prompt\":\"a\"} x"])
    func aBodyThatIsNoJSONIsRefused(body: String) async throws {
        try await withSmallSandbox { sandbox in
            let reply = try await sandbox.post("/ai/generate-image", body)

            #expect(reply.isRefusal(400, "invalid_json"))
        }
    }

    @Test func aBodyThatIsTooLargeIsRefused() async throws {
        try await withSmallSandbox { sandbox in
            let text = String(repeating: "a", count: 1_100_000)
            let reply = try await sandbox.post("/posts", #"{"content":"\#(text)"}"#)

            #expect(reply.isRefusal(413, "payload_too_large"))
        }
    }

    @Test(arguments: ["limit=0", "limit=101", "limit=x", "offset=-1", "offset=1.5", "type=song"])
    func aBadPageIsRefused(query: String) async throws {
        try await withSmallSandbox { sandbox in
            let reply = try await sandbox.get("/media?\(query)")

            #expect(reply.isRefusal(400, "validation_error"))
        }
    }

    @Test func everyReplyStatesTheRateWindow() async throws {
        try await withSmallSandbox { sandbox in
            for path in ["/me", "/media/unknown", "/nothing"] {
                let reply = try await sandbox.get(path)

                #expect(reply.headers["x-ratelimit-limit"] == "1000000")
                #expect(reply.headers["x-ratelimit-remaining"] != nil)
                #expect(reply.headers["x-ratelimit-reset"] != nil)
            }
        }
    }
}
