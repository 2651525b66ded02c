/// The tables of a sandbox's state. Times are milliseconds since 1970 UTC.
enum Schema {
    static let sql = """
        CREATE TABLE setting (
            name TEXT PRIMARY KEY NOT NULL,
            value TEXT NOT NULL
        ) STRICT;
        CREATE TABLE workspace (
            id INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
            organizationID TEXT NOT NULL,
            workspaceID TEXT NOT NULL,
            userID TEXT NOT NULL,
            plan TEXT NOT NULL,
            creditsUsed INTEGER NOT NULL,
            creditsMonthly INTEGER NOT NULL,
            creditsBonus INTEGER NOT NULL,
            periodEnd INTEGER NOT NULL,
            clockOffset INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE TABLE apiKey (
            id TEXT PRIMARY KEY NOT NULL,
            secret TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            scopes TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            lastUsedAt INTEGER,
            expiresAt INTEGER,
            revokedAt INTEGER
        ) STRICT;
        CREATE TABLE mediaItem (
            id TEXT PRIMARY KEY NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('image', 'video', 'document')),
            state TEXT NOT NULL CHECK (state IN ('uploading', 'processing', 'ready', 'failed')),
            filename TEXT NOT NULL,
            contentType TEXT NOT NULL,
            byteCount INTEGER,
            width INTEGER,
            height INTEGER,
            duration REAL,
            createdAt INTEGER NOT NULL,
            fileToken TEXT NOT NULL UNIQUE,
            drawing TEXT,
            settlesAt INTEGER
        ) STRICT;
        CREATE INDEX mediaItemByTime ON mediaItem (createdAt, id);
        CREATE INDEX mediaItemByKind ON mediaItem (kind, createdAt, id);
        CREATE INDEX mediaItemBySettling ON mediaItem (settlesAt) WHERE settlesAt IS NOT NULL;
        CREATE TABLE mediaFile (
            mediaID TEXT PRIMARY KEY NOT NULL REFERENCES mediaItem (id) ON DELETE CASCADE,
            bytes BLOB NOT NULL
        ) STRICT;
        CREATE TABLE upload (
            token TEXT PRIMARY KEY NOT NULL,
            mediaID TEXT NOT NULL REFERENCES mediaItem (id) ON DELETE CASCADE,
            byteCount INTEGER NOT NULL,
            expiresAt INTEGER NOT NULL,
            usedAt INTEGER
        ) STRICT;
        CREATE TABLE creditEntry (
            id INTEGER PRIMARY KEY NOT NULL,
            at INTEGER NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('charge', 'refund', 'elsewhere', 'topUp', 'reset')),
            credits INTEGER NOT NULL,
            mediaID TEXT,
            model TEXT,
            requestID TEXT
        ) STRICT;
        CREATE TABLE account (
            id INTEGER PRIMARY KEY NOT NULL,
            platform TEXT NOT NULL,
            name TEXT NOT NULL,
            platformAccountID TEXT NOT NULL,
            health TEXT NOT NULL,
            canPost INTEGER NOT NULL,
            isActive INTEGER NOT NULL,
            needsReconnectionSince INTEGER,
            failure TEXT,
            createdAt INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE post (
            id TEXT PRIMARY KEY NOT NULL,
            status TEXT NOT NULL,
            content TEXT NOT NULL,
            scheduledFor INTEGER,
            timezone TEXT NOT NULL,
            platformContent TEXT NOT NULL,
            extra TEXT NOT NULL,
            campaignID INTEGER REFERENCES campaign (id) ON DELETE SET NULL,
            createdAt INTEGER NOT NULL,
            updatedAt INTEGER NOT NULL,
            publishedAt INTEGER
        ) STRICT;
        CREATE INDEX postByTime ON post (createdAt, id);
        CREATE INDEX postByUpdate ON post (updatedAt, id);
        CREATE TABLE postMedia (
            postID TEXT NOT NULL REFERENCES post (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            mediaID TEXT NOT NULL REFERENCES mediaItem (id) ON DELETE CASCADE,
            PRIMARY KEY (postID, position)
        ) STRICT;
        CREATE INDEX postMediaByMedia ON postMedia (mediaID);
        CREATE TABLE destination (
            id TEXT PRIMARY KEY NOT NULL,
            postID TEXT NOT NULL REFERENCES post (id) ON DELETE CASCADE,
            position INTEGER NOT NULL,
            accountID INTEGER NOT NULL REFERENCES account (id),
            status TEXT NOT NULL
                CHECK (status IN ('draft', 'queued', 'publishing', 'published', 'failed')),
            scheduledFor INTEGER,
            publishedAt INTEGER,
            failedAt INTEGER,
            platformPostID TEXT,
            error TEXT,
            attempts INTEGER NOT NULL DEFAULT 0
        ) STRICT;
        CREATE INDEX destinationByPost ON destination (postID, position);
        CREATE INDEX destinationDue ON destination (scheduledFor)
            WHERE status IN ('queued', 'publishing');
        CREATE TABLE refusedPost (
            content TEXT PRIMARY KEY NOT NULL,
            count INTEGER NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE campaign (
            id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
            name TEXT NOT NULL,
            description TEXT,
            color TEXT NOT NULL,
            status TEXT NOT NULL,
            createdAt INTEGER NOT NULL,
            updatedAt INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE webhook (
            id TEXT PRIMARY KEY NOT NULL,
            url TEXT NOT NULL,
            events TEXT NOT NULL,
            name TEXT,
            description TEXT,
            secret TEXT NOT NULL,
            isActive INTEGER NOT NULL,
            failures INTEGER NOT NULL DEFAULT 0,
            createdAt INTEGER NOT NULL,
            updatedAt INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE windowCall (
            keyID TEXT NOT NULL,
            kind TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX windowCallByTime ON windowCall (keyID, kind, at);
        CREATE TABLE fault (
            id INTEGER PRIMARY KEY NOT NULL,
            kind TEXT NOT NULL,
            route TEXT NOT NULL,
            skip INTEGER NOT NULL,
            times INTEGER,
            bytes INTEGER,
            seconds REAL,
            work INTEGER
        ) STRICT;
        CREATE TABLE request (
            id INTEGER PRIMARY KEY NOT NULL,
            at INTEGER NOT NULL,
            requestID TEXT NOT NULL,
            keyID TEXT,
            method TEXT NOT NULL,
            route TEXT NOT NULL,
            path TEXT NOT NULL,
            status INTEGER,
            fault TEXT,
            userAgent TEXT
        ) STRICT;
        PRAGMA user_version = 1;
        """
}
