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
    /// Whether each byte was made of one byte in the same place, which is all of a character.
    private(set) var isPlain: Bool
    /// For each byte, the UTF-16 offsets of what it was made from, unless the text is plain.
    private var origins: [Range<Int>] = []

    init(_ text: String, _ tokenizer: SearchTokenizer) throws {
        isPlain = true
        bytes.reserveCapacity(text.utf8.count)
        isPlain = foldPlain(text)
        if isPlain { return }
        (bytes, words) = ([], [])
        var offset = 0
        var isInWord = false
        origins.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
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
    }

    /// UTF-16 offsets in the original text of what these bytes were made from.
    func origin(of part: Range<Int>) -> Range<Int> {
        guard !isPlain, !part.isEmpty else { return part }
        return origins[part.lowerBound].lowerBound..<origins[part.upperBound - 1].upperBound
    }

    /// Whether a word begins with this byte.
    func beginsWord(_ byte: Int) -> Bool { word(reaching: byte)?.lowerBound == byte }

    /// Whether a word ends with this byte.
    func endsWord(_ byte: Int) -> Bool { word(reaching: byte)?.upperBound == byte + 1 }

    /// The first word that ends at this byte or behind it.
    private func word(reaching byte: Int) -> Range<Int>? {
        var (low, high) = (0, words.count)
        while low < high {
            let middle = (low + high) / 2
            if words[middle].upperBound > byte { high = middle } else { low = middle + 1 }
        }
        return low < words.count ? words[low] : nil
    }

    /// The words themselves.
    var tokens: [String] {
        words.map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    /// Most prompts are visible ASCII with single spaces. Returns whether this one is; what was
    /// made of another is no use.
    private mutating func foldPlain(_ text: String) -> Bool {
        let space = UInt8(ascii: " ")
        var wordStart: Int?
        for byte in text.utf8 {
            guard (space...0x7F).contains(byte), byte != space || bytes.last != space else {
                return false
            }
            if let letter = SearchTokenizer.letter(byte) {
                if wordStart == nil { wordStart = bytes.count }
                bytes.append(letter)
            } else {
                if let start = wordStart { words.append(start..<bytes.count) }
                wordStart = nil
                bytes.append(byte)
            }
        }
        if let start = wordStart { words.append(start..<bytes.count) }
        return true
    }

    private mutating func append(_ folded: [UInt8], _ origin: Range<Int>) {
        if folded.isEmpty, let last = origins.last {
            // An accent belongs to its letter, an invisible character to what it follows.
            origins[origins.count - 1] = last.lowerBound..<origin.upperBound
        }
        bytes.append(contentsOf: folded)
        origins.append(contentsOf: repeatElement(origin, count: folded.count))
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
