import FolioModel
import FolioRemote
import FolioTestSupport
import Testing

@Suite struct MediaShapeTests {
    private static let shapes = [
        // Gen A
        """
        {"id":"m-1","media_type":"image","mime_type":"image/png","file_size":2048,
        "upload_status":"ready","filename":"a.png","thumbnail_url":null,
        "created_at":"2026-04-28T01:02:03.000Z"}
        """,
        // Gen B
        """
        {"media_id":"m-1","media_ids":["m-1"],"type":"image","content_type":"image/png",
        "size":2048,"status":"ready","filename":"a.png","duration":null,
        "created_at":"2026-04-28T01:02:03Z"}
        """,
        // MCP
        """
        {"id":"m-1","type":"image","mime_type":"image/png","file_size":2048.0,"status":"ready",
        "original_name":"a.png","dimensions":null,"aspect_ratio":1.7777,
        "orientation":"landscape","created_at":"2026-04-28T03:02:03+02:00"}
        """,
        // Gen C, with the rest left to the MIME type
        """
        {"id":"m-1","media_status":"ready","mime_type":"image/png","size":2048,
        "filename":"a.png","created_at":"2026-04-28T01:02:03.000000Z"}
        """,
        // Union
        """
        {"id":"m-1","media_id":"m-1","media_type":"image","type":"image","mime_type":"image/png",
        "content_type":"image/png","file_size":2048,"size":2048,"upload_status":"ready",
        "status":"ready","media_status":"ready","filename":"a.png","original_name":"a.png",
        "created_at":"2026-04-28T01:02:03.000Z","unheard_of":{"x":[1]}}
        """,
    ]

    @Test(arguments: shapes) func everyShapeOfAnItemHasTheSameValues(shape: String) async throws {
        let item = try await mediaItem(shape)

        #expect(
            item.withoutRaw
                == RemoteMediaItem(
                    mediaID: "m-1", fileName: "a.png", contentType: "image/png", byteCount: 2_048,
                    createdAt: Timestamp(iso8601: "2026-04-28T01:02:03Z"), raw: ""))
        #expect(item.raw == shape)
    }

    @Test(arguments: [
        #"{"id":"m-1","width":1920,"height":1080}"#,
        #"{"id":"m-1","dimensions":{"width":1920.0,"height":1.08e3}}"#,
        #"{"id":"m-1","width":null,"height":"tall","dimensions":{"width":1920,"height":1080}}"#,
    ])
    func aSizeIsReadFromEitherPlace(shape: String) async throws {
        let item = try await mediaItem(shape)

        #expect(item.width == 1_920)
        #expect(item.height == 1_080)
    }

    @Test func valuesOfAWrongTypeAreUnknownAndCostNothingElse() async throws {
        let item = try await mediaItem(
            """
            {"id":"m-1","type":7,"content_type":[],"size":"big","status":null,"filename":{},
            "width":true,"height":"9","duration":"long","url":5,"created_at":1767225600,
            "thumbnail_url":"https://cdn.example.com/t.png"}
            """)

        #expect(
            item.withoutRaw
                == RemoteMediaItem(
                    mediaID: "m-1", kind: .other, state: .unknown,
                    thumbnailURL: "https://cdn.example.com/t.png", raw: ""))
    }

    @Test func absurdValuesAreUnknown() async throws {
        let name = String(repeating: "n", count: 1_000_000)
        let item = try await mediaItem(
            """
            {"id":"m-1","type":"image","status":"ready","size":-5,"width":-1,"height":1e300,
            "duration":-3,"filename":"\(name)","url":"javascript:alert(1)",
            "created_at":"0001-01-01T00:00:00Z"}
            """)

        #expect(item.withoutRaw == RemoteMediaItem(mediaID: "m-1", raw: ""))
    }

    @Test(arguments: [
        ("uploading", MediaItem.State.uploading), ("processing", .processing), ("ready", .ready),
        ("READY", .ready), ("failed", .failed), ("resting", .unknown),
    ])
    func aStateIsReadOrUnknown(word: String, state: MediaItem.State) async throws {
        let item = try await mediaItem(#"{"id":"m-1","upload_status":"\#(word)"}"#)

        #expect(item.state == state)
    }

    @Test(arguments: [
        (#""type":"video""#, MediaItem.Kind.video), (#""media_type":"document""#, .document),
        (#""type":"hologram""#, .other), (#""mime_type":"video/mp4""#, .video),
        (#""content_type":"application/pdf""#, .document), (#""filename":"a.png""#, .other),
    ])
    func aKindIsReadOrOther(field: String, kind: MediaItem.Kind) async throws {
        let item = try await mediaItem(#"{"id":"m-1",\#(field)}"#)

        #expect(item.kind == kind)
    }

    @Test func textIsReadByteForByte() async throws {
        let item = try await mediaItem(
            #"{"id":"m-1","filename":"\u00e9\ud83d\ude00 \"q\" \\ \/ \n \ud800 日本"}"#)

        #expect(item.fileName == "é😀 \"q\" \\ / \n \u{FFFD} 日本")
    }

    @Test func anAnswerAboutAnotherItemIsNoEvidence() async throws {
        let error = try await remoteError { try await mediaItem("m-2", #"{"id":"m-1"}"#) }

        #expect(error.failure == .unreadable(reason: "it is about another item"))
    }

    @Test func aBareObjectIsReadAsData() async throws {
        let stage = try Stage(.reply(200, #"{"media_id":"m-1","status":"ready"}"#))

        #expect(try await stage.remote.mediaItem("m-1").state == .ready)
    }
}

extension MediaShapeTests {
    private func mediaItem(_ json: String) async throws -> RemoteMediaItem {
        try await FolioRemoteTests.mediaItem("m-1", json)
    }

    private func mediaItem(_ id: String, _ json: String) async throws -> RemoteMediaItem {
        try await FolioRemoteTests.mediaItem(id, json)
    }
}
