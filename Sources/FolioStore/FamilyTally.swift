import FolioModel

/// Sums up families from items that come newest first. It keeps no text: there may be a million.
struct FamilyTally {
    struct Entry {
        let newestRow: Int64
        let newestAt: Timestamp
        var oldestAt: Timestamp
        var count = 0
        var credits: Int?
        var unpricedCount = 0
        /// What stands for the newest prompt, and for those that differ from it.
        let text: Int
        var otherTexts: Set<Int> = []

        func family(newest: MediaItem.ID, prompt: String) -> PromptFamily {
            PromptFamily(
                prompt: prompt, newest: newest, newestAt: newestAt, oldestAt: oldestAt,
                count: count, promptCount: 1 + otherTexts.count, credits: credits,
                unpricedCount: unpricedCount)
        }
    }

    private let families: PromptFamilies
    private var places: [PromptFamilyKey: Int] = [:]
    /// In the order of their newest items.
    private var entries: [Entry] = []
    private(set) var promptlessCount = 0

    init(tokenizer: SearchTokenizer) {
        families = PromptFamilies(tokenizer: tokenizer)
    }

    var count: Int { entries.count }

    mutating func add(row: Int64, prompt: String?, at moment: Timestamp, credits: Int?) throws {
        guard let prompt else {
            promptlessCount += 1
            return
        }
        let key = PromptFamilyKey(words: try families.words(of: prompt), of: prompt)
        let text = Self.number(of: prompt)
        let place = places[key] ?? entries.count
        if place == entries.count {
            places[key] = place
            entries.append(
                Entry(newestRow: row, newestAt: moment, oldestAt: moment, text: text))
        }
        entries[place].count += 1
        entries[place].oldestAt = min(entries[place].oldestAt, moment)
        if entries[place].text != text { entries[place].otherTexts.insert(text) }
        if let credits {
            entries[place].credits = (entries[place].credits ?? 0) + credits
        } else {
            entries[place].unpricedCount += 1
        }
    }

    func sorted(by order: PromptFamily.Order) -> [Entry] {
        let keys: [Int]
        switch order {
        case .newest: return entries
        case .count: keys = entries.map(\.count)
        case .credits: keys = entries.map { $0.credits ?? -1 }
        }
        return entries.indices.sorted { (-keys[$0], $0) < (-keys[$1], $1) }.map { entries[$0] }
    }

    /// Byte for byte: Swift calls two spellings of one letter equal.
    private static func number(of text: String) -> Int {
        var hasher = Hasher()
        hasher.combine(Array(text.utf8))
        return hasher.finalize()
    }
}
