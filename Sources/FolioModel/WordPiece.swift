/// A word, or a sign that stands by itself, with the white space before it.
struct WordPiece {
    let space: Substring
    let word: Word

    /// Equal byte for byte: Swift calls two spellings of one letter equal.
    struct Word: Hashable {
        let text: Substring

        static func == (left: Word, right: Word) -> Bool {
            left.text.utf8.elementsEqual(right.text.utf8)
        }

        func hash(into hasher: inout Hasher) {
            for byte in text.utf8 { hasher.combine(byte) }
        }
    }

    /// All of a text. The last piece has no word, only the white space at the end.
    static func pieces(of text: String) -> [WordPiece] {
        var pieces: [WordPiece] = []
        var rest = text[...]
        while !rest.isEmpty {
            let space = rest.prefix(while: \.isWhitespace)
            rest = rest[space.endIndex...]
            let word = firstWord(of: rest)
            rest = rest[word.endIndex...]
            pieces.append(WordPiece(space: space, word: Word(text: word)))
        }
        if pieces.last.map({ !$0.word.text.isEmpty }) ?? true {
            pieces.append(WordPiece(space: "", word: Word(text: "")))
        }
        return pieces
    }

    /// In scripts without spaces between words every character is one.
    private static func firstWord(of text: Substring) -> Substring {
        let word = text.prefix(while: isJoined)
        return word.isEmpty ? text.prefix(1) : word
    }

    private static func isJoined(_ character: Character) -> Bool {
        guard let first = character.unicodeScalars.first else { return false }
        if first.isASCII {
            return (48...57).contains(first.value) || (65...90).contains(first.value)
                || (97...122).contains(first.value)
        }
        return (first.properties.isAlphabetic || first.properties.numericType != nil)
            && !first.isUnspaced
    }
}

/// Joins pieces to segments.
struct SegmentWriter {
    private var segments: [WordDifference.Segment] = []
    private var removed = ""
    private var added = ""
    private var same = ""

    mutating func remove(_ pieces: ArraySlice<WordPiece>) {
        for piece in pieces { removed += piece.space + piece.word.text }
    }

    mutating func add(_ pieces: ArraySlice<WordPiece>) {
        for piece in pieces { added += piece.space + piece.word.text }
    }

    mutating func keep(_ old: WordPiece, as new: WordPiece) {
        let isSpaceKept = old.space.utf8.elementsEqual(new.space.utf8)
        if !isSpaceKept {
            removed += old.space
            added += new.space
        }
        endChange()
        same += (isSpaceKept ? new.space : "") + new.word.text
    }

    mutating func finished() -> [WordDifference.Segment] {
        endChange()
        endSame()
        return segments
    }

    private mutating func endChange() {
        guard !removed.isEmpty || !added.isEmpty else { return }
        // White space that both sides begin with is no part of the change.
        let kept = zip(removed.unicodeScalars, added.unicodeScalars)
            .prefix { $0 == $1 && $0.properties.isWhitespace }.map(\.0)
        if !kept.isEmpty, !removed.unicodeScalars.dropFirst(kept.count).isEmpty,
            !added.unicodeScalars.dropFirst(kept.count).isEmpty
        {
            same.unicodeScalars.append(contentsOf: kept)
            removed.unicodeScalars.removeFirst(kept.count)
            added.unicodeScalars.removeFirst(kept.count)
        }
        endSame()
        if !removed.isEmpty { segments.append(.init(.removed, removed)) }
        if !added.isEmpty { segments.append(.init(.added, added)) }
        (removed, added) = ("", "")
    }

    private mutating func endSame() {
        if !same.isEmpty { segments.append(.init(.same, same)) }
        same = ""
    }
}
