import FolioModel
import GRDB

extension Library {
    /// Puts items into the album of this name, which is made if there is none; two names that
    /// differ only in case are one album. Items that are in it stay.
    static func put(
        _ items: [Int64], intoAlbum name: String, now: Timestamp, in db: Database
    ) throws {
        let folded = name.lowercased()
        try db.execute(
            literal: """
                INSERT INTO album (name, folded, createdAt)
                VALUES (\(name), \(folded), \(now.milliseconds)) ON CONFLICT (folded) DO NOTHING
                """)
        for item in items {
            try db.execute(
                literal: """
                    INSERT OR IGNORE INTO albumItem (album, item, at)
                    SELECT album, \(item), \(now.milliseconds) FROM album WHERE folded = \(folded)
                    """)
        }
    }
}
