package import FolioModel

/// What a recovery found and settled.
package struct RecoveryOutcome: Sendable {
    /// Another process is paying right now; nothing was judged.
    package var isCallInFlight: Bool
    package var isDryRun: Bool
    /// One for each call that was open, oldest first.
    package var results: [Result]

    package init(
        isCallInFlight: Bool = false, isDryRun: Bool = false, results: [Result] = []
    ) {
        self.isCallInFlight = isCallInFlight
        self.isDryRun = isDryRun
        self.results = results
    }

    /// One call, as it is now.
    package struct Result: Sendable {
        package var call: Generation
        /// What the evidence says; `nil` where it was not read, or the user decided.
        package var verdict: Verdict?
        /// The item of a call that turned out made.
        package var item: MediaItem?
        /// What is odd, for people; may contain text from outside.
        package var warnings: [String]

        init(call: Generation, verdict: Verdict? = nil, item: MediaItem? = nil) {
            self.call = call
            self.verdict = verdict
            self.item = item
            warnings = verdict?.warnings ?? []
        }
    }

    /// Calls whose outcome is known now; in a dry run, would be known.
    package var settled: [Result] { results.filter(\.isSettled) }
    /// Calls whose outcome stays unknown.
    package var open: [Result] { results.filter { !$0.isSettled } }
}

extension RecoveryOutcome.Result {
    package var isSettled: Bool {
        if call.state.isSettled { return true }
        switch verdict?.decision {
        case .made, .captionsMade, .notMade: return true
        case .open, nil: return false
        }
    }
}

/// Why a call was not settled by the user's word.
package enum RecoveryError: UserFacingError, Equatable {
    case callInFlight
    case alreadySettled(Generation.ID, Generation.State)
    case captionsHaveNoMedia(Generation.ID)
    case noSuchMedia(String)
    case notAnImage(String)
    /// Another paid call made it, or it was uploaded from here.
    case claimed(String)

    package var message: String {
        switch self {
        case .callInFlight: "a paid call is in flight; nothing was changed"
        case .alreadySettled(let id, let state):
            "the outcome of \(id) is known already: \(state.rawValue)"
        case .captionsHaveNoMedia(let id): "\(id) asked for captions, which are no media"
        case .noSuchMedia(let id): "the remote has no media \(id)"
        case .notAnImage(let id): "the media \(id) is no image"
        case .claimed(let id): "the media \(id) has another origin: a paid call or an upload"
        }
    }

    package var hint: String? {
        switch self {
        case .callInFlight: "wait until it ends, then try again"
        case .captionsHaveNoMedia(let id):
            "say that they were charged: folio recover \(id) --made \(Recovery.captionsWord)"
        case .alreadySettled, .notAnImage: nil
        case .noSuchMedia: "see what appeared in the time of the call: folio recover"
        case .claimed: "see it with: folio search id:MEDIA_ID"
        }
    }

    package var kind: FailureKind {
        switch self {
        case .callInFlight: .unavailable
        case .alreadySettled, .captionsHaveNoMedia, .notAnImage: .usage
        case .noSuchMedia: .notFound
        case .claimed: .needsDecision
        }
    }
}
