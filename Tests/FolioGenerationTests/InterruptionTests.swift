import FolioGeneration
import FolioModel
import FolioRemote
import FolioStore
import FolioTestSupport
import Foundation
import Synchronization
import Testing

@Suite struct InterruptionTests {
    let workshop: Workshop

    init() throws {
        workshop = try Workshop()
    }

    @Test func aRequestThatIsCutOffMayStillBeCharged() async throws {
        let remote = ScriptedRemote([
            { _ in
                withUnsafeCurrentTask { $0?.cancel() }
                throw RemoteError(.outcomeUnknown(reason: "the request was cut off"))
            }
        ])

        let outcome = try await Task { try await workshop.run(remote, count: 2) }.value

        #expect(outcome.failure as? GenerationError == .interruptedInFlight)
        #expect(outcome.failure?.kind == .outcomeUnknown)
        #expect(try workshop.states() == [.unknown])
    }

    @Test func aRequestThatIsCutOffBeforeItsFirstByteIsNot() async throws {
        let remote = ScriptedRemote([
            { _ in
                withUnsafeCurrentTask { $0?.cancel() }
                throw RemoteError(.notSent(reason: "cancelled"))
            }
        ])

        let outcome = try await Task { try await workshop.run(remote, count: 2) }.value

        #expect(outcome.failure?.kind == .interrupted)
        #expect(try workshop.states() == [.refused])
    }

    @Test func anImageThatArrivedWhileInterruptedIsKept() async throws {
        let remote = ScriptedRemote([
            { _ in
                withUnsafeCurrentTask { $0?.cancel() }
                return .sample()
            }
        ])

        let outcome = try await Task { try await workshop.run(remote, count: 2) }.value

        #expect(outcome.made.count == 1)
        #expect(outcome.failure?.kind == .interrupted)
        #expect(try workshop.states() == [.made])
    }

    @Test func aRunThatIsInterruptedBeforeItStartsWritesNothing() async throws {
        let remote = ScriptedRemote([making(.sample())])

        let outcome = try await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await workshop.run(remote)
        }.value

        #expect(outcome.failure?.kind == .interrupted)
        #expect(try workshop.journal().isEmpty && remote.requests.isEmpty)
    }

    @Test func whatAKilledProcessWasSendingBecomesUnknownAndIsNotSentAgain() async throws {
        let lost = try workshop.library.beginGeneration(
            prompt: "lost", model: "flux-schnell", ratio: "1:1", expectedCredits: 1,
            now: workshop.time.now)
        let remote = ScriptedRemote([making(.sample())])

        let outcome = try await workshop.run(remote)

        #expect(outcome.abandoned.map(\.id) == [lost.id])
        #expect(try workshop.states() == [.unknown, .made])
        #expect(remote.requests.map(\.prompt.text) == ["a red boat"])
    }

    @Test func aJournalThatCannotBeWrittenPaysForNothing() async throws {
        try workshop.refuse("INSERT")
        let remote = ScriptedRemote([making(.sample())])

        let outcome = try await workshop.run(remote, count: 2)

        #expect(outcome.failure?.kind == .failed)
        #expect(remote.requests.isEmpty)
    }

    @Test func anImageThatCannotBeRecordedIsUnknownAndNamed() async throws {
        try workshop.refuse("UPDATE")
        let remote = ScriptedRemote([making(.sample()), making(.sample("b"))])

        let outcome = try await workshop.run(remote, count: 2)

        #expect(outcome.failure?.kind == .outcomeUnknown)
        #expect(outcome.failure?.message.contains("media-1") == true)
        #expect(remote.requests.count == 1)
        #expect(try workshop.library.ledger().isEmpty)
        #expect(try workshop.states() == [.sent])
    }

    @Test func aCallInFlightElsewhereIsWaitedForAndThenLeftAlone() async throws {
        let lock = try #require(try workshop.library.takePaidLock())
        let sent = try workshop.library.beginGeneration(
            prompt: "another's", model: nil, ratio: nil, expectedCredits: nil,
            now: workshop.time.now)
        let remote = ScriptedRemote([making(.sample())])

        let outcome = try await workshop.run(remote)

        #expect(outcome.failure?.kind == .unavailable)
        #expect(remote.requests.isEmpty && !workshop.time.sleeps.isEmpty)
        #expect(try workshop.library.generation(sent.id).state == .sent)
        withExtendedLifetime(lock) {}
    }

    @Test func twoRunsAtOnceNeverHaveTwoCallsInFlight() async throws {
        let inFlight = Mutex(0)
        let step: ScriptedRemote.Step = { request in
            let running = inFlight.withLock { count in
                count += 1
                return count
            }
            #expect(running == 1)
            for _ in 0..<50 { await Task.yield() }
            inFlight.withLock { $0 -= 1 }
            return .sample("media-\(UUID().uuidString)", remaining: nil)
        }
        let remote = ScriptedRemote(Array(repeating: step, count: 6))
        var time = workshop.time.source
        time.sleep = { _ in await Task.yield() }
        let generator = Generator(
            library: try Library.open(workshop.library.folder), remote: remote, time: time,
            patience: Generator.Patience(forOtherCall: .seconds(1_000_000_000)))
        let plan = try generator.plan(
            GenerationOrder(
                prompt: try GenerationPrompt("a red boat"), model: "flux-schnell", count: 3))

        async let first = generator.run(plan)
        async let second = generator.run(plan)
        let outcomes = await [first, second]

        #expect(outcomes.allSatisfy { $0.made.count == 3 && $0.failure == nil })
        #expect(outcomes.allSatisfy { $0.abandoned.isEmpty })
        #expect(try workshop.library.ledger().count == 6)
    }
}
