import FolioModel
import FolioSandbox
import FolioTestSupport
import Foundation
import Testing

/// A sample of the real prompts through the built programs, as a person would type them.
@Suite(.proof, .corpus) struct ProgramCorpusTests {
    private static let sampleSize = 200

    @Test func promptsGoThroughTheProgramsAndComeBackByteForByte() async throws {
        let all = try Proof.prompts()
        let step = all.count / Self.sampleSize + 1
        let sample = all.enumerated().filter { $0.offset.isMultiple(of: step) && $0.element.fits }
        let long = all.filter { !$0.fits }.prefix(5)
        let shell = try Shell()
        var options = SandboxOptions()
        options.imageSize = 16

        try await withSandbox(options) { sandbox in
            try await shell.logIn(to: sandbox)
            for (_, prompt) in sample { try await shell.expectMadeAndFound(prompt.prompt) }
            let before = try await sandbox.statistics()
            for prompt in long {
                let refused = try await shell.generate(prompt.prompt)
                #expect(refused.code == 2)
                #expect(refused.errors.contains("too long"))
            }
            let after = try await sandbox.statistics()
            let spent = try await shell.folio(["spend", "--json"]).json["total_credits"] as? Int

            #expect(before.chargeCount == sample.count)
            #expect(after.requests == before.requests)
            #expect(spent == after.charged)
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
