import FolioModel
import FolioTestSupport

/// Something that happens to a library, with all that is drawn at random in it. Items are named by
/// numbers that are taken modulo how many there are, so that steps may be left out.
enum ModelStep {
    case add(prompt: String?, tags: [String], minute: Int64, facts: Int)
    case generate(prompt: String, credits: Int?, tags: [String], minute: Int64)
    case learn(number: Int, minute: Int64, facts: Int)
    case gone(Int)
    case hold(Int)
    case post([Int])
    case addTags([String], [Int])
    case removeTags([String], [Int])
    case renameTag(String, String)
    case mergeTags([String], String)
    case addAlias(String, String)
    case removeAlias(String)
    case batch([Int], added: [String], removed: [String])
    case addRule(Int, [String])
    case removeRule(Int)
    case addToAlbum(String, [Int])
    case removeFromAlbum(String, [Int])
    case deleteAlbum(String)
    case renameAlbum(String, String)
    case rate([Int], Int)
    case note(Int, String?)
    case hide([Int], Bool)
    case save(String, Int)
    case unsave(String)
    case undo(Int)
    case redo(Int)

    static func random(using random: inout SeededGenerator) -> ModelStep {
        var draw = Draw(random: random)
        defer { random = draw.random }
        switch draw.number(40) {
        case 0...3:
            let prompt = draw.number(8) == 0 ? nil : draw.text()
            return .add(
                prompt: prompt, tags: draw.tags(2), minute: draw.minute(), facts: draw.number(1_000)
            )
        case 4, 5:
            return .generate(
                prompt: draw.text(), credits: draw.number(4) == 0 ? nil : draw.number(12),
                tags: draw.tags(2), minute: draw.minute())
        case 6...8:
            return .learn(
                number: draw.number(12), minute: draw.minute(), facts: draw.number(1_000))
        case 9: return .gone(draw.number(1_000))
        case 10: return .hold(draw.number(1_000))
        case 11: return .post(draw.items(3))
        case 12...15: return .addTags(draw.tags(2, atLeast: 1), draw.items(6))
        case 16, 17: return .removeTags(draw.tags(2, atLeast: 1), draw.items(9))
        case 18: return .renameTag(draw.tag(), draw.tag())
        case 19: return .mergeTags(draw.tags(2, atLeast: 1), draw.tag())
        case 20: return .addAlias(draw.tag(), draw.tag())
        case 21: return .removeAlias(draw.tag())
        case 22: return .batch(draw.items(3), added: draw.tags(2), removed: draw.tags(2))
        case 23:
            return .addRule(draw.number(ModelQueries.kept.count), draw.tags(2, atLeast: 1))
        case 24: return .removeRule(draw.number(12))
        case 25, 26: return .addToAlbum(draw.album(), draw.items(4))
        case 27: return .removeFromAlbum(draw.album(), draw.items(4))
        case 28:
            return draw.number(2) == 0
                ? .deleteAlbum(draw.album()) : .renameAlbum(draw.album(), draw.album())
        case 29, 30: return .rate(draw.items(4), draw.number(6))
        case 31: return .note(draw.number(1_000), draw.number(3) == 0 ? nil : draw.text())
        case 32, 33: return .hide(draw.items(3), draw.number(2) == 0)
        case 34: return .save(draw.saved(), draw.number(ModelQueries.kept.count))
        case 35: return .unsave(draw.saved())
        case 36...38: return .undo(1 + draw.number(3))
        default: return .redo(1 + draw.number(3))
        }
    }
}

/// Draws the parts of a step.
private struct Draw {
    var random: SeededGenerator

    mutating func number(_ count: Int) -> Int {
        Int.random(in: 0..<count, using: &random)
    }

    mutating func one(_ texts: [String]) -> String {
        texts[number(texts.count)]
    }

    mutating func text() -> String {
        let marks = [" ", " ", " ", ", ", ". ", " — ", "  ", "-"]
        var text = one(ModelQueries.words)
        for _ in 0..<number(6) { text += one(marks) + one(ModelQueries.words) }
        return text
    }

    mutating func tag() -> String {
        let name = one(ModelQueries.tags)
        return number(4) == 0 ? name.uppercased() : name
    }

    mutating func tags(_ most: Int, atLeast least: Int = 0) -> [String] {
        (0..<(least + number(most + 1 - least))).map { _ in tag() }
    }

    mutating func album() -> String {
        let name = one(ModelQueries.albums)
        return number(4) == 0 ? name.uppercased() : name
    }

    mutating func saved() -> String {
        one(ModelQueries.saved)
    }

    mutating func items(_ most: Int) -> [Int] {
        (0..<(1 + number(most))).map { _ in number(1_000) }
    }

    /// Two days before and two days after the present moment of the library.
    mutating func minute() -> Int64 {
        Int64(number(5_760)) - 2_880
    }
}
