import FolioModel
import FolioRemote
import FolioStore

extension Generator {
    /// How old a balance may be before a payment; it is evidence should the reply be lost.
    private static let freshness = Duration.seconds(300)

    /// What one reading of `GET /me` tells.
    struct AccountReading {
        /// `nil` where the key may not read it.
        var identity: RemoteIdentity?
        var balance: BalanceObservation?
        /// How far the remote's clock is ahead; `nil` where it does not tell its time.
        var skew: Duration?
        /// The middle of the request, by this computer's clock.
        var at: Timestamp
    }

    /// - Throws: what the generator's check throws; `RemoteError` unless the key lacks the scope; `CancellationError`.
    func account() async throws -> AccountReading {
        let before = time.now()
        do {
            let identity = try await remote.me()
            try check(identity)
            let after = time.now()
            let middle = before + .milliseconds((after - before).inMilliseconds / 2)
            return AccountReading(
                identity: identity, balance: Self.balance(identity, at: after),
                skew: identity.remoteTime.map { $0 - middle }, at: middle)
        } catch let error as RemoteError where error.failure == .forbidden {
            return AccountReading(identity: nil, at: time.now())
        }
    }

    /// Reads the balance again where the last reading is older than five minutes, so that there is
    /// good evidence should a reply be lost. A remote that does not answer is none of the payment's
    /// business.
    ///
    /// - Throws: what the generator's check throws, `CancellationError`, an error of the library.
    package func refreshBalance() async throws {
        if let known = try library.latestObservation() {
            let age = time.now() - known.at
            guard age > Self.freshness || age < .zero else { return }
        }
        let mark = try library.ledgerMark()
        do {
            let account = try await account()
            if let balance = account.balance { try library.observe(balance, since: mark) }
            if let skew = account.skew { try library.noteClockSkew(skew, now: account.at) }
        } catch is RemoteError {
            // Without a network the payment itself says what is wrong.
        }
    }

    static func balance(_ identity: RemoteIdentity, at now: Timestamp) -> BalanceObservation? {
        identity.credits.map {
            BalanceObservation(
                remaining: $0.remaining, used: $0.used, limit: $0.limit, bonus: $0.bonus,
                periodEnd: identity.periodEnd, source: .me, at: now)
        }
    }
}
