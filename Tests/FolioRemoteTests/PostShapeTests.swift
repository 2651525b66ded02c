import FolioModel
import FolioRemote
import FolioTestSupport
import Testing

@Suite struct PostShapeTests {
    @Test(arguments: [
        // Gen A
        """
        {"id":"p-1","status":"scheduled","content":"Hi","scheduled_for":"2026-12-01T10:00:00Z",
        "timezone":"UTC","media":[{"id":"m-1","type":"image","url":"https://x.example/1"}],
        "account_ids":["1",2],"created_at":"2026-11-01T00:00:00Z",
        "destinations":[{"id":"d","account_id":"1","platform":"x","status":"queued"}]}
        """,
        // Gen B
        """
        {"post_id":"p-1","id":"p-1","status":"scheduled","content":"Hi",
        "scheduled_for":"2026-12-01T10:00:00.000Z","timezone":"UTC","media_ids":["m-1"],
        "media":[{"media_id":"m-1","type":"image","width":1,"height":1,"duration":null}],
        "account_ids":[1,2],"platform_content":{},"created_at":"2026-11-01T00:00:00.000Z",
        "destinations":[{"account_id":1,"account_name":"Me","platform":"x","status":"queued",
        "published_at":null,"platform_post_url":null,"error":null,"attempts":null}]}
        """,
    ])
    func everyShapeOfAPostHasTheSameValues(json: String) async throws {
        var post = try await Stage(.data(json)).remote.post("p-1")
        post.raw = ""

        #expect(
            post
                == RemotePost(
                    postID: "p-1", status: .scheduled, content: "Hi",
                    scheduledFor: Timestamp(iso8601: "2026-12-01T10:00:00Z"), timezone: "UTC",
                    mediaIDs: ["m-1"], accountIDs: [1, 2],
                    destinations: [
                        Post.Destination(accountID: 1, platform: "x", status: "queued")
                    ], createdAt: Timestamp(iso8601: "2026-11-01"), raw: ""))
    }

    @Test(arguments: [
        #"{"post_id":"p-1","status":"scheduled","accounts_count":2,"message":"ok"}"#,
        #"{"post_id":"p-1","post_group_id":"g","destinations":2,"status":"scheduled"}"#,
        #"{"post_id":"p-1","post_status":"scheduled","next_steps":{}}"#,
    ])
    func everyReplyToACreationIsRead(json: String) async throws {
        let stage = try Stage(.data(201, json))

        let post = try await stage.remote.createPost(PostDraft(content: "Hi", accountIDs: [1]))

        #expect(post.postID == "p-1")
        #expect(post.status == .scheduled)
        #expect(post.destinations == nil)
        #expect(post.content == nil)
    }

    @Test func aStatusWordThatIsNewIsKept() async throws {
        let post = try await Stage(.data(#"{"id":"p-1","status":"awaiting_approval"}"#))
            .remote.post("p-1")

        #expect(post.status == Post.Status(rawValue: "awaiting_approval"))
    }

    @Test func resultsAreRead() async throws {
        let stage = try Stage(
            .data(
                """
                {"post_id":"p-1","post_status":"partially_failed","results":[
                {"account_id":1,"platform":"x","status":"published","attempts":1,
                "published_at":"2026-11-01T00:00:00Z","platform_post_url":"https://x.example/1"},
                {"account_id":"2","status":"failed","error":"too long"},
                {"account_id":3,"status":"failed","error":{"message":"no board"}},{"status":"?"}]}
                """))

        let results = try await stage.remote.postResults("p-1")

        #expect(results.map(\.accountID) == [1, 2, 3])
        #expect(results.map(\.error) == [nil, "too long", "no board"])
        #expect(results.first?.url == "https://x.example/1")
        #expect(stage.lines == ["GET /posts/p-1/results"])
    }

    @Test(arguments: [
        #"{"post_id":"p-1","retried_count":2,"destinations":[]}"#,
        #"{"message":"ok","retried":2}"#,
        #"{"destinations":[{"id":"a","new_status":"queued"},{"id":"b","new_status":"queued"}]}"#,
    ])
    func everyReplyToARetryIsRead(json: String) async throws {
        #expect(try await Stage(.data(json)).remote.retryPost("p-1") == 2)
    }

    @Test func aListIsAskedForWithItsFilters() async throws {
        let stage = try Stage(.data(#"{"posts":[{"id":"p-1"}],"pagination":{"has_more":false}}"#))
        let filter = PostFilter(
            offset: 20, limit: 10, updatedAfter: .sample, createdAfter: .sample,
            sort: "updated_at", ascending: true)

        let page = try await stage.remote.posts(filter)

        #expect(page.elements.map(\.postID) == ["p-1"])
        #expect(page.hasMore == false)
        #expect(
            stage.lines == [
                "GET /posts?limit=10&offset=20&updated_after=2026-01-01T00%3A00%3A00.000Z"
                    + "&created_after=2026-01-01T00%3A00%3A00.000Z&sort=updated_at&order=asc"
            ])
    }
}
