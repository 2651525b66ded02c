import Foundation

/// What Folio writes of an item into a copy of its picture, or beside it, and reads back.
///
/// JSON with keys in `snake_case`. Unknown is `nil` and is left out.
package struct FolioRecord: Codable, Hashable, Sendable {
    /// The version of the form; what a newer one adds is passed over.
    package var folio = 1
    package var id: String?
    package var mediaID: String?
    package var prompt: String?
    package var negativePrompt: String?
    package var model: String?
    package var ratio: String?
    /// Pixels.
    package var width: Int?
    /// Pixels.
    package var height: Int?
    /// As written: some programs go beyond 64 bits.
    package var seed: String?
    package var steps: Int?
    package var sampler: String?
    /// Credits paid for it.
    package var credits: Int?
    package var tags: [String] = []
    /// 1 to 5.
    package var rating: Int?
    package var note: String?
    /// Milliseconds since 1970, UTC.
    package var createdAt: Int64?

    package init() {}

    private enum CodingKeys: String, CodingKey {
        case folio, id, prompt, model, ratio, width, height, seed, steps, sampler, credits, tags
        case rating, note
        case mediaID = "media_id"
        case negativePrompt = "negative_prompt"
        case createdAt = "created_at"
    }

    /// One line, keys in order: the same record is always the same text.
    package var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts and numbers can always be written as JSON.
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// `nil` for text that is no such record, or too long for one.
    package init?(json: String) {
        guard json.utf8.count <= MetadataLimits.textBytes,
            // Text from outside: whatever is wrong with it, it is no record.
            let record = try? JSONDecoder().decode(FolioRecord.self, from: Data(json.utf8))
        else { return nil }
        self = record
    }
}
