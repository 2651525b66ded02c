package import FolioModel

/// All that is known of the paid calls of unknown outcome at one moment: what
/// ``verdicts()`` decides from. A value; it asks nobody.
package struct RecoveryCase: Sendable {
    /// Every call whose outcome is open, also those that are not to be settled now.
    package var calls: [LostCall]
    /// What the remote lists from the time of the calls on.
    package var media: [SeenMedia]
    /// All media from then on are in ``media``; `nil` where some could not be read.
    package var listedSince: Timestamp?
    /// By the remote's clock.
    package var now: Timestamp
    /// Only tests leave one out.
    package var rules = PaidRules.all

    package init(calls: [LostCall], media: [SeenMedia], listedSince: Timestamp?, now: Timestamp) {
        self.calls = calls
        self.media = media
        self.listedSince = listedSince
        self.now = now
    }

    /// The oldest creation time that still matters; `nil` without images, since captions leave
    /// nothing in the list.
    package static func reach(of calls: [LostCall]) -> Timestamp? {
        calls.filter { $0.generation.kind == .image }.map { $0.startedAt - clockAllowance }.min()
    }

    /// The remote may go on working after a connection is gone, but no longer than this.
    package static let longestWork = Duration.seconds(180)
    /// How far two clocks that were compared may still be apart, at the worst.
    package static let clockAllowance = Duration.seconds(30)
    /// How exactly two clocks are compared, as a rule: replies tell whole seconds.
    package static let clockPrecision = Duration.seconds(2)
    /// From the end of a call to the first moment at which its absence proves something.
    package static let proofDelay = Duration.seconds(600)
    /// Between two readings that together prove an absence.
    package static let quietSpan = Duration.seconds(120)
}

/// A paid call of unknown outcome, its times by the remote's clock.
package struct LostCall: Sendable {
    package var generation: Generation
    package var startedAt: Timestamp
    /// From when on the remote no longer works on it.
    package var endedAt: Timestamp
    /// Credits that went since the balance before the call was read and that no entry of the
    /// ledger explains; negative where some came; `nil` where either balance is unknown.
    package var fall: Int?

    /// `skew` is how far the remote's clock is ahead of this computer's.
    package init(_ generation: Generation, skew: Duration, fall: Int?) {
        self.generation = generation
        self.fall = fall
        let skew = generation.clockSkew ?? skew
        startedAt = generation.startedAt + skew
        let work = startedAt + RecoveryCase.longestWork
        endedAt = max(work, generation.endedAt.map { $0 + skew } ?? work)
    }

    /// Whether a clock was set back during the call, so that its times mean nothing.
    var hasBrokenClock: Bool {
        generation.endedAt.map { $0 < generation.startedAt } ?? false
    }
}

/// A media item of the remote's listing.
package struct SeenMedia: Sendable {
    package var item: RemoteMediaItem
    /// When the library first saw it, by this computer's clock; `nil` if never.
    package var knownSince: Timestamp?
    /// Whether another paid call made it, or it was uploaded from here.
    package var isClaimed: Bool
    /// Whether a second reading of the list did not show it.
    private(set) var isLost = false

    package init(_ item: RemoteMediaItem, knownSince: Timestamp? = nil, isClaimed: Bool = false) {
        self.item = item
        self.knownSince = knownSince
        self.isClaimed = isClaimed
    }

    /// The same, gone from the list in a second reading.
    var seenOnce: SeenMedia {
        var media = self
        media.isLost = true
        return media
    }

    /// Whether `call` can have made it. A fact that the remote does not tell speaks for it.
    func canBe(madeBy call: LostCall) -> Bool {
        guard call.generation.kind == .image, item.kind == .image, item.state != .failed,
            !isClaimed, knownSince.map({ $0 >= call.generation.startedAt }) ?? true
        else { return false }
        if item.createdAt != nil, !item.appeared(during: call, give: RecoveryCase.clockAllowance) {
            return false
        }
        guard let ratio = call.generation.ratio.flatMap(AspectRatio.named),
            let width = item.width, let height = item.height
        else { return true }
        return ratio.fits(width: width, height: height)
    }
}

extension RemoteMediaItem {
    /// Whether it was created in the time of `call`, or no more than `give` beside it. An item of
    /// untold time was not.
    func appeared(during call: LostCall, give: Duration) -> Bool {
        createdAt.map { $0 >= call.startedAt - give && $0 <= call.endedAt + give } ?? false
    }
}

/// What the evidence says about one paid call.
package struct Verdict: Sendable {
    package enum Decision: Sendable, Equatable {
        /// This item is the call's; credits charged, `nil` where that is not clear.
        case made(RemoteMediaItem, credits: Int?)
        /// Captions were made and charged; their text is lost.
        case captionsMade(credits: Int)
        case notMade
        /// Nothing is proved. `isQuiet` where no trace was seen at all.
        case open(isQuiet: Bool)
    }

    package var decision: Decision
    /// Whether an item is taken for the call's.
    var claimsItem: Bool {
        if case .made = decision { true } else { false }
    }

    /// What speaks for it, for people: whole sentences without final periods.
    package var reasons: [String]
    /// What is odd all the same.
    package var warnings: [String] = []
    /// Items that the call can have made.
    package var candidates: [RemoteMediaItem] = []
}
