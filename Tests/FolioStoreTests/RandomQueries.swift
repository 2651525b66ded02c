import FolioModel
import FolioTestSupport

/// Queries of every class, made from the words of some prompts.
struct RandomQueries {
    private var generator: SeededGenerator
    private let words: [String]

    init(_ prompts: [String], seed: UInt64) {
        generator = SeededGenerator(seed: seed)
        words = prompts.flatMap { $0.split(separator: " ") }.map(String.init)
            .map { String($0.trimming(while: Self.isSentenceMark)) }
            .filter { $0.unicodeScalars.allSatisfy(Self.isPlain) && !$0.hasPrefix("-") && $0 != "" }
            .filter { $0 != "OR" && !$0.hasPrefix("@") && !$0.hasPrefix("~") }
    }

    mutating func next(depth: Int = 2) -> NaiveQuery {
        guard depth > 0 else { return leaf() }
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: return .not(next(depth: depth - 1))
        case 1, 2: return .all((0..<2).map { _ in next(depth: depth - 1) })
        case 3, 4: return .any((0..<3).map { _ in next(depth: depth - 1) })
        default: return leaf()
        }
    }

    private mutating func leaf() -> NaiveQuery {
        switch Int.random(in: 0..<9, using: &generator) {
        case 0...2: .word(word())
        case 3: .beginning(piece(fromStart: true))
        case 4: .part(piece(fromStart: false))
        case 5, 6: fact()
        case 7: NaiveQuery(text: "tag:draft") { $0.item.tags.contains("draft") }
        default: NaiveQuery(text: "tag:Boote") { $0.item.tags.contains("boote") }
        }
    }

    private mutating func fact() -> NaiveQuery {
        let number = Int.random(in: 1..<40, using: &generator)
        switch number % 8 {
        case 0:
            return NaiveQuery(text: "credits:>\(number)") {
                $0.item.credits.map { $0 > number } ?? false
            }
        case 1:
            return NaiveQuery(text: "credits:..\(number)") {
                $0.item.credits.map { $0 <= number } ?? false
            }
        case 2:
            return NaiveQuery(text: "width:1024..1600") { (1024...1600) ~= ($0.item.width ?? 0) }
        case 3: return NaiveQuery(text: "model:FLUX-schnell") { $0.item.model == "flux-schnell" }
        case 4: return NaiveQuery(text: "ratio:16:9") { $0.item.ratio == "16:9" }
        case 5: return NaiveQuery(text: "is:untagged") { $0.item.tags.isEmpty }
        case 6:
            let noon = TemporaryLibrary.now.milliseconds
            return NaiveQuery(text: "date:2026-04-15T12:\(number + 10)..") {
                $0.item.createdAt.milliseconds >= noon + Int64(number + 10) * 60_000
            }
        default: return NaiveQuery(text: "is:unknown-prompt") { $0.item.prompt == nil }
        }
    }

    mutating func word() -> String {
        words.randomElement(using: &generator) ?? "boat"
    }

    private mutating func piece(fromStart: Bool) -> String {
        let letters = Array(word())
        let start = fromStart ? 0 : Int.random(in: 0..<letters.count, using: &generator)
        let length = Int.random(in: 1...4, using: &generator)
        return String(letters[start...].prefix(length))
    }

    private static func isSentenceMark(_ character: Character) -> Bool {
        ".,;:!?…'’‘“”、。，？¿¡".contains(character)
    }

    /// Has no meaning in the language.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        !"\"()*:|\\".unicodeScalars.contains(scalar)
    }
}

extension String {
    fileprivate func trimming(while isDropped: (Character) -> Bool) -> Substring {
        var rest = self[...]
        while let first = rest.first, isDropped(first) { rest.removeFirst() }
        while let last = rest.last, isDropped(last) { rest.removeLast() }
        return rest
    }
}
