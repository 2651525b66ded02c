import FolioTestSupport
import Foundation
import Testing

/// The first hour, as a newcomer types it, and what is left of it without a network.
@Suite struct AcceptanceTests {
    @Test func theFirstHourDoesWhatItSaysAndIsReadableOffline() throws {
        let programs = try ProgramRunner()
        let sandbox = try SandboxProcess()
        let folio = { (arguments: [String], input: String) in
            try programs.run(
                "folio", ["--library", programs.library.path] + arguments, input: input)
        }
        #expect(try folio(["init"], "").code == 0)
        let login = try folio(
            ["login", "--base-url", sandbox.baseURL, "--api-key-stdin"], sandbox.key)
        #expect(login.code == 0, "\(login.errors)")

        let made = try folio(
            [
                "generate", "a red boat on a frozen lake", "--model", "flux-schnell", "--ratio",
                "16:9", "--tag", "boats", "--yes", "--json",
            ], "")
        #expect(made.code == 0, "\(made.errors)")
        #expect(made.json["credits_used"] as? Int == 1)
        #expect(made.json["credits_remaining"] as? Int == 9_999)

        let found = try folio(["search", "boat tag:boats", "--json"], "")
        let item = (found.json["items"] as? [[String: Any]])?.first
        #expect(item?["prompt"] as? String == "a red boat on a frozen lake")
        #expect(item?["tags"] as? [String] == ["boats"])

        let post = try folio(
            [
                "post", "create", "--media", "last", "--text", "Winter sale", "--account", "1",
                "--at", "+30d", "--json",
            ], "")
        #expect(post.code == 0, "\(post.errors)")
        #expect((post.json["post"] as? [String: Any])?["status"] as? String == "scheduled")

        let sync = try folio(["sync", "--json"], "")
        #expect(sync.code == 0, "\(sync.errors)")
        #expect(sync.summary["requests"] as? Int ?? 0 > 0)
        try checkReaders(folio)
        try sandbox.stop()
        try checkReaders(folio)
    }

    /// What local commands answer after the first hour, network or not.
    private func checkReaders(
        _ folio: ([String], String) throws -> ProgramRunner.Outcome
    ) throws {
        #expect(try folio(["search", "boat tag:boats", "--json"], "").json["total"] as? Int == 1)
        let status = try folio(["status", "--json"], "").json
        #expect(status["items"] as? Int == 1)
        #expect(status["items_with_prompt"] as? Int == 1)
        #expect(status["posts"] as? Int == 1)
        let spend = try folio(["spend", "--by", "model", "--json"], "").json
        #expect(spend["total_credits"] as? Int == 1)
        let row = (spend["rows"] as? [[String: Any]])?.first
        #expect(row?["keys"] as? [String: String] == ["model": "flux-schnell"])
        let item = try folio(["show", "last", "--json"], "").json["item"] as? [String: Any]
        #expect((item?["posts"] as? [String])?.count == 1)
        for reader in [["list"], ["tag", "list"], ["post", "list"], ["post", "show", "last"]] {
            #expect(try folio(reader, "").code == 0)
        }
    }
}

/// `folio demo` is the first thing that anyone sees.
@Suite struct DemoTests {
    @Test func itShowsWhatItClaimsAndLeavesNoProcess() throws {
        let programs = try ProgramRunner()
        let folder = programs.folder.appendingPathComponent("demo").path

        let demo = try programs.folio("demo", "--folder", folder)

        #expect(demo.code == 0, "\(demo.errors)")
        #expect(demo.output.contains("total 62 credits, 12 charges"))
        let list = try programs.folio("--library", folder + "/library", "list", "--json")
        #expect(list.json["total"] as? Int == 13)
        #expect(demo.output.contains("$ folio recover"))
        let offline = try programs.folio(
            "--library", folder + "/library", "search", "boat*", "--json")
        #expect(offline.json["total"] as? Int ?? 0 >= 4)
        #expect(try commandLines().filter { $0.contains(folder) } == [])
    }

    @Test func withoutASandboxItFails() throws {
        let programs = try ProgramRunner()
        let folder = programs.folder.appendingPathComponent("programs")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        for name in ["folio", "folio-remote"] {
            try FileManager.default.copyItem(
                atPath: programs.path(name), toPath: folder.appendingPathComponent(name).path)
        }
        let folio = folder.appendingPathComponent("folio").path
        let demo = ["demo", "--folder", programs.folder.appendingPathComponent("demo").path]

        let missing = try programs.run(folio, demo)
        #expect(missing.code == 1)
        #expect(missing.errors.contains("the sandbox cannot be started"))

        let sandbox = folder.appendingPathComponent("folio-sandbox")
        try Data("#!/bin/sh\nexit 1\n".utf8).write(to: sandbox)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: sandbox.path)
        let broken = try programs.run(folio, demo)
        #expect(broken.code == 1)
        #expect(broken.errors.contains("the sandbox did not start"))
    }

    private func commandLines() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { name in
            // A process that ended meanwhile has no command line any more.
            guard Int(name) != nil,
                let bytes = try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(name)/cmdline"))
            else { return nil }
            return String(decoding: bytes, as: UTF8.self)
        }
    }
}
