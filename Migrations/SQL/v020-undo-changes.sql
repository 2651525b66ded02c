-- The history of what a person changed, so that it can be undone. One row per step, whatever its
-- size; rows of the tables that organise, as they were and as they became.

CREATE TABLE changeStep (
    step      INTEGER PRIMARY KEY NOT NULL,
    at        INTEGER NOT NULL,
    summary   TEXT NOT NULL,
    itemCount INTEGER NOT NULL DEFAULT 0 CHECK (itemCount >= 0),
    rowCount  INTEGER NOT NULL DEFAULT 0 CHECK (rowCount >= 0),
    isUndone  INTEGER NOT NULL DEFAULT 0 CHECK (isUndone IN (0, 1))
) STRICT;

-- old and new are JSON lists of all columns in the table's order; NULL where there was no row.
-- What was changed of an item is forgotten with it: its rowid may come to mean another.
CREATE TABLE change (
    change    INTEGER PRIMARY KEY NOT NULL,
    step      INTEGER NOT NULL REFERENCES changeStep (step) ON DELETE CASCADE,
    tableName TEXT NOT NULL,
    item      INTEGER REFERENCES mediaItem (rowid) ON DELETE CASCADE,
    old       TEXT,
    new       TEXT,
    CHECK (old IS NOT NULL OR new IS NOT NULL)
) STRICT;

CREATE INDEX changeByStep ON change (step);
CREATE INDEX changeByItem ON change (item) WHERE item IS NOT NULL;

-- The highest number that a row of these tables ever had: none is given twice, or a step that is
-- undone could meet another row under the number of its own.
CREATE TABLE usedNumber (
    tableName TEXT PRIMARY KEY NOT NULL,
    highest   INTEGER NOT NULL
) STRICT;

INSERT INTO usedNumber (tableName, highest)
SELECT 'tag', ifnull(max(tag), 0) FROM tag
UNION ALL SELECT 'album', ifnull(max(album), 0) FROM album
UNION ALL SELECT 'tagRule', 0;

CREATE TRIGGER tagNumber AFTER INSERT ON tag BEGIN
    UPDATE usedNumber SET highest = max(highest, NEW.tag) WHERE tableName = 'tag';
END;

CREATE TRIGGER albumNumber AFTER INSERT ON album BEGIN
    UPDATE usedNumber SET highest = max(highest, NEW.album) WHERE tableName = 'album';
END;
