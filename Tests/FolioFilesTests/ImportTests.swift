import FolioFiles
import FolioModel
import FolioStore
import FolioTestSupport
import Foundation
import Testing

@Suite struct ImportTests {
    let bench: Bench

    init() throws {
        bench = try Bench()
    }

    @Test func anImportedFileWaitsForItsUpload() throws {
        let file = try bench.write(try Bench.png(), as: "red boat.png")

        let imported = try bench.originals.importForUpload(
            file, prompt: try GenerationPrompt("a red boat"), tags: [try TagName("boats")],
            now: .sample)

        let item = try bench.library.item(imported.item.id)
        #expect(item.presence == .local && item.state == .uploading && item.mediaID == nil)
        #expect(item.prompt == "a red boat" && item.tags == ["boats"])
        #expect(item.fileName == "red boat.png" && item.width == 4)
        #expect(bench.originals.verify([item]).isEmpty)
        #expect(
            try bench.library.outbox(in: [.pending]).map(\.action) == [
                .upload(itemID: item.id, mediaID: nil)
            ])
        #expect(imported.twins.isEmpty && imported.thumbnail == .made)
    }

    @Test func theSameFileAgainIsReported() throws {
        let file = try bench.write(try Bench.png())
        let first = try bench.originals.importForUpload(file, now: .sample)

        let second = try bench.originals.importForUpload(file, now: .sample)

        #expect(second.twins == [first.item.id])
    }

    @Test func whatIsNoUsableFileIsRefusedAndLeavesNothing() throws {
        let pipe = bench.desk.appendingPathComponent("pipe")
        #expect(mkfifo(pipe.path, 0o600) == 0)
        let loop = bench.desk.appendingPathComponent("loop")
        try FileManager.default.createSymbolicLink(at: loop, withDestinationURL: loop)
        let files = [
            bench.desk, pipe, loop, bench.desk.appendingPathComponent("missing.png"),
            URL(fileURLWithPath: "/dev/zero"), URL(fileURLWithPath: "/dev/null"),
            try bench.write([], as: "empty.png"),
            try bench.write(Array("plain text".utf8), as: "text.png"),
        ]

        for file in files {
            #expect {
                try bench.originals.importForUpload(file, now: .sample)
            } throws: {
                ($0 as? FileError)?.kind == .usage
            }
        }

        #expect(try bench.stored().isEmpty)
        #expect(try bench.library.outbox(in: OutboxEntry.State.allCases).isEmpty)
        #expect(try bench.library.newestMediaIDs(limit: 1).isEmpty)
    }

    @Test func aFileThatIsTooLargeForTheRemoteIsRefused() throws {
        let file = try bench.write(try Bench.png())
        let handle = try FileHandle(forWritingTo: file)
        try handle.truncate(atOffset: 20 << 20)
        _ = try bench.originals.importForUpload(file, now: .sample)
        try handle.truncate(atOffset: 20 << 20 + 1)

        #expect(throws: FileError.tooLarge(name: file.path, limit: 20 << 20)) {
            try bench.originals.importForUpload(file, now: .sample)
        }
        #expect(try bench.stored().count == 1)
    }

    @Test func adoptingRefusesADifferentOriginalUnlessAsked() throws {
        let item = try bench.item()
        let (red, blue) = (try Bench.png(shade: 1), try Bench.png(shade: 2))
        _ = try bench.originals.adopt(try bench.write(red), for: item.id)

        _ = try bench.originals.adopt(try bench.write(red, as: "again.png"), for: item.id)
        #expect(throws: FileError.otherOriginalHeld(item: item.id)) {
            try bench.originals.adopt(try bench.write(blue), for: item.id)
        }
        #expect(try bench.stored().count == 1)
        let replaced = try bench.originals.adopt(
            try bench.write(blue), for: item.id, replacing: true)

        #expect(bench.originals.verify([replaced.item]).isEmpty)
        #expect(try bench.library.item(item.id).sha256 == replaced.item.sha256)
    }

    @Test func whatIsAdoptedDuringADownloadStays() async throws {
        let item = try bench.item()
        let (mine, theirs) = (try Bench.png(shade: 1), try Bench.png(shade: 2))

        let kept = try await bench.originals.receive(for: item.id) { draft in
            // Another process, which has its own connection.
            let other = Originals(try Library.open(bench.library.folder))
            _ = try other.adopt(try bench.write(mine), for: item.id)
            try Data(theirs).write(to: draft)
        }

        #expect(kept.thumbnail == .made)
        let held = try bench.library.item(item.id)
        #expect(held == kept.item && bench.originals.verify([held]).isEmpty)
        let original = try #require(bench.originals.original(of: held))
        #expect(try Data(contentsOf: original) == Data(mine))
    }

    @Test func theTransactionDecidesWhichOriginalCameFirst() throws {
        let item = try bench.item()
        func hold(_ digit: String) throws -> MediaItem {
            try bench.library.holdOriginal(
                of: item.id, sha256: String(repeating: digit, count: 64), byteCount: 1,
                contentType: nil, width: nil, height: nil, replacing: false)
        }

        _ = try hold("1")
        _ = try hold("1")
        #expect(throws: OtherOriginalHeld.self) { try hold("2") }

        #expect(try bench.library.item(item.id).sha256 == String(repeating: "1", count: 64))
    }

    @Test func aFileOfAnotherKindIsNotAdopted() throws {
        let item = try bench.item(kind: .video)

        #expect(throws: FileError.self) {
            try bench.originals.adopt(try bench.write(try Bench.png()), for: item.id)
        }
        #expect(try bench.library.item(item.id).sha256 == nil)
    }
}
