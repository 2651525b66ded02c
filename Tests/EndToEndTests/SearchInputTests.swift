import FolioModel
import FolioStore
import FolioTestSupport
import Foundation
import Testing

/// Queries of any kind and size: an answer or one sentence, soon, and never SQLite's own words.
@Suite struct SearchInputTests {
    let programs: ProgramRunner

    init() throws {
        programs = try ProgramRunner()
        try Library.create(in: programs.library)
        let library = try Library.open(programs.library)
        for prompt in ["a red boat", "NEAR (a b)", "a ^ b"] {
            _ = try library.addLocalItem(
                MediaItem(id: "", presence: .local, prompt: prompt, createdAt: .sample),
                now: .sample)
        }
    }

    /// Arguments behind `folio search`, the exit code, and what the refusal says.
    struct Input: Sendable, CustomTestStringConvertible {
        let words: [String]
        let code: Int32
        let says: String

        init(_ words: String..., code: Int32 = 0, says: String = "") {
            self.init(words, code: code, says: says)
        }

        init(_ words: [String], code: Int32 = 0, says: String = "") {
            (self.words, self.code, self.says) = (words, code, says)
        }

        var testDescription: String { String(words.joined(separator: " ").prefix(40)) }
    }

    private static func many(_ part: String, _ count: Int) -> String {
        String(repeating: part, count: count)
    }

    static let inputs = [
        Input(Array(repeating: many("b", 1_000), count: 1_000), code: 2, says: "bytes long"),
        Input((0..<10_000).map(String.init), code: 2, says: "bytes long"),
        Input((0..<1_000).map { "w\($0)" }, code: 2, says: "256 words"),
        Input((0..<1_000).map { "-w\($0)" }, code: 2, says: "256 words"),
        Input(many("(", 8_000) + "a", code: 2, says: "32 deep"),
        Input(many("(", 32) + "boat" + many(")", 32)),
        Input(many("-(a OR ", 32) + "boat" + many(")", 32)),
        Input(many("boat -(", 32) + "boat" + many(")", 32)),
        Input(many("a*", 1) + many(" *a*", 250)), Input(many("~abcdefgh ", 250)),
        Input("credits:abc", code: 2, says: "not a whole number"),
        Input("date:2026-13", code: 2, says: "does not exist"),
        Input("tga:x", code: 2, says: "did you mean tag:"),
        Input("tag:\"\"", code: 2, says: "nothing between these quotes"),
        Input("NEAR(a b)"), Input("NEAR(a b, 2)"), Input("^"), Input("^boat"), Input("*"),
        Input("\"", code: 2, says: "never closed"), Input("\"*\""),
        Input("{prompt}: boat", code: 2, says: "no field"),
        Input("prompt:boat", code: 2, says: "no field"), Input("a AND b NOT c"), Input("'"),
        Input("%_\\"), Input("boat\u{1}\u{1B}[31m\u{7F}"), Input("\u{202E}\u{200B}\u{FEFF}"),
        Input("*\u{10FFFF}*"), Input("credits:99999999999999999999", code: 2, says: "too large"),
    ]

    @Test(arguments: inputs)
    func anyQueryIsAnsweredOrRefusedInOneSentence(input: Input) throws {
        let outcome = try programs.run("folio", ["search"] + input.words)

        #expect(outcome.code == input.code, "\(outcome.errors)")
        #expect(input.says.isEmpty || outcome.errors.contains(input.says), "\(outcome.errors)")
        for word in ["SQL", "fts5", "syntax", "MATCH", "\u{1B}"] {
            #expect(!outcome.errors.contains(word) && !outcome.output.contains(word))
        }
        #expect(outcome.errors.utf8.count < 1_000)
    }

    @Test func signsOfTheIndexAreSoughtAsTheyStand() throws {
        let found = try programs.folio("search", "NEAR(a b)", "--json")
        #expect(found.json["total"] as? Int == 1)
        #expect(try programs.folio("search", "^", "--json").json["total"] as? Int == 1)
    }

    @Test func bytesThatAreNoTextAreRefused() throws {
        let folio = programs.path("folio")
        let outcome = try programs.run(
            "/bin/sh", ["-c", "exec '\(folio)' search \"$(printf 'a\\377b')\""])

        #expect(outcome.code == 2)
        #expect(outcome.errors.contains("not valid UTF-8"))
    }

    /// Nothing is held that ^C would have to wait for.
    @Test func aQueryThatTakesLongCanBeInterrupted() throws {
        let library = try Library.open(programs.library)
        let prompt = Self.many("ab-", 60_000)
        for _ in 0..<40 {
            _ = try library.addLocalItem(
                MediaItem(id: "", presence: .local, prompt: prompt, createdAt: .sample),
                now: .sample)
        }
        // Signs alone are in no index: every text is read and folded for each.
        let query = (2..<60).map { "*\"\(Self.many("-", $0))\"*" }.joined(separator: " OR ")
        let running = try programs.start("folio", ["search", query])
        let file = programs.library.appendingPathComponent("library.sqlite").path
        try until("the library is open") {
            let folder = "/proc/\(running.processID)/fd"
            // The process may have just begun.
            let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            return files.contains {
                (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)"))
                    == file
            }
        }

        running.signal(SIGINT)

        #expect(try running.wait().code == 128 + SIGINT)
        #expect(try programs.folio("search", "boat").code == 0)
    }
}
