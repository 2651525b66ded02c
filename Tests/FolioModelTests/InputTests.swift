import FolioModel
import Testing

@Suite struct InputTests {
    @Test(arguments: ["boats", "Ünïcode", "🚀", "👩🏽‍🚀", "v1.2-beta", "雪", "a&b"])
    func ordinaryTagsAreAccepted(text: String) throws {
        #expect(try TagName(text).text == text)
    }

    @Test(arguments: [
        "", "two words", "-x", "a\"b", "a'b", "a,b", "(a", "a\nb", "a\u{202E}b", "a\u{1b}[31m",
    ])
    func tagsThatCouldNotBeTypedAreRefused(text: String) {
        let error = #expect(throws: TagError.self) { try TagName(text) }
        #expect(error?.kind == .usage)
        #expect(error?.hint?.isEmpty == false)
    }

    @Test func promptsAreKeptByteForByte() throws {
        let text = " a\tred\r\nboat 🚀 \u{202E}שלום\u{7} "
        #expect(try GenerationPrompt(text).text.utf8.elementsEqual(text.utf8))
        #expect(try GenerationPrompt(utf8: Array("boat\n\n".utf8)).text == "boat\n")
    }

    @Test func promptsThatTheRemoteWouldRefuseAreRefused() throws {
        _ = try GenerationPrompt(String(repeating: "🚀", count: 1_000))
        #expect(throws: PromptError.tooLong(excess: 1)) {
            try GenerationPrompt(String(repeating: "a", count: 2_001))
        }
        #expect(throws: PromptError.empty) { try GenerationPrompt(" \n\u{3000}") }
        #expect(throws: PromptError.containsNUL) { try GenerationPrompt("a\0b") }
        #expect(throws: PromptError.notUTF8) { try GenerationPrompt(utf8: [0x61, 0xFF]) }
    }

    @Test func idsAreShortAndBeginWithADigit() {
        var generator = CountingGenerator()
        for _ in 0..<100 {
            let id = ShortID.random(using: &generator)
            #expect(id.count == ShortID.length)
            #expect(id.first?.isNumber == true)
            #expect(ShortID.isPrefix(id))
        }
        #expect(!ShortID.isPrefix("boat"))
    }

    @Test func ratiosAllowTheRoundingOfModels() throws {
        let wide = try #require(AspectRatio.named("16:9"))

        #expect(wide.fits(width: 1_344, height: 768))
        #expect(wide.fits(width: 1_920, height: 1_080))
        #expect(!wide.fits(width: 1_024, height: 1_024))
        #expect(!wide.fits(width: 0, height: 0))
        #expect(AspectRatio.named("2:1") == nil)
    }
}

/// The same numbers on each run.
private struct CountingGenerator: RandomNumberGenerator {
    private var state: UInt64 = 1

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state
    }
}
