package import FolioModel

/// An item as the naive search sees it.
package struct NaiveItem {
    package let item: MediaItem
    let texts: [NaiveText]

    package init(_ item: MediaItem) {
        self.item = item
        let name = item.prompt == nil ? item.fileName : nil
        texts = [item.prompt, item.tags.joined(separator: " "), name].compactMap { $0 }
            .map(NaiveText.init)
    }

    package func holds(_ needle: NaiveText, atStart: Bool, atEnd: Bool) -> Bool {
        texts.contains { $0.holds(needle, atStart: atStart, atEnd: atEnd) }
    }
}

/// A query as text, and the same question asked of one item.
package struct NaiveQuery {
    package let text: String
    package let isTrue: (NaiveItem) -> Bool

    package init(text: String, isTrue: @escaping (NaiveItem) -> Bool) {
        self.text = text
        self.isTrue = isTrue
    }

    package static func word(_ word: String) -> NaiveQuery {
        let isWhole = !NaiveText.isUnspaced(word)
        let needle = NaiveText(word)
        return NaiveQuery(text: word) { $0.holds(needle, atStart: isWhole, atEnd: isWhole) }
    }

    package static func beginning(_ part: String) -> NaiveQuery {
        let isWhole = !NaiveText.isUnspaced(part)
        let needle = NaiveText(part)
        return NaiveQuery(text: "\(part)*") { $0.holds(needle, atStart: isWhole, atEnd: false) }
    }

    package static func part(_ part: String) -> NaiveQuery {
        let needle = NaiveText(part)
        return NaiveQuery(text: "*\(part)*") { $0.holds(needle, atStart: false, atEnd: false) }
    }

    package static func not(_ query: NaiveQuery) -> NaiveQuery {
        NaiveQuery(text: "-(\(query.text))") { !query.isTrue($0) }
    }

    package static func all(_ queries: [NaiveQuery]) -> NaiveQuery {
        NaiveQuery(text: queries.map { "(\($0.text))" }.joined(separator: " ")) { item in
            queries.allSatisfy { $0.isTrue(item) }
        }
    }

    package static func any(_ queries: [NaiveQuery]) -> NaiveQuery {
        NaiveQuery(text: queries.map { "(\($0.text))" }.joined(separator: " OR ")) { item in
            queries.contains { $0.isTrue(item) }
        }
    }
}
