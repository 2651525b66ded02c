import FolioFiles
import FolioMetadata
import FolioModel
import FolioStore
import FolioTestSupport
import Foundation
import Testing

@Suite struct PictureImportTests {
    let bench: Bench

    init() throws {
        bench = try Bench()
    }

    @Test func aPictureComesInWithWhatIsWrittenInIt() throws {
        let file = try bench.write(Self.jpeg("a red boat"), as: "boat.jpg")

        let kinds = try run([bench.desk], tags: ["imported"])

        #expect(kinds.count == 1)
        let item = try bench.library.item("last")
        #expect(item.prompt == "a red boat" && item.model == "dream" && item.tags == ["imported"])
        #expect(item.presence == .local && item.state == .ready && item.fileName == "boat.jpg")
        #expect(bench.originals.verify([item]).isEmpty)
        #expect(try bench.library.search("red").count == 1)
        #expect(try bench.library.outbox(in: OutboxEntry.State.allCases).isEmpty)
        let facts = try #require(try bench.library.fileFacts(of: item.id))
        #expect(facts.seed == "7" && facts.steps == 5 && facts.negativePrompt == "blurry")
        #expect(facts.reader == "AUTOMATIC1111" && facts.path.hasSuffix(file.lastPathComponent))
        #expect(facts.rawJSON?.contains("Seed: 7") == true)
    }

    @Test func theSameContentIsTakenInOnceWhereverItLies() throws {
        let first = try bench.write(Self.jpeg("a red boat"), as: "a.jpg")
        _ = try bench.write(Self.jpeg("a red boat"), as: "b.jpg")
        let before = try run([bench.desk])
        let item = try bench.library.item("last")
        #expect(before == [.imported(item.id), .known(item.id)])

        #expect(try run([bench.desk]) == [.known(item.id), .known(item.id)])
        try FileManager.default.removeItem(at: first)
        let place = try bench.library.fileFacts(of: item.id)?.path ?? ""
        #expect(try run([bench.desk]) == [.moved(item.id, from: place)])
        #expect(try run([bench.desk]) == [.known(item.id)])
        #expect(try bench.stored().count == 1)
    }

    @Test func brokenFilesAreListedAndTheImportGoesOn() throws {
        _ = try bench.write(Array(Self.jpeg("cut").dropLast(30)), as: "a.jpg")
        _ = try bench.write(Array("plain text".utf8), as: "b.png")
        _ = try bench.write([], as: "c.png")
        _ = try bench.write(Self.jpeg("whole"), as: "d.jpg")

        let kinds = try run([bench.desk, bench.desk.appendingPathComponent("missing")])

        let item = try bench.library.item("last")
        #expect(item.prompt == "whole")
        #expect(kinds.prefix(3).map(Self.isBroken) == [true, false, false])
        #expect(kinds.dropFirst().prefix(2) == [.noPicture, .noPicture])
        #expect(kinds.map(Self.isBroken).filter { $0 }.count == 2)
        #expect(try bench.stored().count == 1)
    }

    @Test func linksAreNotFollowedAndPipesAreNotOpened() throws {
        let outside = bench.desk.deletingLastPathComponent().appendingPathComponent("outside")
        try FileManager.default.createDirectory(at: outside, withIntermediateDirectories: true)
        try Data(Self.jpeg("outside")).write(to: outside.appendingPathComponent("a.jpg"))
        for (name, target) in [
            ("folder", outside), ("file.jpg", outside.appendingPathComponent("a.jpg")),
            ("round", bench.desk),
        ] {
            try FileManager.default.createSymbolicLink(
                at: bench.desk.appendingPathComponent(name), withDestinationURL: target)
        }
        #expect(mkfifo(bench.desk.appendingPathComponent("pipe.png").path, 0o600) == 0)

        #expect(try run([bench.desk]).isEmpty)
        #expect(
            try run([bench.desk.appendingPathComponent("pipe.png")]).map(Self.isBroken) == [true])
    }

    @Test func aDryRunChangesNothing() throws {
        _ = try bench.write(Self.jpeg("a red boat"))

        #expect(try run([bench.desk], isDryRun: true) == [.imported(nil)])

        #expect(try bench.stored().isEmpty)
        #expect(try bench.library.search("boat").isEmpty)
    }

    @Test func moreFilesThanABatchAllComeIn() throws {
        for number in 0..<150 {
            _ = try bench.write(Self.jpeg("boat \(number)"), as: "\(number).jpg")
        }

        #expect(try run([bench.desk]).count == 150)

        #expect(try bench.library.search("boat").count == 150)
        #expect(try bench.library.integrityProblems().isEmpty)
    }

    private func run(
        _ paths: [URL], tags: [String] = [], isDryRun: Bool = false
    ) throws -> [PictureOutcome.Kind] {
        var kinds: [PictureOutcome.Kind] = []
        let names = try tags.map { try TagName($0) }
        let work = PictureImport(
            bench.originals, tags: names, isDryRun: isDryRun, now: .sample
        ) { kinds.append($0.kind) }
        try work.run(paths)
        return kinds
    }

    private static func isBroken(_ kind: PictureOutcome.Kind) -> Bool {
        if case .broken = kind { true } else { false }
    }

    /// With a comment as AUTOMATIC1111 writes it, and no pixels that anybody could see.
    private static func jpeg(_ prompt: String) -> [UInt8] {
        let text = Array(
            "\(prompt)\nNegative prompt: blurry\nSteps: 5, Seed: 7, Model: dream".utf8)
        let size = UInt8(text.count + 2)
        return [0xFF, 0xD8, 0xFF, 0xFE, 0, size] + text
            + [0xFF, 0xDA, 0, 2, 1, 2, 3, 0xFF, 0xD9]
    }
}
