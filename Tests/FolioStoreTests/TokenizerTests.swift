// The index's tokenizer is no part of the interface, and everything that is found rests on
// Folio's own reading of it being the same.
@testable import FolioStore
import GRDB
import Testing

@Suite struct TokenizerTests {
    @Test func foldingLetterByLetterGivesTheWordsOfTheIndex() throws {
        try DatabaseQueue().read { db in
            let tokenizer = SearchTokenizer(db)
            for prompt in try Fixture.prompts() {
                #expect(
                    try FoldedText(prompt, tokenizer).tokens == tokenizer.tokens(in: prompt),
                    "\(prompt)")
            }
        }
    }

    @Test func foldingTwiceChangesNothingMore() throws {
        try DatabaseQueue().read { db in
            let tokenizer = SearchTokenizer(db)
            let scalars = (UInt32(0x80)...0x2FFF).compactMap(Unicode.Scalar.init)
            for scalar in scalars {
                guard case .word(let folded) = try tokenizer.fold(scalar), !folded.isEmpty
                else { continue }
                let word = String(decoding: folded, as: UTF8.self)
                #expect(try tokenizer.tokens(in: word) == [word], "\(scalar.value)")
            }
        }
    }
}
