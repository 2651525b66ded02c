import Crypto
import FolioFiles
import FolioModel
import FolioStore
import Foundation
import Testing

@Suite struct OriginalsTests {
    let bench: Bench

    init() throws {
        bench = try Bench()
    }

    @Test func anOriginalIsNamedByItsHashAndHeld() throws {
        let bytes = try Bench.png()
        let hash = SHA256.hash(data: bytes).map { String(format: "%02x", $0) }.joined()

        let kept = try bench.originals.keep(bytes, for: try bench.item().id)

        #expect(kept.item.sha256 == hash && kept.thumbnail == .made)
        #expect(kept.item.presence == .both && kept.item.contentType == "image/png")
        #expect(kept.item.width == 4 && kept.item.height == 2)
        #expect(kept.item.byteCount == bytes.count)
        let path = "\(hash.prefix(2))/\(hash)"
        #expect(try bench.stored() == [path])
        #expect(try bench.permissions(path) == 0o600)
        #expect(try bench.permissions(String(hash.prefix(2))) == 0o700)
        #expect(try bench.permissions("") == 0o700)
        let file = try #require(bench.originals.original(of: kept.item))
        #expect(try Data(contentsOf: file) == Data(bytes))
    }

    @Test func theSameContentIsHeldOnce() throws {
        let bytes = try Bench.png()
        let first = try bench.originals.keep(bytes, for: try bench.item("a").id)
        let file = try #require(bench.originals.original(of: first.item))
        let before = try FileManager.default.attributesOfItem(atPath: file.path)

        let second = try bench.originals.keep(
            try bench.write(bytes), for: try bench.item("b").id)

        let after = try FileManager.default.attributesOfItem(atPath: file.path)
        #expect(first.item.sha256 == second.item.sha256)
        #expect(before[.systemFileNumber] as? Int == after[.systemFileNumber] as? Int)
        #expect(try bench.stored().count == 1)
    }

    @Test func aDamagedOriginalIsFoundAndHealedByItsOwnContent() throws {
        let bytes = try Bench.png()
        let item = try bench.originals.keep(bytes, for: try bench.item().id).item
        let file = try #require(bench.originals.original(of: item))
        var damaged = bytes
        damaged[20] ^= 1
        try Data(damaged).write(to: file)

        #expect(bench.originals.verify([item]).map(\.state) == [.damaged])
        _ = try bench.originals.adopt(try bench.write(bytes), for: item.id)

        #expect(bench.originals.verify([item]).isEmpty)
    }

    @Test func aMissingOriginalIsFound() throws {
        let item = try bench.originals.keep(try Bench.png(), for: try bench.item().id).item
        let file = try #require(bench.originals.original(of: item))

        try FileManager.default.removeItem(at: file)

        #expect(bench.originals.original(of: item) == nil)
        #expect(bench.originals.verify([item]).map(\.state) == [.missing])
    }

    @Test func aLinkInThePlaceOfAnOriginalIsNotFollowed() throws {
        let bytes = try Bench.png()
        let item = try bench.originals.keep(bytes, for: try bench.item().id).item
        let file = try #require(bench.originals.original(of: item))
        let elsewhere = try bench.write(bytes, as: "elsewhere.png")
        try FileManager.default.removeItem(at: file)
        try FileManager.default.createSymbolicLink(at: file, withDestinationURL: elsewhere)

        #expect(bench.originals.original(of: item) == nil)
        #expect(bench.originals.verify([item]).count == 1)
        _ = try bench.originals.keep(bytes, for: item.id)

        #expect(bench.originals.verify([item]).isEmpty)
        #expect(try Data(contentsOf: elsewhere) == Data(bytes))
    }

    @Test func aFolderThatIsALinkElsewhereIsRefused() throws {
        let bytes = try Bench.png()
        let item = try bench.item()
        let shelf = SHA256.hash(data: bytes).prefix(1).map { String(format: "%02x", $0) }.joined()
        try FileManager.default.createDirectory(
            at: bench.files, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            at: bench.files.appendingPathComponent(shelf), withDestinationURL: bench.desk)

        #expect(throws: FileError.self) { try bench.originals.keep(bytes, for: item.id) }

        #expect(try FileManager.default.contentsOfDirectory(atPath: bench.desk.path).isEmpty)
        #expect(try bench.library.item(item.id).sha256 == nil)
    }

    @Test func aBrokenPNGIsKeptWithoutAThumbnail() throws {
        let broken = Array(try Bench.png(width: 40, height: 40).prefix(40))

        let kept = try bench.originals.keep(broken, for: try bench.item().id)

        guard case .failed = kept.thumbnail else {
            Issue.record("a thumbnail was made of half a file")
            return
        }
        #expect(kept.item.sha256 != nil && bench.originals.verify([kept.item]).isEmpty)
    }

    @Test func aFormatThatNothingHereReadsIsKeptWithoutAThumbnail() throws {
        let kept = try bench.originals.keep(
            Array("\0\0\0\u{18}ftypheic\0\0\0\0mif1heic".utf8), for: try bench.item().id)

        #expect(kept.thumbnail == .notOffered && kept.item.contentType == "image/heic")
    }

    @Test func aLyingHeaderGivesNoSize() throws {
        var bytes = try Bench.png()
        bytes.replaceSubrange(16..<24, with: [0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF])

        let kept = try bench.originals.keep(bytes, for: try bench.item().id)

        #expect(kept.item.width == nil && kept.item.height == nil)
    }

    @Test func aDownloadIsBelievedOnlyByItsBytes() async throws {
        let item = try bench.item()

        await #expect(throws: FileError.self) {
            try await bench.originals.receive(for: item.id) {
                try Data("<html>not found</html>".utf8).write(to: $0)
            }
        }
        await #expect(throws: CancellationError.self) {
            try await bench.originals.receive(for: item.id) {
                try Data("half".utf8).write(to: $0)
                throw CancellationError()
            }
        }
        #expect(try bench.stored().isEmpty)

        let bytes = try Bench.png()
        let kept = try await bench.originals.receive(for: item.id) { try Data(bytes).write(to: $0) }

        #expect(kept.item.presence == .both)
        #expect(try bench.stored().count == 1)
    }

    @Test func leftoversOfAKilledProcessAreRemovedOnceTheyAreOld() throws {
        let item = try bench.originals.keep(try Bench.png(), for: try bench.item().id).item
        let leftover = bench.files.appendingPathComponent(".incoming-1234")
        try Data("half".utf8).write(to: leftover)

        #expect(try bench.originals.removeLeftovers(olderThan: Timestamp(milliseconds: 0)) == 0)
        let future = Timestamp(milliseconds: 32_503_680_000_000)
        #expect(try bench.originals.removeLeftovers(olderThan: future) == 1)
        #expect(bench.originals.verify([item]).isEmpty)
        #expect(try bench.stored().count == 1)
    }
}
