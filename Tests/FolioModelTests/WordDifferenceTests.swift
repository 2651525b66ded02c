import FolioModel
import FolioTestSupport
import Testing

@Suite struct WordDifferenceTests {
    private func marked(_ old: String, _ new: String) -> String {
        WordDifference(from: old, to: new).segments.map { segment in
            switch segment.kind {
            case .same: segment.text
            case .removed: "[-\(segment.text)-]"
            case .added: "{+\(segment.text)+}"
            }
        }.joined()
    }

    @Test(arguments: [
        ("a red boat", "a red boat", "a red boat"),
        ("a red boat", "a blue boat", "a [-red-]{+blue+} boat"),
        ("a boat", "a big red boat", "a{+ big red+} boat"),
        ("a boat at night", "a boat", "a boat[- at night-]"),
        ("", "boat", "{+boat+}"),
        ("boat", "", "[-boat-]"),
        ("", "", ""),
        ("red, boat", "red; boat", "red[-,-]{+;+} boat"),
        ("red  boat", "red boat", "red[-  -]{+ +}boat"),
        ("boat\n", "boat", "boat[-\n-]"),
        ("赤いボート", "青いボート", "[-赤-]{+青+}いボート"),
        ("cafe\u{301}", "caf\u{E9}", "[-cafe\u{301}-]{+caf\u{E9}+}"),
        ("Boat 16:9", "boat 16:9", "[-Boat-]{+boat+} 16:9"),
        ("a b c d", "b c d e", "[-a -]b c d{+ e+}"),
        ("👩🏽‍🚀 by sea", "👩🏽‍🚀 by air", "👩🏽‍🚀 by [-sea-]{+air+}"),
    ])
    func wordsThatChangedAreMarked(old: String, new: String, expected: String) {
        #expect(marked(old, new) == expected)
    }

    @Test(arguments: 1...40 as ClosedRange<UInt64>)
    func bothTextsCanBeReadBack(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        let parts = [
            "red", "boat", " ", "  ", ",", "\n", "舟", "é", "e\u{301}", "🚀", "-", "\u{301}",
        ]
        func text() -> String {
            (0..<Int.random(in: 0...30, using: &generator))
                .compactMap { _ in parts.randomElement(using: &generator) }.joined()
        }
        let (old, new) = (text(), text())
        check(old, new)
    }

    @Test func longTextsTakeBoundedTimeAndLoseNothing() {
        var generator = SeededGenerator(seed: 1)
        let words = (0..<20_000).map { _ in "w\(Int.random(in: 0..<9_000, using: &generator))" }
        var changed = words
        for _ in 0..<300 {
            changed[Int.random(in: 0..<changed.count, using: &generator)] = "other"
        }
        let difference = check(words.joined(separator: " "), changed.joined(separator: " "))
        let same = difference.segments.filter { $0.kind == .same }.reduce(0) { $0 + $1.text.count }
        #expect(same > changed.joined(separator: " ").count * 9 / 10)

        let common = words.map { "w\($0.count)\($0.suffix(2))" }
        var other = common
        for place in stride(from: 50, to: other.count, by: 100) { other[place] = "other" }
        let runs = check(common.joined(separator: " "), other.joined(separator: " "))
        #expect(runs.segments.filter { $0.kind == .same }.count > 100)

        let repeated = String(repeating: "boat ", count: 20_000)
        check(repeated + "ship", "ship " + String(repeating: "ship boat ", count: 9_000))
        check(String(repeating: "x", count: 300_000), String(repeating: "y", count: 300_000))
        check(String(repeating: "\u{301}", count: 9_000), String(repeating: "、", count: 9_000))
    }

    @Test func aShortTextIsComparedExactly() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<30 {
            let old = (0..<12).map { _ in Int.random(in: 0..<4, using: &generator) }
            let new = (0..<12).map { _ in Int.random(in: 0..<4, using: &generator) }
            let difference = WordDifference(
                from: old.map { "w\($0)" }.joined(separator: " "),
                to: new.map { "w\($0)" }.joined(separator: " "))
            let same = difference.segments.filter { $0.kind == .same }
                .flatMap { $0.text.split(separator: " ") }.count
            #expect(same == longest(old[...], new[...]))
        }
    }

    @discardableResult
    private func check(_ old: String, _ new: String) -> WordDifference {
        let difference = WordDifference(from: old, to: new)
        func text(without kind: WordDifference.Kind) -> String {
            difference.segments.filter { $0.kind != kind }.map(\.text).joined()
        }
        #expect(text(without: .added).utf8.elementsEqual(old.utf8))
        #expect(text(without: .removed).utf8.elementsEqual(new.utf8))
        #expect(difference.segments.allSatisfy { !$0.text.isEmpty })
        for (left, right) in zip(difference.segments, difference.segments.dropFirst()) {
            #expect(left.kind != right.kind)
        }
        return difference
    }

    private func longest(_ old: ArraySlice<Int>, _ new: ArraySlice<Int>) -> Int {
        var row = [Int](repeating: 0, count: new.count + 1)
        for element in old {
            var diagonal = 0
            for (place, other) in new.enumerated() {
                let above = row[place + 1]
                row[place + 1] = element == other ? diagonal + 1 : max(above, row[place])
                diagonal = above
            }
        }
        return row[new.count]
    }
}
