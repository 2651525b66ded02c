package import FolioModel
package import FolioRemote
package import Foundation

/// The remote in memory, for small cases and for orders of events that no server can be made to
/// produce. The contract tests hold it to what ``HTTPRemote`` does.
package actor FakeRemote: Remote {
    /// A call by the name of its function.
    package enum CallName: String, Sendable, CaseIterable {
        case me, generateImage, generateCaption, media, mediaItem, deleteMedia, reserveUpload,
            sendUpload
        case completeUpload, uploadFromURL, download, accounts, platformRules, createPost, posts
        case post, updatePost, deletePost, postResults, retryPost, schedulePost, analyticsSummary
    }

    /// When a failure strikes.
    package enum Moment: Sendable {
        /// Nothing has happened on the remote.
        case beforeWork
        /// It is done all the same, as when only the reply is lost.
        case afterWork
    }

    /// Newest first.
    package var items: [RemoteMediaItem]
    /// What the next listings show instead, one each, as from a copy that is out of date.
    package var staleListings: [[RemoteMediaItem]] = []
    package var allPosts: [RemotePost] = []
    /// The most posts on a page, whatever was asked for, by a remote that does not say whether
    /// there are more.
    package var postPageCap: Int?
    package var allAccounts: [Account]
    package var identity: RemoteIdentity
    /// Bytes by their address, for ``download(_:to:maximumBytes:)``.
    package var files: [String: Data] = [:]
    /// Every call so far, failed ones too.
    package private(set) var calls: [CallName] = []
    /// Images made, each of them charged.
    package private(set) var charges: [Int] = []
    /// The remote's clock; each call takes a second.
    package var now: Timestamp
    private var failures: [(call: CallName, error: any Error, moment: Moment)] = []
    private var lastNumber = 0

    /// With 100 credits and a healthy LinkedIn account, number 1.
    package init(
        _ items: [RemoteMediaItem] = [], credits: Int = 100, now: Timestamp = .sample
    ) {
        self.items = items
        self.now = now
        identity = RemoteIdentity(
            organizationID: "organization-1", organizationName: "Sample",
            workspaceID: "workspace-1",
            scopes: ["read", "write", "ai"], plan: "GROWTH",
            credits: RemoteIdentity.Quota(used: 0, limit: credits, bonus: 0))
        allAccounts = [
            Account(
                id: 1, platform: "linkedin", name: "Sample", isActive: true, health: "healthy",
                canPost: true, seenAt: now)
        ]
    }

    /// Makes the next calls of that name fail, the first one first.
    package func fail(
        _ call: CallName, with error: any Error, times: Int = 1, _ moment: Moment = .beforeWork
    ) {
        failures += Array(repeating: (call, error, moment), count: times)
    }

    /// No failure waits any more.
    package func forgetFailures() {
        failures = []
    }

    package func count(of call: CallName) -> Int {
        calls.filter { $0 == call }.count
    }

    /// Changes anything, as another client of the remote would.
    package func change(_ body: @Sendable (isolated FakeRemote) -> Void) {
        body(self)
    }

    /// Runs a call with the failure that waits for it, if any.
    func run<Value>(_ call: CallName, _ work: () throws -> Value) throws -> Value {
        calls.append(call)
        now = now + .seconds(1)
        guard let index = failures.firstIndex(where: { $0.call == call }) else {
            return try work()
        }
        let failure = failures.remove(at: index)
        if failure.moment == .afterWork { _ = try work() }
        throw failure.error
    }

    /// An id that no sample has.
    func newID(_ kind: String) -> String {
        lastNumber += 1
        return "\(kind)-\(lastNumber)"
    }

    func charge(_ credits: Int) {
        charges.append(credits)
        identity.credits?.used += credits
    }

    static func refusal(_ status: Int, _ code: String, _ failure: RemoteError.Failure = .refused)
        -> RemoteError
    {
        RemoteError(failure, status: status, code: code, remoteMessage: code)
    }
}
