package import FolioModel
import FolioRemote

/// What can happen to a paid call.
package enum PaidCallEvent: Hashable, Sendable, CaseIterable {
    /// Its journal row is durable; the first byte may leave from now on.
    case send
    /// A readable reply says that it was made.
    case reply
    /// A refusal proves that it did not run (`architecture.md` rule 2).
    case refusal
    /// Anything else became of the request: it may have run.
    case loss
    /// Its process ended without writing an outcome.
    case abandonment
    /// Evidence, or the user's word, says that it was made.
    case evidenceOfMaking
    /// Evidence, or the user's word, says that it did not run.
    case evidenceAgainstMaking

    /// What an error of the request means. Only ``RemoteError/provesNotRun`` is a refusal; an
    /// error of any other kind, cancellation too, proves nothing.
    package init(failure: any Error) {
        let provesNotRun = (failure as? RemoteError)?.provesNotRun ?? false
        self = provesNotRun ? .refusal : .loss
    }
}

extension Generation.State {
    /// The state that follows, or `nil` where the event cannot happen in this one.
    ///
    /// The whole life of a paid call (`docs/paid-calls.md`): nothing leads back to `sent`, so
    /// nothing is sent twice, and nothing leads out of a settled state.
    package func after(_ event: PaidCallEvent) -> Generation.State? {
        switch (self, event) {
        case (.planned, .send): .sent
        case (.sent, .reply): .made
        case (.sent, .refusal): .refused
        case (.sent, .loss), (.sent, .abandonment): .unknown
        case (.unknown, .evidenceOfMaking): .made
        case (.unknown, .evidenceAgainstMaking): .notMade
        default: nil
        }
    }

    /// Whether the outcome is known for good.
    package var isSettled: Bool {
        PaidCallEvent.allCases.allSatisfy { after($0) == nil }
    }
}
