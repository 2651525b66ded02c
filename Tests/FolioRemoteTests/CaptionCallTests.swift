import FolioModel
import FolioRemote
import FolioTestSupport
import Testing

/// Captions are paid for by the rules of images.
@Suite struct CaptionCallTests {
    private static let made = """
        {"captions":["one","two"],"platform":null,"tone":"professional","length":"medium",
        "count_requested":3,"count_returned":2,"credits_used":2,"credits_remaining":40}
        """

    @Test(arguments: [200, 201])
    func captionsAreReadFromEitherStatus(status: Int) async throws {
        let reply = try await Stage(.data(status, Self.made)).remote.generateCaption(.sample())

        #expect(
            reply
                == CaptionReply(
                    captions: ["one", "two"], creditsUsed: 2, creditsRemaining: 40,
                    status: status, requestID: "9f31c07d", raw: reply.raw))
        #expect(reply.raw.contains(Self.made))
    }

    @Test func oddEntriesAreLeftOut() async throws {
        let json = #"{"captions":["one",7,null,{"a":1}],"credits_used":"?"}"#

        let reply = try await Stage(.data(200, json)).remote.generateCaption(.sample())

        #expect(reply.captions == ["one"])
        #expect(reply.creditsUsed == nil)
    }

    @Test func aRequestSaysAllThatWasAskedFor() async throws {
        let stage = try Stage(.data(200, Self.made))

        _ = try await stage.remote.generateCaption(
            CaptionRequest(
                topic: CaptionTopic("a “boat”"),
                terms: CaptionTerms(
                    platform: "x", tone: "witty", length: "short", hashtags: false, count: 3)))

        #expect(stage.lines == ["POST /ai/generate-caption"])
        let body = try #require(stage.server.requests.first).body
        #expect(
            String(decoding: body, as: UTF8.self) == #"""
                {"count":3,"include_emojis":true,"include_hashtags":false,"length":"short",\#
                "platform":"x","tone":"witty","topic":"a “boat”"}
                """#)
    }

    private static let unknowns: [ScriptedReply] = [
        .hangUp, .cutHeaders(200), .cutHeaders(402), .html(200), .error(408, "timeout"),
        .error(409, "conflict"), .error(500, "internal_error"), .data(200, "{}"),
        .data(200, #"{"captions":"one"}"#), .data(200, #"{"captions":[1]}"#),
        .data(402, made), .reply(307, headers: ["Location: /api/v1/ai/generate-caption"], ""),
        .cutBody(200, #"{"data":\#(made)}"#, missing: 1),
    ]

    @Test(arguments: unknowns.indices)
    func anythingElseLeavesTheOutcomeUnknownAfterOneRequest(index: Int) async throws {
        let stage = try Stage(Self.unknowns[index])

        let error = try await remoteError { try await stage.remote.generateCaption(.sample()) }

        #expect(error.failure.isOutcomeUnknown)
        #expect(!error.provesNotRun)
        #expect(stage.server.requests.count == 1)
    }

    @Test func aRefusalProvesThatNothingRan() async throws {
        let stage = try Stage(.error(429, "rate_limit_exceeded"))

        let error = try await remoteError { try await stage.remote.generateCaption(.sample()) }

        #expect(error.provesNotRun)
        #expect(stage.server.requests.count == 1)
        #expect(stage.time.sleeps.isEmpty)
    }
}
