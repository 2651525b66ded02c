import FolioModel
import FolioStore
import FolioTestSupport
import Testing

/// How many of the real prompts' near duplicates a look-up finds, and how many of its finds are
/// near duplicates. The figures are printed for `docs/benchmarks.md`.
@Suite(.proof, .corpus) struct SimilarCorpusTests {
    private static let sample = 400

    @Test func nearDuplicatesOfRealPromptsAreFound() throws {
        let prompts = try Proof.prompts().map(\.prompt)
        let store = try ProofLibrary()
        for (number, prompt) in prompts.enumerated() {
            let item = MediaItem(
                id: "", presence: .local, prompt: prompt, createdAt: .sample + .seconds(number))
            _ = try store.library.addLocalItem(item, now: .sample)
        }
        var generator = SeededGenerator(seed: TestSeed.value(3))
        let chosen = prompts.indices.shuffled(using: &generator).prefix(Self.sample)

        try reportFamilies(chosen.map { prompts[$0] }, among: prompts, store)
        for edit in PromptEdit.allCases {
            let found = try chosen.count { index in
                let edited = edit.applied(to: prompts[index], &generator)
                return try store.similar(to: edited, limit: 250).contains(prompts[index])
            }
            print("similar prompts, \(edit.rawValue): \(found) of \(Self.sample) found again")
            #expect(found * 100 >= Self.sample * edit.leastFoundPercent, "\(edit.rawValue)")
        }
    }

    /// Against a comparison with every prompt, letter by letter: another measure than the look-up's.
    private func reportFamilies(
        _ chosen: [String], among prompts: [String], _ store: ProofLibrary
    ) throws {
        let letters = prompts.map(LetterText.init)
        var (near, hit, found) = (0, 0, 0)
        for prompt in chosen {
            let own = LetterText(prompt)
            let family = Set(letters.filter { $0.isNear(own) }.map(\.prompt)).subtracting([prompt])
            let similar = Set(try store.similar(to: prompt, limit: 250)).subtracting([prompt])
            near += family.count
            found += similar.count
            hit += family.intersection(similar).count
        }
        print("similar prompts, families: recall \(hit) of \(near), precision \(hit) of \(found)")
        #expect(hit * 10 >= near * 8)
        // Many real prompts are one sentence about other things each, which a look-up that must
        // not miss what was paid for shows as well.
        #expect(hit * 10 >= found * 2)
    }
}

extension ProofLibrary {
    fileprivate func similar(to prompt: String, limit: Int) throws -> [String] {
        try library.similarItems(to: prompt, model: nil, ratio: nil, limit: limit)
            .compactMap(\.item.prompt)
    }
}

/// A small change that leaves a prompt nearly the same.
private enum PromptEdit: String, CaseIterable {
    case upperCase, punctuation, order, oneWordLess, oneWordMore, oneLetter

    /// In percent of all prompts; a word less or changed is much of a prompt of three words.
    var leastFoundPercent: Int {
        switch self {
        case .upperCase, .punctuation: 99
        case .order: 95
        case .oneWordMore, .oneLetter: 85
        case .oneWordLess: 80
        }
    }

    func applied(to prompt: String, _ generator: inout SeededGenerator) -> String {
        var words = prompt.split(separator: " ").map(String.init)
        let place = Int.random(in: 0..<words.count, using: &generator)
        switch self {
        case .upperCase: return prompt.uppercased()
        case .punctuation: words = words.map { $0 + "," }
        case .order: words.shuffle(using: &generator)
        case .oneWordLess: words.remove(at: place)
        case .oneWordMore: words.insert("beautiful", at: place)
        case .oneLetter: words[place] = Self.misspelled(words[place])
        }
        return words.isEmpty ? prompt : words.joined(separator: " ")
    }

    private static func misspelled(_ word: String) -> String {
        var letters = Array(word)
        guard letters.count > 3 else { return word }
        letters.swapAt(1, 2)
        return String(letters)
    }
}

/// A prompt as one line of sorted lower-case words, to be compared letter by letter.
private struct LetterText {
    let prompt: String
    private let letters: [Unicode.Scalar]

    init(_ prompt: String) {
        self.prompt = prompt
        let words = prompt.lowercased().split { !$0.isLetter && !$0.isNumber }
        letters = Array(words.sorted().joined(separator: " ").unicodeScalars)
    }

    /// At most one letter in eight differs.
    func isNear(_ other: LetterText) -> Bool {
        let longest = max(letters.count, other.letters.count)
        return editDistance(letters, other.letters, within: longest / 8) != nil
    }
}
