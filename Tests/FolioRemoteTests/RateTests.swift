import FolioModel
import FolioRemote
import FolioTestSupport
import Testing

@Suite struct RateTests {
    private func spend(_ count: Int, _ stage: Stage) async throws {
        for _ in 0..<count { _ = try await stage.remote.me() }
    }

    @Test(arguments: [
        ("Retry-After: 7", Duration.seconds(7)), ("Retry-After: 0.5", .milliseconds(500)),
        ("Retry-After: Thu, 01 Jan 2026 00:00:09 GMT", .seconds(9)),
    ])
    func aReadWaitsAsLongAsItIsAskedTo(header: String, wait: Duration) async throws {
        let stage = try Stage(
            .error(429, "rate_limit_exceeded", headers: [header]), .data("{}"))

        _ = try await stage.remote.me()

        #expect(stage.time.sleeps == [wait])
        #expect(stage.server.requests.count == 2)
    }

    @Test func aDateIsComparedWithTheRemotesOwnClock() async throws {
        let stage = try Stage(
            .error(
                429, "rate_limit_exceeded",
                headers: [
                    "Date: Mon, 02 Mar 2026 10:00:00 GMT",
                    "Retry-After: Mon, 02 Mar 2026 10:00:04 GMT",
                ]), .data("{}"))

        _ = try await stage.remote.me()

        #expect(stage.time.sleeps == [.seconds(4)])
    }

    @Test func aWaitThatIsTooLongIsToldInstead() async throws {
        let stage = try Stage(.error(429, "rate_limit_exceeded", headers: ["Retry-After: 45"]))

        let error = try await remoteError { try await stage.remote.me() }

        #expect(error.failure == .rateLimited(wait: .seconds(45)))
        #expect(error.status == 429)
        #expect(stage.server.requests.count == 1)
        #expect(stage.time.sleeps.isEmpty)
    }

    @Test(arguments: [
        (
            ScriptedReply.error(429, "rate_limited", fields: #","retryAfter":4"#),
            Duration.seconds(4)
        ),
        (.error(429, "rate_limited"), .seconds(5)),
        (.error(429, "rate_limited", headers: ["Retry-After: soon"]), .seconds(5)),
        (.error(429, "rate_limited", headers: ["X-RateLimit-Reset: 1767225608"]), .seconds(8)),
        (.html(429), .seconds(5)),
    ])
    func aWaitIsFoundWhereverTheReplyHasIt(reply: ScriptedReply, wait: Duration) async throws {
        let stage = try Stage(reply, .data("{}"))

        _ = try await stage.remote.me()

        #expect(stage.time.sleeps == [wait])
    }

    @Test func aWaitThatOneProcessWasAskedForKeepsOthersFromKnocking() async throws {
        let meter = MemoryRequestMeter()
        let first = try Stage(
            .error(429, "rate_limit_exceeded", headers: ["Retry-After: 45"]), meter: meter)
        let second = try Stage(.data("{}"), meter: meter)

        _ = try await remoteError { try await first.remote.me() }
        let error = try await remoteError { try await second.remote.me() }

        #expect(error.failure == .budgetExhausted(wait: .seconds(45)))
        #expect(second.server.requests.isEmpty)
    }

    @Test func aPaidCallIsNotRepeatedByItselfAfterARefusalForTheRate() async throws {
        let stage = try Stage(
            .error(429, "rate_limit_exceeded", headers: ["Retry-After: 2"]),
            .data(201, #"{"media_id":"m-1"}"#))

        let error = try await remoteError { try await stage.remote.generateImage(.sample()) }
        let requests = stage.server.requests.count
        _ = try await stage.remote.generateImage(.sample())

        #expect(error.failure == .rateLimited(wait: .seconds(2)))
        #expect(requests == 1)
        #expect(stage.time.sleeps == [.seconds(2)])
    }

    @Test func theSixtyFirstRequestOfAMinuteWaits() async throws {
        let stage = try Stage(.data("{}"))
        try await spend(60, stage)

        let error = try await remoteError { try await stage.remote.me() }

        #expect(error.failure == .budgetExhausted(wait: .seconds(60)))
        #expect(error.provesNotRun)
        #expect(stage.server.requests.count == 60)
    }

    @Test func aPatientClientWaitsForTheOldestRequestToLeaveTheMinute() async throws {
        let stage = try Stage(.data("{}"), policy: RetryPolicy(patience: .seconds(120)))
        try await spend(30, stage)
        stage.time.advance(by: .seconds(20))
        try await spend(31, stage)

        #expect(stage.time.sleeps == [.seconds(40)])
        #expect(stage.server.requests.count == 61)
    }

    @Test func theLastReplysLimitReplacesTheBuiltInOneInBothDirections() async throws {
        let lower = try Stage(.data(headers: ["X-RateLimit-Limit: 3"], "{}"))
        let higher = try Stage(.data(headers: ["X-RateLimit-Limit: 90"], "{}"))

        try await spend(3, lower)
        try await spend(90, higher)

        let low = try await remoteError { try await lower.remote.me() }
        let high = try await remoteError { try await higher.remote.me() }
        #expect(low.failure == .budgetExhausted(wait: .seconds(60)))
        #expect(high.failure == .budgetExhausted(wait: .seconds(60)))
    }

    @Test func anAbsurdLimitIsNotBelieved() async throws {
        let stage = try Stage(.data(headers: ["X-RateLimit-Limit: 0"], "{}"))

        try await spend(2, stage)

        #expect(stage.server.requests.count == 2)
    }

    @Test func whatRemainsIsRespectedUntilTheReset() async throws {
        let stage = try Stage(
            .data(
                headers: [
                    "X-RateLimit-Limit: 60", "X-RateLimit-Remaining: 0",
                    "X-RateLimit-Reset: 1767225606",
                ], "{}"), .data("{}"))

        try await spend(2, stage)

        #expect(stage.time.sleeps == [.seconds(6)])
    }

    @Test func aResetThatIsPastOrFarAwayHoldsNobody() async throws {
        for reset in ["0", "1767225600", "9999999999", "-5", "99999999999999999999"] {
            let stage = try Stage(
                .data(
                    headers: ["X-RateLimit-Remaining: 0", "X-RateLimit-Reset: \(reset)"], "{}"))
            try await spend(2, stage)
            #expect(stage.time.sleeps.isEmpty)
        }
    }
}
