/// One paid attempt to make an image or captions: a row of the journal.
///
/// It is written before its request's first byte is sent, and never deleted.
package struct Generation: Hashable, Sendable {
    /// Short random text; see ``ShortID``.
    package typealias ID = String

    package var id: ID
    package var kind: Kind
    package var state: State
    /// The prompt, or the topic of captions, as sent, byte for byte.
    package var prompt: String
    package var model: String?
    package var ratio: String?
    /// Tags that the item gets once it is made.
    package var tags: [String]
    /// List price when it was sent, in credits; `nil` where unknown.
    package var expectedCredits: Int?
    /// What the remote said that it charged; `nil` until made.
    package var creditsUsed: Int?
    /// The last known balance before sending, in credits; `nil` where unknown.
    package var balanceBefore: Int?
    /// When the row was written, before anything was sent.
    package var startedAt: Timestamp
    /// When ``balanceBefore`` was read; `nil` where it was not, or by an older version.
    package var balanceBeforeAt: Timestamp?
    /// How far the remote's clock was ahead of this computer's when the call began; `nil` where
    /// that is not known.
    package var clockSkew: Duration?
    /// When the outcome became unknown; `nil` where the process ended during the request.
    package var endedAt: Timestamp?
    /// The first reading, by the remote's clock, that showed no trace of a call of unknown
    /// outcome; `nil` if there was none, or a trace was seen since.
    package var quietAt: Timestamp?
    /// What the last reading showed of a call of unknown outcome, for people.
    package var findings: String?
    /// When the outcome became known; `nil` while `planned`, `sent` or `unknown`.
    package var settledAt: Timestamp?
    /// HTTP status of the reply; `nil` if none arrived.
    package var status: Int?
    /// The remote's name for the exchange.
    package var requestID: String?
    /// The body of the reply as it arrived.
    package var rawReply: String?
    /// The prompt that the reply echoed, where it differs from the one sent.
    package var echoedPrompt: String?
    /// Media ids of the reply, the item's own first.
    package var mediaIDs: [String]
    /// The item that was made.
    package var itemID: MediaItem.ID?
    /// Why the state is what it is, for people.
    package var evidence: String?
    /// How captions were asked for; `nil` for images.
    package var captionTerms: CaptionTerms?

    package init(
        id: ID, kind: Kind = .image, state: State, prompt: String, model: String? = nil,
        ratio: String? = nil, tags: [String] = [], expectedCredits: Int? = nil,
        balanceBefore: Int? = nil, startedAt: Timestamp
    ) {
        self.id = id
        self.kind = kind
        self.state = state
        self.prompt = prompt
        self.model = model
        self.ratio = ratio
        self.tags = tags
        self.expectedCredits = expectedCredits
        self.balanceBefore = balanceBefore
        self.startedAt = startedAt
        mediaIDs = []
    }

    /// What was asked for.
    package enum Kind: String, Sendable, CaseIterable, Codable {
        case image, caption
    }

    /// Where a paid call is in its life (`docs/paid-calls.md`).
    package enum State: String, Sendable, CaseIterable, Codable {
        /// Waits in the offline plan; nothing was sent.
        case planned
        /// Journalled; the request may be on its way.
        case sent
        /// The remote made it and charged.
        case made
        /// Refused before it ran; no charge.
        case refused
        /// Sent, and its outcome is not known: it may have been charged.
        case unknown
        /// Settled by evidence or by the user's word: it did not run, no charge.
        case notMade
    }
}
