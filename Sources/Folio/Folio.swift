import FolioModel
import FolioQuery
import FolioStore
public import Foundation

/// A Folio library, opened for reading by another program.
///
/// It answers from the library's folder alone and never uses the network. Values are copies; a
/// change that `folio` makes meanwhile is seen by the next call. Calls block for as long as
/// SQLite takes, mostly less than a millisecond.
///
/// ```swift
/// let library = try Library.open(at: folder)
/// let prompts = try library.search("boat tag:winter", limit: 10).map(\.prompt)
/// let spent = try library.creditsSpent()
/// ```
public struct Library: Sendable {
    private let store: FolioStore.Library

    /// Opens the library in `folder`, as `folio path` prints it.
    ///
    /// - Throws: ``FolioError``; nothing has changed then.
    public static func open(at folder: URL) throws -> Library {
        try FolioError.translating { Library(store: try .open(folder, for: .reading)) }
    }

    /// The library's folder.
    public var folder: URL { store.folder }

    /// How many items there are, wherever they are.
    public func count() throws -> Int {
        try FolioError.translating { try store.overview().items }
    }

    /// Items that a query finds, newest first. `folio help query` explains the language.
    ///
    /// Days in the query are those of UTC.
    ///
    /// - Parameters:
    ///   - text: the query; empty text finds everything.
    ///   - limit: at most so many; `nil` for all.
    /// - Returns: copies; later changes are not in them.
    /// - Throws: ``FolioError``, also where the query cannot be read.
    public func search(_ text: String, limit: Int? = nil) throws -> [Item] {
        try FolioError.translating {
            let now = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
            let request = ItemRequest(
                query: try Query(parsing: text), limit: limit.map { max(0, $0) }, now: now)
            return try store.items(request).items.map { Item($0.item) }
        }
    }

    /// One item.
    ///
    /// - Parameter reference: an id, a unique beginning of one, the remote's media id, `last`
    ///   or `last~2`.
    /// - Returns: a copy; later changes are not in it.
    /// - Throws: ``FolioError`` where nothing, or more than one thing, is named.
    public func item(_ reference: String) throws -> Item {
        try FolioError.translating { Item(try store.item(reference)) }
    }

    /// Credits that were certainly spent, refunds taken off.
    public func creditsSpent() throws -> Int {
        try FolioError.translating {
            try store.spendFacts().reduce(0) { sum, fact in
                fact.certainty == .certain ? sum + (fact.credits ?? 0) : sum
            }
        }
    }

    /// All tags in use, by name, and how many items carry each.
    public func tags() throws -> [(name: String, count: Int)] {
        try FolioError.translating { try store.tags().map { ($0.name, $0.count) } }
    }
}
