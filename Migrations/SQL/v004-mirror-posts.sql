-- Accounts and posts as the remote last showed them, and posts that wait to be sent.

CREATE TABLE account (
    id       INTEGER PRIMARY KEY NOT NULL,
    platform TEXT NOT NULL,
    name     TEXT,
    isActive INTEGER CHECK (isActive IN (0, 1)),
    health   TEXT,
    canPost  INTEGER CHECK (canPost IN (0, 1)),
    seenAt   INTEGER NOT NULL
) STRICT;

CREATE TABLE post (
    rowid          INTEGER PRIMARY KEY NOT NULL,
    id             TEXT NOT NULL UNIQUE,
    postId         TEXT UNIQUE CHECK (postId <> ''),
    status         TEXT NOT NULL CHECK (status <> ''),
    content        TEXT NOT NULL,
    scheduledFor   INTEGER,
    timezone       TEXT,
    accountIdsJSON TEXT NOT NULL DEFAULT '[]',
    createdAt      INTEGER NOT NULL,
    updatedAt      INTEGER,
    remoteJSON     TEXT
) STRICT;

CREATE INDEX postByCreation ON post (createdAt);

-- What a post shows, in display order. item is set where the library knows the media item;
-- mediaId is set where the remote does.
CREATE TABLE postMedia (
    post     INTEGER NOT NULL REFERENCES post (rowid) ON DELETE CASCADE,
    position INTEGER NOT NULL CHECK (position >= 0),
    mediaId  TEXT,
    item     INTEGER REFERENCES mediaItem (rowid),
    PRIMARY KEY (post, position),
    CHECK (mediaId IS NOT NULL OR item IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX postMediaByItem ON postMedia (item) WHERE item IS NOT NULL;
CREATE INDEX postMediaByMediaId ON postMedia (mediaId) WHERE mediaId IS NOT NULL;

CREATE TABLE postDestination (
    post        INTEGER NOT NULL REFERENCES post (rowid) ON DELETE CASCADE,
    accountId   INTEGER NOT NULL,
    platform    TEXT,
    status      TEXT NOT NULL,
    publishedAt INTEGER,
    url         TEXT,
    error       TEXT,
    attempts    INTEGER,
    PRIMARY KEY (post, accountId)
) STRICT, WITHOUT ROWID;
