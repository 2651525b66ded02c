import FolioModel
import FolioStore
import Testing

/// Prompts that were paid for already are found before they are paid for again.
@Suite struct SimilarPromptTests {
    let store: TemporaryLibrary

    init() throws {
        store = try TemporaryLibrary()
    }

    private func similar(_ prompt: String, limit: Int = 5) throws -> [SimilarItem] {
        try store.library.similarItems(
            to: prompt, model: "flux-schnell", ratio: "16:9", limit: limit)
    }

    private func kinds(_ prompt: String) throws -> [SimilarItem.Kind] {
        try similar(prompt).map(\.kind)
    }

    @Test func theSameTextTheSameWordsAndNearlyTheSameComeInThisOrder() throws {
        try store.add("a red boat on a frozen lake at dusk", minutes: 1)
        try store.add("On a frozen lake: a RED boat!", minutes: 2)
        try store.add("a red boat on a frozen lake", minutes: 3)
        try store.add("a green lighthouse in a storm", minutes: 4)

        let found = try similar("a red boat on a frozen lake")

        #expect(found.map(\.kind) == [.samePrompt, .sameWords, .nearlySame])
        #expect(found.map(\.item.prompt).last == "a red boat on a frozen lake at dusk")
        #expect(found[1].likeness == 1 && found[2].likeness < 1)
    }

    @Test func amongEquallyLikeOnesTheSameModelAndRatioThenTheNewestComeFirst() throws {
        let other = try store.add("a red boat", minutes: 3) { $0.model = "ideogram-v2" }
        let older = try store.generate("a red boat", credits: 1, minutes: 1)
        let newer = try store.generate("a red boat", credits: 1, minutes: 2)

        #expect(try similar("a red boat").map(\.item.id) == [newer.id, older.id, other.id])
    }

    @Test(arguments: [
        "a lighthouse in heavy fog, oil painting, muted colours, thick brush strokes",
        "A LIGHTHOUSE in heavy fog — oil painting; muted colours, thick brush strokes.",
        "oil painting, thick brush strokes, muted colours: a lighthouse in heavy fog",
        "a lighthouse in heavy fog, oil paintng, muted colors, thick brush strokes",
        "a lighthouse in dense fog, oil painting, muted colours, thick brush strokes",
        "lighthouse, heavy fog, oil painting, muted colours, thick brush strokes, 8k",
        "a lighthouse in heavy fog, oil painting, muted colours, brush strokes",
    ])
    func smallEditsAreFoundAmongManyOthers(prompt: String) throws {
        try store.add("a lighthouse in heavy fog, oil painting, muted colours, thick brush strokes")
        for number in 1...300 {
            try store.add(
                "a boat in light fog, oil painting number \(number), muted colours, brush",
                minutes: Int64(number))
        }

        let found = try similar(prompt)

        #expect(found.first?.item.prompt?.hasPrefix("a lighthouse in heavy fog") == true)
    }

    @Test func aShortPromptOfCommonWordsIsFoundBehindManyNewerOnes() throws {
        try store.add("a cat")
        for number in 1...600 {
            try store.add("this is number \(number) with a cat and a dog", minutes: Int64(number))
        }

        #expect(try kinds("a cat") == [.samePrompt])
    }

    @Test func scriptsWithoutSpacesAreComparedByTheirCharacters() throws {
        try store.add("一艘红色的船在结冰的湖上，清晨的薄雾", minutes: 1)
        try store.add("เรือสีแดงบนทะเลสาบน้ำแข็ง", minutes: 2)

        #expect(try kinds("一艘红色的船在结冰的湖上，清晨的薄雾") == [.samePrompt])
        #expect(try kinds("一艘蓝色的船在结冰的湖上，清晨的薄雾") == [.nearlySame])
        #expect(try kinds("เรือสีดำบนทะเลสาบน้ำแข็ง") == [.nearlySame])
        #expect(try kinds("灯塔在暴风雨中").isEmpty)
    }

    @Test func aPromptOfSignsAloneIsFoundOnlyWhereItIsTheSame() throws {
        try store.add("🚀🌙", minutes: 1)

        #expect(try kinds("🚀🌙") == [.samePrompt])
        #expect(try kinds("🌙🚀").isEmpty)
    }

    @Test func whatCannotBeUsedAgainIsLeftOut() throws {
        try store.add("a red boat", minutes: 1) { $0.state = .failed }
        try store.add("a red boat", minutes: 2) { $0.presence = .gone }

        #expect(try similar("a red boat").isEmpty)
    }

    @Test func wordsOfTagsAndNotesAreNoPrompt() throws {
        try store.add(nil, minutes: 1, tags: ["boat"]) { $0.fileName = "boat.png" }
        try store.add("a harbour", minutes: 2, tags: ["boat"])

        #expect(try similar("boat").isEmpty)
    }

    @Test func anOddPromptIsOnlyText() throws {
        try store.add("NEAR(a b) \"quoted\" * ^ AND OR", minutes: 1)

        #expect(try kinds("NEAR(a b) \"quoted\" * ^ AND OR") == [.samePrompt])
        #expect(try similar("\" ) OR 1 --").count <= 1)
        #expect(try similar(String(repeating: "boat ", count: 400)).isEmpty)
    }
}
