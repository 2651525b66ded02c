-- Albums, saved searches, notes and ratings.

CREATE TABLE album (
    album     INTEGER PRIMARY KEY NOT NULL,
    name      TEXT NOT NULL,
    folded    TEXT NOT NULL UNIQUE CHECK (folded <> ''),
    createdAt INTEGER NOT NULL
) STRICT;

CREATE TABLE albumItem (
    album INTEGER NOT NULL REFERENCES album (album) ON DELETE CASCADE,
    item  INTEGER NOT NULL REFERENCES mediaItem (rowid) ON DELETE CASCADE,
    at    INTEGER NOT NULL,
    PRIMARY KEY (album, item)
) STRICT, WITHOUT ROWID;

CREATE INDEX albumItemByItem ON albumItem (item);

CREATE TABLE savedSearch (
    name        TEXT PRIMARY KEY NOT NULL CHECK (name <> ''),
    query       TEXT NOT NULL,
    description TEXT,
    createdAt   INTEGER NOT NULL
) STRICT;

CREATE TABLE note (
    item INTEGER PRIMARY KEY NOT NULL REFERENCES mediaItem (rowid) ON DELETE CASCADE,
    text TEXT NOT NULL CHECK (text <> ''),
    at   INTEGER NOT NULL
) STRICT;

CREATE TABLE rating (
    item  INTEGER PRIMARY KEY NOT NULL REFERENCES mediaItem (rowid) ON DELETE CASCADE,
    stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
    at    INTEGER NOT NULL
) STRICT;
