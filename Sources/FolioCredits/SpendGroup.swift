package import FolioModel

/// What the rows of a report stand for.
package enum SpendGroup: String, Sendable, CaseIterable {
    case day, week, month, model, ratio, tag, album, family, post, account, outcome, kind

    /// Whether it divides time, so that empty ones can be shown.
    package var isPeriod: Bool {
        switch self {
        case .day, .week, .month: true
        default: false
        }
    }

    /// What has to be known of each charge to group by it; `nil` where the kept sums tell it.
    package var facet: SpendFacet? { SpendFacet(rawValue: rawValue) }

    /// Whether one charge can be in several rows.
    package var isShared: Bool {
        switch self {
        case .tag, .album, .post, .account: true
        default: false
        }
    }

    /// What `spend` is counted under, where it is no period.
    func values(of spend: Spend) -> [String?] {
        switch self {
        case .day, .week, .month: [nil]
        case .model: [spend.model]
        case .ratio: [spend.ratio]
        case .kind: [spend.kind?.rawValue]
        case .tag, .album, .family, .post, .account, .outcome:
            facet.flatMap { spend.facets[$0] }.flatMap { $0.isEmpty ? nil : $0 } ?? [nil]
        }
    }
}
