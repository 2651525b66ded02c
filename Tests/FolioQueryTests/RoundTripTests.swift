import FolioModel
import FolioQuery
import FolioTestSupport
import Testing

@Suite struct RoundTripTests {
    @Test func everyRandomTreeIsPrintedSoThatItParsesToItself() throws {
        var source = TreeSource(seed: TestSeed.value(20_260_415))
        for _ in 0..<3_000 {
            let expression = source.expression(depth: 4)
            let text = Query(expression).description
            #expect(try tree(text) == expression, "\(text)")
        }
    }

    @Test func whateverRandomTextParsesIsPrintedSoThatItMeansTheSame() throws {
        let pieces = [
            "\"", "(", ")", "-", "*", "~", "@", "|", ":", " ", " ", "OR", " OR ", "a", "b", "é",
            "帆", "\\", "\0", "\u{301}", "\u{1B}", "tag:", "date:", "credits:", "is:gone", "5", "..",
            "2026", ">", "-3w", "today", "\"a b\"",
        ]
        var random = SeededGenerator(seed: TestSeed.value(7))
        var parsed = 0
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 1...10, using: &random))
                .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            do {
                let query = try Query(parsing: text)
                parsed += 1
                #expect(try Query(parsing: query.description) == query, "\(text)")
            } catch {
                #expect(error.range.upperBound <= text.utf8.count, "\(text)")
                #expect(error.rendered(in: text).contains("^"))
            }
        }
        #expect(parsed > 1_000)
    }
}

/// Random trees of the shape that the parser makes.
private struct TreeSource {
    private var random: SeededGenerator

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
    }

    mutating func expression(depth: Int) -> Expression {
        guard depth > 0 else { return leaf() }
        switch Int.random(in: 0..<5, using: &random) {
        case 0: return .not(expression(depth: depth - 1))
        case 1: return .allOf(parts(depth))
        case 2: return .anyOf(parts(depth))
        default: return leaf()
        }
    }

    private mutating func parts(_ depth: Int) -> [Expression] {
        var parts: [Expression] = []
        for _ in 0..<Int.random(in: 2...3, using: &random) {
            parts.append(expression(depth: depth - 1))
        }
        return parts
    }

    private mutating func leaf() -> Expression {
        switch Int.random(in: 0..<12, using: &random) {
        case 0: .all
        case 1: .text(TextTerm(.word, pick(["boat", "帆船", "red-boat", "a|b", "or", "\\"])))
        case 2: .text(TextTerm(.phrase, text()))
        case 3: .text(TextTerm(.prefix, text()))
        case 4: .text(TextTerm(.substring, text()))
        case 5: .text(TextTerm(.fuzzy, text()))
        default: .field(FieldTerm(test()))
        }
    }

    private mutating func test() -> FieldTest {
        switch Int.random(in: 0..<15, using: &random) {
        case 0: .tag(text())
        case 1: .model(text())
        case 2: .ratio(pick(["16:9", "1:1"]))
        case 3, 4: .date(date())
        case 5: .credits(number())
        case 6: .width(number())
        case 7: .height(number())
        case 8: .used(number())
        case 9: .album(text())
        case 10: .rating(number())
        case 11: .quality(ItemQuality.allCases.randomElement(using: &random) ?? .gone)
        case 12: .id(pick(["last", "last~2", "k7w2"]))
        case 13: .kind(ItemKind.allCases.randomElement(using: &random) ?? .image)
        default: .saved(text())
        }
    }

    private mutating func text() -> String {
        pick([
            "boat", "OR", "a b", "say \"hi\"", "\\", "\\\"", "a*b", "*", "-x", "(x)", "a:b", "tag:",
            "@a", "~", "a|b", "帆 船", "a\nb", " x ", "\u{301}", "e\u{301}", "\u{1B}[0m", "--",
            "\u{FEFF}",
        ])
    }

    private mutating func number() -> NumberRange {
        let lower = Int.random(in: 0...2_000, using: &random)
        let upper = lower + Int.random(in: 0...3, using: &random)
        return switch Int.random(in: 0..<3, using: &random) {
        case 0: NumberRange(from: lower, through: nil)
        case 1: NumberRange(from: nil, through: upper)
        default: NumberRange(from: lower, through: upper)
        }
    }

    private mutating func date() -> DateRange {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: .on(endpoint())
        case 1: .from(endpoint())
        case 2: .through(endpoint())
        case 3: .after(endpoint())
        case 4: .before(endpoint())
        default: .between(.year(Int.random(in: 1...2_000, using: &random)), .daysAgo(3))
        }
    }

    private mutating func endpoint() -> DateEndpoint {
        let day = CivilDate(daysSince1970: Int.random(in: -700_000...2_900_000, using: &random))
        switch Int.random(in: 0..<6, using: &random) {
        case 0: return .year(day.year)
        case 1: return .month(year: day.year, month: day.month)
        case 2: return .day(day)
        case 3: return .daysAgo(Int.random(in: 0...999_999, using: &random))
        case 4: return .monthsAgo(Int.random(in: 0...999_999, using: &random))
        default: return .moment(moment(on: day))
        }
    }

    private mutating func moment(on day: CivilDate) -> CivilMoment {
        let precisions: [CivilMoment.Precision] = [.minute, .second, .millisecond]
        let precision = precisions.randomElement(using: &random) ?? .minute
        let unit = Int(precision.milliseconds)
        let offsets: [Int?] = [nil, 0, 7_200, -12_600]
        return CivilMoment(
            date: day,
            millisecondOfDay: Int.random(in: 0..<86_400_000 / unit, using: &random) * unit,
            precision: precision, offset: offsets.randomElement(using: &random) ?? nil)
    }

    private mutating func pick(_ choices: [String]) -> String {
        choices.randomElement(using: &random) ?? ""
    }
}
