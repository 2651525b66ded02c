import FolioModel
import FolioStore
import FolioTestSupport
import Testing

/// The search over all real prompts against a plain reading of each.
@Suite(.proof, .corpus) struct CorpusSearchTests {
    private static let needles = 600

    @Test func wordsBeginningsAndPartsFindWhatAPlainReadingFinds() throws {
        let prompts = try Proof.prompts()
        let store = try ProofLibrary()
        let start = Timestamp.sample
        for (number, prompt) in prompts.enumerated() {
            let item = MediaItem(
                id: "", presence: .local, prompt: prompt.prompt,
                createdAt: start + .seconds(number), tags: [])
            _ = try store.library.addLocalItem(item, now: start)
        }
        let items = try store.library.items(store.request("*")).items.map { NaiveItem($0.item) }
        #expect(items.count == prompts.count)
        var needles = CorpusNeedles(prompts.map(\.prompt), seed: TestSeed.value(11))

        for _ in 0..<Self.needles {
            let query = needles.next()
            let found = Set(try store.ids(query.text))
            let expected = Set(items.filter(query.isTrue).map(\.item.id))
            #expect(expected.subtracting(found).isEmpty, "missed by \(query.text)")
            #expect(found.subtracting(expected).isEmpty, "wrongly found by \(query.text)")
        }
    }
}

/// Words of prompts, and pieces of them, as queries.
private struct CorpusNeedles {
    private let words: [String]
    private var generator: SeededGenerator

    init(_ prompts: [String], seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        // Each once, so that rare words are drawn as well as common ones.
        words = Set(
            prompts.flatMap { prompt in
                // Folded, combined and counted characters differ by script: letters are enough.
                prompt.split { !($0.isLetter || $0.isNumber) }.map(String.init)
            }
        ).filter { $0 != "OR" }.sorted()
    }

    mutating func next() -> NaiveQuery {
        let letters = Array(words.randomElement(using: &generator) ?? "boat")
        let start = Int.random(in: 0..<letters.count, using: &generator)
        let length = Int.random(in: 1...5, using: &generator)
        return switch Int.random(in: 0..<3, using: &generator) {
        case 0: .word(String(letters))
        case 1: .beginning(String(letters.prefix(length)))
        default: .part(String(letters[start...].prefix(length)))
        }
    }
}
