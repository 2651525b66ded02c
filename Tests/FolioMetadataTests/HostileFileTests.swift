import FolioTestSupport
import FolioPictureFixtures
import Testing

@testable import FolioMetadata

@Suite struct HostileFileTests {
    @Test(arguments: MetadataFixtures.files.map(\.name))
    func everyBeginningOfAFileIsSurvived(name: String) throws {
        let bytes = try #require(MetadataFixtures.files.first { $0.name == name }).bytes
        #expect(FileContents(bytes).damage == nil)

        for count in bytes.indices {
            let contents = FileContents(Array(bytes.prefix(count)))
            _ = FileMetadata(contents)
        }
    }

    @Test(arguments: MetadataFixtures.files.map(\.name))
    func aThousandChangesOfAFileAreSurvived(name: String) throws {
        let bytes = try #require(MetadataFixtures.files.first { $0.name == name }).bytes
        var generator = SeededGenerator(seed: 6)

        for _ in 0..<1_000 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0..<changed.count, using: &generator)
                changed[place] = UInt8.random(in: 0...255, using: &generator)
            }
            let facts = FileMetadata(FileContents(changed)).facts
            #expect(facts.prompt != "" && facts.model != "" && facts.steps != 0)
        }
    }

    /// Check sums keep most changes of a PNG file from its texts, so the texts are changed alone.
    @Test(arguments: [
        "parameters", "prompt", "workflow", "invokeai_metadata", "sd-metadata", "Dream",
    ])
    func aThousandChangesOfATextAreSurvived(key: String) {
        let texts = [
            "parameters": MetadataFixtures.parameters, "prompt": MetadataFixtures.comfyGuider,
            "workflow": MetadataFixtures.comfyWorkflow,
            "invokeai_metadata": MetadataFixtures.invokeCurrent,
            "sd-metadata": MetadataFixtures.invokeSecond, "Dream": MetadataFixtures.invokeFirst,
        ]
        let text = Array((texts[key] ?? "").utf8)
        var generator = SeededGenerator(seed: 7)

        for _ in 0..<1_000 {
            var changed = text
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: 0..<changed.count, using: &generator)
                changed[place] = UInt8.random(in: 0...255, using: &generator)
            }
            let chunk = ("tEXt", Array(key.utf8) + [0] + changed)
            let contents = FileContents(PictureWriter.png([], chunks: [chunk]))
            let facts = FileMetadata(contents).facts
            #expect(contents.damage == nil && facts.prompt != "")
        }
    }

    @Test func aTextThatUnpacksToTooMuchIsRefused() {
        // One letter, then 5,000 times 258 copies of it, in the fixed code.
        let code = "110" + "10010001" + String(repeating: "1100010100000", count: 5_000)
        let bits = code.utf8.map { $0 - 0x30 }
        var bomb: [UInt8] = [0x78, 0x01]
        for start in stride(from: 0, to: bits.count, by: 8) {
            var byte: UInt8 = 0
            for (place, bit) in bits[start...].prefix(8).enumerated() {
                byte |= bit << UInt8(place)
            }
            bomb.append(byte)
        }
        let file = PictureWriter.png([], chunks: [("zTXt", Array("parameters\0\0".utf8) + bomb)])

        let contents = FileContents(file)

        #expect(contents.texts.isEmpty && contents.damage != nil)
    }

    @Test func aPackedTextIsReadAsZlibPacksIt() {
        // "a red boat, a red boat, a red boat" in one block with the fixed code.
        let packed: [UInt8] = [
            0x78, 0x01, 0x4B, 0x54, 0x28, 0x4A, 0x4D, 0x51, 0x48, 0xCA, 0x4F, 0x2C, 0xD1, 0x51,
            0x48, 0xC4, 0xCA, 0x06, 0x00, 0xBF, 0x9A, 0x0B, 0x1F,
        ]

        let text = Inflate.zlib(packed, limit: 100)

        #expect(
            text.map { String(decoding: $0, as: UTF8.self) }
                == "a red boat, a red boat, a red boat")
        #expect(Inflate.zlib(packed, limit: 33) == nil)
    }

    @Test func aTextPackedWithACodeOfItsOwnIsRead() {
        let text = (0..<300).map { (number: Int) -> UInt8 in
            let left: Int = (number * number) % 17
            let right: Int = (number * 7) % 11
            return UInt8(97 + left * right % 13)
        }
        let packed: [UInt8] = [
            0x78, 0xDA, 0xBD, 0x8E, 0xB9, 0x0D, 0x00, 0x31, 0x0C, 0xC3, 0x66, 0xA5, 0x7F, 0xC7,
            0xF1, 0xFE, 0xED, 0x65, 0x8A, 0xEB, 0x04, 0x50, 0x90, 0x48, 0xED, 0x86, 0xC5, 0x40,
            0xE3, 0x67, 0xAF, 0x12, 0x5E, 0x8B, 0x24, 0x78, 0x88, 0x95, 0x81, 0x89, 0x66, 0x8D,
            0x02, 0x72, 0x5D, 0xFB, 0x3C, 0x38, 0x78, 0x16, 0xC4, 0xF4, 0x1D, 0x8A, 0xB9, 0x21,
            0xA2, 0xAF, 0x2A, 0xA9, 0x11, 0x13, 0xB4, 0xD1, 0xF7, 0xCD, 0x30, 0xBA, 0xCB, 0x23,
            0xD9, 0xA6, 0x6D, 0x0D, 0x59, 0x27, 0xAD, 0x04, 0xE7, 0x1E, 0x5D, 0xE7, 0xC1, 0xE4,
            0xEE, 0xA0, 0x93, 0xB6, 0xAF, 0x40, 0xAD, 0x49, 0xFA, 0x4B, 0x2A, 0x7E, 0x3C, 0xDE,
            0x7F, 0xD3, 0xF2, 0x84, 0x4E, 0x9D, 0x9B, 0x08, 0xAC, 0x97, 0x9E, 0x74, 0xFE, 0x56,
            0xFF, 0x00, 0xFA, 0x87, 0x76, 0xFD,
        ]

        #expect(Inflate.zlib(packed, limit: 300) == text)
        for count in packed.indices.dropLast(5) {
            #expect(Inflate.zlib(Array(packed.prefix(count)), limit: 300) == nil)
        }
    }

    @Test func jsonThatIsNestedTooDeeplyIsNone() {
        let depth = 100_000
        let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)

        #expect(JSONNode(text) == nil)
        #expect(JSONNode("[[[1, 2.5e3, \"\\ud83d\\udea4\"]]]")?[0]?[0]?[2]?.text == "🚤")
    }

    @Test func aWrongCheckSumOfATextIsDamage() {
        var file = PictureWriter.png([("parameters", MetadataFixtures.parameters)])
        file[60] ^= 1

        #expect(FileContents(file).damage == "the check sum of a tEXt chunk is wrong")
    }

    @Test func whatIsNoPictureHasNoContents() {
        #expect(FileContents(Array("plain text".utf8)) == FileContents([UInt8]()))
    }
}
