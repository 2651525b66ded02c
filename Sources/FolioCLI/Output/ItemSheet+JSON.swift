package import FolioModel
import FolioStore
import Foundation

extension ItemSheet {
    package var json: ItemSheetJSON { ItemSheetJSON(self) }
}

/// One item with all that belongs to it, as JSON output shows it.
package struct ItemSheetJSON: Encodable, Sendable {
    package var format_version = JSONText.formatVersion
    package var item: ItemJSON
    @Nullable package var file_name: String?
    @Nullable package var content_type: String?
    @Nullable package var bytes: Int?
    @Nullable package var sha256: String?
    @Nullable package var original: String?
    @Nullable package var average_color: String?
    @Nullable package var generation: GenerationJSON?
    package var ledger: [LedgerEntryJSON]
    package var posts: [PostJSON]
    package var albums: [String]
    @Nullable package var rating: Int?
    @Nullable package var note: String?
    package var hidden: Bool
    /// What its file said; `null` where it was not imported.
    @Nullable package var imported: ImportedFactsJSON?
    /// The remote's own words; `null` unless `--verbose` asks for them.
    @Nullable package var remote_text: String?

    package init(_ sheet: ItemSheet) {
        item = ItemJSON(sheet.item, posts: sheet.posts.map(\.id))
        file_name = sheet.item.fileName
        content_type = sheet.item.contentType
        bytes = sheet.item.byteCount
        sha256 = sheet.item.sha256
        original = sheet.originalPath
        average_color = sheet.averageColor.map { String(format: "#%06x", $0) }
        generation = sheet.generation.map(GenerationJSON.init)
        ledger = sheet.ledger.map(LedgerEntryJSON.init)
        posts = sheet.posts.map(PostJSON.init)
        albums = sheet.opinion.albums
        rating = sheet.opinion.rating
        note = sheet.opinion.note
        hidden = sheet.opinion.isHidden
        imported = sheet.fileFacts.map(ImportedFactsJSON.init)
        remote_text = sheet.remoteText
    }
}

/// What the file of an imported item said, as JSON output shows it.
package struct ImportedFactsJSON: Encodable, Sendable {
    package var path: String
    @Nullable package var reader: String?
    @Nullable package var negative_prompt: String?
    @Nullable package var seed: String?
    @Nullable package var steps: Int?
    @Nullable package var sampler: String?
    @Nullable package var credits: Int?
    package var marked_as_ai: Bool

    package init(_ facts: FileFacts) {
        path = facts.path
        reader = facts.reader
        negative_prompt = facts.negativePrompt
        seed = facts.seed
        steps = facts.steps
        sampler = facts.sampler
        credits = facts.credits
        marked_as_ai = facts.isMarkedAsAI
    }
}

/// A paid attempt as JSON output shows it.
package struct GenerationJSON: Encodable, Sendable {
    package var id: String
    package var kind: String
    package var state: String
    package var prompt: String
    @Nullable package var echoed_prompt: String?
    @Nullable package var model: String?
    @Nullable package var ratio: String?
    @Nullable package var expected_credits: Int?
    @Nullable package var credits_used: Int?
    @Nullable package var balance_before: Int?
    package var started_at: String
    @Nullable package var settled_at: String?
    @Nullable package var status: Int?
    @Nullable package var request_id: String?
    package var media_ids: [String]
    @Nullable package var item: String?
    @Nullable package var evidence: String?

    package init(_ generation: Generation) {
        id = generation.id
        kind = generation.kind.rawValue
        state = generation.state.rawValue
        prompt = generation.prompt
        echoed_prompt = generation.echoedPrompt
        model = generation.model
        ratio = generation.ratio
        expected_credits = generation.expectedCredits
        credits_used = generation.creditsUsed
        balance_before = generation.balanceBefore
        started_at = generation.startedAt.iso8601
        settled_at = generation.settledAt?.iso8601
        status = generation.status
        request_id = generation.requestID
        media_ids = generation.mediaIDs
        item = generation.itemID
        evidence = generation.evidence
    }
}

/// A movement of credits as JSON output shows it.
package struct LedgerEntryJSON: Encodable, Sendable {
    package var kind: String
    /// Negative for a charge.
    package var credits: Int
    package var evidence: String
    package var at: String

    package init(_ entry: LedgerEntry) {
        kind = entry.kind.rawValue
        credits = entry.credits
        evidence = entry.evidence
        at = entry.at.iso8601
    }
}
