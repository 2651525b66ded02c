import FolioGeneration
import FolioModel
import FolioRemote
import Testing

@Suite struct TransitionTests {
    /// Every step that there is; all others are impossible.
    static let table: [Generation.State: [PaidCallEvent: Generation.State]] = [
        .planned: [.send: .sent],
        .sent: [.reply: .made, .refusal: .refused, .loss: .unknown, .abandonment: .unknown],
        .unknown: [.evidenceOfMaking: .made, .evidenceAgainstMaking: .notMade],
    ]

    @Test(arguments: Generation.State.allCases, PaidCallEvent.allCases)
    func everyStepIsTheOneInTheTable(state: Generation.State, event: PaidCallEvent) {
        #expect(state.after(event) == Self.table[state]?[event])
    }

    @Test func nothingIsSentTwice() {
        for state in Generation.State.allCases where state != .planned {
            #expect(PaidCallEvent.allCases.allSatisfy { state.after($0) != .sent })
        }
    }

    @Test func madeRefusedAndNotMadeAreFinal() {
        #expect(Generation.State.allCases.filter(\.isSettled) == [.made, .refused, .notMade])
    }

    @Test func onlyAProofIsARefusal() {
        #expect(PaidCallEvent(failure: RemoteError(.refused, status: 400)) == .refusal)
        #expect(PaidCallEvent(failure: RemoteError(.unavailable(reason: "500"))) == .loss)
        #expect(PaidCallEvent(failure: CancellationError()) == .loss)
    }
}
