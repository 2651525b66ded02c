/// How a picture was made, as a program wrote it into the file. Unknown is `nil`, never empty.
package struct GenerationFacts: Hashable, Sendable {
    package var prompt: String?
    package var negativePrompt: String?
    package var model: String?
    /// As written: some programs go beyond 64 bits.
    package var seed: String?
    package var steps: Int?
    package var sampler: String?
    /// Pixels, as asked for.
    package var width: Int?
    /// Pixels, as asked for.
    package var height: Int?
    package var tags: [String] = []
    /// Whether the file says that a machine made the picture.
    package var isMarkedAsAI = false
    /// What only a copy that Folio made tells; `nil` in every other file.
    package var record: FolioRecord?

    package init() {}

    /// Whether it says more than nothing.
    var isEmpty: Bool { self == GenerationFacts() }

    /// Without empty texts and impossible numbers.
    var cleaned: GenerationFacts {
        var facts = self
        facts.prompt = Self.clean(prompt)
        facts.negativePrompt = Self.clean(negativePrompt)
        facts.model = Self.clean(model)
        facts.seed = Self.clean(seed)
        facts.sampler = Self.clean(sampler)
        facts.steps = steps.flatMap { $0 > 0 ? $0 : nil }
        facts.width = width.flatMap { (1...1_000_000).contains($0) ? $0 : nil }
        facts.height = height.flatMap { (1...1_000_000).contains($0) ? $0 : nil }
        return facts
    }

    /// SQLite ends texts at a zero, and white space around them says nothing.
    private static func clean(_ text: String?) -> String? {
        let text = text?.filter { $0 != "\0" }.trimmed ?? ""
        return text.isEmpty ? nil : text
    }
}

extension StringProtocol {
    /// Without white space at both ends.
    var trimmed: String {
        let start = drop { $0.isWhitespace }
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
