import GRDB

/// A row of the remote's media library.
struct MediaItem: Sendable {
    var id = Identifier.uuid()
    /// `image`, `video` or `document`.
    var kind = "image"
    /// `uploading`, `processing`, `ready` or `failed`.
    var state = "ready"
    var filename: String
    var contentType = "image/png"
    var byteCount: Int?
    var width: Int?
    var height: Int?
    /// Seconds.
    var duration: Double?
    var createdAt: Int64
    /// The unguessable part of its file's address.
    var fileToken = Identifier.hex(32)
    /// The text its picture is drawn from; `nil` where the bytes are kept or there are none.
    var drawing: String?
    /// When its state becomes `ready` by itself.
    var settlesAt: Int64?

    init(filename: String, createdAt: Int64) {
        self.filename = filename
        self.createdAt = createdAt
    }

    init(_ row: Row) {
        id = row["id"]
        kind = row["kind"]
        state = row["state"]
        filename = row["filename"]
        contentType = row["contentType"]
        byteCount = row["byteCount"]
        width = row["width"]
        height = row["height"]
        duration = row["duration"]
        createdAt = row["createdAt"]
        fileToken = row["fileToken"]
        drawing = row["drawing"]
        settlesAt = row["settlesAt"]
    }

    /// Adds the item or replaces all its values.
    func save(_ db: Database) throws {
        try db.execute(
            literal: """
                INSERT INTO mediaItem (id, kind, state, filename, contentType, byteCount, width,
                    height, duration, createdAt, fileToken, drawing, settlesAt)
                VALUES (\(id), \(kind), \(state), \(filename), \(contentType), \(byteCount),
                    \(width), \(height), \(duration), \(createdAt), \(fileToken), \(drawing),
                    \(settlesAt))
                ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, state = excluded.state,
                    filename = excluded.filename, contentType = excluded.contentType,
                    byteCount = excluded.byteCount, width = excluded.width,
                    height = excluded.height, duration = excluded.duration,
                    createdAt = excluded.createdAt, drawing = excluded.drawing,
                    settlesAt = excluded.settlesAt
                """)
    }

    static func find(_ id: String, _ db: Database) throws -> MediaItem? {
        try Row.fetchOne(
            db, literal: "SELECT * FROM mediaItem WHERE id = \(id.lowercased())"
        ).map(MediaItem.init)
    }

    /// The item with that id.
    ///
    /// - Throws: ``APIError`` 404 `not_found`.
    static func require(_ id: String, _ db: Database) throws -> MediaItem {
        guard let item = try find(id, db) else { throw APIError.notFound("Media") }
        return item
    }

    /// Newest first; items of the same millisecond are ordered by id, so the order is stable.
    static func list(
        _ db: Database, kind: String?, limit: Int, offset: Int
    ) throws -> [MediaItem] {
        let wanted: SQL = kind.map { "WHERE kind = \($0)" } ?? ""
        return try Row.fetchAll(
            db,
            literal: """
                SELECT * FROM mediaItem \(wanted)
                ORDER BY createdAt DESC, id DESC LIMIT \(limit) OFFSET \(offset)
                """
        ).map(MediaItem.init)
    }

    static func count(_ db: Database, kind: String?) throws -> Int {
        let wanted: SQL = kind.map { "WHERE kind = \($0)" } ?? ""
        return try Row.fetchOne(db, literal: "SELECT COUNT(*) FROM mediaItem \(wanted)")?[0] ?? 0
    }

    /// Makes items ready whose processing is over.
    static func settle(_ db: Database, now: Int64) throws {
        try db.execute(
            literal: """
                UPDATE mediaItem SET state = 'ready', settlesAt = NULL WHERE settlesAt <= \(now)
                """)
    }
}

extension Row {
    /// The first row of a query written as a literal.
    static func fetchOne(_ db: Database, literal: SQL) throws -> Row? {
        try SQLRequest<Row>(literal: literal).fetchOne(db)
    }

    /// All rows of a query written as a literal.
    static func fetchAll(_ db: Database, literal: SQL) throws -> [Row] {
        try SQLRequest<Row>(literal: literal).fetchAll(db)
    }
}
