import FolioPictureFixtures
import Testing

@testable import FolioMetadata

@Suite struct ReaderTests {
    @Test(arguments: [
        "parameters in PNG", "parameters in a packed text", "parameters in JPEG",
        "parameters in WebP",
    ])
    func parametersAreReadWhereverTheyLie(file: String) throws {
        let metadata = try #require(MetadataFixtures.metadata(file))

        #expect(metadata.winner?.reader == "AUTOMATIC1111")
        let facts = metadata.facts
        #expect(facts.prompt == "a red boat, (frozen lake:1.2)\nsecond line")
        #expect(facts.negativePrompt == "blurry, low quality")
        #expect(facts.model == "dream, v8" && facts.sampler == "Euler a" && facts.steps == 20)
        #expect(facts.seed == "18446744073709551615")
        #expect(facts.width == 512 && facts.height == 768)
    }

    @Test(arguments: [true, false])
    func bothOrdersOfUTF16AreRead(isLittle: Bool) throws {
        let text = "ein rotes Böötchen 🚤\nSteps: 5, Seed: 7"
        let contents = FileContents(
            PictureWriter.webp([
                (
                    "EXIF",
                    PictureWriter.userComment(
                        "UNICODE", PictureWriter.utf16(text, isLittle: isLittle))
                )
            ]))

        #expect(contents.text("exif:UserComment") == text)
        #expect(FileMetadata(contents).facts.prompt == "ein rotes Böötchen 🚤")
    }

    @Test(arguments: [
        "a ComfyUI graph", "a ComfyUI drawing", "a ComfyUI guider", "ComfyUI in WebP",
    ])
    func aGraphIsFollowedFromTheSamplerToItsTexts(file: String) throws {
        let metadata = try #require(MetadataFixtures.metadata(file))

        #expect(metadata.winner?.reader == "ComfyUI")
        let facts = metadata.facts
        #expect(facts.prompt == "a red boat" && facts.negativePrompt == "blurry")
        #expect(facts.model == "sd.safetensors" && facts.seed == "42")
        #expect(facts.steps == 25 && facts.sampler == "euler")
    }

    @Test(arguments: ["InvokeAI now", "InvokeAI before", "InvokeAI at first"])
    func threeGenerationsOfInvokeAIAreRead(file: String) throws {
        let metadata = try #require(MetadataFixtures.metadata(file))

        #expect(metadata.winner?.reader == "InvokeAI")
        let facts = metadata.facts
        #expect(facts.prompt == "a red boat" && facts.negativePrompt == "blurry")
        #expect(facts.seed == "42" && facts.steps == 25)
        #expect(facts.width == 512 && facts.height == 512 && facts.sampler != nil)
    }

    @Test func novelAIAndFooocusAreRead() throws {
        let novel = try #require(MetadataFixtures.metadata("NovelAI")).facts
        #expect(novel.prompt == "a red boat" && novel.negativePrompt == "blurry")
        #expect(novel.model == "Model 4" && novel.steps == 28 && novel.width == 832)

        let metadata = try #require(MetadataFixtures.metadata("Fooocus"))
        #expect(metadata.winner?.reader == "Fooocus")
        let fooocus = metadata.facts
        #expect(fooocus.prompt == "a red boat" && fooocus.seed == "42" && fooocus.model == "sd")
        #expect(fooocus.width == 1152 && fooocus.height == 896)
    }

    @Test func textsHiddenInTheAlphaChannelAreRead() {
        let text = #"{"Description":"a red boat","Software":"NovelAI","Comment":"{}"}"#
        let stream = Array(PictureWriter.zlib(Array(text.utf8)).dropFirst(2))
        let packed = PictureWriter.join([[0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3], stream])
        let hidden = PictureWriter.join([
            Array("stealth_pngcomp".utf8), PictureWriter.big(packed.count * 8, 4), packed,
        ])
        let (width, height) = (40, 30)
        var rgba = Array(repeating: UInt8(255), count: width * height * 4)
        for bit in 0..<hidden.count * 8 {
            let place = (bit % height * width + bit / height) * 4 + 3
            let lowest: UInt8 = hidden[bit / 8] >> (7 - UInt8(bit % 8)) & 1
            rgba[place] = 254 | lowest
        }
        let file = PictureWriter.png([])
        var contents = FileContents(file)

        #expect(AlphaText.isPossible(file))
        #expect(AlphaText.add(width: width, height: height, rgba: rgba, to: &contents))
        let metadata = FileMetadata(contents)
        #expect(metadata.winner?.reader == "NovelAI" && metadata.facts.prompt == "a red boat")
        #expect(!AlphaText.add(width: 2, height: 1, rgba: [0, 0, 0, 0, 1, 1, 1, 1], to: &contents))
    }

    @Test func fooocusMayWriteAsAUTOMATIC1111Does() {
        let file = PictureWriter.png([
            ("parameters", MetadataFixtures.parameters), ("fooocus_scheme", "a1111"),
        ])
        let metadata = FileMetadata(FileContents(file))

        #expect(metadata.winner?.reader == "Fooocus")
        #expect(metadata.facts.steps == 20)
    }

    @Test func anXMPPacketGivesWordsTagsAndTheMark() throws {
        let facts = try #require(MetadataFixtures.metadata("XMP in PNG")).facts

        #expect(facts.prompt == "a red <boat> & sun")
        #expect(facts.tags == ["boats", "ice & snow"] && facts.isMarkedAsAI)
    }

    @Test(arguments: ["C2PA in JPEG", "C2PA in PNG"])
    func theMarkOfC2PAIsFound(file: String) throws {
        let metadata = try #require(MetadataFixtures.metadata(file))

        #expect(metadata.winner?.reader == "C2PA" && metadata.facts.isMarkedAsAI)
    }

    @Test func theFirstReaderWithAPromptWinsAndSaysSo() {
        let file = PictureWriter.png(
            [
                ("prompt", MetadataFixtures.comfyPrompt),
                ("parameters", MetadataFixtures.parameters),
            ],
            chunks: [("caBX", MetadataFixtures.manifest)])
        let metadata = FileMetadata(FileContents(file))

        #expect(metadata.winner?.reader == "AUTOMATIC1111" && metadata.facts.isMarkedAsAI)
        #expect(
            metadata.explanation
                == "AUTOMATIC1111: the first reader that knows the prompt; also read: ComfyUI, C2PA"
        )
    }

    @Test func aGraphThatGoesRoundEnds() {
        let round = """
            {"1":{"class_type":"KSampler","inputs":{"steps":3,"positive":["2",0],"model":["1",0]}},\
            "2":{"class_type":"Combine","inputs":{"a":["3",0],"b":["2",0]}},\
            "3":{"class_type":"Combine","inputs":{"a":["2",0],"text":"a boat"}}}
            """
        let metadata = FileMetadata(FileContents(PictureWriter.png([("prompt", round)])))

        #expect(metadata.facts.prompt == "a boat" && metadata.facts.model == nil)
    }
}
