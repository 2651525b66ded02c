import FolioModel
import FolioTestSupport

/// An item with what people said of it, and its texts as words.
struct ModelView {
    let item: ModelItem
    var tags: Set<Int> = []
    /// Folded names.
    var albums: Set<String> = []
    var rating: Int?
    var isHidden = false
    /// The words of the prompt, the tags, the note and, without a prompt, the file's name.
    var texts: [[String]] = []
    /// The same texts with what is between the words.
    var wholeTexts: [NaiveText] = []

    /// The words of a text, folded.
    static func words(_ text: String) -> [String] {
        var words: [String] = []
        var isInside = false
        for scalar in NaiveText(text).text.unicodeScalars {
            if NaiveText.isLetter(scalar) {
                if !isInside { words.append("") }
                words[words.count - 1].unicodeScalars.append(scalar)
                isInside = true
            } else {
                isInside = false
            }
        }
        return words
    }
}

extension ModelLibrary {
    /// Items by their numbers, the newest first; of the same moment, the last that arrived.
    func views(_ numbers: [Int]? = nil) -> [ModelView] {
        let chosen = numbers ?? Array(items.indices)
        var views = Dictionary(
            uniqueKeysWithValues: chosen.map { ($0, ModelView(item: items[$0])) })
        var notes: [Int: String] = [:]
        for (fact, value) in facts {
            switch fact {
            case .tagged(let item, let tag): views[item]?.tags.insert(tag)
            case .inAlbum(let item, let album):
                views[item]?.albums.insert((facts[.album(album)] ?? "").lowercased())
            case .rating(let item): views[item]?.rating = Int(value)
            case .hidden(let item): views[item]?.isHidden = true
            case .note(let item): notes[item] = value
            default: break
            }
        }
        for number in chosen {
            let names = (views[number]?.tags ?? []).sorted().compactMap { facts[.tag($0)] }
            let name = items[number].prompt == nil ? items[number].fileName : nil
            let texts = [
                items[number].prompt, names.joined(separator: " "), notes[number], name,
            ].compactMap { $0 }
            views[number]?.texts = texts.map(ModelView.words)
            views[number]?.wholeTexts = texts.map(NaiveText.init)
        }
        return chosen.sorted {
            (items[$0].createdAt, $0) > (items[$1].createdAt, $1)
        }.compactMap { views[$0] }
    }
}
