import FolioSandbox
import Foundation
import Testing

@Suite struct MediaTests {
    @Test func pagesCoverAllItemsNewestFirst() async throws {
        try await withSmallSandbox { sandbox in
            try await sandbox.control(
                "POST", "/media", #"{"count":250,"created_at":"2025-01-01T00:00:00Z"}"#)
            var times: [String] = []
            var ids: Set<String> = []
            while true {
                let page = try await sandbox.get("/media?limit=100&offset=\(times.count)")
                times += page.texts("data.media", each: "created_at")
                ids.formUnion(page.texts("data.items", each: "media_id"))
                if page.bool("data.pagination.has_more") != true { break }
            }

            #expect(ids.count == 250)
            #expect(times == times.sorted(by: >))
        }
    }

    @Test(arguments: [
        (SandboxOptions.Shape.a, "media", "upload_status", "url"),
        (.b, "items", "content_type", "url"),
        (.c, "media", "url", "media_id"), (.union, "items", "orientation", "no_such_field"),
    ])
    func aShapeHasItsFields(
        shape: SandboxOptions.Shape, list: String, present: String, absent: String
    ) async throws {
        try await withSmallSandbox(shape: shape) { sandbox in
            _ = try await sandbox.makeImage()
            let reply = try await sandbox.get("/media")

            #expect(reply.count("data.\(list)") == 1)
            #expect(reply.has("data.\(list).0.\(present)"))
            #expect(!reply.has("data.\(list).0.\(absent)"))
        }
    }

    @Test func mediaOfAScheduledPostIsDeletedOnlyByForce() async throws {
        try await withSmallSandbox { sandbox in
            let id = try await sandbox.makeImage()
            let post = try await sandbox.post(
                "/posts",
                #"{"content":"a","account_ids":[1],"media_ids":["\#(id)"],"scheduled_for":"2099-01-01"}"#
            )
            let postID = post.text("data.post_id") ?? ""
            let refused = try await sandbox.send("DELETE", "/media/\(id)")
            let forced = try await sandbox.send("DELETE", "/media/\(id)?force=true")
            let again = try await sandbox.send("DELETE", "/media/\(id)")
            let after = try await sandbox.get("/posts/\(postID)")

            #expect(refused.isRefusal(409, "media_in_use"))
            #expect(refused.texts("error.details.post_ids") == [postID])
            #expect(forced.bool("data.deleted") == true)
            #expect(again.isRefusal(404, "not_found"))
            #expect(after.texts("data.media_ids") == [])
        }
    }
}
