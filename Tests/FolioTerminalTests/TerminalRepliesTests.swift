import FolioTerminal
import Testing

@Suite struct TerminalRepliesTests {
    @Test(arguments: [
        (
            "\u{1B}_Gi=31;OK\u{1B}\\\u{1B}P>|kitty(0.35.2)\u{1B}\\\u{1B}[6;40;20t\u{1B}[?62;c",
            PictureStyle?.some(.kitty)
        ),
        ("\u{1B}P>|iTerm2 3.5.4\u{1B}\\\u{1B}[?64;4c", .iterm),
        ("\u{1B}P>|XTerm(388)\u{1B}\\\u{1B}[6;13;6t\u{1B}[?64;1;4;22c", .sixel),
        ("\u{1B}[?1;2c", nil),
        ("\u{1B}_Gi=31;ENOTSUPPORTED:x\u{1B}\\\u{1B}[?62c", nil),
        ("\u{1B}P>|mintty 3.7\u{7}\u{1B}[?64;4c", .iterm),
    ])
    func aTerminalIsKnownByWhatItAnswers(answer: String, style: PictureStyle?) {
        var replies = TerminalReplies()
        // Byte by byte, as a slow line brings them.
        for byte in answer.utf8 {
            #expect(!replies.areComplete)
            replies.add([byte])
        }

        #expect(replies.areComplete)
        #expect(replies.style == style)
    }

    @Test func theSizeOfACharacterIsLearned() {
        var replies = TerminalReplies()
        replies.add(Array("\u{1B}[6;40;20t".utf8))
        #expect(replies.cell == CellSize(pixelWidth: 20, pixelHeight: 40))
    }

    @Test(arguments: ["\u{1B}[6;0;0t", "\u{1B}[6;99999;1t", "\u{1B}[6;;t", "\u{1B}[6;-3;4t"])
    func aSizeThatNoCharacterHasIsNotBelieved(answer: String) {
        var replies = TerminalReplies()
        replies.add(Array(answer.utf8))
        #expect(replies.cell == nil)
    }

    @Test func keysAmongTheAnswersDoNotSpoilThem() {
        var replies = TerminalReplies()
        replies.add(Array("ls\u{1B}OA\u{1B}[A\u{1B}\u{1B}[?62;4c".utf8))
        #expect(replies.style == .sixel)
        #expect(!replies.isInterrupted)
        replies.add([3])
        #expect(replies.isInterrupted)
    }

    @Test func anAnswerWithoutEndTakesNoMemory() {
        var replies = TerminalReplies()
        replies.add(Array("\u{1B}P>|".utf8) + Array(repeating: 0x41, count: 100_000))
        replies.add(Array("\u{1B}\\\u{1B}[?1;2c".utf8))
        #expect(replies.areComplete)
        #expect(replies.name == nil)
    }

    @Test func tmuxTellsWhatIsAroundIt() {
        let kitty = TmuxFacts("kitty(0.35.2)|on|10|20\n")
        #expect(kitty?.showsPlaceholders == true)
        #expect(kitty?.cell == CellSize(pixelWidth: 10, pixelHeight: 20))
        #expect(TmuxFacts("kitty(0.35.2)|off|10|20")?.showsPlaceholders == false)
        #expect(TmuxFacts("XTerm(388)|on|0|0")?.showsPlaceholders == false)
        #expect(TmuxFacts("no server running") == nil)
    }
}
