import FolioCLI
import FolioModel
import FolioSync

/// The first event of `folio sync --json`.
struct SyncBeginJSON: Encodable {
    var format_version = JSONText.formatVersion
    var event = "begin"
    var library: String
    var dry_run: Bool
    var requests_left: RequestRoomJSON
}

/// How far a sync is.
struct SyncProgressJSON: Encodable {
    var format_version = JSONText.formatVersion
    var event = "progress"
    var stage: String
    @Nullable var done: Int?
    @Nullable var total: Int?
    var requests: Int
    var requests_left: RequestRoomJSON
}

/// One thing that a sync did, or would do.
struct SyncItemJSON: Encodable {
    var format_version = JSONText.formatVersion
    var event = "item"
    var change: String
    @Nullable var item: String?
    @Nullable var media_id: String?
    @Nullable var post: String?
    @Nullable var post_id: String?
    @Nullable var entry: OutboxEntryJSON?
    /// Why it waits, needs a decision or is of unknown outcome.
    @Nullable var reason: String?

    init(_ step: SyncStep) {
        change = step.kind.rawValue
        item = step.item
        media_id = step.mediaID
        post = step.post
        post_id = step.postID
        entry = step.entry.map(OutboxEntryJSON.init)
        reason = step.reason
    }
}

/// Why a sync ended before its time.
struct SyncErrorJSON: Encodable {
    var format_version = JSONText.formatVersion
    var event = "error"
    var message: String
    @Nullable var hint: String?
    var exit_code: Int
}

/// What happens between two syncs of `folio sync --watch`.
struct SyncWatchJSON: Encodable {
    var format_version = JSONText.formatVersion
    /// `down`, `back` or `wait`.
    var event: String
    @Nullable var reason: String?
    /// Until the next try.
    @Nullable var seconds: Int?
}
