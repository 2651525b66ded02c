import FolioImaging
import FolioPictureFixtures
import Testing

@Suite struct ImageHeaderTests {
    private func size(_ bytes: [UInt8]) -> [Int]? {
        ImageHeader.sniff(bytes)?.size.map { [$0.width, $0.height] }
    }

    private func bytes(_ text: String, _ rest: [UInt8] = []) -> [UInt8] { Array(text.utf8) + rest }

    private var jpeg: [UInt8] {
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 6, 1, 2, 3, 4, 0xFF, 0xFF, 0xC4, 0, 3, 9, 0xFF, 0xC2, 0, 11, 8]
            + [0x04, 0x38, 0x07, 0x80, 1, 0, 0]
    }

    @Test func formatsAreKnownByTheirFirstBytes() {
        let files: [(ImageHeader.Format?, [UInt8])] = [
            (.png, PNGFile(width: 3, height: 2).bytes { _, _ in [0, 0, 0, 0] }), (.jpeg, jpeg),
            (.gif, bytes("GIF89a")), (.webp, bytes("RIFF....WEBPVP8 ")), (.pdf, bytes("%PDF-1.7")),
            (.mp4, bytes("\0\0\0\u{18}ftypisom")), (.mp4, bytes("\0\0\0\u{18}ftypmp42")),
            (.quicktime, bytes("\0\0\0\u{18}ftypqt  ")), (.heic, bytes("\0\0\0\u{18}ftypheic")),
            (.heic, bytes("\0\0\0\u{18}ftypmif1")), (nil, bytes("\0\0\0\u{18}ftypavif")),
            (nil, []), (nil, bytes("hello")), (nil, bytes("RIFF....WAVE")), (nil, [0xFF, 0xD8]),
            (nil, bytes("<svg xmlns=")),
        ]
        for (format, bytes) in files { #expect(ImageHeader.sniff(bytes)?.format == format) }
    }

    @Test func sizesAreReadFromTheHeader() {
        #expect(size(PNGFile(width: 300, height: 2).bytes(filtered: [])) == [300, 2])
        #expect(size(jpeg) == [1_920, 1_080])
        #expect(size(bytes("GIF87a", [0x40, 1, 0xF0, 0])) == [320, 240])
        #expect(
            size(bytes("RIFF....WEBPVP8 ....", [0, 0, 0, 0x9D, 1, 0x2A, 0x80, 0x47, 0x38, 0x84]))
                == [1_920, 1_080])
        #expect(
            size(bytes("RIFF....WEBPVP8L....", [0x2F, 0x7F, 0xC7, 0x0D, 0x01])) == [
                1_920, 1_080,
            ])
        #expect(
            size(bytes("RIFF....WEBPVP8X....", [0, 0, 0, 0, 0x7F, 7, 0, 0x37, 4, 0]))
                == [1_920, 1_080])
    }

    @Test func aHeaderThatEndsEarlyOrLiesGivesNoSize() {
        for file in [jpeg, bytes("GIF87a", [0x40, 1, 0xF0, 0])] {
            for length in 0..<min(file.count, 9) {
                #expect(size(Array(file.prefix(length))) == nil)
            }
        }
        #expect(size(bytes("GIF87a", [0, 0, 0xF0, 0])) == nil)
        #expect(size(PNGFile(width: 0, height: 2).bytes(filtered: [])) == nil)
        #expect(size([0xFF, 0xD8, 0xFF, 0xE0, 0, 0, 0xFF, 0xC0]) == nil)
        #expect(size([0xFF, 0xD8, 0xFF, 0xE0, 0xFF, 0xFF]) == nil)
        #expect(size([0xFF, 0xD8, 0xFF, 0xDA, 0, 8] + [UInt8](repeating: 0, count: 99)) == nil)
        #expect(size([0xFF, 0xD8] + [UInt8](repeating: 0xFF, count: 9_999)) == nil)
    }

    @Test func everyFormatHasATypeAndAnExtension() {
        #expect(ImageHeader.Format.jpeg.mimeType == "image/jpeg")
        #expect(ImageHeader.Format.allCases.allSatisfy { !$0.fileExtension.isEmpty })
    }
}
