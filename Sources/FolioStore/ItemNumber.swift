import GRDB

/// A number of an item that queries test and lists are sorted by.
package enum ItemNumber: String, Sendable, CaseIterable {
    /// Credits paid for it.
    case credits
    /// Pixels.
    case width
    /// Pixels.
    case height
    /// Posts that use it; never unknown.
    case used
    /// Stars, from 1 to 5.
    case rating

    /// Its value for a row of `mediaItem`; `NULL` where unknown.
    var sql: SQL {
        switch self {
        case .credits: "(SELECT -sum(credits) FROM ledgerEntry WHERE item = mediaItem.rowid)"
        case .width: "mediaItem.width"
        case .height: "mediaItem.height"
        case .used: "(SELECT count(DISTINCT post) FROM postMedia WHERE item = mediaItem.rowid)"
        case .rating: "(SELECT stars FROM rating WHERE item = mediaItem.rowid)"
        }
    }
}
