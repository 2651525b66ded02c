import FolioCLI
import FolioModel
import FolioRemote

/// What `folio login --json` prints.
struct LoginJSON: Encodable {
    var format_version = JSONText.formatVersion
    var base_url: String
    @Nullable var organization: String?
    @Nullable var scopes: [String]?
    /// Scopes that some commands need and the key does not have.
    var missing_scopes: [String]
    @Nullable var credits_remaining: Int?
    var accounts: [AccountJSON]

    init(
        _ identity: RemoteIdentity, baseURL: String, missing: [String], accounts: [Account]
    ) {
        base_url = baseURL
        organization = identity.organizationName
        scopes = identity.scopes
        missing_scopes = missing
        credits_remaining = identity.credits?.remaining
        self.accounts = accounts.map(AccountJSON.init)
    }
}

/// What `folio logout --json` prints.
struct LogoutJSON: Encodable {
    var format_version = JSONText.formatVersion
    var base_url: String
    var removed: Bool
}

/// An account as JSON output shows it.
struct AccountJSON: Encodable {
    var id: Int
    var platform: String
    @Nullable var name: String?
    @Nullable var is_active: Bool?
    @Nullable var health: String?
    @Nullable var can_post: Bool?
    var seen_at: String

    init(_ account: Account) {
        id = account.id
        platform = account.platform
        name = account.name
        is_active = account.isActive
        health = account.health
        can_post = account.canPost
        seen_at = account.seenAt.iso8601
    }
}

/// What `folio accounts --json` prints.
struct AccountsJSON: Encodable {
    var format_version = JSONText.formatVersion
    var items: [AccountJSON]
    /// Whether the list was read from the remote just now.
    var is_current: Bool
}
