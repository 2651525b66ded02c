import FolioCLI
import Testing

@Suite struct CSVTests {
    @Test func quotedFieldsHoldSeparatorsQuotesAndLineEnds() throws {
        let csv = try CSVRecords(
            "Prompt, model\r\n\"a \"\"red\"\" boat,\r\nat dusk\",flux\r\n\r\nplain,\r\n")

        #expect(csv.columns == ["prompt", "model"])
        #expect(csv.records.map(\.line) == [2, 5])
        #expect(csv.records[0].values == ["prompt": "a \"red\" boat,\r\nat dusk", "model": "flux"])
        #expect(csv.records[1].values == ["prompt": "plain"])
    }

    @Test(arguments: [
        "prompt;model\na, b;x", "prompt\tmodel\na, b\tx", "\u{FEFF}prompt;model\na, b;x\n",
    ])
    func theFirstLineShowsTheSeparator(text: String) throws {
        #expect(try CSVRecords(text).records.map(\.values) == [["prompt": "a, b", "model": "x"]])
    }

    @Test func aMistakeIsFoundOnItsLine() {
        #expect(throws: CSVError.empty) { try CSVRecords("") }
        #expect(throws: CSVError.columnTwice("a")) { try CSVRecords("a,A\n") }
        #expect(throws: CSVError.fieldCount(line: 3, found: 3, expected: 2)) {
            try CSVRecords("a,b\n1,2\n1,2,3\n")
        }
        #expect(throws: CSVError.unclosedQuote(line: 3)) {
            try CSVRecords("a,b\n1,2\n\"1,2\n3,4\n")
        }
        #expect(throws: CSVError.textBehindQuote(line: 2)) { try CSVRecords("a\n\"1\"2\n") }
    }
}
