-- What a post showed when it was edited here: both sides had agreed on it. NULL where not known.
ALTER TABLE outbox ADD COLUMN baseJSON TEXT;

-- A field that was changed here and on the remote. All three values stay, whoever won: NULL is
-- none. settledAs is 'ours', 'theirs' or 'text'; NULL while it waits for a decision.
CREATE TABLE conflict (
    conflict  INTEGER PRIMARY KEY,
    entry     INTEGER NOT NULL REFERENCES outbox (id),
    field     TEXT NOT NULL CHECK (field IN ('content', 'scheduledFor')),
    base      TEXT,
    ours      TEXT NOT NULL,
    theirs    TEXT,
    at        INTEGER NOT NULL,
    settledAs TEXT CHECK (settledAs IN ('ours', 'theirs', 'text')),
    settledAt INTEGER,
    CHECK ((settledAs IS NULL) = (settledAt IS NULL))
) STRICT;

CREATE UNIQUE INDEX conflictOpen ON conflict (entry, field) WHERE settledAs IS NULL;

-- No value is ever lost or changed.
CREATE TRIGGER conflictIsKept BEFORE DELETE ON conflict
BEGIN SELECT RAISE(ABORT, 'a conflict is never deleted'); END;

CREATE TRIGGER conflictIsFinal BEFORE UPDATE OF conflict, entry, field, base, ours, theirs, at
ON conflict
BEGIN SELECT RAISE(ABORT, 'the values of a conflict never change'); END;
