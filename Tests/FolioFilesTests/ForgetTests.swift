import FolioFiles
import FolioModel
import FolioQuery
import FolioStore
import FolioTestSupport
import Foundation
import Testing

/// What is forgotten is in no file any more, and what was paid is still known.
@Suite struct ForgetTests {
    let bench: Bench
    private var library: Library { bench.library }

    init() throws {
        bench = try Bench()
    }

    private static let sums = """
        SELECT quarter || ' ' || bucket || ' ' || count || ' ' || credits FROM spendRollup
        """

    @Test func noFileHasAByteOfIt() throws {
        let item = try bench.secretItem()
        let other = try bench.otherItem()
        #expect(try !bench.found(Bench.secrets).isEmpty)
        #expect(try bench.stored().count == 1)
        let thumbnail = try #require(
            try Thumbnails.open(beside: library).thumbnail(of: item.id, side: 256))

        #expect(try bench.originals.forget([item.id], now: .sample) == 1)

        let left = try bench.found(Bench.secrets + [item.id])
        #expect(left.isEmpty, "\(left)")
        #expect(try bench.stored().isEmpty)
        let small = library.folder.appendingPathComponent("thumbnails.sqlite")
        for ending in ["", "-wal"] where FileManager.default.fileExists(atPath: small.path + ending)
        {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: small.path + ending))
            #expect(bytes.range(of: thumbnail.bytes.suffix(40)) == nil)
        }
        #expect(try library.search("boat") == [other.id])
        #expect(try library.remains() == nil)
    }

    @Test func whatItCostStaysWithoutWords() throws {
        let item = try bench.secretItem()
        let before = try FullLibrary.texts(Self.sums, in: library)

        _ = try bench.originals.forget([item.id], now: .sample)

        #expect(try FullLibrary.texts(Self.sums, in: library) == before)
        let calls = try library.generations(in: [.made])
        #expect(calls.map(\.prompt) == ["(forgotten)"] && calls.map(\.creditsUsed) == [3])
        #expect(calls.allSatisfy { $0.itemID == nil && $0.tags.isEmpty })
        #expect(try library.firstLedgerFault() == nil)
        #expect(try library.rollupProblems().isEmpty)
        #expect(try library.listedDayProblems().isEmpty)
        #expect(try library.integrityProblems().isEmpty)
        #expect(try library.indexProblems().isEmpty)
        #expect(throws: LibraryError.self) { try library.item(item.id) }
    }

    @Test func anInterruptedForgetIsFinishedLater() throws {
        let item = try bench.secretItem()
        _ = try library.forget([item.id], now: .sample)
        #expect(try library.remains()?.items == [item.id])
        #expect(try bench.stored().count == 1)

        #expect(try bench.originals.finishForgetting(now: .sample))

        let left = try bench.found(Bench.secrets)
        #expect(left.isEmpty, "\(left)")
        #expect(try bench.stored().isEmpty)
        #expect(try !bench.originals.finishForgetting(now: .sample))
    }

    @Test func anOriginalThatAnotherItemHoldsStays() throws {
        let item = try bench.secretItem()
        let other = try bench.otherItem()
        _ = try bench.originals.keep(try Bench.png(), for: other.id)

        _ = try bench.originals.forget([item.id], now: .sample)

        #expect(try bench.stored().count == 1)
        #expect(bench.originals.verify([try library.item(other.id)]).isEmpty)
    }

    @Test func theSyncThatListsItLearnsNothing() throws {
        let item = try bench.secretItem()
        _ = try bench.originals.forget([item.id], now: .sample)

        let seen: [RemoteMediaItem] = [.sample("secret-media"), .sample("new-media")]
        let learned = try library.learn(seen, now: .sample)

        #expect(learned.forgotten == ["secret-media"])
        #expect(learned.added.count == 1)
        #expect(try library.item(mediaID: "secret-media") == nil)
        #expect(try library.listedCount() == 2)
        #expect(try library.forgottenCount() == 1)
    }

    @Test func anOpenPaidCallWithTheSamePromptHoldsIt() throws {
        let item = try bench.secretItem()
        let call = try library.beginGeneration(
            prompt: try #require(item.prompt), model: "flux-schnell", ratio: "1:1", tags: [],
            expectedCredits: 3, now: .sample)

        #expect(throws: ForgetError.needed([.init(item: item.id, by: .paidCall(call.id))])) {
            try bench.originals.forget([item.id], now: .sample)
        }
        #expect(try library.item(item.id).prompt == item.prompt)
        #expect(try library.remains() == nil)
    }

    @Test func aWaitingChangeHoldsIt() throws {
        let item = try bench.secretItem()
        let entry = try library.enqueue(
            .deleteMedia(itemID: item.id, force: false), now: .sample)

        #expect(throws: ForgetError.needed([.init(item: item.id, by: .outboxEntry(entry.id))])) {
            try bench.originals.forget([item.id], now: .sample)
        }
        #expect(try library.cancel(entry.id, reason: "taken back", now: .sample))
        #expect(try bench.originals.forget([item.id], now: .sample) == 1)
    }

    @Test func aScheduledPostHoldsIt() throws {
        let item = try bench.secretItem()
        try FullLibrary.run(
            [
                """
                INSERT INTO post (rowid, id, postId, status, content, createdAt)
                VALUES (1, '3ppppppp', 'post-1', 'scheduled', 'c', 5)
                """,
                """
                INSERT INTO postMedia (post, position, mediaId, item)
                SELECT 1, 0, mediaId, rowid FROM mediaItem WHERE id = ?1
                """,
            ], in: library, item.id)

        let error = #expect(throws: ForgetError.self) {
            try bench.originals.forget([item.id], now: .sample)
        }
        #expect(error?.message.contains("post 3ppppppp, which is scheduled") == true)
        #expect(error?.kind == .needsDecision)
        try FullLibrary.run(["UPDATE post SET status = 'published'"], in: library)
        #expect(try bench.originals.forget([item.id], now: .sample) == 1)
        #expect(try library.post("3ppppppp").mediaIDs == ["secret-media"])
    }

    @Test func theWordsOfAnAttemptThatWasRefusedGoToo() throws {
        let item = try bench.secretItem()
        let call = try library.beginGeneration(
            prompt: try #require(item.prompt), model: "flux-schnell", ratio: "1:1", tags: [],
            expectedCredits: 3, now: .sample)
        try library.settleRefused(
            call.id, evidence: "the remote refused “\(item.prompt ?? "")”", status: 400,
            requestID: nil, raw: nil, balance: nil, now: .sample)

        _ = try bench.originals.forget([item.id], now: .sample)

        let left = try bench.found(Bench.secrets)
        #expect(left.isEmpty, "\(left)")
        #expect(try library.generations(in: [.refused]).map(\.prompt) == ["(forgotten)"])
    }

    @Test func whatAnotherItemWasMadeFromStays() throws {
        let item = try bench.secretItem()
        let prompt = try #require(item.prompt)
        let other = try bench.secretItem(mediaID: "twin-media")

        _ = try bench.originals.forget([item.id], now: .sample)

        #expect(try library.item(other.id).prompt == prompt)
        #expect(
            try library.generations(in: [.made]).map(\.prompt).sorted() == ["(forgotten)", prompt])
        #expect(try library.search("zephyrine tag:heliotropium") == [other.id])
        #expect(try library.indexProblems().isEmpty)
    }

    @Test func aCaptionThatWasAskedForWithThePromptGoesToo() throws {
        let item = try bench.secretItem()
        try FullLibrary.run(
            [
                """
                INSERT INTO generation (rowid, id, kind, state, prompt, creditsUsed, startedAt,
                    settledAt) VALUES (50, 'g50', 'caption', 'made', ?1, 1, 5, 6)
                """,
                "INSERT INTO caption VALUES (50, 1, 'xylographer afloat')",
                "INSERT INTO ledgerEntry (kind, credits, generation, evidence, at) "
                    + "VALUES ('charge', -1, 50, 'reply', 6)",
            ], in: library, try #require(item.prompt))

        _ = try bench.originals.forget([item.id], now: .sample)

        let left = try bench.found(Bench.secrets)
        #expect(left.isEmpty, "\(left)")
        #expect(try library.firstLedgerFault() == nil)
    }

    @Test func aDumpAfterwardsHasNoWordOfIt() throws {
        let item = try bench.secretItem()
        _ = try bench.otherItem()
        _ = try bench.originals.forget([item.id], now: .sample)
        let file = bench.desk.appendingPathComponent("a.jsonl")

        try DumpFile.write(library, to: file)

        let text = try String(contentsOf: file, encoding: .utf8)
        #expect(Bench.secrets.allSatisfy { !text.contains($0) })
        #expect(text.contains(#""mediaId":"secret-media""#))
        let folder = bench.desk.appendingPathComponent("new")
        _ = try LibraryCopy.restore(file, to: folder, at: .sample)
        #expect(try Library.open(folder).forgottenCount() == 1)
    }

    @Test func nothingElseThatWasPaidForMayChange() throws {
        _ = try bench.secretItem()
        for change in [
            "UPDATE ledgerEntry SET credits = -1", "UPDATE ledgerEntry SET item = 12",
            "UPDATE ledgerEntry SET evidence = 'other', item = NULL",
            "UPDATE generation SET prompt = 'other'",
            "UPDATE generation SET prompt = '(forgotten)', id = 'other'",
        ] {
            #expect(throws: (any Error).self, "\(change)") {
                try FullLibrary.run([change], in: library)
            }
        }
    }
}
