/// Word by word, what makes one text another.
///
/// The segments in their order, those that were added left out, are the old text, and the new one
/// where those that were removed are left out: nothing is lost, white space included.
package struct WordDifference: Hashable, Sendable {
    package struct Segment: Hashable, Sendable {
        package let kind: Kind
        /// Never empty.
        package let text: String

        package init(_ kind: Kind, _ text: String) {
            self.kind = kind
            self.text = text
        }
    }

    package enum Kind: String, Sendable {
        case same, removed, added
    }

    /// No two of one kind stand side by side; what was removed stands before what came instead.
    package let segments: [Segment]

    package init(from old: String, to new: String) {
        let (before, after) = (WordPiece.pieces(of: old), WordPiece.pieces(of: new))
        var numbers = WordNumbers()
        let common = CommonSequence(numbers.of(before), numbers.of(after))
        var writer = SegmentWriter()
        var (left, right) = (0, 0)
        for (oldPlace, newPlace) in common.pairs {
            writer.remove(before[left..<oldPlace])
            writer.add(after[right..<newPlace])
            writer.keep(before[oldPlace], as: after[newPlace])
            (left, right) = (oldPlace + 1, newPlace + 1)
        }
        writer.remove(before[left...])
        writer.add(after[right...])
        segments = writer.finished()
    }
}

/// Equal words have equal numbers, which are compared sooner.
private struct WordNumbers {
    private var known: [WordPiece.Word: Int] = [:]

    mutating func of(_ pieces: [WordPiece]) -> [Int] {
        pieces.map { piece in
            let number = known[piece.word] ?? known.count
            known[piece.word] = number
            return number
        }
    }
}
