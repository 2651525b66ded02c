import FolioModel

extension RemoteIdentity {
    /// Reads `GET /me` (`remote-api.md` §12).
    init(_ json: JSONValue) {
        let organization = json["organization"]
        let scopes = json.array("scopes") ?? json["api_key"]?.array("scopes")
        self.init(
            organizationID: organization?.identifier("id"),
            organizationName: organization?.text("name"),
            workspaceID: json["workspace"]?.identifier("id"),
            scopes: scopes?.compactMap(\.asIdentifier),
            plan: organization?.text("subscription_plan"),
            credits: json["quota"]?["ai_credits"].flatMap(Quota.init),
            periodEnd: organization?.timestamp("current_period_end"), raw: json.raw)
    }
}

extension RemoteIdentity.Quota {
    init?(_ json: JSONValue) {
        guard let used = json.int("used", in: Bounds.credits),
            let limit = json.int("limit", in: Bounds.credits)
        else { return nil }
        // The bonus is credits bought on top: an account that bought none may not list it.
        let bonus = json["bonus"]
        guard let bonus, !bonus.isNull else {
            self.init(used: used, limit: limit, bonus: 0)
            return
        }
        guard let credits = json.int("bonus", in: Bounds.credits) else { return nil }
        self.init(used: used, limit: limit, bonus: credits)
    }
}

extension AnalyticsSummary {
    /// Reads `GET /analytics/summary` (`remote-api.md` §12).
    init(_ json: JSONValue) {
        let counts = json["posts"]?.object ?? [:]
        self.init(
            posts: counts.compactMapValues { value in
                value.int.flatMap { Bounds.count.contains($0) ? $0 : nil }
            },
            creditsUsed: json["ai_credits"]?.int("used_this_period", in: Bounds.credits),
            raw: json.raw)
    }
}
