package import FolioModel

/// Why an action on a post or item is refused here, before anything is sent.
package enum PostRefusal: UserFacingError, Equatable {
    case empty
    case containsNUL
    case noAccounts
    case unknownAccount(Int)
    case accountCannotPost(Int, name: String?)
    case timePassed(Timestamp)
    case textTooLong(platform: String, limit: Int, excess: Int)
    case tooManyHashtags(platform: String, limit: Int, count: Int)
    case needsMedia(platform: String, video: Bool)
    case item(SendRefusal)
    /// The remote could not be reached, and this must not happen later by itself.
    case offline(reason: String)
    /// The post's status.
    case notEditable(Post.ID, String)
    case postUnsent(Post.ID)
    case nothingToChange
    /// Waiting and scheduled posts that show the item.
    case itemInUse(MediaItem.ID, posts: [Post.ID])
    case isBeingSent(MediaItem.ID)

    package var message: String {
        switch self {
        case .empty: "the post has neither text nor media"
        case .containsNUL: "the text contains a NUL character"
        case .noAccounts: "no account is given to post to"
        case .unknownAccount(let id): "there is no account \(id)"
        case .accountCannotPost(let id, let name):
            "the account \(id)\(name.map { " (\($0))" } ?? "") cannot post now"
        case .timePassed(let moment): "\(moment.iso8601) is not in the future"
        case .textTooLong(let platform, let limit, let excess):
            "the text is too long for \(platform) by \(excess) (the limit is \(limit) characters)"
        case .tooManyHashtags(let platform, let limit, let count):
            "\(platform) takes at most \(limit) hashtags, and the text has \(count)"
        case .needsMedia(let platform, let video):
            "\(platform) needs \(video ? "a video" : "media")"
        case .item(let refusal): refusal.message
        case .offline(let reason): "nothing was published: \(reason)"
        case .notEditable(let id, let status): "the post \(id) is \(status) and cannot be changed"
        case .postUnsent(let id): "the remote has not seen the post \(id) yet"
        case .nothingToChange: "no change is given"
        case .itemInUse(let id, let posts):
            "posts that are not published yet show the item \(id): "
                + posts.joined(separator: ", ")
        case .isBeingSent(let id): "the item \(id) is being uploaded"
        }
    }

    package var hint: String? {
        switch self {
        case .empty: "give a text with --text, or items with --media"
        case .containsNUL: "remove the NUL character"
        case .noAccounts: "name one with --account; see them: folio accounts"
        case .unknownAccount: "see them: folio accounts"
        case .accountCannotPost: "reconnect it on the remote, then: folio accounts"
        case .timePassed: "give a later time, such as --at +1h"
        case .textTooLong, .tooManyHashtags: "shorten the text, or leave that account out"
        case .needsMedia: "add an item with --media, or leave that account out"
        case .item(let refusal): refusal.hint
        case .offline: "try again with a network, or give a time with --at to queue it"
        case .notEditable: nil
        case .postUnsent: "send it first: folio sync"
        case .nothingToChange: "give --text, --at or --media"
        case .itemInUse: "take it off those posts first, or add --force"
        case .isBeingSent: "wait for it, then try again"
        }
    }

    package var kind: FailureKind {
        switch self {
        case .empty, .containsNUL, .noAccounts, .accountCannotPost, .timePassed, .textTooLong,
            .tooManyHashtags, .needsMedia, .nothingToChange:
            .usage
        case .unknownAccount: .notFound
        case .item(let refusal): refusal.kind
        case .offline: .unavailable
        case .notEditable, .postUnsent, .itemInUse, .isBeingSent: .needsDecision
        }
    }
}
