import FolioMetadata
import FolioPictureFixtures

extension FuzzTarget {
    /// What is read is bounded, and never empty text.
    static func readMetadata(_ input: [UInt8]) {
        check(FileContents(input))
    }

    /// A PNG file with one text: the first byte says which one, since check sums would keep nearly
    /// every change of a file from its texts.
    static func readTexts(_ input: [UInt8]) {
        guard let first = input.first else { return }
        let key = keys[Int(first) % keys.count]
        let data = Array(input.dropFirst())
        let chunk: (String, [UInt8]) =
            switch key {
            case "eXIf", "caBX": (key, data)
            case "zTXt": ("zTXt", Array("parameters\0\0".utf8) + data)
            case "XML:com.adobe.xmp": ("iTXt", Array(key.utf8) + [0, 0, 0, 0, 0] + data)
            default: ("tEXt", Array(key.utf8) + [0] + data)
            }
        check(FileContents(PictureWriter.png([("Software", "NovelAI")], chunks: [chunk])))
    }

    private static func check(_ contents: FileContents) {
        let bytes = contents.texts.reduce(contents.provenance.count) { $0 + $1.text.utf8.count }
        // Latin-1 takes twice the room as UTF-8.
        precondition(bytes <= 2 * MetadataLimits.totalBytes)
        precondition(contents.texts.count <= MetadataLimits.texts)
        precondition(contents.orientation.map { (1...8).contains($0) } ?? true)
        let metadata = FileMetadata(contents)
        let facts = metadata.facts
        for text in [facts.prompt, facts.negativePrompt, facts.model, facts.sampler, facts.seed] {
            precondition(text != "")
        }
        precondition((facts.width ?? 1) > 0 && (facts.height ?? 1) > 0 && (facts.steps ?? 1) > 0)
        precondition(!metadata.explanation.isEmpty)
    }

    private static let keys = [
        "parameters", "prompt", "workflow", "invokeai_metadata", "sd-metadata", "Dream", "Comment",
        "eXIf", "caBX", "zTXt", "XML:com.adobe.xmp",
    ]

    /// The bits of a picture's alpha channel, in the order in which a text is hidden there.
    static func readAlpha(_ input: [UInt8]) {
        let (width, height) = (16, input.count / 2 + 1)
        var rgba = [UInt8](repeating: 255, count: width * height * 4)
        for (place, byte) in input.enumerated() {
            for bit in 0..<8 {
                let (x, y) = ((place * 8 + bit) / height, (place * 8 + bit) % height)
                rgba[(y * width + x) * 4 + 3] = 254 | byte >> (7 - UInt8(bit)) & 1
            }
        }
        var contents = FileContents([UInt8]())
        if AlphaText.add(width: width, height: height, rgba: rgba, to: &contents) {
            check(contents)
        }
    }

    /// A record that is read is written as one that is read as the same.
    static func readRecord(_ input: [UInt8]) {
        guard let record = FolioRecord(json: String(decoding: input, as: UTF8.self)) else { return }
        let json = record.json
        precondition(FolioRecord(json: json) == record && FolioRecord(json: json)?.json == json)
    }

    static var metadataSeeds: [[UInt8]] { MetadataFixtures.files.map(\.bytes) }

    static var textSeeds: [[UInt8]] {
        let texts: [(String, [UInt8])] = [
            ("parameters", Array(MetadataFixtures.parameters.utf8)),
            ("parameters", Array(MetadataFixtures.fooocus.utf8)),
            ("prompt", Array(MetadataFixtures.comfyPrompt.utf8)),
            ("prompt", Array(MetadataFixtures.comfyGuider.utf8)),
            ("workflow", Array(MetadataFixtures.comfyWorkflow.utf8)),
            ("invokeai_metadata", Array(MetadataFixtures.invokeCurrent.utf8)),
            ("sd-metadata", Array(MetadataFixtures.invokeSecond.utf8)),
            ("Dream", Array(MetadataFixtures.invokeFirst.utf8)),
            ("Comment", Array(MetadataFixtures.novel.utf8)),
            ("eXIf", PictureWriter.userComment("ASCII", Array("a red boat\nSteps: 2".utf8))),
            (
                "eXIf",
                PictureWriter.userComment(
                    "UNICODE", PictureWriter.utf16("a boat\nSteps: 2", isLittle: true))
            ),
            ("caBX", MetadataFixtures.manifest),
            ("zTXt", PictureWriter.zlib(Array("a boat\nSteps: 2".utf8))),
            ("XML:com.adobe.xmp", Array(MetadataFixtures.packet.utf8)),
        ]
        return texts.compactMap { key, text in
            keys.firstIndex(of: key).map { [UInt8($0)] + text }
        }
    }

    static var alphaSeeds: [[UInt8]] {
        // The name, the bits, and {"Description":"a boat"} in a gzip stream of one stored block.
        let text = Array(#"{"Description":"a boat"}"#.utf8)
        let packed: [UInt8] =
            [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1] + PictureWriter.little(text.count, 2)
            + PictureWriter.little(text.count ^ 0xFFFF, 2) + text
        return [Array("stealth_pngcomp".utf8) + PictureWriter.big(packed.count * 8, 4) + packed]
    }

    static var recordSeeds: [[UInt8]] {
        var record = FolioRecord()
        (record.id, record.mediaID, record.prompt) = ("k3f9", "media-1", "a \"red\" boat 🚤")
        (record.credits, record.rating, record.createdAt) = (3, 5, 1_700_000_000_123)
        record.tags = ["boats"]
        return [Array(record.json.utf8), Array(#"{"folio":1,"tags":[]}"#.utf8)]
    }
}
