import FolioSandbox
import Foundation
import Testing

@Suite struct PostTests {
    @Test(arguments: [
        (#"{"content":"a","account_ids":[9]}"#, "invalid_accounts"),
        (
            #"{"content":"a","account_ids":[1],"scheduled_for":"2020-01-01T00:00:00Z"}"#,
            "past_schedule_time"
        ),
        (#"{"content":"a","account_ids":[1],"scheduled_at":"2020-01-01"}"#, "past_schedule_time"),
        (#"{"content":"a","account_ids":[1],"timezone":"Mars/Phobos"}"#, "invalid_timezone"),
        (#"{"content":"a","account_ids":[1],"media_id":"x"}"#, "invalid_field_name"),
        (#"{"content":"a","account_ids":[3]}"#, "post_creation_failed"),
        (#"{"content":"a","account_ids":[1],"media_ids":["x"]}"#, "validation_error"),
        (#"{"account_ids":[1]}"#, "validation_error"), (#"{"content":"a"}"#, "validation_error"),
        (#"{"content":1,"account_ids":[1]}"#, "validation_error"),
    ])
    func aBadPostIsRefused(body: String, code: String) async throws {
        try await withSmallSandbox { sandbox in
            let reply = try await sandbox.post("/posts", body)

            #expect(reply.isRefusal(400, code))
            #expect(try await sandbox.statistics().postCount == 0)
        }
    }

    @Test func nullCountsAsAbsent() async throws {
        try await withSmallSandbox { sandbox in
            let reply = try await sandbox.post(
                "/posts",
                #"{"content":"a","account_ids":[1],"scheduled_for":null,"media_ids":null,"draft":null}"#
            )

            #expect(reply.status == 201)
            #expect(reply.text("data.status") == "publishing")
        }
    }

    @Test func aPostsReplyRepeatsTheRequest() async throws {
        try await withSmallSandbox { sandbox in
            let reply = try await sandbox.post(
                "/posts",
                #"{"content":"a","account_ids":[1],"draft":false,"scheduled_at":"2099-01-01T10:00:00","publish_now":false}"#
            )

            #expect(reply.bool("data.draft") == false)
            #expect(reply.bool("data.publish_now") == false)
            #expect(reply.text("data.scheduled_at") == "2099-01-01T10:00:00")
            #expect(reply.text("data.scheduled_for") == "2099-01-01T10:00:00.000Z")
            #expect(reply.text("data.next_step")?.isEmpty == false)
        }
    }

    @Test func aScheduledPostIsPublishedWhenItsTimeComes() async throws {
        try await withSmallSandbox { sandbox in
            let made = try await sandbox.post(
                "/posts",
                #"{"content":"a","account_ids":[1,2],"scheduled_for":"2099-06-01T12:00:00+02:00"}"#)
            let id = made.text("data.post_id") ?? ""
            try await sandbox.control("POST", "/clock", #"{"advance_seconds":3100000000}"#)
            let results = try await sandbox.get("/posts/\(id)/results")
            let deleted = try await sandbox.send("DELETE", "/posts/\(id)")

            #expect(made.text("data.status") == "scheduled")
            #expect(made.text("data.scheduled_for") == "2099-06-01T10:00:00.000Z")
            #expect(results.text("data.post_status") == "published")
            #expect(results.text("data.results.0.published_at") == "2099-06-01T10:00:00.000Z")
            #expect(deleted.isRefusal(409, "post_already_published"))
        }
    }

    @Test func aFailedDestinationCanBeTriedAgain() async throws {
        try await withSmallSandbox { sandbox in
            try await sandbox.control("PATCH", "/accounts/2", #"{"failure":"no luck"}"#)
            let made = try await sandbox.post("/posts", #"{"content":"a","account_ids":[1,2]}"#)
            let id = made.text("data.post_id") ?? ""
            let failed = try await sandbox.get("/posts/\(id)")
            try await sandbox.control("PATCH", "/accounts/2", #"{"failure":null}"#)
            let retried = try await sandbox.post("/posts/\(id)/retry")
            let after = try await sandbox.get("/posts/\(id)")

            #expect(failed.text("data.status") == "partially_failed")
            #expect(failed.text("data.destinations.1.error") == "no luck")
            #expect(retried.int("data.retried_count") == 1)
            #expect(after.text("data.status") == "published")
        }
    }

    @Test func aDraftIsScheduledOnce() async throws {
        try await withSmallSandbox { sandbox in
            let draft = try await sandbox.post("/posts", #"{"content":"a","draft":true}"#)
            let path = "/posts/\(draft.text("data.post_id") ?? "")/schedule"
            let body = #"{"scheduled_for":"2099-01-01T00:00:00Z","account_ids":[1]}"#
            let without = try await sandbox.post(path, #"{"publish_now":true}"#)
            let first = try await sandbox.post(path, body)
            let second = try await sandbox.post(path, body)

            #expect(without.isRefusal(400, "validation_error"))
            #expect(first.text("data.status") == "scheduled")
            #expect(second.isRefusal(409, "post_not_draft"))
        }
    }

    @Test func theSameFailingPostTripsTheBreaker() async throws {
        try await withSmallSandbox { sandbox in
            var codes: [String] = []
            for _ in 0..<6 {
                let reply = try await sandbox.post("/posts", #"{"content":"a","account_ids":[3]}"#)
                codes.append(reply.text("error.code") ?? "")
            }

            #expect(codes.prefix(5).allSatisfy { $0 == "post_creation_failed" })
            #expect(codes.last == "permanent_failure_circuit_breaker")
        }
    }

    @Test func bulkTellsHowEachPostWent() async throws {
        try await withSmallSandbox { sandbox in
            let (good, bad) = (
                #"{"content":"a","account_ids":[1]}"#, #"{"content":"a","account_ids":[9]}"#
            )
            let mixed = try await sandbox.post("/posts/bulk", #"{"posts":[\#(good),\#(bad)]}"#)
            let none = try await sandbox.post("/posts/bulk", #"{"posts":[\#(bad)]}"#)
            let all = try await sandbox.post("/posts/bulk", #"{"posts":[\#(good)]}"#)

            let statuses = [mixed.status, none.status, all.status]
            #expect(statuses == [207, 422, 201])
            #expect(none.isNull("error"))
            #expect(mixed.text("data.results.1.error.code") == "invalid_accounts")
        }
    }

    @Test func filtersAndSortingNarrowTheList() async throws {
        try await withSmallSandbox { sandbox in
            for (text, account) in [("Winter", 1), ("Summer", 2), ("winter again", 2)] {
                _ = try await sandbox.post(
                    "/posts",
                    #"{"content":"\#(text)","account_ids":[\#(account)],"scheduled_for":"2099-01-01"}"#
                )
            }
            let found = try await sandbox.get("/posts?search=WINTER&sort=created_at&order=asc")
            let onX = try await sandbox.get("/posts?platform=x,threads&status=scheduled&limit=1")
            let none = try await sandbox.get("/posts?updated_after=2098-01-01T00:00:00%2B00:00")
            let bad = try await sandbox.get("/posts?status=done")

            #expect(found.texts("data.posts", each: "content") == ["Winter", "winter again"])
            #expect(onX.int("data.pagination.total") == 2)
            #expect(onX.bool("data.pagination.has_more") == true)
            #expect(none.count("data.posts") == 0)
            #expect(bad.isRefusal(400, "validation_error"))
        }
    }
}
