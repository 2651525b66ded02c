import FolioModel
import FolioRemote
import FolioTestSupport
import Testing

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
