import FolioTestSupport
import Foundation
import Testing

/// Any text is a prompt: it is kept byte for byte, and harmless where it is printed.
@Suite(.serialized, .sharedSandbox) struct PromptTextTests {
    let sandbox: SandboxProcess
    let programs: ProgramRunner

    init() throws {
        sandbox = try #require(SharedSandbox.current)
        try sandbox.clearFaults()
        programs = try ProgramRunner(loggedInTo: sandbox)
    }

    static let texts = [
        "two\nlines\r\nand\ttabs", "  spaces around  ", "a 👩‍👩‍👧‍👦 family, 🚤 and 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
        "قارب أحمر على بحيرة متجمدة", "סירה אדומה", "red \u{1B}[31mboat\u{7}\u{8}\u{1} \u{9B}1m",
        "hidden \u{202E}text\u{2066} \u{200B}\u{FEFF}", "e\u{301} is not é", "\u{FEFF}mark first",
        "quotes ' \" ` $HOME \\n %s", "--not-a-flag", String(repeating: "🚤", count: 1_000),
    ]

    @Test(arguments: Self.texts)
    func aPromptIsKeptByteForByte(text: String) throws {
        let piped = try programs.run(
            "folio", ["generate", "-", "--model", "flux-schnell", "--yes"],
            input: Data((text + "\n").utf8))
        #expect(piped.code == 0, "\(piped.errors)")
        #expect(try programs.generate(text).code == 0)

        for id in ["last", "last~1"] {
            let item = try programs.folio("show", id, "--json").json["item"] as? [String: Any]
            let prompt = item?["prompt"] as? String
            #expect(prompt.map { Array($0.utf8) } == Array(text.utf8))
        }
        let hex = Data(text.utf8).map { String(format: "%02X", $0) }.joined()
        for table in ["mediaItem", "generation"] {
            #expect(try programs.sqlite("SELECT hex(prompt) FROM \(table)") == "\(hex)\n\(hex)\n")
        }
    }

    @Test func oneFinalNewlineIsDroppedAndNoMore() throws {
        let file = programs.folder.appendingPathComponent("prompt.txt")
        try Data("a boat\n\n".utf8).write(to: file)

        let made = try programs.folio("generate", "--file", file.path, "--yes")

        #expect(made.code == 0)
        #expect(try programs.sqlite("SELECT hex(prompt) FROM mediaItem") == "6120626F61740A\n")
    }

    @Test func nothingThatIsPrintedCanMisleadATerminal() throws {
        let evil = "\u{1B}]0;owned\u{7}\u{9B}31m\u{202E}\u{2067}\u{85}evil\u{7F}"
        #expect(try programs.generate(evil, "--count", "2").code == 0)
        let picture = programs.folder.appendingPathComponent("pic\u{1B}[2J\u{202E}.png")
        let original = try #require(
            programs.folio("show", "last", "--json").json["original"] as? String)
        try FileManager.default.copyItem(atPath: original, toPath: picture.path)
        let commands = [
            ["list"], ["list", "--json"], ["list", "--csv"], ["list", "--ndjson"],
            ["search", "evil"], ["search", "evil", "--json"], ["show", "last"],
            ["show", "last", "--json", "--verbose"], ["show", "last", "--verbose"],
            ["media", "upload", picture.path, "--prompt", evil],
            ["media", "upload", picture.path, "--json"], ["media", "upload", "\(evil).png"],
            [
                "post", "create", "--media", "last~2", "--text", evil, "--account", "1", "--at",
                "+3d",
            ],
            ["post", "list"], ["post", "show", "last"], ["post", "show", "last", "--json"],
            ["post", "results", "last"], ["status"], ["status", "--json"], ["sync", "--json"],
            ["sync"], ["tag", "add", "last", "--", evil], ["tag", "list"], ["show", evil],
            ["search", "\"\(evil)"], ["list", "tag:\(evil)"], ["list", "--\(evil)"], [evil],
            ["generate", "a", "--model", evil, "--yes"],
            ["generate", "a", "--ratio", evil, "--yes"],
            ["generate", "a", "--tag", evil, "--yes"], ["generate", "--file", evil, "--yes"],
            ["list", "--timezone", evil], ["list", "--limit", evil], ["help", evil],
            ["post", "create", "--text", "t", "--account", "1", "--at", evil],
            ["config", "set", evil, evil], ["--library", "/nowhere/\(evil)", "list"],
            ["media", "delete", "last", "-n"], ["doctor"], ["path"], ["completions", evil],
        ]
        for command in commands {
            let outcome = try programs.run("folio", command)
            #expect(outcome.code >= 0 && outcome.code < 128)
            let found = Self.misleading(outcome.output + outcome.errors)
            #expect(found == [], "\(command.debugDescription) prints \(found)")
        }
    }

    @Test func whatTheRemoteSaysIsHarmlessToo() throws {
        try sandbox.control(
            "PATCH", "/accounts/1", ["failure": "no \u{1B}[31m entry \u{202E}\u{9B}"])
        #expect(try programs.generate("a boat").code == 0)
        let post = try programs.folio(
            "post", "create", "--media", "last", "--text", "t", "--account", "1", "--yes")
        #expect(Self.misleading(post.output + post.errors) == [])
        let results = try programs.folio("post", "results", "last")
        #expect((results.output + results.errors).contains("entry"), "\(results)")
        for command in [["accounts"], ["post", "results", "last"], ["post", "show", "last"]] {
            let outcome = try programs.run("folio", command)
            #expect(Self.misleading(outcome.output + outcome.errors) == [])
        }
    }

    /// Controls other than line ends and tabs, and characters that reorder or hide text.
    static func misleading(_ text: String) -> [String] {
        text.unicodeScalars.filter { scalar in
            switch scalar.value {
            case 0x9, 0xA: false
            case 0..<0x20, 0x7F...0x9F, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069,
                0xFEFF:
                true
            default: false
            }
        }.map { "U+" + String($0.value, radix: 16) }
    }
}
