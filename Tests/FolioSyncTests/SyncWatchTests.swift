import FolioModel
import FolioRemote
import FolioSync
import FolioTestSupport
import Synchronization
import Testing

/// The loop of `sync --watch`, in virtual time.
@Suite struct SyncWatchTests {
    private let down = RemoteError(.unavailable(reason: "no network"))

    /// Runs until the script is at its end; the moments of the syncs, in seconds from the start,
    /// and what was told.
    private func watch(
        every: Int = 300, time: FakeTime = FakeTime(), source: TimeSource? = nil,
        _ script: [any Error & Sendable], then last: any Error & Sendable = CancellationError()
    ) async -> (syncs: [Int64], events: [SyncWatch.Event], end: any Error) {
        let events = Mutex<[SyncWatch.Event]>([])
        let start = time.now
        var syncs: [Int64] = []
        let loop = SyncWatch(every: .seconds(every), time: source ?? time.source) { event in
            events.withLock { $0.append(event) }
        }
        do {
            try await loop.run {
                syncs.append((time.now - start).components.seconds)
                guard syncs.count <= script.count else { throw last }
                let step = script[syncs.count - 1]
                if !(step is Fine) { throw step }
            }
        } catch {
            return (syncs, events.withLock(\.self), error)
        }
    }

    /// A sync that goes well.
    private struct Fine: Error {}

    @Test func itSyncsAsOftenAsItIsTold() async {
        let (syncs, events, _) = await watch(every: 600, [Fine(), Fine(), Fine()])

        #expect(syncs == [0, 600, 1_200, 1_800])
        #expect(events.isEmpty)
    }

    @Test func aDayWithoutTheRemoteIsToldOfTwiceAndAskedSeldom() async {
        let (syncs, events, _) = await watch(
            [Fine()] + Array(repeating: down, count: 150) + [Fine(), Fine()])

        let gaps = zip(syncs, syncs.dropFirst()).map { $1 - $0 }
        #expect(gaps.prefix(6) == [300, 30, 60, 120, 240, 480])
        #expect(gaps.dropFirst(6).prefix(140).allSatisfy { $0 == 600 })
        #expect(gaps.suffix(1) == [300])
        #expect(syncs.last ?? 0 > 86_400)
        #expect(
            events == [.down(reason: down.message, wait: .seconds(30)), .back])
    }

    @Test func pausesAreSpreadByChance() async {
        let time = FakeTime()
        var source = time.source
        source.random = { 0 }

        let (syncs, _, _) = await watch(time: time, source: source, [down, down])

        #expect(syncs == [0, 22, 67])
    }

    @Test func aLimitIsWaitedOutAndIsNoRemoteThatIsDown() async {
        let (syncs, events, _) = await watch([
            RemoteError(.budgetExhausted(wait: .seconds(1_700))),
            RemoteError(.rateLimited(wait: .seconds(40))), SyncError.alreadyRunning, Fine(),
        ])

        #expect(syncs == [0, 1_700, 1_740, 2_040, 2_340])
        #expect(events.count == 3)
        #expect(!events.contains(.back))
    }

    @Test(arguments: [
        RemoteError(.keyRefused), RemoteError(.forbidden),
    ])
    func aRefusedKeyEndsIt(error: RemoteError) async {
        let (syncs, _, end) = await watch([Fine(), error])

        #expect((end as? RemoteError)?.kind == .notAllowed)
        #expect(syncs.count == 2)
    }

    @Test func aGuardEndsIt() async {
        let (_, _, end) = await watch([SyncError.otherAccount(pinned: "a", found: "b")])

        #expect((end as? SyncError)?.kind == .needsDecision)
    }

    @Test func itIsInterruptedBetweenTwoSyncs() async {
        let time = FakeTime()
        var source = time.source
        source.sleep = { _ in throw CancellationError() }

        let (syncs, _, end) = await watch(time: time, source: source, [Fine(), Fine()])

        #expect(syncs == [0])
        #expect(end is CancellationError)
    }

    @Test func aComputerThatSleptSyncsSoonAfterItWakes() async {
        let time = FakeTime()
        var source = time.source
        let isFirst = Mutex(true)
        source.sleep = { span in
            // The lid is closed for eight hours in the first nap.
            if isFirst.withLock({
                let was = $0; $0 = false; return was
            }) {
                time.advance(by: .seconds(8 * 3_600))
            }
            time.advance(by: span)
        }

        let (syncs, _, _) = await watch(every: 3_600, time: time, source: source, [Fine()])

        #expect(syncs == [0, 8 * 3_600 + 30])
    }

    @Test func aClockThatGoesBackMakesNobodyWaitLonger() async {
        let time = FakeTime()
        var source = time.source
        let naps = Mutex(0)
        source.sleep = { span in
            time.advance(by: span)
            if naps.withLock({
                $0 += 1; return $0 == 2
            }) {
                time.advance(by: .seconds(-86_400))
            }
        }

        let (syncs, _, _) = await watch(every: 300, time: time, source: source, [Fine()])

        #expect(syncs == [0, 60 - 86_400 + 300])
    }
}
