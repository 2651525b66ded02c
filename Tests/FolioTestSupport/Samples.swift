package import FolioModel
package import FolioRemote

extension Timestamp {
    /// 2026-01-01T00:00:00.000Z, the moment at which tests begin.
    package static let sample = Timestamp(milliseconds: 1_767_225_600_000)
}

extension MediaItem {
    /// A ready image on the remote, of which nothing is held here.
    package static func sample(
        _ id: ID, mediaID: String? = nil, state: State = .ready, presence: Presence = .remote,
        prompt: String? = nil, model: String? = nil, ratio: String? = nil, credits: Int? = nil,
        createdAt: Timestamp = .sample, tags: [String] = []
    ) -> MediaItem {
        MediaItem(
            id: id, mediaID: mediaID ?? "media-\(id)", state: state, presence: presence,
            prompt: prompt, model: model, ratio: ratio, credits: credits, createdAt: createdAt,
            tags: tags)
    }
}

extension RemoteMediaItem {
    /// A ready image of 1024 × 1024 pixels.
    package static func sample(
        _ mediaID: String, kind: MediaItem.Kind = .image, state: MediaItem.State = .ready,
        fileName: String? = nil, width: Int? = 1_024, height: Int? = 1_024, url: String? = nil,
        createdAt: Timestamp? = .sample, raw: String = "{}"
    ) -> RemoteMediaItem {
        RemoteMediaItem(
            mediaID: mediaID, kind: kind, state: state, fileName: fileName,
            contentType: "image/png", width: width, height: height, url: url,
            createdAt: createdAt, raw: raw)
    }
}

extension RemotePost {
    /// A post that is scheduled for a month after ``Timestamp/sample``.
    package static func sample(
        _ postID: String, status: Post.Status = .scheduled, content: String = "Winter sale",
        scheduledFor: Timestamp? = .sample + .seconds(2_592_000), mediaIDs: [String] = [],
        accountIDs: [Int] = [1], updatedAt: Timestamp? = .sample
    ) -> RemotePost {
        RemotePost(
            postID: postID, status: status, content: content, scheduledFor: scheduledFor,
            timezone: "UTC", mediaIDs: mediaIDs, accountIDs: accountIDs,
            destinations: accountIDs.map {
                Post.Destination(accountID: $0, platform: "linkedin", status: "queued")
            }, createdAt: .sample, updatedAt: updatedAt)
    }
}

extension CaptionRequest {
    /// Captions for no platform in particular.
    package static func sample(
        _ topic: String = "a red boat", platform: String? = nil, count: Int = 1
    ) throws -> CaptionRequest {
        CaptionRequest(
            topic: try CaptionTopic(topic),
            terms: try CaptionTerms(platform: platform, count: count))
    }
}

extension ImageRequest {
    /// A cheap image.
    package static func sample(
        _ prompt: String = "a red boat on a frozen lake", model: String = "flux-schnell",
        ratio: String = "1:1"
    ) throws -> ImageRequest {
        ImageRequest(prompt: try GenerationPrompt(prompt), model: model, ratio: ratio)
    }
}
