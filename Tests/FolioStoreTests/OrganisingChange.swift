import FolioModel
import FolioStore
import Foundation
import GRDB

/// Each kind of change that is a step of the history.
enum OrganisingChange: CaseIterable {
    case addTags, removeTags, renameTag, joinTags, mergeTags, addAlias, removeAlias, batch
    case addRule, removeRule, addToAlbum, removeFromAlbum, deleteAlbum, renameAlbum, joinAlbums
    case rate, unrate, writeNote, removeNote, hide, unhide, save, replaceSaved, removeSaved

    /// The method of the library that makes it.
    var method: String {
        switch self {
        case .addTags: "addTags"
        case .removeTags: "removeTags"
        case .renameTag, .joinTags: "renameTag"
        case .mergeTags: "mergeTags"
        case .addAlias: "addTagAlias"
        case .removeAlias: "removeTagAlias"
        case .batch: "editTags"
        case .addRule: "addTagRule"
        case .removeRule: "removeTagRule"
        case .addToAlbum: "addToAlbum"
        case .removeFromAlbum: "removeFromAlbum"
        case .deleteAlbum: "deleteAlbum"
        case .renameAlbum, .joinAlbums: "renameAlbum"
        case .rate, .unrate: "rate"
        case .writeNote, .removeNote: "setNote"
        case .hide, .unhide: "setHidden"
        case .save, .replaceSaved: "saveSearch"
        case .removeSaved: "removeSavedSearch"
        }
    }

    /// `ids` are the items of ``HistoryTests``, in their order.
    func make(in library: Library, _ ids: [MediaItem.ID], now: Timestamp) throws {
        switch self {
        case .addTags: _ = try library.addTags([TagName("red"), TagName("sea")], to: ids, now: now)
        case .removeTags:
            _ = try library.removeTags([TagName("t1"), TagName("ocean")], from: ids, now: now)
        case .renameTag: _ = try library.renameTag("t2", to: TagName("renamed"), now: now)
        case .joinTags: _ = try library.renameTag("sea", to: TagName("t3"), now: now)
        case .mergeTags: _ = try library.mergeTags(["sea", "t1"], into: TagName("one"), now: now)
        case .addAlias: try library.addTagAlias(TagName("lake"), of: "t1", now: now)
        case .removeAlias: try library.removeTagAlias("ocean", now: now)
        case .batch:
            let (batched, sea) = (try TagName("batched"), try TagName("sea"))
            let edits = ids.map {
                Library.TagEdit(item: $0, added: [batched], removed: [sea])
            }
            _ = try library.editTags(edits, now: now, dryRun: false)
        default: try makeOther(in: library, ids, now: now)
        }
    }

    private func makeOther(in library: Library, _ ids: [MediaItem.ID], now: Timestamp) throws {
        switch self {
        case .addRule: _ = try library.addTagRule("ship", tags: [TagName("ships")], now: now)
        case .removeRule: try library.removeTagRule(1, now: now)
        case .addToAlbum: _ = try library.addToAlbum(AlbumName("New"), ids, now: now)
        case .removeFromAlbum: _ = try library.removeFromAlbum("winter", ids, now: now)
        case .deleteAlbum: _ = try library.deleteAlbum("Winter", now: now)
        case .renameAlbum: _ = try library.renameAlbum("Winter", to: AlbumName("Ice"), now: now)
        case .joinAlbums: _ = try library.renameAlbum("Winter", to: AlbumName("SALE"), now: now)
        case .rate: _ = try library.rate(ids, 5, now: now)
        case .unrate: _ = try library.rate(ids, 0, now: now)
        case .writeNote: _ = try library.setNote("new \"words\" 🛶\n", of: ids[0], now: now)
        case .removeNote: _ = try library.setNote(nil, of: ids[0], now: now)
        case .hide: _ = try library.setHidden(true, ids, now: now)
        case .unhide: _ = try library.setHidden(false, ids, now: now)
        case .save: try library.saveSearch("new", "@boats -red", description: "D", now: now)
        case .replaceSaved: try library.saveSearch("boats", "ship", description: "D", now: now)
        default: try library.removeSavedSearch("boats", now: now)
        }
    }
}

extension TemporaryLibrary {
    /// Every row of every table but the history and what can be rebuilt, sorted.
    func dump() throws -> [String] {
        try withExtendedLifetime(self) {
            let database = try DatabaseQueue(path: library.file.path)
            return try database.read { db in
                let tables = try String.fetchAll(
                    db,
                    sql: """
                        SELECT name FROM sqlite_schema WHERE type = 'table'
                            AND name NOT IN ('change', 'changeStep', 'usedNumber', 'term')
                            AND name NOT LIKE 'mediaText%' AND name NOT LIKE 'termTrigram%'
                        """)
                return try tables.flatMap { table in
                    try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { row in
                        table + row.map { "|\($0)=\($1)" }.joined()
                    }
                }.sorted()
            }
        }
    }
}
