import FolioModel
import Testing

@Suite struct PromptWordsTests {
    private func likeness(_ left: String, _ right: String) -> Double {
        PromptWords(left.split(separator: " ").map(String.init))
            .likeness(to: PromptWords(right.split(separator: " ").map(String.init)))
    }

    @Test func theSameWordsInAnyOrderAreWhollyAlike() {
        #expect(likeness("a red boat", "boat a red") == 1)
        #expect(likeness("a a b", "a b a") == 1)
    }

    @Test func howOftenAWordStandsCounts() {
        #expect(likeness("a a b", "a b b") < 1)
        #expect(likeness("boat boat", "boat") == 2.0 * 4 / 12)
    }

    @Test func aChangedLetterIsNearAndAnotherWordIsNot() {
        let near = likeness("a red boat on a frozen lake", "a red boat on a frozzen lake")
        #expect(near > 0.95 && near < 1)
        #expect(likeness("a red boat on a frozen lake", "a red boat on a dusty road") < 0.8)
        #expect(likeness("cat", "car") == 0)
    }

    @Test func itIsTheSameBothWays() {
        let pairs = [
            ("a red boat", "a red boat at dusk"), ("lighthouse lighthouses", "lighthouse"),
            ("winter sales poster", "poster winters sale"),
        ]
        for (left, right) in pairs { #expect(likeness(left, right) == likeness(right, left)) }
    }

    @Test func promptsWithoutAWordAreNotAlike() {
        #expect(likeness("", "") == 0)
        #expect(likeness("", "boat") == 0)
    }
}
