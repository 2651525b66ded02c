import FolioPictureFixtures
import Testing

@testable import FolioMetadata

/// A copy tells what it was given, and one that was stripped tells nothing.
@Suite struct RewritingTests {
    private static let record: FolioRecord = {
        var record = FolioRecord()
        (record.id, record.mediaID) = ("k3f9", "media-1")
        record.prompt = "a <red> boat & \"ice\"\r\n\u{1}zweite Zeile 🚤 ]]>"
        record.negativePrompt = "blurry"
        (record.model, record.ratio) = ("flux-schnell", "16:9")
        (record.width, record.height) = (64, 64)
        (record.seed, record.steps, record.sampler) = ("18446744073709551615", 20, "euler")
        (record.credits, record.rating, record.note) = (3, 5, "a\tnote")
        record.tags = ["boats", "ice-&-snow"]
        record.createdAt = 1_700_000_000_123
        return record
    }()

    private static let plain: [(name: String, bytes: [UInt8])] = [
        ("PNG", PictureWriter.png([])), ("JPEG", PictureWriter.jpeg([])),
        ("WebP", PictureWriter.webp([])),
    ]

    @Test(arguments: ["PNG", "JPEG", "WebP"])
    func whatIsEmbeddedIsReadBack(format: String) throws {
        let file = try #require(Self.plain.first { $0.name == format }?.bytes)

        let copy = try PictureRewriting.embedding(Self.record, in: file)

        let metadata = FileMetadata(FileContents(copy))
        #expect(FileContents(copy).damage == nil)
        #expect(metadata.winner?.reader == "Folio")
        #expect(metadata.facts.record == Self.record)
        #expect(metadata.facts.prompt == Self.record.prompt?.trimmed)
        #expect(metadata.facts.isMarkedAsAI)
        let again = try PictureRewriting.embedding(Self.record, in: copy)
        #expect(again == copy)
    }

    @Test func viewersFindThePromptInADescription() throws {
        for (name, file) in Self.plain {
            let copy = try PictureRewriting.embedding(Self.record, in: file)
            let key = name == "PNG" ? "Description" : "exif:ImageDescription"
            #expect(FileContents(copy).text(key) == Self.record.prompt, "\(name)")
        }
    }

    @Test func whatOtherProgramsWroteStaysBesideIt() throws {
        for (name, file) in MetadataFixtures.files where FileContents(file).xmp == nil {
            let before = FileContents(file)
            let copy = FileContents(try PictureRewriting.embedding(Self.record, in: file))

            #expect(Set(before.texts).isSubset(of: Set(copy.texts)), "\(name)")
            #expect(copy.provenance == before.provenance, "\(name)")
        }
    }

    @Test func aStrippedCopyTellsNothing() throws {
        for (name, file) in MetadataFixtures.files + Self.plain {
            let told = try PictureRewriting.embedding(Self.record, in: file)
            let copy = try PictureRewriting.stripping(told)

            let contents = FileContents(copy)
            #expect(contents.damage == nil, "\(name)")
            #expect(contents.texts.isEmpty && contents.xmp == nil, "\(name)")
            #expect(contents.provenance.isEmpty, "\(name)")
            #expect(try PictureRewriting.stripping(copy) == copy, "\(name)")
        }
    }

    @Test func chunksOfOddNamesStayAsTheyAre() throws {
        let file = PictureWriter.webp([("ODDS", [1, 2, 3])])
        let place = try #require(file.firstRange(of: Array("ODDS".utf8))?.lowerBound)
        let odd = Array(file[..<place]) + [0x45, 0xC9, 0x49, 0x46] + file[(place + 4)...]

        let copy = try PictureRewriting.embedding(Self.record, in: odd)

        #expect(copy.firstRange(of: [0x45, 0xC9, 0x49, 0x46, 3, 0, 0, 0, 1, 2, 3, 0]) != nil)
        #expect(FileMetadata(FileContents(copy)).facts.record == Self.record)
    }

    @Test func pixelsStayByteForByte() throws {
        let pixels: [String: [UInt8]] = [
            "PNG": [0x78, 0x9C, 3, 0, 0, 0, 0, 1], "JPEG": [0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9],
            "WebP": Array("VP8L".utf8) + [5, 0, 0, 0, 0x2F, 0, 0, 0, 0],
        ]
        for (name, file) in Self.plain {
            let wanted = try #require(pixels[name])
            for copy in [
                try PictureRewriting.embedding(Self.record, in: file),
                try PictureRewriting.stripping(file),
            ] {
                #expect(copy.firstRange(of: wanted) != nil, "\(name)")
            }
        }
    }

    @Test(arguments: [1, 3, 6, 8])
    func aPictureThatLiesOnItsSideStaysSo(orientation: Int) throws {
        let block = ExifWriter.upright(orientation) ?? []
        let exif = Array("Exif\0\0".utf8) + block
        let kept = orientation == 1 ? nil : orientation
        let files = [
            PictureWriter.jpeg([(0xE1, exif)]), PictureWriter.webp([("EXIF", block)]),
            PictureWriter.png([], chunks: [("eXIf", block)]),
        ]
        for file in files {
            let copy = try PictureRewriting.stripping(file)
            let start = copy.firstRange(of: Array("II*".utf8) + [0])?.lowerBound
            let found = start.flatMap { ExifBlock.orientation(Array(copy[$0...])) }
            #expect(found == kept)
        }
    }

    @Test func colourProfilesStayAndCommentsGo() throws {
        let icc = Array("ICC_PROFILE\0".utf8) + [1, 1, 9, 9]
        let file = PictureWriter.jpeg([
            (0xE0, Array("JFIF\0".utf8)), (0xE2, icc), (0xE2, Array("MPF\0".utf8)),
            (0xED, Array("Photoshop".utf8)), (0xFE, Array("a comment".utf8)),
            (0xDB, [0, 1, 2]),
        ])

        let copy = try PictureRewriting.stripping(file + Array("hung behind".utf8))

        #expect(
            copy
                == PictureWriter.jpeg([
                    (0xE0, Array("JFIF\0".utf8)), (0xE2, icc), (0xDB, [0, 1, 2]),
                ]))
    }

    @Test func textsThatDoNotFitAreRefused() {
        var record = Self.record
        record.prompt = String(repeating: "long ", count: 20_000)

        #expect(throws: RewritingError.tooMuch(limit: 65_533)) {
            try PictureRewriting.embedding(record, in: PictureWriter.jpeg([]))
        }
        #expect(throws: Never.self) {
            try PictureRewriting.embedding(record, in: PictureWriter.png([]))
        }
    }

    @Test func damagedAndOtherFilesAreNotRewritten() {
        #expect(throws: RewritingError.otherFormat) {
            try PictureRewriting.stripping(Array("GIF89a....".utf8))
        }
        for (name, file) in Self.plain {
            for length in 0..<file.count {
                let cut = Array(file.prefix(length))
                guard FileContents(cut).damage != nil else { continue }
                #expect(throws: RewritingError.self, "\(name) \(length)") {
                    try PictureRewriting.embedding(Self.record, in: cut)
                }
            }
        }
    }
}
