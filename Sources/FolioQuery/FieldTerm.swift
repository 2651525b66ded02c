/// A condition on one field, such as `tag:boats`.
package struct FieldTerm: Sendable {
    package let test: FieldTest
    /// Where it stood in the query, in UTF-8 bytes.
    package let range: Range<Int>

    package init(_ test: FieldTest, range: Range<Int> = 0..<0) {
        self.test = test
        self.range = range
    }
}

/// Terms are equal when they test the same; where they stood does not count.
extension FieldTerm: Hashable {
    package static func == (left: FieldTerm, right: FieldTerm) -> Bool {
        left.test == right.test
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(test)
    }
}

/// What a field has to be. Text is as written, never empty and free of NUL.
package enum FieldTest: Hashable, Sendable {
    case tag(String)
    case model(String)
    case ratio(String)
    case date(DateRange)
    /// Credits charged for the item.
    case credits(NumberRange)
    /// Pixels.
    case width(NumberRange)
    /// Pixels.
    case height(NumberRange)
    /// In how many posts the item is; `used:never` is 0.
    case used(NumberRange)
    case album(String)
    case rating(NumberRange)
    case quality(ItemQuality)
    /// An id, a prefix of one, a media id, `last` or `last~2`.
    case id(String)
    /// The post that uses the item: an id, a prefix of one or `last`.
    case post(String)
    case kind(ItemKind)
    /// `@name`: a saved search.
    case saved(String)
}
