/// An album's checked name. Two names that differ only in case are the same album.
package struct AlbumName: Hashable, Sendable {
    /// Unicode characters.
    package static let limit = 100

    /// As first written, without white space at its ends.
    package let text: String

    /// - Throws: ``AlbumError``.
    package init(_ text: String) throws(AlbumError) {
        let name = String(
            text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace)
                .reversed())
        guard !name.isEmpty else { throw .empty }
        guard name.count <= Self.limit else { throw .tooLong(name) }
        let isControl = { (scalar: Unicode.Scalar) in
            scalar.properties.generalCategory == .control
        }
        guard !name.unicodeScalars.contains(where: isControl) else { throw .controlCharacter(name) }
        self.text = name
    }
}

/// Why an album's name was refused.
package enum AlbumError: UserFacingError, Equatable {
    case empty
    case tooLong(String)
    case controlCharacter(String)

    package var message: String {
        switch self {
        case .empty: "an album's name cannot be empty"
        case .tooLong(let name):
            "the album “\(name.prefix(20))…” is longer than \(AlbumName.limit) characters"
        case .controlCharacter(let name): "the album “\(name)” contains a control character"
        }
    }

    package var hint: String? { "give a name of one line" }

    package var kind: FailureKind { .usage }
}
