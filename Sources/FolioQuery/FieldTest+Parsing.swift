import FolioModel

extension FieldTest {
    /// Reads the value of `field`.
    init(_ field: QueryField, _ value: SourceText) throws(QueryError) {
        switch field {
        case .tag: self = .tag(value.text)
        case .model: self = .model(value.text)
        case .ratio: self = .ratio(value.text)
        case .date: self = .date(try DateRange(value))
        case .credits: self = .credits(try NumberRange(value))
        case .width: self = .width(try NumberRange(value))
        case .height: self = .height(try NumberRange(value))
        case .used:
            self = .used(
                value.text.lowercased() == "never" ? NumberRange(0) : try NumberRange(value))
        case .album: self = .album(value.text)
        case .rating: self = .rating(try NumberRange(value))
        case .quality: self = try Self.quality(value)
        case .id: self = .id(value.text)
        case .post: self = .post(value.text)
        case .kind: self = .kind(try Self.kind(value))
        }
    }

    private static func quality(_ value: SourceText) throws(QueryError) -> FieldTest {
        let name = value.text.lowercased()
        if let quality = ItemQuality(rawValue: name) { return .quality(quality) }
        if let kind = ItemKind(rawValue: name) { return .kind(kind) }
        let known = ItemQuality.allCases.map(\.rawValue) + ItemKind.allCases.map(\.rawValue)
        throw unknown(value, of: .quality, known: known)
    }

    private static func kind(_ value: SourceText) throws(QueryError) -> ItemKind {
        if let kind = ItemKind(rawValue: value.text.lowercased()) { return kind }
        throw unknown(value, of: .kind, known: ItemKind.allCases.map(\.rawValue))
    }

    private static func unknown(
        _ value: SourceText, of field: QueryField, known: [String]
    ) -> QueryError {
        let nearest = nearest(to: value.text, among: known)
        return QueryError(
            .unknownValue(field: field, value: value.text, nearest: nearest, known: known),
            value.range)
    }
}
