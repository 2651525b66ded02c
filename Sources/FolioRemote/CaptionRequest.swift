package import FolioModel

/// A paid request for captions. Tone and length are always sent.
package struct CaptionRequest: Hashable, Sendable {
    package var topic: CaptionTopic
    package var terms: CaptionTerms

    package init(topic: CaptionTopic, terms: CaptionTerms) {
        self.topic = topic
        self.terms = terms
    }
}

/// The reply to it: 200 or 201, the documentation does not say (`remote-api.md` §6.2).
package struct CaptionReply: Hashable, Sendable {
    /// As many as were made, which may be fewer than were asked for.
    package var captions: [String]
    /// `nil` where the reply gives none: then the charge is not known.
    package var creditsUsed: Int?
    package var creditsRemaining: Int?
    package var status: Int
    package var requestID: String?
    /// The body as it arrived.
    package var raw: String

    package init(
        captions: [String], creditsUsed: Int? = nil, creditsRemaining: Int? = nil,
        status: Int = 201, requestID: String? = nil, raw: String = "{}"
    ) {
        self.captions = captions
        self.creditsUsed = creditsUsed
        self.creditsRemaining = creditsRemaining
        self.status = status
        self.requestID = requestID
        self.raw = raw
    }
}
