import FolioModel

/// Whether a post may name an item now.
enum ItemReadiness: Hashable, Sendable {
    /// The remote has it and can use it; its media id.
    case ready(String)
    case waits(String)
    case impossible(SendRefusal)

    init(_ item: MediaItem, hasOpenUpload: Bool) {
        switch item.presence {
        case .gone, .local:
            let refusal: SendRefusal =
                item.presence == .gone ? .itemGone(item.id) : .notOnRemote(item.id)
            self =
                hasOpenUpload
                ? .waits("it waits for the upload of \(item.id)") : .impossible(refusal)
        case .remote, .both:
            guard let mediaID = item.mediaID else {
                self = .impossible(.notOnRemote(item.id))
                return
            }
            switch item.state {
            case .uploading, .processing:
                self = .waits("it waits until the remote has processed \(item.id)")
            case .failed: self = .impossible(.itemFailed(item.id))
            case .ready, .unknown: self = .ready(mediaID)
            }
        }
    }
}

extension SendRefusal: Hashable {
    package func hash(into hasher: inout Hasher) { hasher.combine(message) }
}
