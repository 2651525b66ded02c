import FolioModel
import FolioRemote
import FolioTestSupport
import Testing

/// The rules of `remote-api.md` §9, each with the number of requests that it costs.
@Suite struct RetryTests {
    @Test(arguments: [
        ScriptedReply.hangUp, .error(500, "internal_error"), .error(503, "service_unavailable"),
        .html(502), .html(200), .cutBody(200, #"{"data":{"id":"x"}}"#, missing: 3),
        .cutHeaders(200), .cutHeaders(404), .error(408, "timeout"), .reply(200, ""),
    ])
    func aReadIsRepeatedTwiceAndThenFails(reply: ScriptedReply) async throws {
        let stage = try Stage(reply)

        let error = try await remoteError { try await stage.remote.me() }

        #expect(error.failure.isUnavailable || error.failure.isUnreadable)
        #expect(stage.server.requests.count == 3)
        #expect(stage.remote.requestCount == 3)
        #expect(stage.time.sleeps == [.milliseconds(500), .seconds(1)])
    }

    @Test func aReadSucceedsOnItsThirdAttempt() async throws {
        let stage = try Stage(.error(503, "x"), .html(502), .data(#"{"workspace":{"id":"w"}}"#))

        #expect(try await stage.remote.me().workspaceID == "w")
        #expect(stage.server.requests.count == 3)
    }

    @Test(arguments: [
        ScriptedReply.error(400, "validation_error"), .error(401, "unauthorized"),
        .error(403, "forbidden"), .error(404, "not_found"), .html(404), .reply(401, "{}"),
        .error(500, "internal_error", fields: #","retryable":false"#),
        .reply(200, #"{"data":null,"error":null}"#), .reply(302, headers: ["Location: /x"], ""),
    ])
    func aReadIsNotRepeatedWhereThatIsOfNoUse(reply: ScriptedReply) async throws {
        let stage = try Stage(reply)

        _ = try await remoteError { try await stage.remote.me() }

        #expect(stage.server.requests.count == 1)
    }

    @Test func aDeletionIsRepeatedAndNotFoundThenMeansDone() async throws {
        let stage = try Stage(.hangUp, .error(404, "not_found"))

        try await stage.remote.deleteMedia("m-1", force: false)

        #expect(stage.lines == ["DELETE /media/m-1", "DELETE /media/m-1"])
    }

    @Test func aDeletionOfAPostIsRepeatedAsWell() async throws {
        let stage = try Stage(.error(500, "internal_error"), .error(404, "not_found"))

        try await stage.remote.deletePost("p-1")

        #expect(stage.server.requests.count == 2)
    }

    @Test func aDeletionThatFindsNothingAtFirstSaysSo() async throws {
        let stage = try Stage(.error(404, "not_found"))

        let error = try await remoteError {
            try await stage.remote.deleteMedia("m-1", force: false)
        }

        #expect(error.failure == .notFound)
        #expect(stage.server.requests.count == 1)
    }

    @Test func aRefusalForTheRateDoesNotMakeNotFoundMeanDone() async throws {
        let stage = try Stage(
            .error(429, "rate_limit_exceeded", headers: ["Retry-After: 1"]),
            .error(404, "not_found"))

        let error = try await remoteError {
            try await stage.remote.deleteMedia("m-1", force: false)
        }

        #expect(error.failure == .notFound)
    }

    @Test func aReservationIsRepeated() async throws {
        let stage = try Stage(
            .hangUp, .data(201, #"{"media_id":"m-1","upload_url":"https://up.example/1"}"#))

        let slot = try await stage.remote.reserveUpload(.sample)

        #expect(slot.mediaID == "m-1")
        #expect(stage.server.requests.count == 2)
    }

    @Test func aCompletionWhoseReplyIsLostLooksBeforeItRepeats() async throws {
        let stage = try Stage(
            .hangUp, .data(#"{"id":"m-1","status":"uploading"}"#),
            .data(#"{"media_id":"m-1","status":"ready"}"#))

        let item = try await stage.remote.completeUpload("m-1")

        #expect(item.state == .ready)
        #expect(
            stage.lines == [
                "POST /media/m-1/complete", "GET /media/m-1", "POST /media/m-1/complete",
            ])
    }

    @Test func aCompletionThatTookPlaceIsNotRepeated() async throws {
        let stage = try Stage(
            .error(500, "internal_error"), .data(#"{"id":"m-1","status":"processing"}"#))

        let item = try await stage.remote.completeUpload("m-1")

        #expect(item.state == .processing)
        #expect(stage.lines == ["POST /media/m-1/complete", "GET /media/m-1"])
    }

    @Test func aCompletionGivesUpInTheEnd() async throws {
        let stage = try Stage(
            .hangUp, .data(#"{"id":"m-1","status":"uploading"}"#), .hangUp,
            .data(#"{"id":"m-1","status":"uploading"}"#), .hangUp)

        let error = try await remoteError { try await stage.remote.completeUpload("m-1") }

        #expect(error.failure.isUnavailable)
        #expect(stage.server.requests.count == 5)
    }

    @Test(arguments: [ScriptedReply.hangUp, .error(500, "internal_error"), .html(502)])
    func aChangeAndAnImportAreNotRepeated(reply: ScriptedReply) async throws {
        let stage = try Stage(reply)

        let change = try await remoteError {
            try await stage.remote.updatePost("p-1", PostChange(content: "x"))
        }
        let arrival = try await remoteError {
            try await stage.remote.uploadFromURL("https://x.example/1.png", fileName: nil)
        }

        #expect(change.failure.isOutcomeUnknown)
        #expect(arrival.failure.isOutcomeUnknown)
        #expect(stage.server.requests.count == 2)
    }

    @Test func aChangeThatIsRefusedForTheRateIsRepeatedAfterTheWait() async throws {
        let stage = try Stage(
            .error(429, "rate_limit_exceeded", headers: ["Retry-After: 3"]),
            .data(#"{"post_id":"p-1"}"#))

        _ = try await stage.remote.updatePost("p-1", PostChange(content: "x"))

        #expect(stage.server.requests.count == 2)
        #expect(stage.time.sleeps == [.seconds(3)])
    }

    @Test func anythingIsRepeatedWhereNothingWasSent() async throws {
        let time = FakeTime()
        let remote = HTTPRemote.nowhere(time)

        let read = try await remoteError { try await remote.me() }
        let change = try await remoteError {
            try await remote.updatePost("p-1", PostChange(content: "x"))
        }
        let paid = try await remoteError { try await remote.generateImage(.sample()) }

        #expect(read.failure.isUnavailable)
        #expect(change.failure.isNotSent)
        #expect(paid.failure.isNotSent)
        #expect(remote.requestCount == 9)
        #expect(time.sleeps.count == 6)
    }

    @Test func aCancelledReadIsNoFailure() async throws {
        let stage = try Stage(.silence)
        let call = Task { try await stage.remote.me() }
        while stage.server.requests.isEmpty { await Task.yield() }

        call.cancel()

        await #expect(throws: CancellationError.self) { try await call.value }
        #expect(stage.server.requests.count == 1)
    }
}
