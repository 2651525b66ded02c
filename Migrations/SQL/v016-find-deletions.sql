-- What the remote's listing is expected to show, and what is missing from it.

-- One row per item that a listing has shown and that is believed to be there still. createdAt is
-- the remote's own, which orders the listing; the item's may be this machine's.
CREATE TABLE listedItem (
    item      INTEGER PRIMARY KEY NOT NULL REFERENCES mediaItem (rowid) ON DELETE CASCADE,
    createdAt INTEGER NOT NULL
) STRICT;

CREATE INDEX listedItemByCreatedAt ON listedItem (createdAt);

-- Rows of listedItem by days since 1970, so that items newer than a moment are counted quickly.
CREATE TABLE listedDay (
    day   INTEGER PRIMARY KEY NOT NULL,
    items INTEGER NOT NULL CHECK (items >= 0)
) STRICT;

CREATE TRIGGER listedItemComes AFTER INSERT ON listedItem
BEGIN
    INSERT INTO listedDay (day, items)
    VALUES ((NEW.createdAt - (NEW.createdAt % 86400000 + 86400000) % 86400000) / 86400000, 1)
    ON CONFLICT (day) DO UPDATE SET items = items + 1;
END;

CREATE TRIGGER listedItemGoes AFTER DELETE ON listedItem
BEGIN
    UPDATE listedDay SET items = items - 1
    WHERE day = (OLD.createdAt - (OLD.createdAt % 86400000 + 86400000) % 86400000) / 86400000;
END;

CREATE TRIGGER listedItemMoves AFTER UPDATE OF createdAt ON listedItem
BEGIN
    UPDATE listedDay SET items = items - 1
    WHERE day = (OLD.createdAt - (OLD.createdAt % 86400000 + 86400000) % 86400000) / 86400000;
    INSERT INTO listedDay (day, items)
    VALUES ((NEW.createdAt - (NEW.createdAt % 86400000 + 86400000) % 86400000) / 86400000, 1)
    ON CONFLICT (day) DO UPDATE SET items = items + 1;
END;

-- Elements of the listing that cannot be read take up places in it all the same.
CREATE TABLE listedUnreadable (
    createdAt INTEGER PRIMARY KEY NOT NULL,
    elements  INTEGER NOT NULL CHECK (elements > 0)
) STRICT;

-- Items that were missing where a listing should have shown them, until it is settled whether the
-- remote has them. 'unlisted' ones answered when they were asked for: they live. notFoundAt and
-- notFoundIn are the moment and the number of the sync of the first proof of absence.
CREATE TABLE suspect (
    item       INTEGER PRIMARY KEY NOT NULL REFERENCES mediaItem (rowid) ON DELETE CASCADE,
    state      TEXT NOT NULL CHECK (state IN ('missing', 'unlisted')),
    since      INTEGER NOT NULL,
    notFoundAt INTEGER,
    notFoundIn INTEGER,
    askAt      INTEGER NOT NULL,
    CHECK ((notFoundAt IS NULL) = (notFoundIn IS NULL))
) STRICT;

-- Ranges of the remote's createdAt that a listing was compared with, and when: all that is newer
-- than oldest and not newer than newest. No two of them overlap.
CREATE TABLE coverage (
    oldest INTEGER PRIMARY KEY NOT NULL,
    newest INTEGER NOT NULL CHECK (newest > oldest),
    at     INTEGER NOT NULL
) STRICT;

-- What is not on the remote is expected in no listing.
CREATE TRIGGER listedItemEnds AFTER UPDATE OF presence ON mediaItem
WHEN NEW.presence IN ('local', 'gone')
BEGIN
    DELETE FROM listedItem WHERE item = NEW.rowid;
    DELETE FROM suspect WHERE item = NEW.rowid;
END;

CREATE TRIGGER listedItemIsAnother AFTER UPDATE OF mediaId ON mediaItem
WHEN NEW.mediaId IS NOT OLD.mediaId
BEGIN
    DELETE FROM listedItem WHERE item = NEW.rowid;
    DELETE FROM suspect WHERE item = NEW.rowid;
END;

INSERT INTO listedItem (item, createdAt)
SELECT rowid, createdAt FROM mediaItem
WHERE mediaId IS NOT NULL AND remoteJSON IS NOT NULL AND presence IN ('remote', 'both');

DELETE FROM libraryState WHERE name = 'mediaSurplus';
