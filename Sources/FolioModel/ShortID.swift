/// Makes the short random ids that people see and type.
///
/// Eight characters of base32 without the easily confused i, l, o and u, the first one a
/// digit: 38 bits. The digit in front keeps an id from being an English word. The store
/// draws again when an id is taken.
package enum ShortID {
    /// Characters of every id.
    package static let length = 8

    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")

    /// A new id; whether it is free is for the store to say.
    package static func random(using generator: inout some RandomNumberGenerator) -> String {
        var bits = generator.next()
        let digit = alphabet[Int.random(in: 0..<10, using: &generator)]
        let rest = (1..<length).map { _ in
            defer { bits >>= 5 }
            return alphabet[Int(bits & 31)]
        }
        return String([digit] + rest)
    }

    /// Whether `text` could be the beginning of an id.
    package static func isPrefix(_ text: some StringProtocol) -> Bool {
        guard let first = text.first, first.isASCII, first.isNumber, text.count <= length else {
            return false
        }
        return text.allSatisfy(alphabet.contains)
    }
}
