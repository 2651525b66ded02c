package import FolioModel

extension Library {
    /// What a paid reply, or evidence in its place, said, as the journal keeps it.
    package struct MadeReply: Sendable {
        /// The item as the reply described it.
        package var item: RemoteMediaItem
        package var mediaIDs: [String]
        package var echoedPrompt: String?
        package var creditsUsed: Int?
        package var creditsRemaining: Int?
        package var status: Int?
        package var requestID: String?
        package var raw: String?
        /// What proves it where no reply did, for people.
        package var evidence: String?

        package init(
            item: RemoteMediaItem, mediaIDs: [String], echoedPrompt: String?, creditsUsed: Int?,
            creditsRemaining: Int?, status: Int? = nil, requestID: String? = nil,
            raw: String? = nil, evidence: String? = nil
        ) {
            self.item = item
            self.mediaIDs = mediaIDs
            self.echoedPrompt = echoedPrompt
            self.creditsUsed = creditsUsed
            self.creditsRemaining = creditsRemaining
            self.status = status
            self.requestID = requestID
            self.raw = raw
            self.evidence = evidence
        }
    }
}
