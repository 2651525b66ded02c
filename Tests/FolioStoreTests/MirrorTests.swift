import FolioModel
import FolioStore
import Testing

@Suite struct MirrorTests {
    let store: TemporaryLibrary
    let now = TemporaryLibrary.now
    var library: Library { store.library }

    init() throws {
        store = try TemporaryLibrary()
    }

    @Test func aKnownPromptIsNeverReplacedByNothing() throws {
        let item = try store.generate("a red boat", credits: 3, mediaID: "m1", tags: ["x"])
        let learned = try library.learn(
            [RemoteMediaItem(mediaID: "m1", fileName: "image.png", url: "https://x", raw: "{1}")],
            now: now)

        #expect(learned.changed == [item.id])
        let after = try library.item(item.id)
        #expect(after.prompt == "a red boat")
        #expect(after.model == "flux-schnell")
        #expect(after.width == 1_920)
        #expect(after.credits == 3)
        #expect(after.tags == ["x"])
        #expect(
            try library.learn(
                [
                    RemoteMediaItem(
                        mediaID: "m1", fileName: "image.png", url: "https://x", raw: "{1}")
                ], now: now
            ).unchanged == 1)
        try store.checkIndex()
    }

    @Test func whatIsLeftOutStaysAsItWas() throws {
        _ = try library.learn(
            [
                RemoteMediaItem(
                    mediaID: "m1", fileName: "sunset.png", contentType: "image/png", byteCount: 9,
                    width: 4, height: 5, url: "https://x")
            ], now: now)
        _ = try library.learn(
            [RemoteMediaItem(mediaID: "m1", state: .failed, raw: "{2}")], now: now)

        let item = try #require(try library.item(mediaID: "m1"))
        #expect(item.state == .failed)
        #expect(item.fileName == "sunset.png")
        #expect(item.byteCount == 9)
        #expect(item.height == 5)
        #expect(try library.downloadURL(of: item.id) == "https://x")
        #expect(try store.ids("sunset is:failed") == [item.id])
        try store.checkIndex()
    }

    @Test func anItemThatWasGoneComesBack() throws {
        _ = try library.learn([RemoteMediaItem(mediaID: "m1", fileName: "a.png")], now: now)
        let item = try #require(try library.item(mediaID: "m1"))
        try library.markGone(item.id)
        #expect(try store.ids("is:gone") == [item.id])

        let learned = try library.learn(
            [RemoteMediaItem(mediaID: "m1", fileName: "a.png")], now: now)
        #expect(learned.changed == [item.id])
        #expect(try store.ids("is:gone").isEmpty)
        #expect(try store.ids("is:remote") == [item.id])
    }

    @Test func aPageMayListANewItemTwiceAndSayNonsense() throws {
        _ = try library.learn(
            [
                RemoteMediaItem(mediaID: "m1", state: .processing, fileName: "one.png", width: 0),
                RemoteMediaItem(mediaID: "m1", state: .ready, fileName: "two.png", byteCount: -1),
                RemoteMediaItem(mediaID: "m2", fileName: "", contentType: ""),
            ], now: now)

        #expect(try library.overview().items == 2)
        #expect(try store.ids("one OR two").count == 1)
        try store.checkIndex()
    }

    @Test func absenceMarksNothing() throws {
        _ = try library.learn([RemoteMediaItem(mediaID: "m1")], now: now)
        let learned = try library.learn([RemoteMediaItem](), now: now)

        #expect(learned.added.isEmpty && learned.changed.isEmpty)
        #expect(try library.item("last").presence == .remote)
    }

    @Test func theUnreadableIsKeptOnce() throws {
        for _ in 0..<2 {
            try library.keepUndecodable([(raw: "{?}", reason: "no id")], source: "media", now: now)
        }

        #expect(try library.overview().undecodable == 1)
    }

    @Test func anOriginalThatIsHeldIsOnBothSides() throws {
        _ = try library.learn([RemoteMediaItem(mediaID: "m1", width: 9)], now: now)
        let id = try library.item("last").id
        let sha256 = String(repeating: "a", count: 64)
        let item = try library.holdOriginal(
            of: id, sha256: sha256, byteCount: 10, contentType: "image/png", width: 5, height: 6)

        #expect(item.presence == .both)
        #expect(item.width == 9)
        #expect(item.height == 6)
        #expect(try library.items(sha256: sha256).map(\.id) == [id])
        _ = try library.learn(
            [RemoteMediaItem(mediaID: "m1", contentType: "text/html", byteCount: 1, raw: "{3}")],
            now: now)
        #expect(try library.item(id).byteCount == 10)
        #expect(try library.item(id).presence == .both)
    }
}
