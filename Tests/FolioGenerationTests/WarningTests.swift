import FolioFiles
import FolioGeneration
import FolioImaging
import FolioModel
import FolioRemote
import FolioStore
import Foundation
import Testing

@Suite struct WarningTests {
    let workshop: Workshop

    init() throws {
        workshop = try Workshop()
    }

    private func warnings(_ reply: ImageReply) async throws -> [GenerationWarning] {
        let remote = ScriptedRemote([making(reply)])
        remote.offer(RemoteMediaItem(mediaID: reply.mediaID))
        return try await workshop.run(remote).made.first?.warnings ?? []
    }

    @Test func anOrdinaryReplyGivesNone() async throws {
        let reply = ImageReply.sample(model: "flux-schnell", ratio: "1:1", echo: "a red boat")

        #expect(try await warnings(reply).isEmpty)
    }

    @Test func theChargeIsWhatTheReplySays() async throws {
        #expect(try await warnings(.sample(used: 7)) == [.chargeDiffers(expected: 1, charged: 7)])
        #expect(try workshop.library.ledger().map(\.credits) == [-7])
    }

    @Test(arguments: [nil, -5, Int.min, Int.max])
    func aChargeThatIsNotToldIsUnknown(used: Int?) async throws {
        #expect(try await warnings(.sample(used: used)) == [.chargeUnknown])
        #expect(try workshop.library.ledger().isEmpty)
        #expect(try workshop.library.spendFacts().map(\.certainty) == [.unknown])
    }

    @Test func theSentPromptWinsOverTheEcho() async throws {
        let found = try await warnings(.sample(echo: "another boat"))

        #expect(found == [.promptDiffers(echoed: "another boat")])
        #expect(try workshop.journal().first?.echoedPrompt == "another boat")
        #expect(try workshop.library.item("last").prompt == "a red boat")
    }

    @Test func oddEchoesAreReported() async throws {
        let reply = ImageReply.sample(
            mediaIDs: ["media-1", "media-2"], model: "ideogram-v2", ratio: "16:9", width: 200,
            height: 100)

        #expect(
            try await warnings(reply) == [
                .modelDiffers(sent: "flux-schnell", echoed: "ideogram-v2"),
                .ratioDiffers(sent: "1:1", echoed: "16:9"),
                .sizeDiffers(ratio: "1:1", width: 200, height: 100),
                .mediaIDsDiffer(["media-1", "media-2"]),
            ])
        #expect(try workshop.journal().first?.mediaIDs == ["media-1", "media-2"])
    }

    @Test func aBalanceThatFellFurtherIsReported() async throws {
        try workshop.library.observe(BalanceObservation(remaining: 120, source: .me, at: .now(0)))

        #expect(try await warnings(.sample()) == [.balanceLower(expected: 119, reported: 99)])
    }

    @Test func aMediaIDThatWasMadeBeforeIsReported() async throws {
        let first = try await warnings(.sample(remaining: nil))
        let second = try await warnings(.sample(remaining: nil))

        let item = try #require(try workshop.library.item(mediaID: "media-1"))
        #expect(first.isEmpty && second == [.mediaIDRepeated(item.id)])
        #expect(try workshop.library.ledger().count == 2)
    }

    @Test func anOfferedFileBecomesTheOriginalWithAThumbnail() async throws {
        let png = try PixelImage(width: 2, height: 1, rgba: Array(repeating: 200, count: 8)).png()
        let remote = ScriptedRemote([making(.sample(url: "https://media.invalid/1"))])
        remote.offer(png, at: "https://media.invalid/1")

        let image = try #require(try await workshop.run(remote).made.first)

        #expect(image.warnings.isEmpty && image.item.presence == .both)
        let file = try #require(Originals(workshop.library).original(of: image.item))
        #expect(try Data(contentsOf: file) == Data(png))
        let thumbnails = try Thumbnails.open(beside: workshop.library)
        #expect(try thumbnails.thumbnail(of: image.item.id, side: 256)?.width == 2)
    }

    @Test func aFileThatTheItemOffersIsFetchedToo() async throws {
        let png = try PixelImage(width: 1, height: 1, rgba: [1, 2, 3, 255]).png()
        let remote = ScriptedRemote([making(.sample())])
        remote.offer(
            RemoteMediaItem(
                mediaID: "media-1", fileName: "boat.png", url: "https://media.invalid/1"))
        remote.offer(png, at: "https://media.invalid/1")

        let image = try #require(try await workshop.run(remote).made.first)

        #expect(image.item.sha256 != nil && image.item.fileName == "boat.png")
        #expect(image.item.prompt == "a red boat")
    }

    @Test func aFileThatCannotBeFetchedIsOnlyAWarning() async throws {
        let remote = ScriptedRemote([making(.sample(url: "https://media.invalid/none"))])

        let outcome = try await workshop.run(remote)

        #expect(outcome.failure == nil && outcome.made.first?.warnings.count == 1)
        #expect(try workshop.states() == [.made])
    }

    @Test func aPageInsteadOfAnImageIsNotKept() async throws {
        let remote = ScriptedRemote([making(.sample(url: "https://media.invalid/1"))])
        remote.offer(Array("<html>sorry</html>".utf8), at: "https://media.invalid/1")

        let image = try #require(try await workshop.run(remote).made.first)

        #expect(image.item.sha256 == nil && image.warnings.count == 1)
    }
}

extension Timestamp {
    fileprivate static func now(_ milliseconds: Int64) -> Timestamp {
        Timestamp(milliseconds: milliseconds)
    }
}
