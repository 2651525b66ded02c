import FolioModel
import FolioRemote
import FolioTestSupport
import Foundation
import Testing

@Suite struct AccountShapeTests {
    @Test(arguments: [
        // Gen A: digits in a string
        #"{"accounts":[{"id":"12","platform":"x","account_name":"Me","is_active":true}]}"#,
        // Gen B
        """
        {"accounts":[{"account_id":12,"platform":"x","account_name":"Me","is_active":true,
        "avatar_url":null}],"account_ids":[12]}
        """,
        // Autumn
        #"{"accounts":[{"id":12.0,"platform":"x","account_name":"Me","is_active":true}]}"#,
    ])
    func everyShapeOfAnAccountHasTheSameValues(json: String) async throws {
        let stage = try Stage(.data(json))

        let accounts = try await stage.remote.accounts()

        #expect(
            accounts == [
                Account(id: 12, platform: "x", name: "Me", isActive: true, seenAt: .sample)
            ])
    }

    @Test func healthIsRead() async throws {
        let stage = try Stage(
            .data(
                """
                {"accounts":[{"id":1,"platform":"x","health":{"status":"expired","can_post":false}},
                {"id":"many","platform":"x"},{"id":-4,"platform":"x"},{"id":2}]}
                """))

        let accounts = try await stage.remote.accounts()

        #expect(accounts.map(\.health) == ["expired"])
        #expect(accounts.map(\.canPost) == [false])
    }

    @Test func theIdentityIsRead() async throws {
        let stage = try Stage(
            .data(
                """
                {"api_key":{"id":"k","key_prefix":"pe_live_0123","scopes":["read"]},
                "scopes":["read","write","ai"],"user":{"id":5},
                "organization":{"id":"o-1","name":"Acme","subscription_plan":"GROWTH",
                "current_period_end":"2026-12-01T00:00:00.000Z"},"workspace":{"id":"w-1"},
                "quota":{"ai_credits":{"used":58,"limit":500,"bonus":20.0}}}
                """))

        let me = try await stage.remote.me()

        #expect(me.scopes == ["read", "write", "ai"])
        #expect(me.organizationID == "o-1")
        #expect(me.organizationName == "Acme")
        #expect(me.workspaceID == "w-1")
        #expect(me.plan == "GROWTH")
        #expect(me.credits?.remaining == 462)
        #expect(me.periodEnd == Timestamp(iso8601: "2026-12-01"))
    }

    @Test(arguments: [
        #"{"organization":null,"quota":{"ai_credits":null}}"#, "{}",
        #"{"quota":{"ai_credits":{"used":"many","limit":500}}}"#,
        #"{"quota":{"ai_credits":{"used":5,"limit":500,"bonus":"some"}}}"#,
        #"{"quota":{"ai_credits":{"used":-5,"limit":500,"bonus":0}}}"#,
    ])
    func whatTheIdentityDoesNotSayIsUnknown(json: String) async throws {
        let me = try await Stage(.data(json)).remote.me()

        #expect(me.credits == nil)
        #expect(me.organizationID == nil)
        #expect(me.scopes == nil)
    }

    @Test func scopesOfTheKeyServeWhereThereAreNoOthers() async throws {
        let me = try await Stage(.data(#"{"api_key":{"scopes":["read"]}}"#)).remote.me()

        #expect(me.scopes == ["read"])
    }

    @Test func rulesAreKeptRawByPlatform() async throws {
        let stage = try Stage(.data(#"{"platforms":{"x":{"limit": 280},"threads":{}}}"#))

        let rules = try await stage.remote.platformRules()

        #expect(rules == ["x": Data(#"{"limit": 280}"#.utf8), "threads": Data("{}".utf8)])
    }

    @Test func theSummaryIsRead() async throws {
        let stage = try Stage(
            .data(
                #"{"posts":{"total":7,"failed":1,"odd":"x"},"ai_credits":{"used_this_period":30}}"#)
        )

        let summary = try await stage.remote.analyticsSummary()

        #expect(summary.posts == ["total": 7, "failed": 1])
        #expect(summary.creditsUsed == 30)
    }
}
