import FolioQuery
import Testing

@Suite struct QueryErrorTests {
    /// The part of `text` that the error points at, and its message.
    private func mistake(in text: String) throws -> (part: String, error: QueryError) {
        let error = try #require(throws: QueryError.self) { try Query(parsing: text) }
        let bytes = Array(text.utf8)
        try #require(error.range.upperBound <= bytes.count)
        return (String(decoding: bytes[error.range], as: UTF8.self), error)
    }

    @Test(arguments: [
        ("red \"boat", "\""), ("a (b OR c", "("), ("a)", ")"), ("a ()", "()"), ("a ( )", "( )"),
        ("a OR", "OR"), ("OR a", "OR"), ("a OR OR b", "OR"), ("(a OR)", "OR"), ("-", "-"),
        ("a - b", "-"), ("(-)", "-"), ("-OR", "OR"), ("a --ar", "--"), ("\"\"", "\"\""),
        ("tag:\"\"", "\"\""),
        ("tag:\" \"", "\" \""), ("tag:", "tag:"), ("tag: boats", "tag:"), ("(tag:)", "tag:"),
        ("model:(a OR b)", "model:"), ("tag:a|", "tag:a|"), ("tag:bo*", "bo*"), ("b*at", "b*at"),
        ("*boat", "*boat"), ("**", "**"), ("a **b*", "**b*"), ("~", "~"), ("@ x", "@"),
        ("~a*", "~a*"), ("tga:boats", "tga"), ("http://x", "http"), ("at 12:30", "12"),
        ("credits:abc", "abc"), ("credits:4.5", "4.5"), ("credits:>", ""), ("width:-5", "-5"),
        ("width:<0", "<0"), ("credits:..", ".."), ("credits:15..5", "15..5"),
        ("credits:5...15", ".15"), ("credits:99999999999999999999", "99999999999999999999"),
        ("credits:٥", "٥"), ("is:gnoe", "gnoe"), ("kind:painting", "painting"),
        ("date:2026-13", "2026-13"), ("date:2026-02-30", "2026-02-30"), ("date:0000", "0000"),
        ("date:soon", "soon"), ("date:-3", "-3"), ("date:-3x", "-3x"),
        ("date:26-01-01", "26-01-01"),
        ("date:2026-04-05T", "2026-04-05T"), ("date:2026-04-05T24:00", "2026-04-05T24:00"),
        ("date:2026-01..2025-12", "2026-01..2025-12"), ("date:today..-1w", "today..-1w"),
        ("date:2026-01..soon", "soon"), ("date:-9999999d", "-9999999d"), ("date:..", ".."),
    ])
    func aMistakeIsFoundWhereItIs(text: String, part: String) throws {
        let mistake = try mistake(in: text)

        #expect(mistake.part == part)
        #expect(!mistake.error.message.isEmpty)
        #expect(!mistake.error.message.hasSuffix("."))
    }

    @Test func theNearestFieldOrValueIsOffered() throws {
        #expect(
            try mistake(in: "tga:boats").error.hint
                == "did you mean tag:? to search for the text itself, write \"tga:boats\"")
        #expect(try mistake(in: "modle:x").error.hint?.contains("model:") == true)
        #expect(try mistake(in: "is:unknownprompt").error.hint == "did you mean unknown-prompt?")
        #expect(
            try mistake(in: "http://x").error.hint
                == "to search for the text itself, write \"http://x\"")
        #expect(
            try mistake(in: "kind:painting").error.hint == "it can be: image, video, document")
        #expect(try mistake(in: "width:9..1").error.hint == "write 1..9")
    }

    @Test func limitsAreErrorsAndNoCrash() throws {
        let long = String(repeating: "a", count: Query.lengthLimit)
        _ = try Query(parsing: long)
        #expect(try mistake(in: long + "é").error.message.contains("16386 bytes"))
        #expect(try mistake(in: String(repeating: "x", count: 1_000_000)).error.range.count > 0)

        let terms = Array(repeating: "a", count: Query.termLimit).joined(separator: " ")
        _ = try Query(parsing: terms)
        #expect(try mistake(in: terms + " b").part == "b")
        #expect(try mistake(in: "tag:" + terms.replacing(" ", with: "|") + "|b").part == "b")

        let depth = Query.nestingLimit
        func nested(_ depth: Int, _ open: String) -> String {
            String(repeating: open, count: depth) + "a" + String(repeating: ")", count: depth)
        }
        _ = try Query(parsing: nested(depth, "("))
        _ = try Query(parsing: nested(depth, "-("))
        #expect(try mistake(in: nested(depth + 1, "(")).part == "(")
        #expect(try mistake(in: nested(5_000, "-(")).part == "(")
        #expect(try mistake(in: String(repeating: "(", count: 16_000)).part == "(")
        #expect(try mistake(in: String(repeating: "-", count: 16_000)).part == "--")
    }

    @Test func anErrorShowsTheLineWithACaret() throws {
        func rendered(_ text: String, width: Int = 78) throws -> String {
            try mistake(in: text).error.rendered(in: text, width: width)
        }

        #expect(try rendered("boat tga:x") == "boat tga:x\n     ^~~")
        #expect(try rendered("帆船 é \"x") == "帆船 é \"x\n       ^")
        #expect(try rendered("👩‍🚀 tga:x") == "👩‍🚀 tga:x\n   ^~~")
        #expect(try rendered("a\nb\u{1B} x )") == "a\\nb\\u{1B} x )\n             ^")
        #expect(try rendered("a \u{202E})") == "a \\u{202E})\n          ^")
        #expect(try rendered("credits:>") == "credits:>\n         ^")
    }

    @Test func ofALongQueryThePartAroundTheMistakeIsShown() throws {
        let text =
            String(repeating: "word ", count: 50) + "tga:x" + String(repeating: " w", count: 90)
        let lines = try mistake(in: text).error.rendered(in: text, width: 40)
            .split(separator: "\n", omittingEmptySubsequences: false)

        try #require(lines.count == 2)
        #expect(lines[0].count <= 40)
        #expect(lines[0].hasPrefix("…") && lines[0].hasSuffix("…"))
        let caret = try #require(lines[1].firstIndex(of: "^"))
        let column = lines[1].distance(from: lines[1].startIndex, to: caret)
        #expect(lines[0].dropFirst(column).hasPrefix("tga:x"))
    }

    @Test func aMistakeLongerThanTheLineIsCut() throws {
        let text = "tag:a* " + String(repeating: "b*", count: 500)
        let error = try mistake(in: String(text.dropFirst(7))).error
        let lines = error.rendered(in: String(text.dropFirst(7)), width: 30).split(separator: "\n")

        #expect(lines.allSatisfy { $0.count <= 30 })
    }

    @Test func renderingForAnotherTextDoesNoHarm() throws {
        let error = try mistake(in: "some words and then tga:x").error

        #expect(error.rendered(in: "") == "\n^")
        #expect(error.rendered(in: "ab") == "ab\n  ^")
    }

    @Test func messagesShowControlCharactersAsEscapes() throws {
        let error = try mistake(in: "\u{1B}[2J:x").error

        #expect(!(error.message + (error.hint ?? "")).contains("\u{1B}"))
        #expect(error.message.contains("\\u{1B}[2J"))
    }
}
