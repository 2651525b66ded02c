package import FolioModel

/// What `diff` prints of two items.
package struct DifferenceSheet: Sendable {
    package let before: MediaItem
    package let after: MediaItem
    /// `nil` where one of the prompts is not known.
    package let words: WordDifference?

    package init(before: MediaItem, after: MediaItem) {
        self.before = before
        self.after = after
        if let old = before.prompt, let new = after.prompt {
            words = WordDifference(from: old, to: new)
        } else {
            words = nil
        }
    }

    /// The keys of an item's JSON in which the two differ.
    package var changed: [String] {
        [
            ("prompt", !isSame(before.prompt, after.prompt)),
            ("model", before.model != after.model), ("ratio", before.ratio != after.ratio),
            ("width", before.width != after.width), ("height", before.height != after.height),
            ("credits", before.credits != after.credits),
            ("tags", Set(before.tags) != Set(after.tags)),
        ].filter(\.1).map(\.0)
    }

    package var removedTags: [String] { before.tags.filter { !after.tags.contains($0) } }

    package var addedTags: [String] { after.tags.filter { !before.tags.contains($0) } }

    /// A line for each thing that changed, below one that names the two.
    package func lines(isStyled: Bool) -> [StyledText] {
        let facts = [
            ("model", before.model, after.model), ("ratio", before.ratio, after.ratio),
            ("size", Self.size(of: before), Self.size(of: after)),
            ("credits", before.credits.map(String.init), after.credits.map(String.init)),
        ]
        let changes = facts.filter { $0.1 != $0.2 }.map { name, old, new in
            Self.title(name) + StyledText("\(old ?? "–") → \(new ?? "–")")
        }
        let tags =
            removedTags.map { StyledText("-\($0) ", .removed) }
            + addedTags.map { StyledText("+\($0) ", .added) }
        return [StyledText(before.id, .bold) + StyledText(" → ") + StyledText(after.id, .bold)]
            + changes + (tags.isEmpty ? [] : [tags.reduce(Self.title("tags"), +)])
            + [Self.title("prompt") + prompt(isStyled: isStyled)]
    }

    private func prompt(isStyled: Bool) -> StyledText {
        guard let words else {
            guard before.prompt != nil || after.prompt != nil else {
                return StyledText("(unknown)", .dim)
            }
            return StyledText("\(before.prompt ?? "(unknown)") → \(after.prompt ?? "(unknown)")")
        }
        return StyledText(joining: words.segments.map { Self.text($0, isStyled: isStyled) })
    }

    /// White space at the beginning stays outside of the marks.
    private static func text(_ segment: WordDifference.Segment, isStyled: Bool) -> StyledText {
        let (open, close, style): (String, String, StyledText.Style)
        switch segment.kind {
        case .same: return StyledText(segment.text)
        case .removed: (open, close, style) = ("[-", "-]", .removed)
        case .added: (open, close, style) = ("{+", "+}", .added)
        }
        let core = segment.text.drop(while: \.isWhitespace)
        let space = segment.text[..<core.startIndex]
        guard !core.isEmpty else {
            return StyledText(isStyled ? segment.text : open + segment.text + close, style)
        }
        return StyledText(String(space))
            + StyledText(isStyled ? String(core) : open + core + close, style)
    }

    private static func title(_ name: String) -> StyledText {
        StyledText(name + String(repeating: " ", count: max(1, 9 - name.count)), .dim)
    }

    private static func size(of item: MediaItem) -> String? {
        guard item.width != nil || item.height != nil else { return nil }
        return "\(item.width.map(String.init) ?? "?") × \(item.height.map(String.init) ?? "?")"
    }

    /// Byte for byte: Swift calls two spellings of one letter equal.
    private func isSame(_ old: String?, _ new: String?) -> Bool {
        guard let old, let new else { return old == nil && new == nil }
        return old.utf8.elementsEqual(new.utf8)
    }
}

extension DifferenceSheet {
    package func json(posts: [MediaItem.ID: [Post.ID]]) -> DifferenceJSON {
        DifferenceJSON(
            before: ItemJSON(before, posts: posts[before.id] ?? []),
            after: ItemJSON(after, posts: posts[after.id] ?? []), changed: changed,
            segments: words.map { words in
                words.segments.map {
                    DifferenceJSON.Segment(change: $0.kind.rawValue, text: $0.text)
                }
            }, tags_removed: removedTags, tags_added: addedTags)
    }
}

/// What changed from one item to another, as JSON output shows it.
package struct DifferenceJSON: Encodable, Sendable {
    package var format_version = JSONText.formatVersion
    package var before: ItemJSON
    package var after: ItemJSON
    package var changed: [String]
    @Nullable package var segments: [Segment]?
    package var tags_removed: [String]
    package var tags_added: [String]

    package struct Segment: Encodable, Sendable {
        package var change: String
        package var text: String
    }
}
