import FolioQuery
import Testing

/// The tree of `text`.
func tree(_ text: String) throws -> Expression {
    try Query(parsing: text).expression
}

func word(_ text: String) -> Expression { .text(TextTerm(.word, text)) }
func field(_ test: FieldTest) -> Expression { .field(FieldTerm(test)) }

@Suite struct ParserTests {
    @Test func emptyTextFindsEverything() throws {
        #expect(try tree("") == .all)
        #expect(try tree(" \t\n\u{3000}") == .all)
        #expect(try tree("*") == .all)
    }

    @Test func wordsSideBySideMustAllHold() throws {
        #expect(try tree("red  boat") == .and([word("red"), word("boat")]))
        #expect(try tree("(red boat) lake") == .and([word("red"), word("boat"), word("lake")]))
    }

    @Test func orBindsLessThanWordsSideBySide() throws {
        #expect(
            try tree("a b OR c d")
                == .or([.and([word("a"), word("b")]), .and([word("c"), word("d")])]))
        #expect(try tree("a (b OR c)") == .and([word("a"), .or([word("b"), word("c")])]))
        #expect(try tree("a or b") == .and([word("a"), word("or"), word("b")]))
    }

    @Test func aMinusTakesAwayOneTermOrGroup() throws {
        #expect(try tree("-dog") == .not(word("dog")))
        #expect(
            try tree("cat -(dog OR tag:x)")
                == .and([word("cat"), .not(.or([word("dog"), field(.tag("x"))]))]))
        #expect(try tree("-(-a)") == .not(.not(word("a"))))
        #expect(try tree("well-known") == word("well-known"))
    }

    @Test func starsMakePrefixesAndSubstrings() throws {
        #expect(try tree("boa*") == .text(TextTerm(.prefix, "boa")))
        #expect(try tree("*oat*") == .text(TextTerm(.substring, "oat")))
        #expect(try tree("\"red boa\"*") == .text(TextTerm(.prefix, "red boa")))
        #expect(try tree("*\"d b\"*") == .text(TextTerm(.substring, "d b")))
        #expect(try tree("~baot") == .text(TextTerm(.fuzzy, "baot")))
    }

    @Test func quotesTakeAwayAnyOtherMeaning() throws {
        for text in ["http://x", "OR", "-a", "(a)", "tag:x", "a*", "@x", "~x", "a|b"] {
            #expect(try tree("\"\(text)\"") == .text(TextTerm(.phrase, text)))
        }
        #expect(try tree(#""say \"hi\" \\ \n""#) == .text(TextTerm(.phrase, #"say "hi" \ \n"#)))
    }

    @Test(arguments: QueryField.allCases) func everyExampleOfAFieldParses(field: QueryField) throws
    {
        for example in field.examples { _ = try Query(parsing: example) }
        #expect(!field.summary.isEmpty)
    }

    @Test(arguments: QueryForm.allCases) func everyExampleOfAFormParses(form: QueryForm) throws {
        _ = try Query(parsing: form.example)
        #expect(!form.summary.isEmpty)
    }

    @Test func fieldsTakeBareAndQuotedValues() throws {
        #expect(try tree("tag:boats") == field(.tag("boats")))
        #expect(try tree("TAG:\"two words\"") == field(.tag("two words")))
        #expect(try tree("ratio:16:9") == field(.ratio("16:9")))
        #expect(try tree("model:flux-schnell") == field(.model("flux-schnell")))
        #expect(try tree("id:last~2 post:ab") == .and([field(.id("last~2")), field(.post("ab"))]))
        #expect(try tree("@winter") == field(.saved("winter")))
        #expect(try tree("@\"dark winter\"") == field(.saved("dark winter")))
        #expect(try tree("is:unknown-prompt") == field(.quality(.unknownPrompt)))
        #expect(
            try tree("is:image kind:Video") == .and([field(.kind(.image)), field(.kind(.video))]))
        #expect(try tree("-tag:x") == .not(field(.tag("x"))))
    }

    @Test func aBarGivesAFieldSeveralValues() throws {
        #expect(try tree("tag:a|\"b|c\"|d") == .or(["a", "b|c", "d"].map { field(.tag($0)) }))
        #expect(
            try tree("used:never|2..")
                == .or([
                    field(.used(NumberRange(0))), field(.used(NumberRange(from: 2, through: nil))),
                ]))
        #expect(try tree("-tag:a|b") == .not(.or([field(.tag("a")), field(.tag("b"))])))
    }

    @Test func numbersAreExactOrARange() throws {
        let expected: [(String, Int?, Int?)] = [
            ("5", 5, 5), (">5", 6, nil), (">=1024", 1024, nil), ("<5", nil, 4), ("<=5", nil, 5),
            ("5..15", 5, 15), ("5..", 5, nil), ("..15", nil, 15), ("7..7", 7, 7), ("\"5\"", 5, 5),
        ]
        for (text, lower, upper) in expected {
            #expect(
                try tree("credits:" + text)
                    == field(.credits(NumberRange(from: lower, through: upper))))
        }
    }

    @Test func wordsAreKeptAsWritten() throws {
        for text in ["帆船", "🚤", "e\u{301}te\u{301}", "שלום", "don't", "red-boat"] {
            #expect(try tree(text) == word(text))
        }
        #expect(try tree(":smile:") == word(":smile:"))
        #expect(try tree("\u{1B}[31m") == word("\u{1B}[31m"))
    }

    @Test func nulIsWhiteSpace() throws {
        #expect(try tree("a\0b") == .and([word("a"), word("b")]))
        #expect(try tree("\"a\0b\"") == .text(TextTerm(.phrase, "a b")))
    }

    @Test func termsKnowWhereTheyStood() throws {
        let terms = try Query(parsing: "é -\"red boat\" tag:a|b").terms

        let ranges = terms.map { term in
            switch term {
            case .text(let text): text.range
            case .field(let field): field.range
            default: 0..<0
            }
        }
        #expect(ranges == [0..<2, 4..<14, 19..<20, 21..<22])
    }

    @Test func textUnderAMinusIsNotWanted() throws {
        let query = try Query(parsing: "red -(dog -cat) (boat* OR \"a b\") tag:x")

        #expect(query.expression.wantedText.map(\.text) == ["red", "boat", "a b"])
    }
}
