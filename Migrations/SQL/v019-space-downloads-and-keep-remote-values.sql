-- Originals that could not be fetched. Each waits longer after every failure, so that files which
-- never come do not keep others from being fetched.
CREATE TABLE failedDownload (
    item      INTEGER PRIMARY KEY NOT NULL REFERENCES mediaItem (rowid) ON DELETE CASCADE,
    failures  INTEGER NOT NULL CHECK (failures > 0),
    nextTry   INTEGER NOT NULL,
    lastError TEXT NOT NULL
) STRICT;

-- What the remote last said of a post, without edits that wait here: the base of the next edit.
-- NULL where not known.
ALTER TABLE post ADD COLUMN baseJSON TEXT;

-- The remote's id of a deleted post that this one stands in for. It is created only while the
-- remote does not have that one.
ALTER TABLE post ADD COLUMN replaces TEXT;
