import FolioModel
import FolioRemote
import FolioStore

/// What the remote and the library say about open calls, read at one moment.
struct Evidence {
    private static let pageSize = 100
    /// Entries that two pages share, since the list may move between them.
    private static let overlap = 10

    private(set) var recoveryCase: RecoveryCase
    let balance: BalanceObservation?
    /// What the ledger held when the balance was asked for.
    private let mark: LedgerMark
    /// How far the remote's clock is ahead; `nil` where it does not tell its time.
    let skew: Duration?
    let readAt: Timestamp

    /// Asks for the balance and for the media since the oldest call, at most `pageLimit` pages.
    static func read(
        for calls: [Generation], by recovery: Recovery, pageLimit: Int
    ) async throws -> Evidence {
        let (library, remote) = (recovery.library, recovery.generator.remote)
        let mark = try library.ledgerMark()
        let account = try await recovery.generator.account()
        if let identity = account.identity { try recovery.check(identity) }
        let skew = account.skew ?? .zero
        let lost = try calls.map { call in
            var call = call
            let known = try library.balance(before: call)
            (call.balanceBefore, call.balanceBeforeAt) = (known?.remaining, known?.at)
            return LostCall(
                call, skew: skew,
                fall: try fall(
                    since: known, now: account.balance, at: account.at + skew,
                    rules: recovery.generator.rules, library))
        }
        let (media, since) = try await media(
            remote, library, reach: RecoveryCase.reach(of: lost), pageLimit)
        var recoveryCase = RecoveryCase(
            calls: lost, media: media, listedSince: since, now: account.at + skew)
        recoveryCase.rules = recovery.generator.rules
        return Evidence(
            recoveryCase: recoveryCase, balance: account.balance, mark: mark, skew: account.skew,
            readAt: account.at)
    }

    /// Reads the list once more where an item is to be claimed, since a claim is final and a page
    /// out of a stale copy shows too little. What either reading showed counts; what only the first
    /// one showed is not claimed.
    mutating func lookAgain(by recovery: Recovery, pageLimit: Int) async throws {
        guard recovery.generator.rules.contains(.secondLook),
            recoveryCase.verdicts().values.contains(where: \.claimsItem)
        else { return }
        let (media, since) = try await Self.media(
            recovery.generator.remote, recovery.library,
            reach: RecoveryCase.reach(of: recoveryCase.calls), pageLimit)
        let seen = Set(media.map(\.item.mediaID))
        let lost = recoveryCase.media.filter { !seen.contains($0.item.mediaID) }
        recoveryCase.media = media + lost.map(\.seenOnce)
        recoveryCase.listedSince = recoveryCase.listedSince.flatMap { first in
            since.map { max(first, $0) }
        }
    }

    /// Writes down what is worth knowing beyond the calls.
    func keep(in library: Library) throws {
        if let balance { try library.observe(balance, since: mark) }
        if let skew { try library.noteClockSkew(skew, now: readAt) }
    }

    /// What the balance lost since it was read before a call, beyond what the ledger explains.
    ///
    /// `nil` where a new period began meanwhile: that gives back what was used, also by the call.
    private static func fall(
        since known: Library.KnownBalance?, now balance: BalanceObservation?,
        at remoteNow: Timestamp, rules: PaidRules, _ library: Library
    ) throws -> Int? {
        guard let known, let balance else { return nil }
        if rules.contains(.samePeriod), let end = try library.periodEnd(knownAt: known.at) {
            guard remoteNow < end, (balance.periodEnd ?? end) == end else { return nil }
        }
        return known.remaining + known.moved - balance.remaining
    }

    /// The newest media with what the library knows of them; `since` tells from when on they are
    /// complete.
    private static func media(
        _ remote: any Remote, _ library: Library, reach: Timestamp?, _ pageLimit: Int
    ) async throws -> (media: [SeenMedia], since: Timestamp?) {
        let listing = try await listing(remote, reach: reach, pageLimit)
        let traces = try library.traces(of: listing.items.map(\.mediaID))
        let media = listing.items.map { item in
            let trace = traces[item.mediaID]
            return SeenMedia(
                item, knownSince: trace?.addedAt, isClaimed: trace?.isClaimed ?? false)
        }
        return (media, listing.since)
    }

    /// The newest media, back to `reach`; `since` tells from when on they are complete.
    private static func listing(
        _ remote: any Remote, reach: Timestamp?, _ pageLimit: Int
    ) async throws -> (items: [RemoteMediaItem], since: Timestamp?) {
        let beginning = Timestamp(milliseconds: .min)
        guard let reach else { return ([], beginning) }
        var items: [RemoteMediaItem] = []
        var known: Set<String> = []
        var isReadable = true
        var oldestSeen: Timestamp?
        var offset = 0
        for _ in 0..<pageLimit {
            try Task.checkCancellation()
            let page = try await remote.media(offset: offset, limit: pageSize)
            items += page.elements.filter { known.insert($0.mediaID).inserted }
            isReadable = isReadable && page.undecodable.isEmpty
            let oldest = page.elements.compactMap(\.createdAt).min()
            oldestSeen = [oldestSeen, oldest].compactMap(\.self).min()
            if page.count == 0 || page.hasMore == false {
                return (items, isReadable ? beginning : nil)
            }
            if let oldest, oldest < reach, isNewestFirst(page.elements) {
                return (items, isReadable ? reach : nil)
            }
            offset += page.count == pageSize ? pageSize - overlap : page.count
        }
        // An entry of the same instant may be on the page that was not read.
        return (items, isReadable ? oldestSeen.map { $0 + .milliseconds(1) } : nil)
    }

    /// One old item on a page that is in no order proves nothing about those behind it.
    private static func isNewestFirst(_ items: [RemoteMediaItem]) -> Bool {
        let times = items.compactMap(\.createdAt)
        return zip(times, times.dropFirst()).allSatisfy { $0 >= $1 }
    }
}
