import FolioCLI
import FolioModel
import FolioStore
import Testing

@Suite struct TextOutputTests {
    @Test(arguments: [
        ("boat", 4), ("灯台", 4), ("🐈", 2), ("e\u{301}", 1), ("👩‍👩‍👧", 2), ("маяк", 4), ("ｱ", 1), ("", 0),
    ])
    func widthIsCountedInColumns(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test func aTableIsCutToTheTerminalAndAlignsWideText() {
        let table = TextTable(
            columns: [.init("id"), .init("n", .right), .init("text")],
            rows: [
                [StyledText("a"), StyledText("10"), StyledText("灯台灯台灯台灯台灯台")],
                [StyledText("灯"), StyledText("7"), StyledText("b")],
            ])

        #expect(table.lines(width: 20) == ["a   10  灯台灯台灯…", "灯   7  b"])
        #expect(table.lines() == ["a   10  灯台灯台灯台灯台灯台", "灯   7  b"])
    }

    @Test func matchesAreMarkedOnATerminalAlone() {
        let found = FoundItem(
            item: MediaItem(
                id: "1", presence: .local, prompt: "🐈 boat", createdAt: Timestamp(milliseconds: 0)),
            matches: [3..<7])

        #expect(StyledText(marking: found).rendered(styled: false) == "🐈 boat")
        #expect(StyledText(marking: found).rendered(styled: true) == "🐈 \u{1B}[1;4mboat\u{1B}[0m")
    }

    @Test func aMatchThatCutsACharacterOrReachesTooFarIsNotMarked() {
        let item = MediaItem(
            id: "1", presence: .local, prompt: "🐈", createdAt: Timestamp(milliseconds: 0))

        for match in [0..<1, 1..<2, 0..<9, 5..<6] {
            let text = StyledText(marking: FoundItem(item: item, matches: [match]))
            #expect(text.rendered(styled: true) == "🐈")
        }
    }

    @Test(arguments: ["\u{1B}[31m", "\u{9B}31m", "\u{202E}x", "\u{7}", "a\u{2028}b", "\u{200B}"])
    func escapesFromOutsideAreMadeVisible(text: String) throws {
        let shown =
            StyledText(text).rendered(styled: true) + (try JSONText.text([text]))
            + CSVText.line([text])

        #expect(!shown.unicodeScalars.contains(where: SafeText.isUnsafe))
        #expect(SafeText.line(text).contains("\\u{"))
    }

    @Test func jsonThatWasMadeHarmlessMeansTheSame() throws {
        #expect(try JSONText.text(["\u{1B}\u{202E}é"]) == #"["\u001b\u202eé"]"#)
    }

    @Test(arguments: [
        ("plain", "plain"), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
        ("=SUM(A1)", "\"'=SUM(A1)\""), ("+1+1", "\"'+1+1\""), ("-x", "\"'-x\""),
        ("@cmd", "\"'@cmd\""), ("\t=1", "\"'\t=1\""), ("-5", "-5"),
        ("two\nlines", "\"two\nlines\""),
        ("", ""),
    ])
    func csvQuotesAndDisarmsFormulas(text: String, field: String) {
        #expect(CSVText.line([text, nil]) == field + ",")
    }
}
