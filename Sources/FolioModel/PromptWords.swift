/// The words of a prompt, whatever their order, to be compared with those of another.
package struct PromptWords: Hashable, Sendable {
    /// Prompts that are at least so like each other are nearly the same.
    ///
    /// Chosen on the near duplicates of real prompts (`docs/benchmarks.md`): a changed colour in a
    /// sentence of ten words is near, another subject is not.
    package static let nearlyTheSame = 0.8

    /// Words that differ are paired with each other only up to so many: beyond that, prompts are
    /// not nearly the same however their words are spelled.
    private static let pairingLimit = 24

    private let counts: [String: Int]
    /// Letters in all words.
    private let letters: Int

    /// `words` are folded: case and accents do not count.
    package init(_ words: some Sequence<String>) {
        counts = words.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        letters = counts.reduce(0) { $0 + Self.letters(of: $1.key) * $1.value }
    }

    /// From 0, nothing in common, to 1, the same words in any order.
    ///
    /// The share of letters that are in words of both; a word with a letter or two changed counts
    /// for the letters that it kept. Two prompts without a word are not alike.
    package func likeness(to other: PromptWords) -> Double {
        guard letters > 0, other.letters > 0 else { return 0 }
        if counts == other.counts { return 1 }
        // Counted in both prompts.
        var common = 0
        for (word, count) in counts {
            common += 2 * Self.letters(of: word) * min(count, other.counts[word] ?? 0)
        }
        let (left, right) = (excess(over: other), other.excess(over: self))
        if left.count <= Self.pairingLimit, right.count <= Self.pairingLimit {
            common += Self.lettersKept(left, right)
        }
        return min(Double(common) / Double(letters + other.letters), 1.0.nextDown)
    }

    /// Words that `other` has less often, longest first.
    private func excess(over other: PromptWords) -> [[Unicode.Scalar]] {
        counts.flatMap { word, count in
            Array(
                repeating: Array(word.unicodeScalars),
                count: max(0, count - (other.counts[word] ?? 0)))
        }.sorted { ($0.count, String(scalars: $0)) > ($1.count, String(scalars: $1)) }
    }

    /// Letters of words of both sides that were not changed, where a word became another by a
    /// letter or two.
    private static func lettersKept(
        _ left: [[Unicode.Scalar]], _ right: [[Unicode.Scalar]]
    ) -> Int {
        var free = right
        return left.reduce(0) { kept, word in
            let allowed = word.count >= 8 ? 2 : word.count >= 4 ? 1 : 0
            guard allowed > 0 else { return kept }
            let match = free.indices.compactMap { index in
                editDistance(word, free[index], within: allowed).map { (index, $0) }
            }.min { $0.1 < $1.1 }
            guard let (index, distance) = match else { return kept }
            return kept + word.count + free.remove(at: index).count - 2 * distance
        }
    }

    private static func letters(of word: String) -> Int { word.unicodeScalars.count }
}

extension String {
    fileprivate init(scalars: [Unicode.Scalar]) {
        self.init(String.UnicodeScalarView(scalars))
    }
}
