import FolioModel
import FolioTestSupport

/// A query as text, and the same question asked of one item of the model.
struct ModelQuery: Sendable {
    let text: String
    /// Whether it speaks of hidden items, which are left out else.
    let namesHidden: @Sendable (ModelLibrary) -> Bool
    let isTrue: @Sendable (ModelView, ModelLibrary) -> Bool

    init(
        _ text: String, namesHidden: @escaping @Sendable (ModelLibrary) -> Bool = { _ in false },
        isTrue: @escaping @Sendable (ModelView, ModelLibrary) -> Bool
    ) {
        (self.text, self.namesHidden, self.isTrue) = (text, namesHidden, isTrue)
    }

    init(_ text: String, _ isTrue: @escaping @Sendable (ModelView) -> Bool) {
        self.init(text) { view, _ in isTrue(view) }
    }

    /// What it finds, newest first.
    func answer(in library: ModelLibrary, _ views: [ModelView]) -> [MediaItem.ID] {
        let showsHidden = namesHidden(library)
        return views.filter { (showsHidden || !$0.isHidden) && isTrue($0, library) }.map(\.item.id)
    }

    static func words(_ text: String, _ fits: @escaping @Sendable ([String]) -> Bool) -> ModelQuery
    {
        ModelQuery(text) { $0.texts.contains(where: fits) }
    }

    static func word(_ word: String) -> ModelQuery {
        sequence(word, word, isPrefix: false)
    }

    static func phrase(_ words: [String]) -> ModelQuery {
        let text = words.joined(separator: " ")
        return sequence("\"\(text)\"", text, isPrefix: false)
    }

    static func beginning(_ part: String) -> ModelQuery {
        sequence("\(part)*", part, isPrefix: true)
    }

    /// Words one after the other. Scripts without spaces have no borders of words.
    private static func sequence(_ query: String, _ text: String, isPrefix: Bool) -> ModelQuery {
        let wanted = ModelView.words(text)
        if NaiveText.isUnspaced(text) {
            let needle = NaiveText(text)
            return ModelQuery(query) {
                $0.wholeTexts.contains { $0.holds(needle, atStart: false, atEnd: false) }
            }
        }
        return words(query) { words in
            guard words.count >= wanted.count else { return false }
            return (0...(words.count - wanted.count)).contains { start in
                zip(words[start...], wanted).enumerated().allSatisfy { index, pair in
                    isPrefix && index == wanted.count - 1
                        ? pair.0.hasPrefix(pair.1) : pair.0 == pair.1
                }
            }
        }
    }

    static func part(_ part: String) -> ModelQuery {
        holding("*\(part)*", ModelView.words(part).joined(separator: " "))
    }

    private static func holding(_ query: String, _ part: String) -> ModelQuery {
        words(query) { $0.contains { $0.contains(part) } }
    }

    static func similar(_ word: String) -> ModelQuery {
        let wanted = ModelView.words(word).map { Array($0.unicodeScalars) }
        let limit = wanted.allSatisfy { $0.count > 3 } ? 2 : 1
        return words("~\(word)") { words in
            words.contains { other in
                wanted.contains {
                    distance($0[...], Array(other.unicodeScalars)[...], limit) <= limit
                }
            }
        }
    }

    /// Letters added, left out, changed or swapped with their neighbour; more than `limit` where
    /// it takes more.
    private static func distance(
        _ left: ArraySlice<Unicode.Scalar>, _ right: ArraySlice<Unicode.Scalar>, _ limit: Int
    ) -> Int {
        guard limit >= 0 else { return 1 }
        guard let first = left.first, let other = right.first else {
            return max(left.count, right.count)
        }
        if first == other { return distance(left.dropFirst(), right.dropFirst(), limit) }
        var least = min(
            distance(left.dropFirst(), right.dropFirst(), limit - 1),
            distance(left.dropFirst(), right, limit - 1),
            distance(left, right.dropFirst(), limit - 1))
        if left.count > 1, right.count > 1, first == right.dropFirst().first,
            other == left.dropFirst().first
        {
            least = min(least, distance(left.dropFirst(2), right.dropFirst(2), limit - 1))
        }
        return least + 1
    }

    static func not(_ query: ModelQuery) -> ModelQuery {
        ModelQuery("-(\(query.text))", namesHidden: query.namesHidden) { !query.isTrue($0, $1) }
    }

    static func all(_ queries: [ModelQuery]) -> ModelQuery {
        ModelQuery(
            queries.map { "(\($0.text))" }.joined(separator: " "),
            namesHidden: { library in queries.contains { $0.namesHidden(library) } }
        ) { view, library in queries.allSatisfy { $0.isTrue(view, library) } }
    }

    static func any(_ queries: [ModelQuery]) -> ModelQuery {
        ModelQuery(
            queries.map { "(\($0.text))" }.joined(separator: " OR "),
            namesHidden: { library in queries.contains { $0.namesHidden(library) } }
        ) { view, library in queries.contains { $0.isTrue(view, library) } }
    }
}
