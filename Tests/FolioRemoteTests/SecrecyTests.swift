import FolioHTTP
import FolioModel
import FolioRemote
import FolioTestSupport
import Testing

@Suite struct SecrecyTests {
    private func texts(_ error: RemoteError) -> [String] {
        ["\(error)", String(reflecting: error), error.message, error.hint ?? "", error.raw ?? ""]
    }

    @Test(arguments: [
        ScriptedReply.error(401, "unauthorized", "bad key \(Stage.key)"),
        .reply(401, "<html>Authorization: Bearer \(Stage.key)</html>"),
        .data(200, #"{"echo":"\#(Stage.key)"}"#), .error(403, "forbidden"), .hangUp, .html(502),
        .reply(302, headers: ["Location: https://other.example/?key=\(Stage.key)"], ""),
    ])
    func theKeyIsInNoErrorAndNoAddress(reply: ScriptedReply) async throws {
        let stage = try Stage(reply)
        let remote = stage.remote

        let errors: [RemoteError] = [
            try await remoteError { try await remote.generateImage(.sample()) },
            try await remoteError { try await remote.media(offset: 0, limit: 10) },
        ]

        #expect(errors.map(texts).joined().allSatisfy { !$0.contains(Stage.key) })
        #expect(stage.server.requests.allSatisfy { !$0.line.contains(Stage.key) })
    }

    @Test func theKeyIsNotInWhatAnItemKeeps() async throws {
        let item = try await mediaItem("m-1", #"{"id":"m-1","filename":"\#(Stage.key)"}"#)

        #expect(!item.raw.contains(Stage.key))
        #expect(item.fileName == "***")
    }

    @Test func aRedirectTakesTheKeyNowhere() async throws {
        let elsewhere = try ScriptedServer([.data("{}")])
        let stage = try Stage(.reply(307, headers: ["Location: \(elsewhere.url)/api/v1/me"], ""))

        let error = try await remoteError { try await stage.remote.me() }

        #expect(error.failure.isUnreadable)
        #expect(elsewhere.connectionCount == 0)
        #expect(stage.server.requests.count == 1)
    }

    @Test(arguments: [
        (ScriptedReply.error(401, "unauthorized"), RemoteError.Failure.keyRefused),
        (.error(403, "missing_scope"), .forbidden),
        (.error(404, "not_found"), .notFound),
        (
            .error(409, "media_in_use", fields: #","details":{"post_ids":["p-1","p-2"]}"#),
            .mediaInUse(postIDs: ["p-1", "p-2"])
        ),
        (.error(409, "post_already_published"), .conflict),
        (.error(400, "invalid_json"), .refused),
    ])
    func everyRefusalOfADeletionHasItsName(
        reply: ScriptedReply, failure: RemoteError.Failure
    ) async throws {
        let stage = try Stage(reply)

        let error = try await remoteError { try await stage.remote.deleteMedia("m", force: false) }

        #expect(error.failure == failure)
        #expect(error.requestID == "9f31c07d")
    }

    @Test(arguments: ["requestId", "request_id"])
    func aRequestIDIsReadInBothSpellings(name: String) async throws {
        let stage = try Stage(
            .reply(
                401,
                #"{"data":null,"error":{"message":"no"},"meta":{"\#(name)":"req_1"}}"#))

        let error = try await remoteError { try await stage.remote.me() }

        #expect(error.requestID == "req_1")
        #expect(error.failure == .keyRefused)
    }

    @Test func aKeyThatIsNoHeaderIsNotSent() async throws {
        let server = try ScriptedServer([.data("{}")])
        let remote = HTTPRemote(
            baseURL: server.url, key: Secret("pe_live_\nX: y"), client: HTTPClient())

        let error = try await remoteError { try await remote.me() }

        #expect(error.failure.isUnavailable || error.failure.isNotSent)
        #expect(server.requests.isEmpty)
    }
}
