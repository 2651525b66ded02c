import FolioModel
import FolioRemote
import FolioStore
import FolioSync
import FolioTestSupport
import Foundation
import Testing

/// Listings that make no sense, through the real client: bounded, never fatal to what is known,
/// and never taken as proof of anything.
@Suite struct BadInputTests {
    /// More than any finite listing here needs.
    private static let requestLimit = 160
    /// Bytes: 10,000 small elements fit, a text of a million characters does not.
    private static let growthLimit = 12_000_000

    private func sane() async throws -> WireStage {
        let stage = try WireStage()
        _ = try await stage.run()
        let item = try #require(try stage.library.item(mediaID: "m0"))
        _ = try stage.library.addTags([try TagName("kept")], to: [item.id], now: .sample)
        return stage
    }

    private func expectKnown(_ stage: WireStage) throws {
        for mediaID in ["m0", "m1", "m2"] {
            #expect(try stage.library.item(mediaID: mediaID)?.presence == .remote)
        }
        #expect(try stage.library.item(mediaID: "m0")?.tags == ["kept"])
        let texts = try stage.library.posts().filter { ["p0", "p1"].contains($0.postID) }
        #expect(Set(texts.map(\.content)) == ["One", "Two"])
        #expect(try stage.library.integrityProblems().isEmpty)
    }

    private func run(_ odd: OddCase, on stage: WireStage) async throws {
        let before = stage.requestCount
        let summary = try await stage.run()
        #expect((summary.failure != nil) == odd.fails)
        #expect(stage.requestCount - before <= Self.requestLimit)
        try expectKnown(stage)
        #expect(try stage.library.posts().count { $0.status == .gone } == 0)
        #expect(try stage.library.overview().itemsByPresence[.gone] == nil)
    }

    /// What the library file and its log hold.
    private func size(_ stage: WireStage) throws -> Int {
        try ["", "-wal"].reduce(0) { sum, ending in
            let path = stage.library.file.path + ending
            guard FileManager.default.fileExists(atPath: path) else { return sum }
            return sum + (try Data(contentsOf: URL(fileURLWithPath: path)).count)
        }
    }

    @Test(arguments: OddCase.media)
    func anOddListingOfMediaHarmsNothing(odd: OddCase) async throws {
        let stage = try await sane()
        let size = try size(stage)
        stage.go(media: odd.body)

        try await run(odd, on: stage)

        #expect(try self.size(stage) - size < Self.growthLimit)
        stage.go()
        _ = try await stage.run()
        try expectKnown(stage)
    }

    @Test(arguments: OddCase.posts)
    func anOddListingOfPostsHarmsNothing(odd: OddCase) async throws {
        let stage = try await sane()
        let size = try size(stage)
        stage.go(posts: odd.body)

        try await run(odd, on: stage)

        #expect(try self.size(stage) - size < Self.growthLimit)
        stage.go()
        _ = try await stage.run()
        try expectKnown(stage)
    }

    @Test func aLongElementIsKeptInShortWithTheNamesOfWhatWasLeftOut() async throws {
        let stage = try await sane()
        let name = String(repeating: "n", count: 1_000_000)
        stage.go(media: { offset in
            let odd = #"{"id":"x1","filename":"\#(name)","seed":42}"#
            return WireStage.data(#"{"media":[\#(offset == 0 ? odd : "")]}"#)
        })

        _ = try await stage.run()

        let item = try #require(try stage.library.item(mediaID: "x1"))
        #expect(item.fileName == nil)
        #expect(
            try stage.library.remoteJSON(of: item.id)
                == #"{"id":"x1","seed":42,"folio_left_out":["filename"]}"#)
    }
}
