import FolioModel
import FolioSandbox
import FolioTestSupport
import Foundation
import Testing

/// A sample of the real prompts through the built programs, as a person would type them.
@Suite(.proof, .corpus) struct ProgramCorpusTests {
    private static let sampleSize = 200
    /// Each process counts what its library sent in the last minute, up to the published 60.
    private static let promptsPerLibrary = 15

    @Test func promptsGoThroughTheProgramsAndComeBackByteForByte() async throws {
        let all = try Proof.prompts()
        let step = all.count / Self.sampleSize + 1
        let sample = stride(from: 0, to: all.count, by: step).map { all[$0] }.filter(\.fits)
        var options = SandboxOptions()
        options.imageSize = 16

        try await withSandbox(options) { sandbox in
            var spent = 0
            for start in stride(from: 0, to: sample.count, by: Self.promptsPerLibrary) {
                let shell = try Shell()
                try await shell.logIn(to: sandbox)
                for prompt in sample[start...].prefix(Self.promptsPerLibrary) {
                    try await shell.expectMadeAndFound(prompt.prompt)
                }
                let report = try await shell.folio(["spend", "--json"])
                spent += try #require(report.json["total_credits"] as? Int)
            }
            let statistics = try await sandbox.statistics()

            #expect(statistics.chargeCount == sample.count)
            #expect(spent == statistics.charged)
        }
    }

    @Test func promptsThatAreTooLongNeverReachTheRemote() async throws {
        let long = try Proof.prompts().filter { !$0.fits }

        try await withSandbox { sandbox in
            let shell = try Shell()
            try await shell.logIn(to: sandbox)
            let before = try await sandbox.statistics()
            for prompt in long {
                let refused = try await shell.generate(prompt.prompt)
                #expect(refused.code == 2)
                #expect(refused.errors.contains("too long"))
            }

            #expect(try await sandbox.statistics().requests == before.requests)
        }
    }
}

/// Runs programs beside the server that they talk to.
private struct Shell: Sendable {
    private let runner: ProgramRunner

    init() throws {
        runner = try ProgramRunner()
    }

    func logIn(to sandbox: Sandbox) async throws {
        #expect(try await folio(["init"]).code == 0)
        let login = try await folio(
            ["login", "--base-url", sandbox.baseURL, "--api-key-stdin"], input: sandbox.apiKey)
        #expect(login.code == 0, "\(login.errors)")
    }

    func generate(_ prompt: String) async throws -> ProgramRunner.Outcome {
        // One final newline is the editor's and is dropped.
        try await folio(
            ["generate", "-", "--model", "flux-schnell", "--yes", "--json"], input: prompt + "\n")
    }

    func expectMadeAndFound(_ prompt: String) async throws {
        let made = try await generate(prompt)
        #expect(made.code == 0, "\(made.errors)")
        let id = try #require((made.json["items"] as? [[String: Any]])?.first?["id"] as? String)

        let found = try await folio(["search", prompt.quoted, "--limit", "0", "--json"])
        let items = found.json["items"] as? [[String: Any]] ?? []
        let item = items.first { $0["id"] as? String == id }
        let kept = item?["prompt"] as? String
        #expect(kept.map { Array($0.utf8) } == Array(prompt.utf8), "\(prompt)")
    }

    /// On a thread of its own, since the sandbox answers on those of the tests.
    func folio(_ arguments: [String], input: String = "") async throws -> ProgramRunner.Outcome {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(
                    with: Result { try runner.run("folio", arguments, input: input) })
            }
        }
    }
}
