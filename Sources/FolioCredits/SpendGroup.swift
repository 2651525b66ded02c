/// What the rows of a report stand for.
package enum SpendGroup: String, Sendable, CaseIterable {
    case day, week, month, model, ratio, tag

    /// Whether it divides time, so that empty ones can be shown.
    package var isPeriod: Bool {
        switch self {
        case .day, .week, .month: true
        case .model, .ratio, .tag: false
        }
    }
}
