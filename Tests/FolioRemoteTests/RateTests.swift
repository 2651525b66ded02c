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

@Suite struct RateLimiterTests {
    let time = FakeTime()

    private func limiter(
        _ minute: Int, _ hour: Int, _ day: Int, limits: RequestLimits = RequestLimits()
    ) -> RateLimiter {
        let old = Timestamp.sample - .seconds(30)
        let counts = RequestCounts(
            minute: .init(count: minute, oldest: minute > 0 ? old : nil),
            hour: .init(count: hour, oldest: old), day: .init(count: day, oldest: old))
        return RateLimiter(meter: FixedMeter(fixed: counts), limits: limits, time: time.source)
    }

    @Test func theHourAndTheDayHaveLimitsOfTheirOwn() async throws {
        let hour = try await remoteError {
            try await limiter(0, 1_000, 1_000).admit(patience: .seconds(10))
        }
        let day = try await remoteError {
            try await limiter(0, 999, 10_000).admit(patience: .seconds(10))
        }

        #expect(hour.failure == .budgetExhausted(wait: .seconds(3_570)))
        #expect(day.failure == .budgetExhausted(wait: .seconds(86_370)))
    }

    @Test func configurationLiftsTheHourAndTheDay() async throws {
        let limits = RequestLimits(perHour: nil, perDay: nil)

        try await limiter(0, 50_000, 90_000, limits: limits).admit(patience: .zero)
    }

    @Test func aLimitAboveAThousandLiftsTheHourAndTheDay() async throws {
        let counts = RequestCounts(
            minute: .init(count: 61), hour: .init(count: 999), day: .init(count: 9_999))
        let stage = try Stage(
            .data(headers: ["X-RateLimit-Limit: 5000"], "{}"),
            meter: GrowingMeter(
                before: RequestCounts(
                    minute: .init(count: 0), hour: .init(count: 999), day: .init(count: 9_999)),
                after: RequestCounts(
                    minute: counts.minute, hour: .init(count: 1_000), day: .init(count: 10_000))))

        _ = try await stage.remote.me()
        _ = try await stage.remote.me()

        #expect(stage.server.requests.count == 2)
    }

    @Test func requestsThatComeTogetherDoNotExceedTheLimit() async throws {
        let limiter = RateLimiter(meter: SlowMeter(), limits: RequestLimits(perMinute: 5))

        let admitted = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do {
                        try await limiter.admit(patience: .zero)
                        return true
                    } catch {
                        return false
                    }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }

        #expect(admitted == 5)
    }

    @Test func aMeterThatFailsSendsNothing() async throws {
        let stage = try Stage(.data("{}"), meter: BrokenMeter())

        let read = try await remoteError { try await stage.remote.me() }
        let paid = try await remoteError { try await stage.remote.generateImage(.sample()) }

        #expect(read.kind == .failed && read.provesNotRun)
        #expect(paid.kind == .failed && paid.provesNotRun)
        #expect(stage.server.requests.isEmpty)
    }

    @Test func aLimitThatAReplyNamedHoldsForTheNextProcess() async throws {
        let meter = RememberingMeter()
        let first = try Stage(.data(headers: ["X-RateLimit-Limit: 5000"], "{}"), meter: meter)
        _ = try await first.remote.me()
        await meter.count(60)
        let second = try Stage(.data("{}"), meter: meter)

        _ = try await second.remote.me()

        #expect(await meter.limit == 5_000)
        #expect(second.server.requests.count == 1)
    }

    @Test func aMeterCountsRollingWindows() async {
        let meter = MemoryRequestMeter()
        for minutes in [0, 30, 80, 81] {
            await meter.record(at: .sample + .seconds(minutes * 60))
        }

        let counts = await meter.counts(now: .sample + .seconds(81 * 60 + 30))

        #expect(counts.minute == .init(count: 1, oldest: .sample + .seconds(81 * 60)))
        #expect(counts.hour == .init(count: 3, oldest: .sample + .seconds(30 * 60)))
        #expect(counts.day == .init(count: 4, oldest: .sample))
    }

    @Test func pausesDoubleAndAreSpreadByAQuarter() {
        let policy = RetryPolicy()

        #expect(policy.pause(before: 0, random: 0) == .milliseconds(375))
        #expect(policy.pause(before: 1, random: 0.5) == .seconds(1))
        #expect(policy.pause(before: 30, random: 1) == .seconds(10))
    }
}
