package import FolioModel

/// Whose key it is, and what it may do and spend: `GET /me` (`remote-api.md` §12).
package struct RemoteIdentity: Hashable, Sendable {
    /// Organization and workspace ids, which pin a library to its account; `nil` where the
    /// reply has none.
    package var organizationID: String?
    package var organizationName: String?
    package var workspaceID: String?
    /// `read`, `write`, `ai`; `nil` where the reply has none.
    package var scopes: [String]?
    package var plan: String?
    package var credits: Quota?
    package var periodEnd: Timestamp?
    /// When the remote answered, by its own clock; `nil` where it does not say.
    package var remoteTime: Timestamp?
    /// JSON as it arrived.
    package var raw: String

    package init(
        organizationID: String? = nil, organizationName: String? = nil,
        workspaceID: String? = nil, scopes: [String]? = nil, plan: String? = nil,
        credits: Quota? = nil, periodEnd: Timestamp? = nil, raw: String = "{}"
    ) {
        self.organizationID = organizationID
        self.organizationName = organizationName
        self.workspaceID = workspaceID
        self.scopes = scopes
        self.plan = plan
        self.credits = credits
        self.periodEnd = periodEnd
        self.raw = raw
    }

    /// `quota.ai_credits`.
    package struct Quota: Hashable, Sendable {
        package var used: Int
        package var limit: Int
        package var bonus: Int

        package init(used: Int, limit: Int, bonus: Int) {
            self.used = used
            self.limit = limit
            self.bonus = bonus
        }

        /// The natural reading of the three (`remote-api.md` §6.3); the remote prints no formula.
        package var remaining: Int { limit + bonus - used }
    }
}

/// `GET /analytics/summary`.
package struct AnalyticsSummary: Hashable, Sendable {
    /// Posts by status word.
    package var posts: [String: Int]
    /// Credits used in the period; `nil` where the reply has none.
    package var creditsUsed: Int?
    /// JSON as it arrived.
    package var raw: String

    package init(posts: [String: Int], creditsUsed: Int? = nil, raw: String = "{}") {
        self.posts = posts
        self.creditsUsed = creditsUsed
        self.raw = raw
    }
}
