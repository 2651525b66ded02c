-- Media items and their tags. Times are milliseconds since 1970 UTC; NULL is unknown.

-- Facts about the library as a whole: the account that it is pinned to, cursors of the sync.
CREATE TABLE libraryState (
    name  TEXT PRIMARY KEY NOT NULL,
    value TEXT NOT NULL
) STRICT;

-- One row per image, video or document. The rowid grows with createdAt: seconds since
-- 2020-01-01 times 8, or the next free number upward. It orders and narrows; it is never shown.
CREATE TABLE mediaItem (
    rowid       INTEGER PRIMARY KEY NOT NULL,
    id          TEXT NOT NULL UNIQUE CHECK (length(id) >= 4),
    mediaId     TEXT UNIQUE CHECK (mediaId <> ''),
    kind        TEXT NOT NULL CHECK (kind IN ('image', 'video', 'document', 'other')),
    state       TEXT NOT NULL
                CHECK (state IN ('uploading', 'processing', 'ready', 'failed', 'unknown')),
    presence    TEXT NOT NULL CHECK (presence IN ('local', 'remote', 'both', 'gone')),
    prompt      TEXT CHECK (prompt <> ''),
    model       TEXT CHECK (model <> ''),
    ratio       TEXT CHECK (ratio <> ''),
    width       INTEGER CHECK (width > 0),
    height      INTEGER CHECK (height > 0),
    fileName    TEXT CHECK (fileName <> ''),
    contentType TEXT CHECK (contentType <> ''),
    byteCount   INTEGER CHECK (byteCount >= 0),
    sha256      TEXT CHECK (length(sha256) = 64),
    createdAt   INTEGER NOT NULL,
    addedAt     INTEGER NOT NULL,
    url         TEXT,
    remoteJSON  TEXT
) STRICT;

CREATE INDEX mediaItemBySHA256 ON mediaItem (sha256) WHERE sha256 IS NOT NULL;
CREATE INDEX mediaItemPending ON mediaItem (state) WHERE state IN ('uploading', 'processing');

-- Two tags whose folded names are equal are the same tag; name is as first written.
CREATE TABLE tag (
    tag    INTEGER PRIMARY KEY NOT NULL,
    name   TEXT NOT NULL,
    folded TEXT NOT NULL UNIQUE CHECK (folded <> '')
) STRICT;

CREATE TABLE mediaItemTag (
    item INTEGER NOT NULL REFERENCES mediaItem (rowid) ON DELETE CASCADE,
    tag  INTEGER NOT NULL REFERENCES tag (tag) ON DELETE CASCADE,
    at   INTEGER NOT NULL,
    PRIMARY KEY (item, tag)
) STRICT, WITHOUT ROWID;

CREATE INDEX mediaItemTagByTag ON mediaItemTag (tag, item);

CREATE TABLE tagAlias (
    folded TEXT PRIMARY KEY NOT NULL CHECK (folded <> ''),
    tag    INTEGER NOT NULL REFERENCES tag (tag) ON DELETE CASCADE
) STRICT;
