/// A tag's checked name.
///
/// A tag is typed on command lines and in queries, so it has no spaces, quotes, parentheses or
/// commas and no leading dash. Two tags that differ only in case are the same tag.
package struct TagName: Hashable, Sendable {
    /// Unicode characters.
    package static let limit = 64

    /// As first written.
    package let text: String

    /// - Throws: ``TagError``.
    package init(_ text: String) throws(TagError) {
        guard !text.isEmpty else { throw .empty }
        guard text.count <= Self.limit else { throw .tooLong(text) }
        guard !text.hasPrefix("-") else { throw .leadingDash(text) }
        if let bad = text.unicodeScalars.first(where: Self.isForbidden) {
            throw .forbidden(text, String(bad))
        }
        self.text = text
    }

    /// What makes two tags the same.
    package var folded: String { Self.fold(text) }

    /// The identity of a tag's name, for look-ups with text that need not be a valid tag.
    package static func fold(_ text: String) -> String {
        text.lowercased()
    }

    private static func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        return properties.isWhitespace || "\"'`(),*:\\".unicodeScalars.contains(scalar)
            || properties.generalCategory == .control
            || (properties.generalCategory == .format && !properties.isEmojiTagOrJoiner)
    }
}

extension Unicode.Scalar.Properties {
    /// Zero-width joiners and emoji tags, which are part of ordinary words and emoji.
    fileprivate var isEmojiTagOrJoiner: Bool {
        isJoinControl || (isDefaultIgnorableCodePoint && isVariationSelector)
    }
}

/// Why a tag was refused.
package enum TagError: UserFacingError, Equatable {
    case empty
    case tooLong(String)
    case leadingDash(String)
    /// The tag, and the character that it may not have.
    case forbidden(String, String)

    package var message: String {
        switch self {
        case .empty: "a tag cannot be empty"
        case .tooLong(let tag):
            "the tag “\(tag.prefix(20))…” is longer than \(TagName.limit) characters"
        case .leadingDash(let tag): "the tag “\(tag)” begins with a dash"
        case .forbidden(let tag, let character):
            "the tag “\(tag)” contains \(Self.name(of: character))"
        }
    }

    package var hint: String? {
        switch self {
        case .forbidden(let tag, let character) where character.allSatisfy(\.isWhitespace):
            "try “\(tag.split(whereSeparator: \.isWhitespace).joined(separator: "-"))”"
        case .empty, .tooLong, .leadingDash, .forbidden:
            "use letters, digits, emoji, and dashes or dots inside"
        }
    }

    package var kind: FailureKind { .usage }

    private static func name(of character: String) -> String {
        switch character {
        case " ": "a space"
        case "\"", "'", "`": "a quote (\(character))"
        case _ where character.unicodeScalars.allSatisfy { $0.properties.isWhitespace }:
            "white space"
        case _ where character.unicodeScalars.allSatisfy { $0.value < 32 }: "a control character"
        default: "“\(character)”"
        }
    }
}
