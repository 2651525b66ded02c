/// Tells which prompts have the same words.
struct PromptFamilies {
    let tokenizer: SearchTokenizer
    /// So many prompts are remembered, since variants often stand close together.
    private static let memory = 20_000
    private var known: [String: String] = [:]

    init(tokenizer: SearchTokenizer) {
        self.tokenizer = tokenizer
    }

    /// The words in a fixed order, folded; a prompt without words is a family of its own.
    mutating func family(of prompt: String) throws -> String {
        if let family = known[prompt] { return family }
        let words = try words(of: prompt).sorted()
        let family = words.isEmpty ? prompt : words.joined(separator: " ")
        if known.count >= Self.memory { known.removeAll(keepingCapacity: true) }
        known[prompt] = family
        return family
    }

    /// The words, folded, in the prompt's order.
    func words(of prompt: String) throws -> [String] {
        try Self.plainWords(of: prompt) ?? tokenizer.tokens(in: prompt)
    }

    /// What the tokenizer makes of text without accents, sooner; `nil` where there may be any.
    private static func plainWords(of text: String) -> [String]? {
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let folded = text.utf8.map { (65...90).contains($0) ? $0 + 32 : $0 }
        return folded.split { !((48...57).contains($0) || (97...122).contains($0)) }
            .map { String(decoding: $0, as: UTF8.self) }
    }
}

/// Stands for a family where there are too many to keep their words.
///
/// It has 128 bits that nobody can foresee, so that two families never share one.
struct PromptFamilyKey: Hashable {
    private var first = 0
    private var second = 0

    /// `words` may be in any order. A prompt of signs alone has none, and counts itself.
    init(words: [String], of prompt: String) {
        if words.isEmpty {
            add(Array(prompt.utf8))
        } else {
            // A sum is the same in any order.
            for word in words { add(word) }
        }
    }

    private mutating func add(_ part: some Hashable) {
        var hasher = Hasher()
        hasher.combine(part)
        first &+= hasher.finalize()
        hasher = Hasher()
        hasher.combine(1)
        hasher.combine(part)
        second &+= hasher.finalize()
    }
}
