import FolioSandbox
import Foundation
import Testing

@Suite struct LimitsAndStateTests {
    @Test func theMinuteWindowRefusesAndReopens() async throws {
        var options = SandboxOptions()
        options.limits = .real
        try await withSandbox(options, clock: SandboxClock { 1_700_000_000_000 }) { sandbox in
            for _ in 0..<60 { _ = try await sandbox.get("/me") }
            let refused = try await sandbox.get("/me")
            try await sandbox.control("POST", "/clock", #"{"advance_seconds":60}"#)
            let later = try await sandbox.get("/me")

            #expect(refused.isRefusal(429, "rate_limit_exceeded"))
            #expect(refused.bool("error.retryable") == true)
            #expect(refused.headers["retry-after"] == "60")
            #expect(refused.headers["x-ratelimit-remaining"] == "0")
            #expect(later.headers["x-ratelimit-remaining"] == "59")
        }
    }

    @Test func postsForLaterAreExemptFromThePostingWindow() async throws {
        var options = SandboxOptions()
        options.limits = .real
        try await withSandbox(options, clock: SandboxClock { 1_700_000_000_000 }) { sandbox in
            for number in 0..<20 {
                _ = try await sandbox.post("/posts", #"{"content":"\#(number)","account_ids":[1]}"#)
            }
            let now = try await sandbox.post("/posts", #"{"content":"a","account_ids":[1]}"#)
            let later = try await sandbox.post(
                "/posts", #"{"content":"a","account_ids":[1],"scheduled_for":"2099-01-01"}"#)

            #expect(now.isRefusal(429, "rate_limit_exceeded"))
            #expect(later.status == 201)
        }
    }

    @Test func theStateSurvivesARestart() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/folio-sandbox-\(UUID())"
        defer { try? FileManager.default.removeItem(atPath: folder) }  // Only tidies up.
        var options = SandboxOptions()
        options.state = folder
        options.imageSize = 16
        let (key, id) = try await withSandbox(options) { ($0.apiKey, try await $0.makeImage()) }

        try await withSandbox(options) { sandbox in
            let item = try await sandbox.get("/media/\(id)")
            let statistics = try await sandbox.statistics()

            #expect(sandbox.apiKey == key)
            #expect(item.status == 200)
            #expect(statistics.balance == 9_999)
        }
    }

    @Test func aSecondSandboxOnTheSameStateIsRefused() async throws {
        try await withSmallSandbox { sandbox in
            var same = SandboxOptions()
            same.state = sandbox.state
            await #expect(throws: Sandbox.StartError.self) { try await withSandbox(same) { _ in } }

            let first = try await sandbox.get("/me")
            #expect(first.status == 200)
        }
    }

    @Test func aTemporaryStateIsRemoved() async throws {
        let folder = try await withSmallSandbox { $0.state }

        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test func aPortInUseAndAnUnusableFolderAreRefused() async throws {
        try await withSmallSandbox { sandbox in
            var taken = SandboxOptions()
            taken.port = URL(string: sandbox.baseURL)?.port ?? 0
            var unusable = SandboxOptions()
            unusable.state = "/dev/null/state"
            for options in [taken, unusable] {
                await #expect(throws: Sandbox.StartError.self) {
                    try await withSandbox(options) { _ in }
                }
            }
        }
    }

    @Test func aNewMonthBringsThePlansCredits() async throws {
        try await withSmallSandbox(credits: 20) { sandbox in
            try await sandbox.control("POST", "/clock", #"{"advance_seconds":2700000}"#)
            let me = try await sandbox.get("/me")

            #expect(me.int("data.quota.ai_credits.used") == 0)
            #expect(me.int("data.quota.ai_credits.limit") == 500)
        }
    }

    @Test(arguments: [
        ["--nope"], ["--port"], ["--port", "x"], ["--host", "0.0.0.0"], ["--fault", "nope"], ["a"],
        ["--json=1"], ["--shape=z"],
    ])
    func aBadCommandLineIsRefused(arguments: [String]) {
        #expect(throws: SandboxCommand.UsageError.self) { try SandboxCommand(arguments) }
    }

    @Test func aCommandLineIsRead() throws {
        let command = try SandboxCommand(
            ["sandbox", "--port=8787", "--state", "/tmp/s", "--json", "--fault", "500,times=2"])

        #expect(command.options.port == 8787)
        #expect(command.options.state == "/tmp/s")
        #expect(command.json)
        #expect(command.options.faults.first?.times == 2)
    }
}
