/// Text as searches see it: case and accents folded as the index folds them, and of what lies
/// between words only what a reader would tell apart.
///
/// White space of any kind and length is one space, curly quotes and long dashes are plain ones,
/// and characters that cannot be seen are left out.
struct FoldedText {
    /// UTF-8.
    private(set) var bytes: [UInt8] = []
    /// Where the words are in ``bytes``.
    private(set) var words: [Range<Int>] = []
    /// For each byte, the UTF-16 offsets of what it was made from in the original text.
    private(set) var origins: [Range<Int>] = []
    /// For each byte, whether a word begins or ends there.
    private(set) var beginsWord: [Bool] = []
    private(set) var endsWord: [Bool] = []

    init(_ text: String, _ tokenizer: SearchTokenizer) throws {
        var offset = 0
        var isInWord = false
        reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if scalar.isASCII, let letter = SearchTokenizer.letter(UInt8(scalar.value)) {
                append(letter, at: offset, &isInWord)
                offset += 1
                continue
            }
            let origin = offset..<(offset + UTF16.width(scalar))
            offset = origin.upperBound
            switch try tokenizer.fold(scalar) {
            case .word(let folded) where isInWord || !folded.isEmpty:
                if !isInWord { words.append(bytes.count..<bytes.count) }
                isInWord = true
                append(folded, origin)
                words[words.count - 1] = words[words.count - 1].lowerBound..<bytes.count
            case .word, .separator:
                isInWord = false
                append(Self.plain(scalar, after: bytes.last), origin)
            }
        }
        markWords()
    }

    /// The words themselves.
    var tokens: [String] {
        words.map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    private mutating func reserveCapacity(_ count: Int) {
        bytes.reserveCapacity(count)
        origins.reserveCapacity(count)
    }

    /// One letter of a word; most text is made of them.
    private mutating func append(_ letter: UInt8, at offset: Int, _ isInWord: inout Bool) {
        if isInWord, let word = words.popLast() {
            words.append(word.lowerBound..<(bytes.count + 1))
        } else {
            words.append(bytes.count..<(bytes.count + 1))
        }
        isInWord = true
        bytes.append(letter)
        origins.append(offset..<(offset + 1))
    }

    private mutating func append(_ folded: [UInt8], _ origin: Range<Int>) {
        if folded.isEmpty, let last = origins.last {
            // An accent belongs to its letter, an invisible character to what it follows.
            origins[origins.count - 1] = last.lowerBound..<origin.upperBound
        }
        bytes.append(contentsOf: folded)
        origins.append(contentsOf: repeatElement(origin, count: folded.count))
    }

    private mutating func markWords() {
        beginsWord = Array(repeating: false, count: bytes.count)
        endsWord = beginsWord
        for word in words where !word.isEmpty {
            beginsWord[word.lowerBound] = true
            endsWord[word.upperBound - 1] = true
        }
    }

    private static func plain(_ scalar: Unicode.Scalar, after last: UInt8?) -> [UInt8] {
        let space = UInt8(ascii: " ")
        if scalar.isASCII, scalar.value > 32 { return [UInt8(scalar.value)] }
        switch scalar {
        case "\u{2018}", "\u{2019}", "\u{201B}": return [UInt8(ascii: "'")]
        case "\u{201C}", "\u{201D}", "\u{201F}": return [UInt8(ascii: "\"")]
        case "\u{2010}"..."\u{2015}", "\u{2212}": return [UInt8(ascii: "-")]
        default: break
        }
        if scalar.properties.isWhitespace { return last == space ? [] : [space] }
        if scalar.properties.isDefaultIgnorableCodePoint { return [] }
        return Array(String(scalar).utf8)
    }
}
