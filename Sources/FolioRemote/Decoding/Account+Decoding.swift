import FolioModel

extension Account {
    /// Reads an item of `GET /accounts` (`remote-api.md` §11.1); `nil` without number or platform.
    init?(_ json: JSONValue, seenAt: Timestamp) {
        guard let id = json.accountNumber("account_id", "id"),
            let platform = json.text("platform")
        else { return nil }
        let health = json["health"]
        self.init(
            id: id, platform: platform, name: json.text("account_name", "display_name"),
            isActive: json.bool("is_active"), health: health?.text("status"),
            canPost: health?.bool("can_post") ?? json.bool("can_post"), seenAt: seenAt)
    }
}
