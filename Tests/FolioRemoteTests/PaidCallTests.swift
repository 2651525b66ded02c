import FolioModel
import FolioRemote
import FolioTestSupport
import Testing

@Suite struct PaidCallTests {
    private static let made = #"{"media_id":"m-1","credits_used":1,"credits_remaining":41}"#

    @Test(arguments: [
        // Gen A
        """
        {"media_id":"m-1","aspect_ratio":"1:1","model":"flux-schnell","credits_used":1,
        "credits_remaining":41,"message":"done"}
        """,
        // Gen B
        """
        {"media_id":"m-1","media_ids":["m-1"],"type":"image","aspect_ratio":"1:1",
        "ai":{"model":"flux-schnell"},"credits_used":1.0,"credits_remaining":41,
        "next_step":"done"}
        """,
        // Union
        """
        {"media_id":"m-1","media_ids":["m-1"],"type":"image","aspect_ratio":"1:1",
        "model":"flux-schnell","ai":{"model":"flux-schnell","prompt":null},"credits_used":1,
        "credits_remaining":41,"next_step":"done","message":"done"}
        """,
    ])
    func everyShapeOfAReplyHasTheSameValues(json: String) async throws {
        let reply = try await Stage(.data(201, json)).remote.generateImage(.sample())

        #expect(
            reply
                == ImageReply(
                    mediaID: "m-1", ratio: "1:1", model: "flux-schnell", creditsUsed: 1,
                    creditsRemaining: 41, nextStep: "done", requestID: "9f31c07d",
                    raw: reply.raw))
        #expect(reply.raw.contains(json))
    }

    @Test func whatAReplyEchoesIsKept() async throws {
        let json = """
            {"media_id":"m-1","media_ids":["m-1","m-2"],"width":1920,"height":1080,
            "ai":{"prompt":"a blue boat"},"created_at":"2026-09-02T10:11:12.000Z"}
            """

        let reply = try await Stage(.data(201, json)).remote.generateImage(.sample())

        #expect(reply.mediaIDs == ["m-1", "m-2"])
        #expect(reply.width == 1_920)
        #expect(reply.echoedPrompt == "a blue boat")
        #expect(reply.creditsUsed == nil)
        #expect(reply.createdAt == Timestamp(iso8601: "2026-09-02T10:11:12Z"))
    }

    @Test(arguments: [
        #"{"data":\#(made),"meta":{"requestId":"r-1","timestamp":"2026-03-01T00:00:00Z"}}"#,
        #"{"data":\#(made),"error":null}"#, made,
    ])
    func anImageIsMadeWhereACompleteReplyNamesIt(body: String) async throws {
        let reply = try await Stage(.reply(201, body)).remote.generateImage(.sample())

        #expect(reply.mediaID == "m-1")
        #expect(reply.raw == body)
    }

    @Test(arguments: [
        (400, "validation_error", RemoteError.Failure.refused),
        (401, "unauthorized", .keyRefused), (401, "insufficient_scope", .forbidden),
        (402, "insufficient_credits", .insufficientCredits(required: nil, available: nil)),
        (403, "missing_scope", .forbidden), (404, "not_found", .notFound),
        (404, "no_route", .refused), (415, "unsupported_media_type", .refused),
        (422, "permanent_failure_circuit_breaker", .refused),
        (429, "rate_limit_exceeded", .rateLimited(wait: .seconds(5))),
    ])
    func aRefusalInAWholeEnvelopeProvesThatNothingRan(
        status: Int, code: String, failure: RemoteError.Failure
    ) async throws {
        let stage = try Stage(.error(status, code, "sorry"))

        let error = try await remoteError { try await stage.remote.generateImage(.sample()) }

        #expect(error.failure == failure)
        #expect(error.provesNotRun)
        #expect(error.status == status)
        #expect(error.code == code)
        #expect(error.remoteMessage == "sorry")
        #expect(error.requestID == "9f31c07d")
        #expect(error.raw?.contains(code) == true)
        #expect(stage.server.requests.count == 1)
        #expect(stage.time.sleeps.isEmpty)
    }

    @Test func tooFewCreditsAreToldWithBothNumbers() async throws {
        let stage = try Stage(
            .error(
                402, "insufficient_credits",
                fields: #","details":{"credits_required":15,"credits_available":3}"#))

        let error = try await remoteError { try await stage.remote.generateImage(.sample()) }

        #expect(error.failure == .insufficientCredits(required: 15, available: 3))
        #expect(error.message == "not enough credits: 15 needed, 3 left")
    }

    private static let unknowns: [ScriptedReply] = [
        .hangUp, .cutHeaders(201), .cutHeaders(404), .reply(201, ""), .html(200), .html(201),
        .html(402), .html(429), .html(502), .error(408, "timeout"), .error(409, "conflict"),
        .error(500, "internal_error"), .error(503, "x", fields: #","retryable":true"#),
        .error(410, "gone"), .error(201, "odd"), .data(201, "{}"), .data(402, made),
        .data(200, #"{"media_id":""}"#), .reply(200, made), .reply(402, "{}"),
        .reply(402, #"{"data":null,"error":"no"}"#), .reply(402, #"{"data":null,"error":{}}"#),
        .reply(400, #"{"data":{},"error":{"code":"x","message":"y"}}"#),
        .reply(402, #"{"data":null,"error":{"code":"x","message":"y"}"#),
        .reply(307, headers: ["Location: /api/v1/ai/generate-image"], ""),
        .reply(304, "{}"), .cutBody(201, #"{"data":\#(made)}"#, missing: 1),
        .cutBody(402, #"{"data":null,"error":{"code":"x","message":"y"}}"#, missing: 1),
    ]

    @Test(arguments: unknowns.indices)
    func anythingElseLeavesTheOutcomeUnknownAfterOneRequest(index: Int) async throws {
        let stage = try Stage(Self.unknowns[index])

        let error = try await remoteError { try await stage.remote.generateImage(.sample()) }

        #expect(error.failure.isOutcomeUnknown)
        #expect(!error.provesNotRun)
        #expect(stage.server.requests.count == 1)
    }

    @Test func whatCameOfAnUnknownReplyIsKept() async throws {
        let stage = try Stage(.html(502))

        let error = try await remoteError { try await stage.remote.generateImage(.sample()) }

        #expect(error.status == 502)
        #expect(error.raw == "<html><body><h1>502</h1></body></html>")
        #expect(
            error.failure
                == .outcomeUnknown(
                    reason: "the reply (status 502) is no use: it is HTML instead of JSON"))
    }

    @Test func publishingCallsAreSentOnceAsWell() async throws {
        for reply in [ScriptedReply.hangUp, .html(502), .data(200, #"{"message":"ok"}"#)] {
            let stage = try Stage(reply)
            let remote = stage.remote

            let created = try await remoteError {
                try await remote.createPost(PostDraft(content: "x", accountIDs: [1]))
            }
            let scheduled = try await remoteError {
                try await remote.schedulePost("p-1", at: nil)
            }
            let retried = try await remoteError { try await remote.retryPost("p-1") }

            #expect(created.failure.isOutcomeUnknown)
            #expect(scheduled.failure.isOutcomeUnknown)
            #expect(retried.failure.isOutcomeUnknown)
            #expect(stage.server.requests.count == 3)
        }
    }

    @Test func aKeptConnectionThatDropsAfterAPaidRequestExecutesItOnce() async throws {
        // Answers a read, keeps the connection, then reads each further request and hangs up.
        let server = try ScriptedServer { connection in
            connection.read()
            if connection.number == 1 {
                connection.reply(200, #"{"data":{},"error":null,"meta":{}}"#)
                connection.read()
            }
        }
        let stage = try Stage(server: server)
        _ = try await stage.remote.me()

        let error = try await remoteError { try await stage.remote.generateImage(.sample()) }

        #expect(error.failure.isOutcomeUnknown)
        #expect(stage.lines.filter { $0.hasPrefix("POST") }.count == 1)
    }

    @Test func silenceBeyondTheBoundLeavesTheOutcomeUnknown() async throws {
        let stage = try Stage(.silence, paidSilence: .milliseconds(200))

        let error = try await remoteError { try await stage.remote.generateImage(.sample()) }

        #expect(error.failure.isOutcomeUnknown)
        #expect(stage.server.requests.count == 1)
    }

    @Test func aCallThatIsCancelledAfterItWasSentHasAnUnknownOutcome() async throws {
        let stage = try Stage(.silence)
        let request = try ImageRequest.sample()
        let call = Task { try await stage.remote.generateImage(request) }
        while stage.server.requests.isEmpty { await Task.yield() }

        call.cancel()

        let error = try await remoteError { try await call.value }
        #expect(error.failure.isOutcomeUnknown)
    }

    @Test func aCallThatIsCancelledBeforeItIsSentProvesThatNothingRan() async throws {
        let stage = try Stage(.data(201, Self.made))
        let request = try ImageRequest.sample()
        let call = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await stage.remote.generateImage(request)
        }

        call.cancel()

        let error = try await remoteError { try await call.value }
        #expect(error.failure.isNotSent)
        #expect(error.provesNotRun)
        #expect(stage.server.requests.isEmpty)
    }
}
