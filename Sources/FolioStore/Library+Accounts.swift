package import FolioModel
import GRDB

extension Library {
    /// Replaces what is known about accounts with the remote's whole list.
    ///
    /// An account that is no longer listed stays, marked as not able to post: posts name it.
    package func learn(_ accounts: [Account]) throws {
        try write { db in
            try db.execute(sql: "UPDATE account SET isActive = 0, canPost = 0")
            for account in accounts {
                try db.execute(
                    literal: """
                        INSERT INTO account (id, platform, name, isActive, health, canPost, seenAt)
                        VALUES (\(account.id), \(account.platform), \(account.name),
                            \(account.isActive), \(account.health), \(account.canPost),
                            \(account.seenAt.milliseconds))
                        ON CONFLICT (id) DO UPDATE SET platform = excluded.platform,
                            name = ifnull(excluded.name, name), isActive = excluded.isActive,
                            health = excluded.health, canPost = excluded.canPost,
                            seenAt = excluded.seenAt
                        """)
            }
        }
    }

    /// All accounts ever seen, by number.
    package func accounts() throws -> [Account] {
        try read { db in
            try Row.fetchCursor(
                db,
                sql: """
                    SELECT id, platform, name, isActive, health, canPost, seenAt
                    FROM account ORDER BY id
                    """
            ).map {
                Account(
                    id: $0[0], platform: $0[1], name: $0[2], isActive: $0[3], health: $0[4],
                    canPost: $0[5], seenAt: Timestamp(milliseconds: $0[6]))
            }.collect()
        }
    }
}
