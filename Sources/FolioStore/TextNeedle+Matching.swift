import FolioModel

extension TextNeedle {
    /// Where the needle is in `text`, in bytes of the folded text, ascending.
    func ranges(in text: FoldedText) -> [Range<Int>] {
        if let tolerance { return similarWords(in: text, within: tolerance) }
        if tokens.isEmpty || needsRecheck || !isStartBound {
            return occurrences(in: text)
        }
        return wordSequences(in: text)
    }

    func isIn(_ text: FoldedText) -> Bool {
        !ranges(in: text).isEmpty
    }

    /// The same characters, at the borders of words where that is asked.
    private func occurrences(in text: FoldedText) -> [Range<Int>] {
        let haystack = text.bytes
        guard let first = bytes.first, haystack.count >= bytes.count else { return [] }
        var found: [Range<Int>] = []
        var start = 0
        while start <= haystack.count - bytes.count {
            let range = start..<(start + bytes.count)
            if haystack[start] == first, haystack[range].elementsEqual(bytes),
                !isStartBound || text.beginsWord(start),
                !isEndBound || text.endsWord(range.upperBound - 1)
            {
                found.append(range)
                start = range.upperBound
            } else {
                start += 1
            }
        }
        return found
    }

    /// The same words one after the other, whatever is between them.
    private func wordSequences(in text: FoldedText) -> [Range<Int>] {
        guard let last = words.last, text.words.count >= words.count else { return [] }
        var found: [Range<Int>] = []
        for start in 0...(text.words.count - words.count) where hasWords(text, at: start) {
            let begin = text.words[start].lowerBound
            let end = text.words[start + words.count - 1]
            let upper = isEndBound ? end.upperBound : end.lowerBound + last.count
            if found.last.map({ $0.upperBound <= begin }) ?? true { found.append(begin..<upper) }
        }
        return found
    }

    /// Whether the needle's words stand there, the last one perhaps only with its beginning.
    private func hasWords(_ text: FoldedText, at start: Int) -> Bool {
        for (index, wanted) in words.enumerated() {
            let word = text.words[start + index]
            let mayGoOn = !isEndBound && index == words.count - 1
            guard mayGoOn ? word.count >= wanted.count : word.count == wanted.count,
                text.bytes[word].starts(with: wanted)
            else { return false }
        }
        return true
    }

    private func similarWords(in text: FoldedText, within tolerance: Int) -> [Range<Int>] {
        let wanted = tokens.map { Array($0.unicodeScalars) }
        return text.words.filter { word in
            let letters = Array(String(decoding: text.bytes[word], as: UTF8.self).unicodeScalars)
            return wanted.contains { editDistance($0, letters, within: tolerance) != nil }
        }
    }
}
