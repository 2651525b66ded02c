import FolioModel

extension ImageReply {
    /// Reads any shape of `remote-api.md` §6.1; `nil` without a media id.
    init?(_ json: JSONValue, status: Int, requestID: String?, raw: String) {
        let listed = json.identifiers("media_ids") ?? []
        guard let mediaID = json.identifier("media_id", "id") ?? listed.first else { return nil }
        let ai = json["ai"]
        self.init(
            mediaID: mediaID, mediaIDs: listed.isEmpty ? nil : listed,
            // Shapes without a type come from a call that makes nothing but images.
            kind: json.text("type").map { MediaItem.Kind(word: $0, contentType: nil) } ?? .image,
            width: json.int("width", in: Bounds.pixels),
            height: json.int("height", in: Bounds.pixels), ratio: json.text("aspect_ratio"),
            model: ai?.text("model") ?? json.text("model"),
            echoedPrompt: ai?.text("prompt", limit: Bounds.body),
            creditsUsed: json.int("credits_used", in: Bounds.credits),
            creditsRemaining: json.int("credits_remaining", in: Bounds.credits),
            createdAt: json.timestamp("created_at"), nextStep: json.text("next_step", "message"),
            url: json.link("url"), status: status, requestID: requestID, raw: raw)
    }
}
