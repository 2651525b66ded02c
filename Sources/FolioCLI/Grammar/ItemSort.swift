import ArgumentParser
import FolioStore

/// What comes first in a list of items.
package enum ItemSort: String, ExpressibleByArgument, CaseIterable, Sendable {
    case relevance, newest, oldest, credits, width, height, rating, used

    var order: ItemRequest.Order {
        switch self {
        case .relevance: .relevance
        case .newest: .newestFirst
        case .oldest: .oldestFirst
        case .credits: .highest(.credits)
        case .width: .highest(.width)
        case .height: .highest(.height)
        case .rating: .highest(.rating)
        case .used: .highest(.used)
        }
    }

    /// For help: `relevance, newest, … or used`.
    static let list =
        allCases.dropLast().map(\.rawValue).joined(separator: ", ")
        + (allCases.last.map { " or \($0.rawValue)" } ?? "")
}
