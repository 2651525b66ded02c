import FolioTestSupport
import Foundation
import Testing

/// Input that is refused: one sentence, the right code, what to type next, and nothing changed.
@Suite(.serialized, .sharedSandbox) struct BadInputTests {
    let sandbox: SandboxProcess
    let programs: ProgramRunner

    init() throws {
        sandbox = try #require(SharedSandbox.current)
        try sandbox.clearFaults()
        programs = try ProgramRunner(loggedInTo: sandbox)
    }

    /// A command line, and what its refusal says.
    struct Refusal: Sendable, CustomStringConvertible {
        let arguments: [String]
        let code: Int32
        let says: [String]

        init(_ arguments: String..., code: Int32 = 2, says: String...) {
            (self.arguments, self.code, self.says) = (arguments, code, says)
        }

        var description: String { String(arguments.joined(separator: " ").prefix(60)) }
    }

    static let refusals = [
        Refusal("generate", "", "--yes", says: "the prompt is empty", "folio generate"),
        Refusal("generate", " \n\t ", "--yes", says: "the prompt is empty"),
        Refusal("generate", "--yes", says: "there is no prompt"),
        Refusal(
            "generate", String(repeating: "x", count: 2_001), "--yes", says: "too long by 1 ",
            "2000"),
        Refusal(
            "generate", String(repeating: "🚤", count: 1_001), "--yes", says: "too long by 2 "),
        Refusal(
            "generate", "a", "--model", "flux-schnel", "--yes", says: "flux-schnell",
            "folio models"),
        Refusal("generate", "a", "--ratio", "16:10", "--yes", says: "did you mean 16:9"),
        Refusal("generate", "a", "--tag", "two words", "--yes", says: "contains a space"),
        Refusal("generate", "a", "--tag", "a\"b", "--yes", says: "contains a quote"),
        Refusal("generate", "a", "--tag", "-dash", "--yes", says: "begins with a dash"),
        Refusal("generate", "a", "--file", "x", "--yes", says: "given twice"),
        Refusal("generate", "--file", "/nowhere/x", "--yes", says: "cannot be read"),
        Refusal("generate", "a", code: 7, says: "--yes"),
        Refusal("tag", "add", "last", "--", "two words", says: "contains a space"),
        Refusal("tag", "add", "last", "--", "-dash", says: "begins with a dash"),
        Refusal("search", "a \"b", says: "never closed", "\n    ^", "folio help query"),
        Refusal("list", "tag:(", says: "^~~~"),
        Refusal("list", "--sort", "price", says: "price", "credits", "--help"),
        Refusal("list", "--facets", "--csv", says: "--json"),
        Refusal("search", "boat", "--sort", "newest", "--exact-rank", says: "--sort relevance"),
        Refusal("search", "nothing", "--after", "last", says: "without --after"),
        Refusal("families", "credits:abc", says: "not a whole number", "^~~"),
        Refusal("diff", "last", "zzzzzzzz", code: 3, says: "there is no item", "folio list"),
        Refusal("list", "--bogus", says: "folio: ", "--bogus", "--help"),
        Refusal("bogus", says: "folio: ", "bogus", "--help"),
        Refusal("show", "zzzzzzzz", code: 3, says: "there is no item", "folio list"),
        Refusal("post", "show", "zzzzzzzz", code: 3, says: "there is no post"),
        Refusal("tag", "rename", "none", "other", code: 3, says: "there is no tag"),
        Refusal("--library", "/nowhere/at/all", "list", code: 3, says: "folio init"),
        Refusal(
            "post", "create", "--media", "last", "--text", "t", "--account", "99", "--at", "+3d",
            code: 3, says: "no account 99", "folio accounts"),
        Refusal(
            "post", "create", "--media", "last", "--text", "t", "--account", "1", "--at",
            "2020-01-01 09:00", says: "not in the future"),
        Refusal("media", "upload", "/nowhere/x.png", says: "no file"),
        Refusal("dump", "/nowhere/x.jsonl", says: "there is no folder /nowhere"),
    ]

    @Test func whatIsRefusedChangesNothing() throws {
        #expect(try programs.generate("a boat that stays").code == 0)
        let before = try (programs.dump(), sandbox.calls())
        for refusal in Self.refusals {
            let outcome = try programs.run("folio", refusal.arguments)
            #expect(outcome.code == refusal.code, "\(refusal)")
            for words in refusal.says {
                #expect(outcome.errors.contains(words), "“\(words)” is not in: \(outcome.errors)")
            }
            #expect(outcome.output == "", "\(refusal)")
            let after = try programs.dump()
            #expect(after == before.0, "\(refusal) changes the library")
        }
        #expect(try sandbox.calls() == before.1)
    }

    @Test(arguments: [
        (Data([0x61, 0, 0x62]), "NUL"), (Data([0x61, 0xFF, 0x62]), "not valid UTF-8"),
        (Data([0xED, 0xA0, 0x80]), "not valid UTF-8"), (Data("\n".utf8), "empty"),
    ])
    func bytesThatAreNoPromptAreRefusedFromInputAndFile(bytes: Data, says: String) throws {
        let before = try programs.dump()
        let file = programs.folder.appendingPathComponent("prompt")
        try bytes.write(to: file)

        let piped = try programs.run("folio", ["generate", "-", "--yes"], input: bytes)
        let read = try programs.folio("generate", "--file", file.path, "--yes")

        for outcome in [piped, read] {
            #expect(outcome.code == 2)
            #expect(outcome.errors.contains(says))
        }
        #expect(try programs.dump() == before)
    }

    @Test func anAmbiguousBeginningOfAnIdIsRefused() throws {
        // More items than an id has first characters: two of them begin alike.
        #expect(try programs.generate("twins", "--count", "33").code == 0)
        let ids = try programs.sqlite("SELECT id FROM mediaItem").split(separator: "\n")
        let beginnings = Dictionary(grouping: ids) { $0.prefix(1) }
        let shared = try #require(beginnings.first { $0.value.count > 1 }).key

        let outcome = try programs.folio("show", String(shared))

        #expect(outcome.code == 2, "\(outcome.errors)")
        #expect(outcome.errors.contains("folio: "))
    }

    @Test(arguments: ["list", "search boat", "status", "spend", "show last", "sync"])
    func aLibraryThatCannotBeReadIsRefusedUntouched(command: String) throws {
        let file = programs.library.appendingPathComponent("library.sqlite")
        for name in ["library.sqlite-wal", "library.sqlite-shm"] {
            // Neither is there after a clean end.
            try? FileManager.default.removeItem(
                at: programs.library.appendingPathComponent(name))
        }
        let noise = Data(repeating: 0x5A, count: 16_384)
        try noise.write(to: file)

        let outcome = try programs.run("folio", command.split(separator: " ").map(String.init))

        #expect(outcome.code == 1)
        #expect(outcome.errors.hasPrefix("folio: "))
        #expect(outcome.errors.split(separator: "\n").count >= 2, "\(outcome.errors)")
        #expect(try Data(contentsOf: file) == noise)
    }

    @Test func aLibraryOfALaterVersionIsRefused() throws {
        _ = try programs.sqlite(
            "INSERT INTO grdb_migrations VALUES ('v999-from-the-future')")

        let outcome = try programs.folio("list")

        #expect(outcome.code == 1)
        #expect(outcome.errors.contains("newer version"))
    }
}
