import FolioFiles
import FolioGeneration
import FolioHTTP
import FolioModel
import FolioRemote
import FolioSandbox
import FolioStore
import FolioTestSupport
import Foundation
import Testing

/// Every real prompt, paid for over real sockets.
@Suite(.proof, .corpus) struct CorpusGenerationTests {
    @Test func everyPromptIsMadeChargedOnceKeptByteForByteAndFoundAgain() async throws {
        let prompts = try Proof.prompts()
        let store = try ProofLibrary()
        var options = SandboxOptions()
        options.imageSize = 16
        options.credits = 1_000_000

        try await withSandbox(options) { sandbox in
            let remote = HTTPRemote(
                baseURL: sandbox.baseURL, key: Secret(sandbox.apiKey), client: HTTPClient())
            // Its reply tells how many requests this remote takes a minute.
            _ = try await remote.me()
            let made = try await store.generate(prompts, through: remote)
            let statistics = try await sandbox.statistics()

            #expect(made.count == prompts.count { $0.fits })
            #expect(statistics.requests(to: "POST /ai/generate-image") == made.count)
            #expect(statistics.chargeCount == made.count)
            let spent = try store.library.spendFacts().compactMap(\.credits).reduce(0, +)
            #expect(spent == statistics.charged - statistics.refunded)
            #expect(try store.library.latestObservation()?.remaining == statistics.balance)
            try store.expectKept(made)
            try store.expectFound(made)
            try store.expectReported(made, spent: spent)
        }
    }

    @Test func aPromptThatIsTooLongIsRefusedBeforeAnything() throws {
        let long = try Proof.prompts().filter { !$0.fits }

        #expect(!long.isEmpty)
        for prompt in long {
            let excess = prompt.prompt.utf16.count - GenerationPrompt.limit
            #expect(throws: PromptError.tooLong(excess: excess)) {
                try GenerationPrompt(prompt.prompt)
            }
        }
    }
}

extension ProofLibrary {
    /// A prompt that was paid for, and what came of it.
    struct Made: Sendable {
        let prompt: String
        let item: MediaItem.ID
    }

    /// Pays for every prompt that fits, over all models and ratios.
    fileprivate func generate(
        _ prompts: [CorpusPrompt], through remote: any Remote
    ) async throws -> [Made] {
        let generator = Generator(library: library, remote: remote)
        var made: [Made] = []
        for (number, prompt) in prompts.enumerated() where prompt.fits {
            let plan = try generator.plan(
                GenerationOrder(
                    prompt: try GenerationPrompt(prompt.prompt),
                    model: ModelCatalog.builtIn[number % ModelCatalog.builtIn.count].name,
                    ratio: AspectRatio.all[number % AspectRatio.all.count].text,
                    tags: [try TagName(prompt.source), try TagName(prompt.language)]))
            let outcome = await generator.run(plan)
            if let failure = outcome.failure { throw failure }
            made += outcome.made.map { Made(prompt: prompt.prompt, item: $0.item.id) }
        }
        return made
    }

    /// Canonically equal is not enough: every byte is the author's.
    fileprivate func expectKept(_ made: [Made]) throws {
        let items = try library.items(made.map(\.item))
        #expect(items.count == made.count)
        for (item, made) in zip(items, made) {
            #expect(item.id == made.item)
            #expect(item.prompt.map { Array($0.utf8) } == Array(made.prompt.utf8))
            #expect(item.sha256 != nil)
        }
        #expect(try library.integrityProblems().isEmpty)
    }

    /// Each by its whole text, and one in ten by its words one by one: those are compared with
    /// every prompt that has them, which takes a while.
    fileprivate func expectFound(_ made: [Made]) throws {
        for (number, made) in made.enumerated() {
            let phrase = try ids(made.prompt.quoted)
            #expect(phrase.contains(made.item), "as a phrase: \(made.prompt)")
            guard number.isMultiple(of: 10) else { continue }
            let words = try ids(made.prompt.someWords.map(\.quoted).joined(separator: " "))
            #expect(words.contains(made.item), "by its words: \(made.prompt)")
        }
    }

    /// The reports of the built programs, on this library with posts.
    fileprivate func expectReported(_ made: [Made], spent: Int) throws {
        let items = try library.items(made.prefix(200).map(\.item))
        let posts = items.enumerated().map { number, item in
            RemotePost(
                postID: "post-\(number)", status: number % 2 == 0 ? .published : .scheduled,
                content: "number \(number)", mediaIDs: item.mediaID.map { [$0] },
                accountIDs: [1], createdAt: item.createdAt)
        }
        _ = try library.learn(posts, now: Timestamp(milliseconds: 1_767_225_600_000))
        let programs = try ProgramRunner()
        let folio = { (arguments: [String]) in
            try programs.run("folio", ["--library", self.folder.path] + arguments)
        }
        let pivot = try folio(["spend", "--by", "month", "--by", "model", "--json"])
        #expect(pivot.json["total_credits"] as? Int == spent, "\(pivot.errors)")
        let outcomes = try folio(["spend", "--by", "outcome", "--json"]).json
        let rows = outcomes["rows"] as? [[String: Any]] ?? []
        #expect(rows.compactMap { $0["credits"] as? Int }.reduce(0, +) == spent)
        #expect(rows.contains { ($0["keys"] as? [String: String])?["outcome"] == "posted" })
        let page = programs.folder.appendingPathComponent("spend.html")
        #expect(try folio(["spend", "--by", "month", "--html", page.path]).code == 0)
        #expect(try String(contentsOf: page, encoding: .utf8).hasSuffix("</html>\n"))
        let check = try folio(["credits", "check"])
        #expect(check.code == 0, "\(check.output)\(check.errors)")
        print("corpus: \(check.output)")
    }
}
