import FolioSandbox
import Foundation
import Testing

@Suite struct OtherRouteTests {
    @Test func theBalanceIsLimitPlusBonusMinusUsed() async throws {
        try await withSmallSandbox { sandbox in
            _ = try await sandbox.makeImage()
            let me = try await sandbox.get("/me")
            let credits = ["limit", "bonus", "used"].map {
                me.int("data.quota.ai_credits.\($0)") ?? 0
            }

            #expect(credits[0] + credits[1] - credits[2] == 9_999)
            #expect(me.bool("data.organization.entitled") == true)
        }
    }

    @Test func fourHealthyAccountsExist() async throws {
        try await withSmallSandbox { sandbox in
            let all = try await sandbox.get("/accounts")
            let one = try await sandbox.get("/accounts/2/health")
            let none = try await sandbox.get("/accounts/9")

            #expect(all.ints("data.account_ids") == [1, 2, 3, 4])
            #expect(
                all.texts("data.accounts", each: "platform")
                    == ["linkedin", "x", "instagram", "facebook"])
            #expect(one.text("data.status") == "healthy")
            #expect(none.isRefusal(404, "not_found"))
        }
    }

    @Test func campaignsComeAndGo() async throws {
        try await withSmallSandbox { sandbox in
            let made = try await sandbox.post("/campaigns", #"{"name":"Winter"}"#)
            let post = try await sandbox.post(
                "/posts", #"{"content":"a","draft":true,"campaign_id":1}"#)
            let changed = try await sandbox.send("PATCH", "/campaigns/1", #"{"status":"archived"}"#)
            let gone = try await sandbox.send("DELETE", "/campaigns/1")
            let after = try await sandbox.get("/posts/\(post.text("data.post_id") ?? "")")

            #expect(made.text("data.color") == "#3b82f6")
            #expect(changed.int("data.post_count") == 1)
            #expect(gone.bool("data.deleted") == true)
            #expect(after.isNull("data.campaign_id"))
        }
    }

    @Test func aWebhookShowsItsSecretOnce() async throws {
        try await withSmallSandbox { sandbox in
            let made = try await sandbox.post(
                "/webhooks", #"{"url":"https://example.com/h","events":["post.published"]}"#)
            let id = made.text("data.id") ?? ""
            let read = try await sandbox.get("/webhooks/\(id)")
            let local = try await sandbox.post(
                "/webhooks", #"{"url":"https://127.0.0.1/h","events":["post.published"]}"#)

            #expect(made.text("data.secret")?.hasPrefix("whsec_") == true)
            #expect(!read.has("data.secret"))
            #expect(read.texts("data.events") == ["post.published"])
            #expect(local.isRefusal(400, "validation_error"))
        }
    }

    @Test func figuresAndRulesAreThere() async throws {
        try await withSmallSandbox { sandbox in
            _ = try await sandbox.post("/posts", #"{"content":"a","account_ids":[1]}"#)
            let figures = try await sandbox.get("/analytics/summary?period=all")
            let rules = try await sandbox.get("/platform-rules")

            #expect(figures.int("data.posts.total") == 1)
            #expect(figures.text("data.by_platform.0.platform") == "linkedin")
            #expect(rules.int("data.platforms.x.character_limit") == 280)
        }
    }
}
