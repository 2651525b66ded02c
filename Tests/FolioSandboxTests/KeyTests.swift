import FolioSandbox
import Foundation
import Testing

@Suite struct KeyTests {
    private static func key(_ sandbox: Sandbox, _ json: String) async throws -> String {
        let text = try await sandbox.control("POST", "/keys", json)
        let range = try #require(
            text.range(of: #"pe_live_[a-f0-9]{32}"#, options: .regularExpression))
        return String(text[range])
    }

    @Test func aMissingOrUnknownKeyIsRefused() async throws {
        try await withSmallSandbox { sandbox in
            let unknown = try await sandbox.send("GET", "/me", key: "pe_live_test")
            let missing = try await HTTPExchange(url: sandbox.baseURL + "/me").send()
            let basic = try await HTTPExchange(
                url: sandbox.baseURL + "/me", headers: [("Authorization", "Basic abc")]
            ).send()

            for reply in [unknown, missing, basic] { #expect(reply.isRefusal(401, "unauthorized")) }
        }
    }

    @Test func anExpiredOrRevokedKeyIsRefused() async throws {
        try await withSmallSandbox { sandbox in
            let expired = try await Self.key(sandbox, #"{"expires_at":"2020-01-01T00:00:00Z"}"#)
            let revoked = try await Self.key(sandbox, #"{"revoked":true}"#)

            for key in [expired, revoked] {
                let reply = try await sandbox.send("GET", "/me", key: key)
                #expect(reply.isRefusal(401, "unauthorized"))
            }
        }
    }

    @Test(arguments: [
        ("read", "POST", "/ai/generate-image", "ai"), ("ai", "GET", "/media", "read"),
        ("read", "POST", "/posts", "write"), ("write", "GET", "/me", "read"),
    ])
    func aKeyWithoutTheScopeIsRefused(
        scope: String, method: String, path: String, missing: String
    ) async throws {
        try await withSmallSandbox { sandbox in
            let key = try await Self.key(sandbox, #"{"scopes":["\#(scope)"]}"#)
            let reply = try await sandbox.send(method, path, "{}", key: key)

            #expect(reply.isRefusal(403, "forbidden"))
            #expect(reply.text("error.details.required_scope") == missing)
        }
    }

    @Test func meShowsTheKeyWithoutItsSecret() async throws {
        try await withSmallSandbox { sandbox in
            let reply = try await sandbox.get("/me")

            #expect(reply.text("data.api_key.key_prefix") == String(sandbox.apiKey.prefix(12)))
            #expect(!String(decoding: reply.body, as: UTF8.self).contains(sandbox.apiKey))
            #expect(reply.texts("data.scopes") == ["read", "write", "ai"])
        }
    }
}
