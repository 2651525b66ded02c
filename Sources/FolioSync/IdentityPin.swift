package import FolioModel
package import FolioRemote
package import FolioStore

/// The account and address that a library belongs to, since its first login or sync.
package struct IdentityPin: Hashable, Sendable {
    /// Without a final slash.
    package var baseURL: String
    /// Ids of organization and workspace; `nil` where the remote gave neither.
    package var account: String?

    package init(baseURL: String, account: String?) {
        var baseURL = baseURL
        while baseURL.hasSuffix("/") { baseURL.removeLast() }
        self.baseURL = baseURL
        self.account = account
    }

    package init(baseURL: String, _ identity: RemoteIdentity) {
        let ids = [identity.organizationID, identity.workspaceID].compactMap { $0 }
        self.init(baseURL: baseURL, account: ids.isEmpty ? nil : ids.joined(separator: "/"))
    }

    /// Whether a library pinned to `pinned` may talk to this one.
    ///
    /// A reply that names no account proves no other account.
    package func check(against pinned: IdentityPin?) throws(SyncError) {
        guard let pinned else { return }
        guard pinned.baseURL == baseURL else {
            throw .otherBaseURL(pinned: pinned.baseURL, found: baseURL)
        }
        guard let known = pinned.account, let account, known != account else { return }
        throw .otherAccount(pinned: known, found: account)
    }

    /// What a library is pinned to; `nil` where it is not yet.
    package static func pinned(in library: Library) throws -> IdentityPin? {
        try library.state(.baseURL).map {
            IdentityPin(baseURL: $0, account: try library.state(.account))
        }
    }

    /// Asks the remote whose key it is, compares, and pins a library that is not pinned yet.
    ///
    /// - Throws: ``SyncError`` where it is another account, and nothing has changed then;
    ///   `RemoteError`; `LibraryError`.
    @discardableResult
    package static func verify(
        _ library: Library, _ remote: any Remote, baseURL: String, rules: SafetyRules = .all
    ) async throws -> RemoteIdentity {
        let identity = try await remote.me()
        let found = IdentityPin(baseURL: baseURL, identity)
        let pinned = try pinned(in: library)
        if rules.contains(.identityPin) { try found.check(against: pinned) }
        if pinned == nil { try library.setState(.baseURL, to: found.baseURL) }
        if pinned?.account == nil, let account = found.account {
            try library.setState(.account, to: account)
        }
        return identity
    }

    /// What a reading of `/me` tells about the balance; `nil` where it tells nothing.
    package static func balance(
        _ identity: RemoteIdentity, at now: Timestamp
    ) -> BalanceObservation? {
        identity.credits.map {
            BalanceObservation(
                remaining: $0.remaining, used: $0.used, limit: $0.limit, bonus: $0.bonus,
                periodEnd: identity.periodEnd, source: .me, at: now)
        }
    }
}
