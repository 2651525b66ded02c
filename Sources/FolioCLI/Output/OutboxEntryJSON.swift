package import FolioModel
import FolioStore

/// A waiting change as JSON output shows it.
package struct OutboxEntryJSON: Encodable, Sendable {
    package var id: Int64
    package var action: String
    @Nullable package var item: String?
    @Nullable package var post: String?
    package var state: String
    package var attempts: Int
    @Nullable package var not_before: String?
    @Nullable package var error: String?
    package var created_at: String

    package init(_ entry: OutboxEntry) {
        id = entry.id
        action = entry.action.name
        item = entry.action.itemID
        post = entry.action.postID
        state = entry.state.rawValue
        attempts = entry.attempts
        not_before = entry.notBefore?.iso8601
        error = entry.lastError
        created_at = entry.createdAt.iso8601
    }
}
