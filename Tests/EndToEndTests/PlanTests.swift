import FolioTestSupport
import Foundation
import Testing

/// Images that are planned without a network and made later, by the built programs.
@Suite(.serialized, .sharedSandbox) struct PlanTests {
    let sandbox: SandboxProcess
    let programs: ProgramRunner

    init() throws {
        sandbox = try #require(SharedSandbox.current)
        try sandbox.clearFaults()
        programs = try ProgramRunner(loggedInTo: sandbox)
    }

    private func items(_ outcome: ProgramRunner.Outcome) -> [[String: Any]] {
        outcome.json["items"] as? [[String: Any]] ?? []
    }

    private func write(_ text: String, to name: String) throws -> String {
        let file = programs.folder.appendingPathComponent(name)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    @Test func aPlanIsMadeOnceWithItsTagsAlbumsAndPosts() throws {
        let added = try programs.folio(
            "plan", "add", "a planned boat", "--model", "flux-schnell", "--count", "2", "--tag",
            "sea", "--album", "Winter sale", "--post-text", "Out now", "--account", "1",
            "--post-at", "+3d", "--json")
        #expect(added.code == 0, "\(added.errors)")
        #expect(items(added).count == 2)
        let shown = try programs.folio("plan", "show", "--json").json
        #expect(shown["waiting"] as? Int == 2 && shown["credits"] as? Int == 2)

        let charges = try sandbox.charges { () throws in
            let run = try programs.folio("plan", "run", "--yes", "--json")
            #expect(run.code == 0, "\(run.errors)")
            #expect(run.json["credits_used"] as? Int == 2)
            #expect((run.json["posts"] as? [String])?.count == 2)
            #expect(try programs.folio("plan", "run", "--yes").code == 0)
        }

        #expect(charges == 2)
        let found = try programs.folio("list", "album:\"winter sale\" tag:sea", "--json")
        #expect(items(found).map { ($0["posts"] as? [String])?.count } == [1, 1])
        #expect(try programs.folio("sync").code == 0)
        let posts = items(try programs.folio("post", "list", "--json"))
        #expect(posts.map { $0["status"] as? String } == ["scheduled", "scheduled"])
    }

    @Test func aFileWithABrokenLineIsRefusedAsAWhole() throws {
        let file = try write(
            "prompt,model,count\n\"a red kite, dawn\",flux-schnell,2\nb,flux-schnel,1\nc,,x\n",
            to: "briefs.csv")

        let refused = try programs.folio("plan", "import", file)

        #expect(refused.code == 2)
        #expect(refused.errors.contains("2 mistakes; nothing was imported"))
        #expect(refused.errors.contains("line 3: there is no model “flux-schnel”"))
        #expect(refused.errors.contains("line 4: “x” is no value of count"))
        #expect(items(try programs.folio("plan", "show", "--json")).isEmpty)
    }

    @Test(arguments: [
        "prompt;tags;count\na kite;sky,red;2\n",
        "{\"prompt\": \"a kite\", \"tags\": [\"sky\", \"red\"], \"count\": 2}\n\n",
        "\u{FEFF}Prompt,Tags,Count\r\n\"a kite\",\"sky, red\",2\r\n",
    ])
    func briefsOfEveryFormAreImported(text: String) throws {
        let added = try programs.folio("plan", "import", try write(text, to: "briefs"), "--json")

        #expect(added.code == 0, "\(added.errors)")
        #expect(items(added).map { $0["prompt"] as? String } == ["a kite", "a kite"])
        #expect(items(added).first?["tags"] as? [String] == ["sky", "red"])
    }

    @Test func aKilledRunGoesOnWithoutPayingTwice() throws {
        for prompt in ["a first boat", "a second boat"] {
            _ = try programs.folio("plan", "add", prompt, "--model", "flux-schnell")
        }
        let charges = try sandbox.charges { () throws in
            try sandbox.fault("delay,seconds=30")
            let running = try programs.start("folio", ["plan", "run", "--yes"])
            try sandbox.waitForFault()
            running.signal(SIGKILL)
            _ = try running.wait()

            // The first one is of unknown outcome: only evidence may settle it.
            let later = try programs.folio("plan", "run", "--yes", "--json")
            #expect(items(later).map { $0["prompt"] as? String } == ["a second boat"])
        }
        #expect(charges <= 2)
        #expect(try programs.paidCalls() == ["unknown", "made"])
    }

    @Test func planningNeedsNeitherKeyNorNetwork() throws {
        let alone = try ProgramRunner()
        #expect(try alone.folio("init").code == 0)

        #expect(try alone.folio("plan", "add", "a boat").code == 0)
        #expect(try alone.folio("plan", "show").output.contains("a boat"))
        let run = try alone.folio("plan", "run", "--yes")
        #expect(run.code == 4 && run.errors.contains("folio login"))
        #expect(
            try alone.folio("plan", "drop", "--all", "--yes").output == "1 planned image dropped\n")
    }

    @Test func anImageThatWasPaidForIsUsedAgain() throws {
        let charges = try sandbox.charges { () throws in
            let first = try programs.generate("a boat for good", "--json")
            let id = items(first).first?["id"] as? String
            let again = try programs.generate(
                "a boat for good", "--reuse", "always", "--tag", "again", "--json")
            #expect(again.code == 0, "\(again.errors)")
            #expect(items(again).first?["id"] as? String == id)
            #expect(items(again).first?["reused"] as? Bool == true)
            #expect(items(again).first?["tags"] as? [String] == ["again"])
            #expect(again.json["credits_used"] as? Int == 0)
        }
        #expect(charges == 1)

        let other = try programs.generate("A BOAT, for good!", "--reuse", "always", "--json")
        let similar = other.json["similar"] as? [[String: Any]]
        #expect(items(other).first?["reused"] as? Bool == false)
        #expect(similar?.first?["match"] as? String == "same_words")
        let never = try programs.generate("a boat for good", "--reuse", "never", "--json")
        #expect((never.json["similar"] as? [Any])?.isEmpty == true)
    }
}
