-- Paid calls that wait for a network, in the order in which they are to be made.

-- The call itself is a row of generation, planned until it is sent. An attempt that was refused
-- for a passing reason is followed by another, and generation then names that one: no attempt is
-- ever sent twice. An entry is finished once its image is in its albums and its post is written
-- down, or once it was dropped.
CREATE TABLE planEntry (
    rowid      INTEGER PRIMARY KEY NOT NULL,
    id         TEXT NOT NULL UNIQUE,
    generation INTEGER NOT NULL UNIQUE REFERENCES generation (rowid),
    albumsJSON TEXT NOT NULL DEFAULT '[]',
    postJSON   TEXT,
    post       INTEGER REFERENCES post (rowid) ON DELETE SET NULL,
    addedAt    INTEGER NOT NULL,
    finishedAt INTEGER
) STRICT;

CREATE INDEX planEntryOpen ON planEntry (rowid) WHERE finishedAt IS NULL;
