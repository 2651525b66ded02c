import FolioFiles
import FolioModel
import FolioStore
import FolioTestSupport
import Foundation
import Testing

@Suite struct FileMatchingTests {
    private let bench: Bench
    private let made = Timestamp(milliseconds: 1_780_000_000_000)

    init() throws {
        bench = try Bench()
    }

    private func item(
        _ id: String, prompt: String? = nil, width: Int? = 64, height: Int? = 64,
        mediaID: String? = nil, fileName: String? = nil, byteCount: Int? = nil
    ) -> MediaItem {
        MediaItem(
            id: id, mediaID: mediaID, presence: .remote, prompt: prompt, width: width,
            height: height, fileName: fileName, byteCount: byteCount, createdAt: made)
    }

    /// A PNG of one size, written so many seconds after the items were made; `text` stands in it.
    private func file(
        _ name: String, seconds: Double = 400_000, width: Int = 64, text: String = ""
    ) throws -> URL {
        let file = bench.desk.appendingPathComponent(name)
        var png = try Bench.png(width: width, height: 64)
        // Behind the end nobody minds more bytes.
        png += Array(text.utf8)
        try Data(png).write(to: file)
        let moment = Double(made.milliseconds) / 1_000 + seconds
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: moment)], ofItemAtPath: file.path)
        return file
    }

    private func match(_ files: [URL], _ items: [MediaItem]) throws -> FileMatching {
        try bench.originals.match(files, among: items)
    }

    @Test func sizeAndTimeTogetherAreEnough() throws {
        let matching = try match([file("a.png", seconds: 30)], [item("1aaaaaaa")])

        #expect(matching.pairs.map(\.item.id) == ["1aaaaaaa"])
        #expect(matching.pairs.first?.proofs == [.size, .time])
    }

    @Test func sizeAloneIsNot() throws {
        let matching = try match([file("a.png")], [item("1aaaaaaa")])
        #expect(matching.pairs.isEmpty)
        #expect(matching.rest.map(\.reason) == [.noItem])
    }

    @Test func aPromptInTheFileIsEnough() throws {
        let items = [
            item("1aaaaaaa", prompt: "a red \"boat\" on a lake"),
            item("1bbbbbbb", prompt: "a green boat on a lake"),
        ]
        let quoted = try file("a.png", text: #"{"prompt": "a red \"boat\" on a lake"}"#)

        #expect(try match([quoted], items).pairs.map(\.item.id) == ["1aaaaaaa"])
    }

    @Test func aMediaIDInTheNameIsEnough() throws {
        let mediaID = "0a1b2c3d-0000-4000-8000-00000000000f"
        let matching = try match(
            [file("image-\(mediaID.uppercased()).png")],
            [item("1aaaaaaa", mediaID: mediaID), item("1bbbbbbb")])

        #expect(matching.pairs.map(\.item.id) == ["1aaaaaaa"])
    }

    @Test func aNameThatABrowserHasNumberedIsTheSameName() throws {
        let matching = try match(
            [file("lighthouse-blue (1).png")],
            [item("1aaaaaaa", fileName: "lighthouse-blue.png"), item("1bbbbbbb")])

        #expect(matching.pairs.map(\.item.id) == ["1aaaaaaa"])
    }

    @Test func anotherShapeSpeaksAgainstIt() throws {
        let matching = try match(
            [file("a.png", seconds: 30, text: "a red boat on a lake")],
            [item("1aaaaaaa", prompt: "a red boat on a lake", width: 64, height: 128)])

        #expect(matching.pairs.isEmpty)
    }

    @Test func whatFitsTwoItemsEquallyWellIsLeftAlone() throws {
        let matching = try match(
            [file("a.png", seconds: 30)], [item("1aaaaaaa"), item("1bbbbbbb")])

        #expect(matching.pairs.isEmpty)
        #expect(matching.rest.map(\.reason) == [.several(["1aaaaaaa", "1bbbbbbb"])])
    }

    @Test func ofTwoFilesForOneItemTheOneWithMoreProofsIsTaken() throws {
        let plain = try file("a.png", seconds: 30)
        let told = try file("b.png", seconds: 30, text: "a red boat on a lake")

        let matching = try match([plain, told], [item("1aaaaaaa", prompt: "a red boat on a lake")])

        #expect(matching.pairs.map(\.file) == [told])
        #expect(matching.rest.map(\.reason) == [.otherFile(item: "1aaaaaaa")])
    }

    @Test func twoDifferentFilesThatFitEquallyWellAreLeftAlone() throws {
        let first = try file("a.png", seconds: 30, text: "x")
        let second = try file("b.png", seconds: 40, text: "y")

        #expect(try match([first, second], [item("1aaaaaaa")]).pairs.isEmpty)
    }

    @Test func filesThatCannotBeReadAreToldAndStopNothing() throws {
        let text = bench.desk.appendingPathComponent("a.txt")
        try Data("no picture".utf8).write(to: text)
        let missing = bench.desk.appendingPathComponent("b.png")

        let matching = try match(
            [text, missing, bench.desk, file("c.png", seconds: 30)], [item("1aaaaaaa")])

        #expect(matching.pairs.count == 1)
        #expect(matching.rest.count == 3)
    }
}

@Suite struct FolderWatchTests {
    private let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("folio-watch-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }

    @Test func aFileIsToldOnceItNoLongerChanges() throws {
        var watch = FolderWatch(folder)
        #expect(try watch.look().isEmpty)
        try write("a.png", "half")
        #expect(try watch.settled().isEmpty)
        try write("a.png", "half and half")
        #expect(try watch.settled().isEmpty)
        #expect(try watch.settled().map(\.lastPathComponent) == ["a.png"])
        #expect(try watch.settled().isEmpty)
    }

    @Test func whatWasThereBeforeIsLeftAloneUntilItChanges() throws {
        try write("a.png", "old")
        var watch = FolderWatch(folder)
        watch.leave(try watch.look())
        #expect(try watch.settled().isEmpty)
        try write("a.png", "newer and longer")
        #expect(try watch.settled().isEmpty)
        #expect(try watch.settled().count == 1)
    }

    @Test func foldersLinksAndUnfinishedFilesAreNoFiles() throws {
        try write("a.png.crdownload", "half")
        try write(".hidden", "x")
        try write("empty.png", "")
        try FileManager.default.createDirectory(
            at: folder.appendingPathComponent("folder"), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: folder.appendingPathComponent("link.png").path,
            withDestinationPath: "/etc/passwd")
        var watch = FolderWatch(folder)

        #expect(try watch.look().isEmpty)
    }

    @Test func aFolderThatIsNotThereIsAnError() {
        var watch = FolderWatch(folder.appendingPathComponent("nowhere"))
        #expect(throws: FileError.self) { _ = try watch.look() }
    }
}
