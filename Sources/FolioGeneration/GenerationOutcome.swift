package import FolioModel

/// What became of a plan that was run. Nothing in it is ever to be sent again by itself.
package struct GenerationOutcome: Sendable {
    /// One for each call of the plan, in order; those that were not tried are at the end.
    package internal(set) var results: [Result] = []
    /// Calls that a process which ended had left in flight; they are unknown now.
    package internal(set) var abandoned: [Generation] = []

    package init() {}

    /// What became of one call.
    package enum Result: Sendable {
        case made(MadeImage)
        /// One call for captions, whatever their number.
        case captions(MadeCaptions)
        /// It certainly did not run, and nothing was charged. The generation is `nil` where not
        /// even the journal was written.
        case refused(Generation?, any UserFacingError)
        /// It may have run and may have been charged. The error tells what to do.
        case unknown(Generation, any UserFacingError)
        /// Left out because of a failure before it.
        case notTried
    }

    package var made: [MadeImage] {
        results.compactMap { if case .made(let image) = $0 { image } else { nil } }
    }

    package var captions: MadeCaptions? {
        results.lazy.compactMap { if case .captions(let captions) = $0 { captions } else { nil } }
            .first
    }

    /// The first failure, which decides the exit code; `nil` where all were made.
    package var failure: (any UserFacingError)? {
        for result in results {
            switch result {
            case .refused(_, let error), .unknown(_, let error): return error
            case .made, .captions, .notTried: continue
            }
        }
        return nil
    }

    /// Calls of this run that may have been charged.
    package var unknown: [Generation] {
        results.compactMap { if case .unknown(let call, _) = $0 { call } else { nil } }
    }

    /// Charged for certain, in credits; `nil` where a reply did not tell its charge.
    package var creditsUsed: Int? {
        let charges = made.map(\.creditsUsed)
        guard !charges.contains(nil) else { return nil }
        return charges.compactMap(\.self).reduce(0, +)
    }

    /// As the last reply that told it.
    package var creditsRemaining: Int? { made.compactMap(\.creditsRemaining).last }
}

/// An image that was paid for, and what its reply said.
package struct MadeImage: Hashable, Sendable {
    package internal(set) var item: MediaItem
    package let generationID: Generation.ID
    /// Credits; `nil` where the reply did not tell.
    package let creditsUsed: Int?
    /// Credits; `nil` where the reply did not tell.
    package let creditsRemaining: Int?
    /// The remote's advice; text from outside.
    package let nextStep: String?
    package internal(set) var warnings: [GenerationWarning]
}

/// What happens while a plan is run.
package enum GenerationProgress: Sendable {
    /// Another process has a paid call in flight.
    case waitingForOtherCall
    /// The request of image `number` of the plan is about to be sent.
    case sending(number: Int, Generation)
    /// The remote asked for a wait before image `number` is tried once more.
    case waiting(number: Int, Duration)
    /// The image exists; its file is being fetched.
    case fetching(number: Int, MediaItem)
    /// Image `number` is done with, one way or the other.
    case finished(number: Int, GenerationOutcome.Result)
}
