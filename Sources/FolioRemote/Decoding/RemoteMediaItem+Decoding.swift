import FolioModel

extension RemoteMediaItem {
    /// Reads any shape of `remote-api.md` §7.3, §7.4 and §7.6; `nil` without an id.
    ///
    /// `mediaID` stands in for an id that the reply leaves out.
    init?(_ json: JSONValue, mediaID known: String? = nil) {
        guard let mediaID = json.identifier("media_id", "id") ?? known else { return nil }
        let contentType = json.text("content_type", "mime_type")
        let fileName = json.text("filename", "original_name", "file_name")
        let dimensions = json["dimensions"]
        self.init(
            mediaID: mediaID,
            kind: MediaItem.Kind(
                word: json.text("type", "media_type"), contentType: contentType),
            state: MediaItem.State(
                words: ["status", "media_status", "upload_status"].compactMap { json.text($0) }),
            fileName: fileName, contentType: contentType,
            byteCount: json.int("size", "file_size", in: Bounds.fileBytes),
            width: json.int("width", in: Bounds.pixels)
                ?? dimensions?.int("width", in: Bounds.pixels),
            height: json.int("height", in: Bounds.pixels)
                ?? dimensions?.int("height", in: Bounds.pixels),
            duration: json.seconds("duration"), url: json.link("url"),
            thumbnailURL: json.link("thumbnail_url"), createdAt: json.timestamp("created_at"),
            raw: json.kept)
    }
}

extension MediaItem.Kind {
    /// The remote's word; where a shape has none, what its MIME type says.
    init(word: String?, contentType: String?) {
        let known = word.flatMap { MediaItem.Kind(rawValue: $0.lowercased()) }
        if word != nil {
            self = known ?? .other
        } else if let contentType {
            self = Self.kind(ofType: contentType.lowercased())
        } else {
            self = .other
        }
    }

    private static func kind(ofType type: String) -> MediaItem.Kind {
        if type.hasPrefix("image/") { return .image }
        if type.hasPrefix("video/") { return .video }
        return type.hasPrefix("application/pdf") ? .document : .other
    }
}

extension MediaItem.State {
    /// The first word that is known. Without one it is ``unknown``, never taken for ready.
    init(words: [String]) {
        let known = words.lazy.compactMap { MediaItem.State(rawValue: $0.lowercased()) }
        self = known.first ?? .unknown
    }
}
