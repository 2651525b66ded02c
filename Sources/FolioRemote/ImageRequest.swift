package import FolioModel

/// A paid request for one image. Model and ratio are always sent.
package struct ImageRequest: Hashable, Sendable {
    package var prompt: GenerationPrompt
    package var model: String
    /// Such as `16:9`.
    package var ratio: String

    package init(prompt: GenerationPrompt, model: String, ratio: String) {
        self.prompt = prompt
        self.model = model
        self.ratio = ratio
    }
}

/// The reply to a paid request: 201, in any of the known shapes (`remote-api.md` §6.1).
package struct ImageReply: Hashable, Sendable {
    package var mediaID: String
    /// As the reply lists them; usually just ``mediaID``.
    package var mediaIDs: [String]
    package var kind: MediaItem.Kind
    package var width: Int?
    package var height: Int?
    /// As echoed; `nil` where the shape has none.
    package var ratio: String?
    package var model: String?
    package var echoedPrompt: String?
    /// `nil` where the reply gives none: then the charge is not known.
    package var creditsUsed: Int?
    package var creditsRemaining: Int?
    package var createdAt: Timestamp?
    package var nextStep: String?
    /// Where the file may be fetched without the key, where a shape tells it.
    package var url: String?
    package var status: Int
    package var requestID: String?
    /// The body as it arrived.
    package var raw: String

    package init(
        mediaID: String, mediaIDs: [String]? = nil, kind: MediaItem.Kind = .image,
        width: Int? = nil, height: Int? = nil, ratio: String? = nil, model: String? = nil,
        echoedPrompt: String? = nil, creditsUsed: Int? = nil, creditsRemaining: Int? = nil,
        createdAt: Timestamp? = nil, nextStep: String? = nil, url: String? = nil,
        status: Int = 201, requestID: String? = nil, raw: String = "{}"
    ) {
        self.mediaID = mediaID
        self.mediaIDs = mediaIDs ?? [mediaID]
        self.kind = kind
        self.width = width
        self.height = height
        self.ratio = ratio
        self.model = model
        self.echoedPrompt = echoedPrompt
        self.creditsUsed = creditsUsed
        self.creditsRemaining = creditsRemaining
        self.createdAt = createdAt
        self.nextStep = nextStep
        self.url = url
        self.status = status
        self.requestID = requestID
        self.raw = raw
    }
}
