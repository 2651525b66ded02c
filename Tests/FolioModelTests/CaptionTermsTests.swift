import FolioModel
import Testing

@Suite struct CaptionTermsTests {
    @Test func aTopicHasTheLengthThatTheRemoteTakes() throws {
        #expect(try CaptionTopic(String(repeating: "a", count: 1_000)).text.count == 1_000)
        #expect(throws: CaptionError.topicTooLong(excess: 1)) {
            try CaptionTopic(String(repeating: "a", count: 1_001))
        }
        #expect(throws: CaptionError.emptyTopic) { try CaptionTopic(" \n") }
        #expect(throws: CaptionError.topicContainsNUL) { try CaptionTopic("a\0b") }
        #expect(throws: CaptionError.topicNotUTF8) { try CaptionTopic(utf8: [0xFF]) }
        #expect(try CaptionTopic(utf8: Array("a boat\n".utf8)).text == "a boat")
    }

    @Test func whatIsLeftOutTakesTheRemotesDefault() throws {
        let terms = try CaptionTerms()
        #expect(terms.tone == "professional" && terms.length == "medium")
        #expect(terms.platform == nil && terms.hashtags && terms.emojis)
        #expect(terms.credits == 1)
    }

    @Test func anUnknownWordIsAnsweredByTheNearest() throws {
        let error = #expect(throws: CaptionError.self) {
            try CaptionTerms(platform: "instagrm")
        }
        #expect(error?.hint == "did you mean instagram?")
        #expect(error?.kind == .usage)
        let tone = #expect(throws: CaptionError.self) { try CaptionTerms(tone: "melancholy") }
        #expect(tone?.hint?.contains("witty") == true)
        #expect(try CaptionTerms(platform: "LinkedIn").platform == "linkedin")
    }

    @Test(arguments: [0, 6, -1, Int.max])
    func theRemoteWritesOneToFive(count: Int) {
        #expect(throws: CaptionError.badCount(count)) { try CaptionTerms(count: count) }
    }
}
