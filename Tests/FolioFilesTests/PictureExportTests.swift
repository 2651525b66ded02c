import FolioFiles
import FolioMetadata
import FolioModel
import FolioStore
import FolioTestSupport
import Foundation
import Testing

@Suite struct PictureExportTests {
    let bench: Bench
    private var target: URL { bench.desk.appendingPathComponent("out", isDirectory: true) }

    init() throws {
        bench = try Bench()
    }

    /// A generated image with its file held here.
    private func made(_ number: Int) throws -> MediaItem {
        let prompt = "boat \(number) <&> \u{1F6A4}\nsecond line"
        let call = try bench.library.beginGeneration(
            prompt: prompt, model: "flux-schnell", ratio: "16:9",
            tags: [try TagName("fleet-\(number % 7)")], expectedCredits: 3, now: .sample)
        let reply = Library.MadeReply(
            item: RemoteMediaItem(
                mediaID: "media-\(number)", width: 4 + number / 251, height: 2,
                createdAt: .sample - .seconds(number)),
            mediaIDs: ["media-\(number)"], echoedPrompt: nil, creditsUsed: 1 + number % 5,
            creditsRemaining: 100, status: 201, requestID: nil, raw: "{}")
        let item = try bench.library.settleMade(call.id, reply, now: .sample)
        if number.isMultiple(of: 3) {
            _ = try bench.library.setNote("note \(number)", of: item.id, now: .sample)
            _ = try bench.library.rate([item.id], 4, now: .sample)
        }
        let shade = UInt8(number % 251)
        return try bench.originals.keep(
            try Bench.png(shade: shade, width: 4 + number / 251), for: item.id
        ).item
    }

    private func export(
        _ ids: [MediaItem.ID], name: String = ExportName.standard,
        _ change: (inout ExportOptions) -> Void = { _ in }
    ) throws -> [ExportOutcome] {
        var options = ExportOptions()
        change(&options)
        var outcomes: [ExportOutcome] = []
        try PictureExport(
            bench.originals, to: target, name: try ExportName(name), options: options
        ).run(ids) { outcomes.append($0) }
        return outcomes
    }

    private func names() -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: target.path)) ?? []).sorted()
    }

    @Test func anExportedLibraryIsImportedAsTheSame() throws {
        let items = try (0..<500).map(made)
        let outcomes = try export(items.map(\.id))
        #expect(outcomes.allSatisfy { $0.kind == .written })
        let other = try Bench()

        try PictureImport(other.originals, now: .sample) { outcome in
            guard case .imported = outcome.kind else {
                Issue.record("\(outcome.kind)")
                return
            }
        }.run([target])

        for item in items {
            let copy = try #require(try other.library.item(mediaID: item.mediaID ?? ""))
            #expect(copy.prompt == item.prompt && copy.model == item.model)
            #expect(copy.ratio == item.ratio && copy.tags == item.tags)
            #expect(copy.width == item.width && copy.height == item.height)
            #expect(copy.createdAt == item.createdAt)
            #expect(try other.library.fileFacts(of: copy.id)?.credits == item.credits)
            let opinion = try bench.library.opinion(of: item.id)
            let told = try other.library.opinion(of: copy.id)
            #expect(told.rating == opinion.rating && told.note == opinion.note)
        }
        #expect(try other.library.search("boat").count == 500)
        #expect(try other.library.indexProblems().isEmpty)
    }

    @Test func aCopyIsKnownToTheLibraryThatMadeIt() throws {
        let item = try made(1)
        _ = try export([item.id])
        var kinds: [PictureOutcome.Kind] = []

        try PictureImport(bench.originals, now: .sample) { kinds.append($0.kind) }.run([target])

        #expect(kinds == [.known(item.id)])
    }

    @Test func anItemThatLostItsPromptGetsItBackFromACopy() throws {
        let item = try made(1)
        _ = try export([item.id])
        let other = try Bench()
        let bare = try other.item("media-1")
        var kinds: [PictureOutcome.Kind] = []

        try PictureImport(other.originals, now: .sample) { kinds.append($0.kind) }.run([target])

        #expect(kinds == [.completed(bare.id)])
        #expect(try other.library.item(bare.id).prompt == item.prompt)
        #expect(try other.library.search("boat") == [bare.id])
    }

    @Test func theSameExportAgainWritesNothing() throws {
        let ids = try (0..<3).map { try made($0).id }
        _ = try export(ids) { $0.sidecar = .json }
        let before = names()

        let again = try export(ids) { $0.sidecar = .json }

        #expect(again.map(\.kind) == [.there, .there, .there])
        #expect(names() == before && before.count == 6)
    }

    @Test func noFileOfSomebodyElseIsReplaced() throws {
        let item = try made(1)
        let path = try #require(try export([item.id]).first?.path)
        try Data("mine".utf8).write(to: URL(fileURLWithPath: path))

        let again = try export([item.id])

        guard case .failed(let reason) = again.first?.kind else {
            Issue.record("\(again)")
            return
        }
        #expect(reason.contains(path))
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data("mine".utf8))
        #expect(names().count == 1)
    }

    @Test func itemsOfOneNameKeepApart() throws {
        let ids = try (0..<3).map { try made($0).id }

        let outcomes = try export(ids, name: "Same. name")

        #expect(Set(outcomes.compactMap(\.path)).count == 3)
        #expect(names().count == 3)
    }

    @Test func anItemWithoutPixelsIsLeftOut() throws {
        let bare = try bench.item()

        #expect(try export([bare.id]).map(\.kind) == [.noPixels])
        #expect(names().isEmpty)
    }

    @Test func aDryRunMakesNoFolder() throws {
        let item = try made(1)

        #expect(try export([item.id]) { $0.isDryRun = true }.map(\.kind) == [.written])
        #expect(!FileManager.default.fileExists(atPath: target.path))
    }

    @Test func whatIsStrippedHasNoWordOfIt() throws {
        let item = try made(1)
        let path = try #require(try export([item.id]) { $0.metadata = .stripped }.first?.path)

        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))

        #expect(FileContents(bytes).texts.isEmpty && FileContents(bytes).xmp == nil)
    }

    @Test(arguments: [
        ("{id}", "ID"), ("{date}_{model}", "2026-01-01_flux-schnell"), ("{ratio}", "16-9"),
        ("{prompt}", "boat-1-second-line"), ("..", "ID"), ("con", "_con"), ("a.b", "a-b"),
        ("{seed}", "unknown"), (String(repeating: "x", count: 400), nil),
    ])
    func namesAreHarmless(template: String, stem: String?) throws {
        let name = try ExportName(template)
        var record = FolioRecord()
        (record.model, record.ratio) = ("flux-schnell", "16:9")
        record.prompt = "boat 1 <&>\nsecond line/../.."
        record.createdAt = 1_767_225_600_000

        let found = name.stem(of: record, id: "ID")

        #expect(found.utf8.count <= 200 && !found.contains("/") && !found.hasPrefix("."))
        if let stem { #expect(found == stem) }
    }

    @Test(arguments: ["{nothing}", "{", "a}b", "a/b", "", "{id", "\\"])
    func aBadNameIsRefused(template: String) {
        #expect(throws: ExportError.self) { try ExportName(template) }
    }

    @Test func aFileInPlaceOfTheFolderIsAnError() throws {
        let item = try made(1)
        try Data().write(to: target.deletingLastPathComponent().appendingPathComponent("out"))

        #expect(throws: ExportError.self) { try export([item.id]) }
    }
}
