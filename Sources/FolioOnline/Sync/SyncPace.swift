import FolioCLI
import FolioModel
import FolioSync

/// The live line of a sync: what, how many, requests used and left, time to go.
struct SyncPace {
    /// Items that a request of a listing brings, without those that pages share.
    private static let itemsPerRequest = 90

    let progress: SyncProgress
    let elapsed: Duration
    /// In this hour; `nil` where there is no limit.
    let requestsLeft: Int?

    func text(requests: Int) -> String {
        let left = requestsLeft.map { ", \($0) left this hour" } ?? ""
        return "\(what), \(counted(requests, "request"))\(left)\(timeToGo)"
    }

    private var what: String {
        let count = progress.done.map { done in
            ": \(done)" + (progress.total.map { " of \($0)" } ?? "")
        }
        return progress.title + (count ?? "")
    }

    /// Only of a long reading, and only once there is something to judge by.
    private var timeToGo: String {
        guard case .readingMedia(let done, let total?) = progress, done > 0, total > done,
            elapsed >= .seconds(2)
        else { return "" }
        let pages = (total - done + Self.itemsPerRequest - 1) / Self.itemsPerRequest
        if let requestsLeft, pages > requestsLeft { return ", not all of it within this hour" }
        let seconds = Int64(
            Double(elapsed.inMilliseconds) / 1_000 / Double(done) * Double(total - done))
        return seconds < 100 ? ", about \(seconds) s to go" : ", about \(seconds / 60) min to go"
    }
}

extension SyncProgress {
    /// The words of the JSON output.
    var stage: String {
        switch self {
        case .readingMedia: "media"
        case .readingPending: "pending"
        case .readingPosts: "posts"
        case .searchingDeletions, .auditing, .confirmingDeletions: "deletions"
        case .pushing: "sending"
        case .downloading: "originals"
        }
    }

    /// For people, without numbers.
    var title: String {
        switch self {
        case .readingMedia: "reading media"
        case .readingPending: "asking for pending items"
        case .readingPosts: "reading posts"
        case .searchingDeletions: "looking for deletions, pages"
        case .auditing: "comparing, pages"
        case .confirmingDeletions: "asking for missing items"
        case .pushing(let entry): "sending: \(entry.action.summary)"
        case .downloading: "fetching originals"
        }
    }

    var done: Int? {
        switch self {
        case .readingMedia(let count, _), .readingPending(let count, _), .readingPosts(let count),
            .searchingDeletions(let count), .auditing(let count, _),
            .confirmingDeletions(let count, _), .downloading(let count, _):
            count
        case .pushing: nil
        }
    }

    /// `nil` where nobody knows.
    var total: Int? {
        switch self {
        case .readingMedia(_, let total): total
        case .readingPending(_, let total), .auditing(_, let total),
            .confirmingDeletions(_, let total), .downloading(_, let total):
            total
        case .readingPosts, .searchingDeletions, .pushing: nil
        }
    }
}
