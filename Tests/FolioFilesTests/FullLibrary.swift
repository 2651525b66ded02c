import FolioStore
import Foundation
import GRDB

/// A library with rows in every table that is dumped, as the program's own commands and syncs
/// leave them, and texts that are hard to copy.
enum FullLibrary {
    /// Quotation marks, ends of lines, a control character, scripts, an emoji of several parts.
    static let prompt = "a \"red\" boat\\, 灯台 в ночи\n\tat\u{1} sea 👩🏽‍🚀 it's"

    static func make(in folder: URL) throws -> Library {
        try Library.create(in: folder)
        let library = try Library.open(folder)
        try run(Self.rows, in: library, prompt)
        try library.rebuildSearchIndex()
        try library.rebuildSums()
        return library
    }

    /// Runs SQL as another program would; `?1` is `argument`.
    static func run(_ sql: [String], in library: Library, _ argument: String = "") throws {
        try run(sql, inFile: library.file, argument)
    }

    static func run(_ sql: [String], inFile file: URL, _ argument: String = "") throws {
        let database = try DatabaseQueue(path: file.path)
        try database.write { db in
            for statement in sql {
                let takesText = statement.contains("?1")
                try db.execute(sql: statement, arguments: takesText ? [argument] : [])
            }
        }
    }

    static func tables(of library: Library) throws -> [String] {
        try texts("SELECT name FROM sqlite_schema WHERE type = 'table'", in: library)
    }

    /// The first column of what a query finds.
    static func texts(_ query: String, in library: Library) throws -> [String] {
        try DatabaseQueue(path: library.file.path).read { try String.fetchAll($0, sql: query) }
    }

    private static let rows = [
        "INSERT INTO libraryState VALUES ('account', '{\"organization\":\"o\"}')",
        """
        INSERT INTO mediaItem (rowid, id, mediaId, kind, state, presence, prompt, model, ratio,
            width, height, fileName, contentType, byteCount, sha256, createdAt, addedAt, url,
            remoteJSON) VALUES
            (1600, '3aaaaaaa', 'media-1', 'image', 'ready', 'both', ?1, 'flux-schnell', '16:9',
                1920, 1080, 'one.png', 'image/png', 9, \
        '\(String(repeating: "ab", count: 32))', 1577836999999, 1577836999999, NULL, '{"id":1}'),
            (1608, '3bbbbbbb', 'media-2', 'image', 'processing', 'remote', NULL, NULL, NULL,
                NULL, NULL, NULL, NULL, NULL, NULL, 1577837000000, 1577837000001, 'https://x.y', '{}'),
            (-8, '3ccccccc', NULL, 'document', 'ready', 'local', 'old', NULL, NULL, NULL, NULL,
                'brief.pdf', NULL, NULL, NULL, 1577836799000, 9007199254740991, NULL, NULL)
        """,
        "INSERT INTO tag VALUES (7, 'Boats', 'boats'), (9, 'Küste', 'kuste')",
        "INSERT INTO mediaItemTag VALUES (1600, 7, 5), (1600, 9, 6), (-8, 7, 1)",
        "INSERT INTO tagAlias VALUES ('ships', 7)",
        "INSERT INTO tagRule VALUES (3, 'boat*', 4)",
        "INSERT INTO tagRuleTag VALUES (3, 7)",
        "INSERT INTO album VALUES (2, 'Spring', 'spring', 3)",
        "INSERT INTO albumItem VALUES (2, 1600, 4)",
        "INSERT INTO savedSearch VALUES ('cheap', 'credits:<3', NULL, 4)",
        "INSERT INTO note VALUES (1600, ?1, 8)",
        "INSERT INTO rating VALUES (1600, 5, 8)",
        "INSERT INTO hiddenItem VALUES (1608, 8)",
        """
        INSERT INTO fileMetadata VALUES (1600, '/pictures/one.png', 'XMP', ?1, '42', 20, 'Euler', 5, 1,
            '[["a", "b"]]', 8)
        """,
        """
        INSERT INTO generation (rowid, id, kind, state, prompt, model, ratio, expectedCredits,
            creditsUsed, startedAt, settledAt, item, rawReply, afterReading)
        VALUES (1, 'g1', 'image', 'made', ?1, 'flux-schnell', '16:9', 3, 3, 10, 11, 1600, ?1, 0),
            (2, 'g2', 'image', 'unknown', 'lost', 'flux-schnell', '1:1', 3, NULL, 12, NULL, NULL,
                NULL, 1),
            (3, 'g3', 'image', 'planned', 'later', 'flux-schnell', '1:1', 3, NULL, 13, NULL,
                NULL, NULL, NULL),
            (4, 'g4', 'caption', 'made', 'topic', NULL, NULL, 1, 1, 14, 15, NULL, NULL, 1)
        """,
        "INSERT INTO caption VALUES (4, 1, ?1), (4, 2, 'two')",
        """
        INSERT INTO ledgerEntry (kind, credits, item, generation, evidence, at)
        VALUES ('charge', -3, 1600, 1, 'reply', 11), ('charge', -1, NULL, 4, 'reply', 15),
            ('topUp', 50, NULL, NULL, 'me', 20)
        """,
        """
        INSERT INTO balanceObservation (remaining, used, creditLimit, bonus, source, at, afterEntry)
        VALUES (97, 3, 100, 0, 'me', 11, 1)
        """,
        "INSERT INTO budget VALUES ('month', 300, 5)",
        "INSERT INTO account VALUES (4, 'x', 'Boats', 1, NULL, 1, 5)",
        """
        INSERT INTO post (rowid, id, postId, status, content, createdAt)
        VALUES (1, '3ppppppp', 'post-1', 'scheduled', ?1, 5), (2, '3qqqqqqq', NULL, 'queued', 'b', 6)
        """,
        "INSERT INTO postMedia VALUES (1, 0, 'media-1', 1600), (1, 1, 'media-9', NULL)",
        "INSERT INTO postDestination VALUES (1, 4, 'x', 'pending', NULL, NULL, NULL, 0)",
        "INSERT INTO planEntry (rowid, id, generation, addedAt) VALUES (1, '3eeeeeee', 3, 13)",
        """
        INSERT INTO outbox (id, action, post, actionJSON, state, createdAt)
        VALUES (4, 'updatePost', 1, \
        '{"updatePost":{"postID":"3ppppppp","_1":{"content":"c"}}}', 'parked', 7),
            (9, 'createPost', 2, \
        '{"createPost":{"postID":"3qqqqqqq","draft":false,"useQueue":false}}', 'pending', 8)
        """,
        "UPDATE sqlite_sequence SET seq = 12",
        """
        INSERT INTO conflict (entry, field, base, ours, theirs, at)
        VALUES (4, 'content', 'a', ?1, 'b', 9)
        """,
        "INSERT INTO listedItem VALUES (1600, 1577836999000), (1608, 1577837000000)",
        "INSERT INTO listedUnreadable VALUES (1577836998000, 2)",
        "INSERT INTO suspect VALUES (1608, 'missing', 5, NULL, NULL, 6)",
        "INSERT INTO coverage VALUES (1, 2, 3)",
        "INSERT INTO failedDownload VALUES (1608, 2, 9, 'gone')",
        "INSERT INTO undecodable (source, raw, reason, at) VALUES ('media', '{', ?1, 4)",
        "INSERT INTO forgottenItem VALUES ('media-8', NULL, 5), ('media-9', 5, 6)",
        "INSERT INTO changeStep VALUES (1, 5, 'rate', 1, 1, 0)",
        "INSERT INTO change VALUES (1, 1, 'rating', 1600, NULL, '[1600,5,8]')",
        "UPDATE usedNumber SET highest = 40 WHERE tableName = 'album'",
    ]
}
