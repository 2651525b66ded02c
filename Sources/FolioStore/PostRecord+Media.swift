import FolioModel
import GRDB

extension PostRecord {
    /// Adds items to what a post shows, at its end or its beginning, and takes others off.
    ///
    /// An item that is already there keeps its place.
    static func changeMedia(
        add: [Int64], remove: [Int64], first: Bool, of post: Int64, in db: Database
    ) throws {
        let shown = try Row.fetchAll(
            db, sql: "SELECT mediaId, item FROM postMedia WHERE post = ? ORDER BY position",
            arguments: [post]
        ).map { Shown(mediaID: $0[0], item: $0[1]) }
        let kept = shown.filter { each in !(each.item.map(remove.contains) ?? false) }
        let new = add.filter { row in !kept.contains { $0.item == row } }
            .map { Shown(mediaID: nil, item: $0) }
        try db.execute(literal: "DELETE FROM postMedia WHERE post = \(post)")
        for (position, each) in (first ? new + kept : kept + new).enumerated() {
            try db.execute(
                literal: """
                    INSERT INTO postMedia (post, position, mediaId, item) VALUES (\(post),
                        \(position),
                        ifnull(\(each.mediaID),
                            (SELECT mediaId FROM mediaItem WHERE rowid = \(each.item))),
                        \(each.item))
                    """)
        }
    }

    /// One thing that a post shows, known by the remote's id, here, or both.
    private struct Shown {
        var mediaID: String?
        var item: Int64?
    }
}
