-- Local intentions that the remote has not seen, and how many requests were sent lately.

-- Kept in order; a row is never sent again once its outcome is unknown.
CREATE TABLE outbox (
    id         INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
    action     TEXT NOT NULL,
    item       INTEGER REFERENCES mediaItem (rowid),
    post       INTEGER REFERENCES post (rowid),
    actionJSON TEXT NOT NULL,
    state      TEXT NOT NULL
               CHECK (state IN ('pending', 'sending', 'done', 'parked', 'unknown', 'cancelled')),
    attempts   INTEGER NOT NULL DEFAULT 0,
    notBefore  INTEGER,
    lastError  TEXT,
    createdAt  INTEGER NOT NULL,
    settledAt  INTEGER
) STRICT;

CREATE INDEX outboxOpen ON outbox (state) WHERE state IN ('pending', 'sending', 'parked', 'unknown');

-- Requests by minute since 1970, so that every process keeps within the remote's limits.
CREATE TABLE requestMinute (
    minute   INTEGER PRIMARY KEY NOT NULL,
    requests INTEGER NOT NULL CHECK (requests >= 0)
) STRICT;

-- Listed elements that this version cannot read, kept so that nothing is lost.
CREATE TABLE undecodable (
    rowid  INTEGER PRIMARY KEY NOT NULL,
    source TEXT NOT NULL,
    raw    TEXT NOT NULL,
    reason TEXT NOT NULL,
    at     INTEGER NOT NULL,
    UNIQUE (source, raw)
) STRICT;
