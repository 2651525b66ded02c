import FolioModel
import FolioTestSupport

/// Queries of every class, drawn at random.
struct ModelQueries {
    var generator: SeededGenerator

    static let words = [
        "boat", "boats", "Bote", "red", "redder", "Sea", "café", "CAFÉS", "lamp", "lighthouse",
        "light", "雪山", "赤い雪山の灯台", "étude", "naïve", "über", "2026", "x1", "снег", "снегопад",
    ]
    static let tags = ["a", "Bb", "cc-dd", "étude", "雪", "boat"]
    static let albums = ["Winter", "winter sale", "Été"]
    static let saved = ["one", "two", "three"]

    /// What saved searches and rules ask.
    static let kept: [ModelQuery] = [
        .word("boat"), .beginning("light"), tag("a"), .not(.word("red")), rated(4...),
        .any([.word("lamp"), tag("Bb")]), .all([.part("oat"), .not(tag("cc-dd"))]),
        quality("is:hidden") { $0.isHidden },
    ]

    mutating func next(in library: ModelLibrary, depth: Int = 2) -> ModelQuery {
        guard depth > 0 else { return leaf(in: library) }
        switch Int.random(in: 0..<7, using: &generator) {
        case 0: return .not(next(in: library, depth: depth - 1))
        case 1, 2: return .all((0..<2).map { _ in next(in: library, depth: depth - 1) })
        case 3, 4: return .any((0..<3).map { _ in next(in: library, depth: depth - 1) })
        default: return leaf(in: library)
        }
    }

    private mutating func leaf(in library: ModelLibrary) -> ModelQuery {
        switch Int.random(in: 0..<14, using: &generator) {
        case 0, 1: .word(one(of: Self.words))
        case 2: .phrase([one(of: Self.words), one(of: Self.words)])
        case 3: .beginning(piece(fromStart: true))
        case 4: .part(piece(fromStart: false))
        case 5: .similar(misspelled())
        case 6, 7: Self.tag(one(of: Self.tags))
        case 8: number()
        case 9: date()
        case 10: one(of: Self.qualities)
        case 11: named(in: library)
        case 12: one(of: Self.facets)
        default: album()
        }
    }

    private mutating func one<Value>(of values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &generator)]
    }

    private mutating func piece(fromStart: Bool) -> String {
        let letters = Array(one(of: Self.words))
        let start = fromStart ? 0 : Int.random(in: 0..<letters.count, using: &generator)
        return String(letters[start...].prefix(Int.random(in: 1...4, using: &generator)))
    }

    private mutating func misspelled() -> String {
        var letters = Array(one(of: Self.words))
        let place = Int.random(in: letters.indices, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: letters[place] = "o"
        case 1: letters.insert("e", at: place)
        case 2 where letters.count > 1: letters.remove(at: place)
        default: letters.swapAt(0, letters.count - 1)
        }
        return String(letters)
    }

    private mutating func album() -> ModelQuery {
        let name = one(of: Self.albums)
        return ModelQuery("album:\"\(name)\"") { $0.albums.contains(name.lowercased()) }
    }

    private mutating func named(in library: ModelLibrary) -> ModelQuery {
        let names = Self.saved.filter { library.facts[.saved($0)] != nil }
        if !names.isEmpty, Bool.random(using: &generator) { return Self.saved(one(of: names)) }
        guard let item = library.items.randomElement(using: &generator) else {
            return .word("boat")
        }
        let beginning = String(item.id.prefix(Int.random(in: 6...8, using: &generator)))
        return ModelQuery("id:\(beginning)", namesHidden: { _ in true }) { view, _ in
            view.item.id.hasPrefix(beginning)
        }
    }

    private static func saved(_ name: String) -> ModelQuery {
        let query = { @Sendable (library: ModelLibrary) in
            kept.first { $0.text == library.facts[.saved(name)] }
        }
        return ModelQuery("@\(name)", namesHidden: { query($0)?.namesHidden($0) ?? false }) {
            query($1)?.isTrue($0, $1) ?? false
        }
    }
}

// Fields.
extension ModelQueries {
    static func tag(_ name: String) -> ModelQuery {
        ModelQuery("tag:\(name)") { view, library in
            library.tag(name).map(view.tags.contains) ?? false
        }
    }

    private static func rated(_ range: PartialRangeFrom<Int>) -> ModelQuery {
        ModelQuery("rating:>=\(range.lowerBound)") { $0.rating.map(range.contains) ?? false }
    }

    private static func quality(
        _ text: String, _ isTrue: @escaping @Sendable (ModelView) -> Bool
    ) -> ModelQuery {
        ModelQuery(text, namesHidden: { _ in text == "is:hidden" }) { view, _ in isTrue(view) }
    }

    private mutating func number() -> ModelQuery {
        let (low, high) = (
            Int.random(in: 0..<6, using: &generator), Int.random(in: 5..<12, using: &generator)
        )
        switch Int.random(in: 0..<7, using: &generator) {
        case 0: return Self.range("credits:>\(low)", (low + 1)...) { $0.item.credits }
        case 1: return Self.range("credits:\(low)..\(high)", low...high) { $0.item.credits }
        case 2: return Self.range("width:>=\(low * 400)", (low * 400)...) { $0.item.width }
        case 3: return Self.range("height:..\(high * 100)", ...(high * 100)) { $0.item.height }
        case 4: return Self.range("used:never", 0...0) { $0.item.posts }
        case 5: return Self.range("used:\(low)..", low...) { $0.item.posts }
        default: return Self.range("rating:<\(low + 1)", ..<(low + 1)) { $0.rating }
        }
    }

    /// What is not known fits no range.
    private static func range(
        _ text: String, _ range: some RangeExpression<Int> & Sendable,
        _ value: @escaping @Sendable (ModelView) -> Int?
    ) -> ModelQuery {
        ModelQuery(text) { value($0).map(range.contains) ?? false }
    }

    private mutating func date() -> ModelQuery {
        let day = Int.random(in: 13...17, using: &generator)
        // The 15th of April is the day of TemporaryLibrary.now, whose noon that is.
        let start = TemporaryLibrary.now.milliseconds - 43_200_000 + Int64(day - 15) * 86_400_000
        let end = start + 86_400_000
        let today = TemporaryLibrary.now.milliseconds - 43_200_000
        let (text, from, until): (String, Int64, Int64) =
            switch Int.random(in: 0..<7, using: &generator) {
            case 0: ("2026-04-\(day)", start, end)
            case 1: ("2026-04-\(day)..", start, .max)
            case 2: ("..2026-04-\(day)", .min, end)
            case 3: ("2026-04-\(day)T07:30..", start + 27_000_000, .max)
            case 4: ("yesterday", today - 86_400_000, today)
            case 5: ("<today", .min, today)
            default: ("2026-04-13..2026-04-\(day)", today - 2 * 86_400_000, end)
            }
        return ModelQuery("date:\(text)") { from <= $0.item.createdAt && $0.item.createdAt < until }
    }

    private static let facets: [ModelQuery] = [
        ModelQuery("model:FLUX-schnell") { $0.item.model == "flux-schnell" },
        ModelQuery("ratio:16:9") { $0.item.ratio == "16:9" },
        ModelQuery("ratio:1:1|16:9") { ["1:1", "16:9"].contains($0.item.ratio) },
        ModelQuery("kind:video") { $0.item.kind == .video },
        ModelQuery("is:image") { $0.item.kind == .image },
        ModelQuery("*") { _ in true },
    ]

    private static let qualities: [ModelQuery] = [
        quality("is:gone") { $0.item.presence == .gone },
        quality("is:local") { $0.item.presence == .local },
        quality("is:remote") { [.remote, .both].contains($0.item.presence) },
        quality("is:unknown-prompt") { $0.item.prompt == nil },
        quality("is:no-pixels") { !$0.item.isHeld },
        quality("is:pending") { $0.item.state.isPending },
        quality("is:ready") { $0.item.state == .ready && $0.item.presence != .gone },
        quality("is:failed") { $0.item.state == .failed },
        quality("is:untagged") { $0.tags.isEmpty },
        quality("is:unrated") { $0.rating == nil },
        quality("is:hidden") { $0.isHidden },
    ]
}
