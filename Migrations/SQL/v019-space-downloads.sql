-- Originals that could not be fetched. Each waits longer after every failure, so that files which
-- never come do not keep others from being fetched.
CREATE TABLE failedDownload (
    item      INTEGER PRIMARY KEY NOT NULL REFERENCES mediaItem (rowid) ON DELETE CASCADE,
    failures  INTEGER NOT NULL CHECK (failures > 0),
    nextTry   INTEGER NOT NULL,
    lastError TEXT NOT NULL
) STRICT;
