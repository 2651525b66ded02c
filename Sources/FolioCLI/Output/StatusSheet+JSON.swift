import FolioModel
import FolioStore

extension StatusSheet {
    package var json: StatusJSON { StatusJSON(self) }
}

/// How a library is, as JSON output shows it.
package struct StatusJSON: Encodable, Sendable {
    package var format_version = JSONText.formatVersion
    package var library: String
    package var items: Int
    package var items_with_prompt: Int
    /// Items by where they are: `local`, `remote`, `both`, `gone`.
    package var items_by_presence: [String: Int]
    package var posts: Int
    package var tags: Int
    package var undecodable: Int
    package var pending_changes: Int
    package var waiting: [OutboxEntryJSON]
    package var parked_changes: Int
    package var parked: [Parked]
    package var unknown_calls: [UnknownCall]
    @Nullable package var last_sync: Sync?
    package var requests_left: RequestRoomJSON
    @Nullable package var balance: Balance?

    package init(_ sheet: StatusSheet) {
        library = sheet.path
        items = sheet.overview.items
        items_with_prompt = sheet.overview.itemsWithPrompt
        items_by_presence = MediaItem.Presence.allCases.reduce(into: [:]) {
            $0[$1.rawValue] = sheet.overview.itemsByPresence[$1] ?? 0
        }
        posts = sheet.overview.posts
        tags = sheet.overview.tags
        undecodable = sheet.overview.undecodable
        pending_changes = sheet.pending.count
        waiting = sheet.pending.map(OutboxEntryJSON.init)
        requests_left = RequestRoomJSON(sheet.requests)
        parked_changes = sheet.parked.count
        parked = sheet.parked.map(Parked.init)
        unknown_calls = sheet.unknownCalls.map { UnknownCall($0, now: sheet.now) }
        last_sync = sheet.lastSyncAt.map {
            Sync(
                at: $0.iso8601, age_seconds: $0.age(now: sheet.now),
                summary: sheet.lastSyncSummary)
        }
        balance = sheet.balance.map {
            Balance(
                credits: $0.remaining, at: $0.at.iso8601, age_seconds: $0.at.age(now: sheet.now),
                source: $0.source.rawValue)
        }
    }

    /// A change that needs a decision.
    package struct Parked: Encodable, Sendable {
        package var change: String
        package var state: String
        @Nullable package var error: String?
        package var created_at: String

        init(_ entry: OutboxEntry) {
            change = entry.action.summary
            state = entry.state.rawValue
            error = entry.lastError
            created_at = entry.createdAt.iso8601
        }
    }

    /// A paid call whose outcome is not known.
    package struct UnknownCall: Encodable, Sendable {
        package var id: String
        package var state: String
        package var prompt: String
        @Nullable package var model: String?
        /// What it may have cost.
        @Nullable package var credits: Int?
        package var started_at: String
        package var age_seconds: Int64
        @Nullable package var evidence: String?

        init(_ call: Generation, now: Timestamp) {
            id = call.id
            state = call.state.rawValue
            prompt = call.prompt
            model = call.model
            credits = call.expectedCredits
            started_at = call.startedAt.iso8601
            age_seconds = call.startedAt.age(now: now)
            evidence = call.evidence
        }
    }

    package struct Sync: Encodable, Sendable {
        package var at: String
        package var age_seconds: Int64
        @Nullable package var summary: String?
    }

    package struct Balance: Encodable, Sendable {
        package var credits: Int
        package var at: String
        package var age_seconds: Int64
        /// `reply`, `me` or `refusal`.
        package var source: String
    }
}

extension Timestamp {
    /// Whole seconds; 0 where the clocks disagree.
    fileprivate func age(now: Timestamp) -> Int64 {
        max(0, (now.milliseconds - milliseconds) / 1_000)
    }
}
