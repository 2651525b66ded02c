import FolioModel
import FolioRemote

/// The remote's own state and rules (`remote-api.md`), without a network: what calls do.
///
/// A value, so that an earlier state can be kept and shown again.
struct RemoteWorld: Sendable {
    /// A media item and what only the remote knows of it.
    struct Item: Sendable {
        var seen: RemoteMediaItem
        /// When it becomes what, while it is pending.
        var settles: (at: Timestamp, as: MediaItem.State)?
        /// Whether the bytes of an upload have arrived.
        var hasBytes = true
        /// Not listed until then, and what it answers meanwhile.
        var hidden: (until: Timestamp, answer: Absence)?
        /// Whether it was once not found. What the remote denies again, after time enough for two
        /// proofs, nobody can tell from what was deleted.
        var hasVanished = false
    }

    /// What is told about an item that is not listed for a while.
    enum Absence: Sendable {
        case nothing
        /// 404 with its code.
        case notFound
        /// 404 without one, as a proxy says it.
        case odd
    }

    /// Work that goes on after its connection is gone.
    struct Late: Sendable {
        var at: Timestamp
        var work: @Sendable (inout RemoteWorld) -> Void
    }

    let climate: Climate
    /// By the remote's clock.
    var now: Timestamp
    /// Newest first.
    var items: [Item] = []
    var posts: [RemotePost] = []
    var accounts: [Account] = []
    var used = 0
    var limit: Int
    var bonus = 0
    var periodEnd: Timestamp
    var books = RemoteBooks()
    /// Items that are neither shown nor found for now: all but the newest few that there were.
    var vanished: Set<String> = []
    var late: [Late] = []
    var chance: Chance
    /// Faults that one call of the present carries, such as a price that is not told.
    var oddities: Set<FaultKind> = []
    /// How often an oddity really showed.
    var shown: [FaultKind] = []

    init(_ climate: Climate, now: Timestamp, _ chance: inout Chance) {
        self.climate = climate
        self.now = now
        limit = climate.credits
        periodEnd = now + .seconds(86_400 * 20)
        self.chance = Chance(seed: chance.next())
        accounts = [
            Account(
                id: 1, platform: "linkedin", name: "One", isActive: true, health: "healthy",
                canPost: true, seenAt: now),
            Account(
                id: 2, platform: "facebook", name: "Two", isActive: true, health: "healthy",
                canPost: true, seenAt: now),
        ]
        var moment = now - .seconds(86_400 * 90)
        for _ in 0..<climate.itemCount {
            if !self.chance.hits(climate.tieShare) {
                moment = moment + .seconds(self.chance.within(1...20_000))
            }
            addStranger(at: min(moment, now - .seconds(3_600)))
        }
    }

    /// Lets everything happen that is due by then, in its order.
    mutating func catchUp(to moment: Timestamp) {
        for work in late.filter({ $0.at <= moment }).sorted(by: { $0.at < $1.at }) {
            advance(to: work.at)
            work.work(&self)
        }
        late.removeAll { $0.at <= moment }
        advance(to: moment)
    }

    private mutating func advance(to moment: Timestamp) {
        now = max(now, moment)
        for index in items.indices {
            if let hidden = items[index].hidden, hidden.until <= now { items[index].hidden = nil }
            guard let settles = items[index].settles, settles.at <= now else { continue }
            items[index].seen.state = settles.as
            items[index].settles = nil
            refresh(index)
        }
        publishDue()
        while now >= periodEnd { startPeriod() }
    }

    /// The month's allowance begins anew; unused credits are lost.
    private mutating func startPeriod() {
        periodEnd = periodEnd + .seconds(86_400 * 30)
        if used > 0 { shown.append(.monthlyReset) }
        used = 0
    }

    var remaining: Int { limit + bonus - used }

    static func refusal(
        _ status: Int, _ code: String, _ failure: RemoteError.Failure = .refused
    ) -> RemoteError {
        RemoteError(failure, status: status, code: code, remoteMessage: code)
    }
}
