import FolioModel
import FolioQuery
package import FolioStore

/// How found items are spread over models, tags and so on, as it is printed.
package struct FacetListing: Sendable {
    package let facets: ItemFacets

    package init(facets: ItemFacets) {
        self.facets = facets
    }

    /// So many values are in a line, and in JSON.
    private static let (lineLimit, jsonLimit) = (8, 250)

    /// A line a subject, such as `models: flux-schnell 812, ideogram-v2 40`; none where a line
    /// would tell nothing.
    package var lines: [StyledText] {
        ItemFacets.Subject.allCases.compactMap { subject in
            let counts = facets.counts[subject] ?? []
            guard counts.contains(where: { $0.value != nil }) else { return nil }
            // Years say more than months only where there are many of those.
            if subject == .year, counts.count < 2 { return nil }
            let values = counts.prefix(Self.lineLimit).enumerated().map { place, count in
                StyledText(place == 0 ? "" : ", ", .dim)
                    + StyledText("\(count.value ?? "unknown") ")
                    + StyledText(String(count.items), .bold)
            }
            let more = counts.count - values.count
            return values.reduce(StyledText("\(subject.title): ", .dim), +)
                + StyledText(more > 0 ? " and \(more) more" : "", .dim)
        }
    }

    package var json: FacetsJSON {
        FacetsJSON(
            models: group(.model), ratios: group(.ratio), tags: group(.tag),
            albums: group(.album), months: group(.month), years: group(.year),
            kinds: group(.kind), ratings: group(.rating))
    }

    private func group(_ subject: ItemFacets.Subject) -> FacetsJSON.Group {
        let counts = facets.counts[subject] ?? []
        let shown = counts.prefix(Self.jsonLimit)
        return FacetsJSON.Group(
            values: shown.map { count in
                FacetsJSON.Value(
                    value: count.value, count: count.items,
                    query: count.value.flatMap { subject.query($0)?.description })
            }, more: counts.count - shown.count)
    }
}

/// The spread of found items as JSON output shows it.
package struct FacetsJSON: Encodable, Sendable {
    package var models: Group
    package var ratios: Group
    package var tags: Group
    package var albums: Group
    package var months: Group
    package var years: Group
    package var kinds: Group
    package var ratings: Group

    package struct Group: Encodable, Sendable {
        package var values: [Value]
        /// How many further values there are.
        package var more: Int
    }

    package struct Value: Encodable, Sendable {
        @Nullable package var value: String?
        package var count: Int
        /// What narrows a query to it.
        @Nullable package var query: String?
    }
}

extension ItemFacets.Subject {
    fileprivate var title: String {
        switch self {
        case .model: "models"
        case .ratio: "ratios"
        case .tag: "tags"
        case .album: "albums"
        case .month: "months"
        case .year: "years"
        case .kind: "kinds"
        case .rating: "ratings"
        }
    }

    fileprivate func query(_ value: String) -> Query? {
        let test: FieldTest? =
            switch self {
            case .model: .model(value)
            case .ratio: .ratio(value)
            case .tag: .tag(value)
            case .album: .album(value)
            // A month or a year that the language cannot name, such as one of five digits.
            case .month, .year: (try? DateRange(parsing: value)).map(FieldTest.date)
            case .kind: ItemKind(rawValue: value).map(FieldTest.kind)
            case .rating: Int(value).map { .rating(NumberRange($0)) }
            }
        return test.map { Query(.field(FieldTerm($0))) }
    }
}
