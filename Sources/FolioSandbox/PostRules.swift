import Foundation
import GRDB

/// What a post must fulfil before it is accepted; remote-api.md §10.1 and §10.8.
enum PostRules {
    /// The accounts with those ids, in that order, once each.
    static func accounts(_ ids: [Int], _ db: Database) throws -> [Account] {
        var accounts: [Account] = []
        for id in ids where !accounts.contains(where: { $0.id == id }) {
            guard let account = try Account.find(id, db) else {
                throw APIError(
                    status: 400, code: "invalid_accounts",
                    message: "There is no account \(id) in this workspace",
                    details: ["account_ids": [.int(id)]])
            }
            accounts.append(account)
        }
        return accounts
    }

    static func media(_ ids: [String], _ db: Database) throws -> [MediaItem] {
        try ids.map { id in
            guard let item = try MediaItem.find(id, db) else {
                throw APIError.validation("media_ids: there is no media \(id)")
            }
            guard item.state == "ready" else {
                throw APIError(
                    status: 400, code: "media_not_ready",
                    message: "Media \(id) is not ready (status: \(item.state))",
                    details: ["media_id": .string(id), "status": .string(item.state)])
            }
            return item
        }
    }

    /// A known IANA zone.
    static func timezone(_ name: String) throws -> String {
        let isZone = name.contains("/") || ["UTC", "GMT"].contains(name)
        guard isZone, TimeZone(identifier: name) != nil else {
            throw APIError(
                status: 400, code: "invalid_timezone", message: "\(name) is not an IANA time zone")
        }
        return name
    }

    static func future(_ time: Int64, after now: Int64) throws {
        guard time > now else {
            throw APIError(
                status: 400, code: "past_schedule_time",
                message: "scheduled_for must be in the future")
        }
    }

    /// Checks text and media against each account's platform.
    static func check(
        _ post: Post, accounts: [Account], media: [MediaItem]
    ) throws {
        for name in Set(accounts.map(\.platform)).sorted() {
            guard let platform = Platform.named(name) else { continue }
            let override = post.platformContent[name]?["content"]
            let text = if case .string(let text) = override { text } else { post.content }
            try checkText(text, platform)
            let lacksVideo = platform.needsVideo && !media.contains { $0.kind == "video" }
            if lacksVideo || platform.needsMedia && media.isEmpty {
                let wanted = platform.needsVideo ? "a video" : "at least one image or video"
                throw refusal(platform, "\(name) posts need \(wanted)")
            }
        }
    }

    private static func checkText(_ text: String, _ platform: Platform) throws {
        let length = text.utf16.count
        if length > platform.textLimit {
            let message =
                "The text is too long for \(platform.name): \(length) of \(platform.textLimit) characters"
            throw APIError(
                status: 400, code: "content_too_long", message: message,
                details: [
                    "platform": .string(platform.name), "limit": .int(platform.textLimit),
                    "actual": .int(length),
                ])
        }
        let hashtags = text.split(whereSeparator: \.isWhitespace).count {
            $0.hasPrefix("#") && $0.count > 1
        }
        if let limit = platform.hashtagLimit, hashtags > limit {
            throw refusal(
                platform, "\(platform.name) takes \(limit) hashtags at most, not \(hashtags)")
        }
    }

    private static func refusal(_ platform: Platform, _ message: String) -> APIError {
        APIError(
            status: 400, code: "post_creation_failed", message: message,
            details: [
                "validation_errors": [
                    ["platform": .string(platform.name), "message": .string(message)]
                ]
            ])
    }
}
