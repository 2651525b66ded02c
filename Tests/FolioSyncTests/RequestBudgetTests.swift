import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Testing

/// The limits hold for all processes of a library together.
@Suite struct RequestBudgetTests {
    let stage: SyncStage

    init() throws {
        stage = try SyncStage()
    }

    /// What a process of its own has: a connection and a limiter.
    private func process(
        _ urgency: RequestUrgency = .interactive, limits: RequestLimits = RequestLimits()
    ) throws -> RateLimiter {
        RateLimiter(
            meter: LibraryRequestMeter(try Library.open(stage.folder)), limits: limits,
            time: stage.time.source, urgency: urgency)
    }

    /// How many requests get through at once.
    private func spend(_ limiter: RateLimiter) async -> Int {
        for count in 0..<10_000 {
            guard (try? await limiter.admit(patience: .zero)) != nil else { return count }
        }
        return 10_000
    }

    @Test func processesThatSendAtOnceDoNotExceedALimitTogether() async throws {
        let processes = try (0..<4).map { _ in try process() }

        let sent = await withTaskGroup(of: Int.self) { group in
            for limiter in processes { group.addTask { await spend(limiter) } }
            return await group.reduce(0, +)
        }

        #expect(sent == 60)
    }

    @Test func backgroundWorkLeavesTheLastFifthToPeople() async throws {
        #expect(await spend(try process(.background)) == 48)
        #expect(await spend(try process(.interactive)) == 12)
    }

    @Test func theReserveHoldsForTheHourAndTheDay() async throws {
        let hour = RequestLimits(perMinute: 1_000, perHour: 100, perDay: 10_000)
        #expect(await spend(try process(.background, limits: hour)) == 80)
        #expect(await spend(try process(.interactive, limits: hour)) == 20)

        stage.time.advance(by: .seconds(7_200))
        let day = RequestLimits(perMinute: 1_000, perHour: nil, perDay: 200)
        #expect(await spend(try process(.background, limits: day)) == 60)
        #expect(await spend(try process(.interactive, limits: day)) == 40)
    }

    @Test func aWaitThatTheRemoteAskedForHoldsForOtherProcessesAndAfterARestart() async throws {
        let meter = LibraryRequestMeter(try Library.open(stage.folder))
        try meter.remember(
            RequestDemand(closedUntil: stage.time.now + .seconds(90)), now: stage.time.now)
        try meter.remember(
            RequestDemand(closedUntil: stage.time.now + .seconds(30)), now: stage.time.now)

        let error = await #expect(throws: RemoteError.self) {
            try await process().admit(patience: .seconds(10))
        }
        try await process().admit(patience: .seconds(120))

        #expect(error?.failure == .budgetExhausted(wait: .seconds(90)))
        #expect(stage.time.sleeps == [.seconds(90)])
    }

    @Test func whatRemainsOfAWindowIsSharedAndCountedDown() async throws {
        let meter = LibraryRequestMeter(try Library.open(stage.folder))
        try meter.remember(
            RequestDemand(allowance: .init(left: 3, until: stage.time.now + .seconds(40))),
            now: stage.time.now)

        #expect(await spend(try process(.background)) == 0)
        #expect(await spend(try process()) == 3)
        stage.time.advance(by: .seconds(41))
        #expect(await spend(try process(.background)) == 45)
    }

    @Test func aClockThatGoesBackClosesNobodyForLong() async throws {
        let meter = LibraryRequestMeter(try Library.open(stage.folder))
        #expect(await spend(try process()) == 60)
        try meter.remember(
            RequestDemand(closedUntil: stage.time.now + .seconds(90)), now: stage.time.now)

        stage.time.advance(by: .seconds(-400 * 86_400))
        try await process().admit(patience: .seconds(100))

        #expect(stage.time.sleeps.reduce(.zero, +) <= .seconds(151))
    }

    @Test(arguments: [(RequestClass.post, 20), (.image, 60)])
    func aKindWithALimitOfItsOwnKeepsItForAllProcessesOfALibrary(
        kind: RequestClass, limit: Int
    ) async throws {
        let limits = RequestLimits(perMinute: 1_000)
        for number in 0..<limit {
            let process = try process(limits: limits)
            #expect(
                (try? await process.admit(kind, patience: .zero)) != nil, "request \(number)")
        }

        let error = await #expect(throws: RemoteError.self) {
            try await process(limits: limits).admit(kind, patience: .zero)
        }
        try await process(limits: limits).admit(patience: .zero)
        stage.time.advance(by: kind.window)
        try await process(limits: limits).admit(kind, patience: .zero)

        #expect(error?.failure == .budgetExhausted(wait: kind.window))
    }

    @Test func aLimitThatTheRemoteNamesAsHighLiftsThoseOfEachKind() async throws {
        try LibraryRequestMeter(try Library.open(stage.folder))
            .remember(RequestDemand(limit: 100_000), now: stage.time.now)
        let process = try process()

        for _ in 0..<100 { try await process.admit(.image, patience: .zero) }
    }

    @Test func oneRunIsAllowedSoManyRequestsAndNoMore() async throws {
        let limiter = RateLimiter(time: stage.time.source, maximumRequests: 2)
        try await limiter.admit(patience: .zero)
        try await limiter.admit(patience: .zero)

        let error = await #expect(throws: RemoteError.self) {
            try await limiter.admit(patience: .seconds(600))
        }

        #expect(error?.failure == .requestsUsedUp(count: 2))
        #expect(error?.provesNotRun == true)
    }

    /// Two days of the library's own books, to the request.
    @Test func clientsOfOneLibraryKeepTheLimitsInEveryRollingWindow() async throws {
        var chance = SeededGenerator(seed: 17)
        let limits = RequestLimits(perMinute: 12, perHour: 100, perDay: 600)
        let clients = try [
            process(.background, limits: limits), process(.background, limits: limits),
            process(.interactive, limits: limits),
        ]
        var sent: [Timestamp] = []
        let end = stage.time.now + .seconds(2 * 86_400)

        while stage.time.now < end {
            let client = clients[Int.random(in: 0..<3, using: &chance)]
            try await client.admit(patience: .seconds(90_000))
            sent.append(stage.time.now)
            let pause = Int.random(in: 0..<10, using: &chance) == 0 ? 1_200_000 : 900
            stage.time.advance(by: .milliseconds(Int.random(in: 0..<pause, using: &chance)))
        }

        #expect(sent.count > 600)
        #expect(LimitCheck.most(sent, within: .seconds(60)) <= 12)
        #expect(LimitCheck.most(sent, within: .seconds(3_600)) <= 100)
        #expect(LimitCheck.most(sent, within: .seconds(86_400)) <= 600)
    }

    @Test func thirtyDaysOfManyClientsKeepTheLimitsInEveryRollingWindow() async throws {
        let kinds = [RequestClass.post, .post, .image, nil, nil, nil, nil]
        var chance = SeededGenerator(seed: 18)
        let (meter, time) = (MemoryRequestMeter(), FakeTime())
        let clients = [RequestUrgency.background, .background, .interactive].map {
            RateLimiter(meter: meter, time: time.source, urgency: $0)
        }
        var sent: [Timestamp] = []
        var ofKind: [RequestClass: [Timestamp]] = [:]
        let end = time.now + .seconds(30 * 86_400)

        while time.now < end {
            let client = clients[Int.random(in: 0..<3, using: &chance)]
            let kind = kinds[Int.random(in: 0..<kinds.count, using: &chance)]
            // A kind whose own limit is met leaves the others room.
            let patience = kind == nil ? Duration.seconds(90_000) : .zero
            if (try? await client.admit(kind, patience: patience)) != nil {
                sent.append(time.now)
                if let kind { ofKind[kind, default: []].append(time.now) }
            }
            // Bursts, and now and then a pause of up to an hour.
            let pause = Int.random(in: 0..<2_000, using: &chance) == 0 ? 3_600_000 : 700
            time.advance(by: .milliseconds(Int.random(in: 0..<pause, using: &chance)))
        }

        #expect(sent.count > 200_000)
        #expect((50...60).contains(LimitCheck.most(sent, within: .seconds(60))))
        #expect(LimitCheck.most(sent, within: .seconds(3_600)) <= 1_000)
        #expect(LimitCheck.most(sent, within: .seconds(86_400)) <= 10_000)
        #expect(LimitCheck.most(ofKind[.post] ?? [], within: .seconds(60)) == 20)
        #expect(LimitCheck.most(ofKind[.image] ?? [], within: .seconds(3_600)) == 60)
    }
}

/// Counts without any of the product's code.
enum LimitCheck {
    /// The most moments, in ascending order, that lie in any window of this length.
    static func most(_ moments: [Timestamp], within span: Duration) -> Int {
        var (first, most) = (0, 0)
        for (index, moment) in moments.enumerated() {
            while moment - moments[first] >= span { first += 1 }
            most = max(most, index - first + 1)
        }
        return most
    }
}
