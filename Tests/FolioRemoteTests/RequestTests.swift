import FolioModel
import FolioRemote
import FolioTestSupport
import Foundation
import Testing

@Suite struct RequestTests {
    private func body(_ stage: Stage) throws -> String {
        String(decoding: try #require(stage.server.requests.last).body, as: UTF8.self)
    }

    @Test func aRequestCarriesKeyAndAgentAndAsksForJSON() async throws {
        let stage = try Stage(.data("{}"))

        _ = try await stage.remote.me()

        let request = try #require(stage.server.requests.first)
        #expect(request.line == "GET /api/v1/me")
        #expect(request.header("Authorization") == "Bearer \(Stage.key)")
        #expect(request.header("User-Agent") == "folio/test")
        #expect(request.header("Accept") == "application/json")
        #expect(request.header("Content-Type") == nil)
        #expect(stage.remote.requestCount == 1)
    }

    @Test func aGenerationSendsPromptModelAndRatioByteForByte() async throws {
        let stage = try Stage(.data(201, #"{"media_id":"m-1"}"#))
        let prompt = "tab\t newline\n \u{1B}[31m \"quoted\" 😀 e\u{301} עברית /"

        _ = try await stage.remote.generateImage(.sample(prompt, ratio: "16:9"))

        let sent = try JSONDecoder().decode(
            [String: String].self, from: Data(try body(stage).utf8))
        #expect(
            sent.mapValues { Array($0.utf8) } == [
                "prompt": Array(prompt.utf8), "model": Array("flux-schnell".utf8),
                "aspect_ratio": Array("16:9".utf8),
            ])
        #expect(stage.lines == ["POST /ai/generate-image"])
    }

    @Test func aPostSendsOnlyWhatItSays() async throws {
        let stage = try Stage(.data(201, #"{"post_id":"p-1"}"#))

        _ = try await stage.remote.createPost(
            PostDraft(
                content: "Hi", accountIDs: [1], mediaIDs: ["m-1"], scheduledFor: .sample,
                timezone: "Europe/Berlin"))

        #expect(
            try body(stage)
                == #"{"account_ids":[1],"content":"Hi","media_ids":["m-1"],"#
                + #""scheduled_for":"2026-01-01T00:00:00.000Z","timezone":"Europe/Berlin"}"#)
    }

    @Test func aDraftSaysThatItIsOne() async throws {
        let stage = try Stage(.data(201, #"{"post_id":"p-1"}"#))

        _ = try await stage.remote.createPost(
            PostDraft(content: "", accountIDs: [], mediaIDs: ["m-1"], isDraft: true))

        #expect(try body(stage) == #"{"draft":true,"media_ids":["m-1"]}"#)
    }

    @Test func aDraftIsScheduledOrPublishedNow() async throws {
        let stage = try Stage(.data(#"{"post_id":"p-1"}"#))

        _ = try await stage.remote.schedulePost("p-1", at: .sample)
        let scheduled = try body(stage)
        _ = try await stage.remote.schedulePost("p-1", at: nil)

        #expect(scheduled == #"{"scheduled_for":"2026-01-01T00:00:00.000Z"}"#)
        #expect(try body(stage) == #"{"publish_now":true}"#)
        #expect(stage.lines.first == "POST /posts/p-1/schedule")
    }

    @Test func aChangeSendsOnlyItsFields() async throws {
        let stage = try Stage(.data(#"{"post_id":"p-1"}"#))

        _ = try await stage.remote.updatePost("p-1", PostChange(content: "", mediaIDs: []))

        #expect(stage.lines == ["PATCH /posts/p-1"])
        #expect(try body(stage) == #"{"content":"","media_ids":[]}"#)
    }

    @Test func aDeletionIsForcedOnlyWhenAskedFor() async throws {
        let stage = try Stage(.data(#"{"deleted":true}"#))

        try await stage.remote.deleteMedia("m-1", force: false)
        try await stage.remote.deleteMedia("m-1", force: true)

        #expect(stage.lines == ["DELETE /media/m-1", "DELETE /media/m-1?force=true"])
    }

    @Test func anIdIsOnlyEverOneStepOfThePath() async throws {
        let stage = try Stage(.data(#"{"id":"../posts?x#y"}"#))

        _ = try await stage.remote.mediaItem("../posts?x#y")

        #expect(stage.lines == ["GET /media/..%2Fposts%3Fx%23y"])
    }

    @Test(arguments: ["", ".", ".."])
    func anIdThatWouldChangeThePathIsNotSent(id: String) async throws {
        let stage = try Stage(.data("{}"))

        let error = try await remoteError { try await stage.remote.deleteMedia(id, force: true) }

        #expect(error.failure.isNotSent)
        #expect(stage.server.requests.isEmpty)
    }
}
