-- Items that were erased on purpose, and what may be erased in rows that stay.

-- The remote's id of each, so that no sync takes it for a new item. listedAt is its place in the
-- remote's listing, by the remote's time; NULL where the listing does not show it.
CREATE TABLE forgottenItem (
    mediaId  TEXT PRIMARY KEY NOT NULL CHECK (mediaId <> ''),
    listedAt INTEGER,
    at       INTEGER NOT NULL
) STRICT;

CREATE INDEX forgottenItemByPlace ON forgottenItem (listedAt) WHERE listedAt IS NOT NULL;

-- A charge stays when its item goes: only which item it was for may be erased.
DROP TRIGGER ledgerEntryIsFinal;

CREATE TRIGGER ledgerEntryIsFinal BEFORE UPDATE ON ledgerEntry
WHEN NEW.item IS NOT NULL OR NEW.rowid <> OLD.rowid OR NEW.kind <> OLD.kind
    OR NEW.credits <> OLD.credits OR NEW.generation IS NOT OLD.generation
    OR NEW.evidence <> OLD.evidence OR NEW.at <> OLD.at
BEGIN SELECT RAISE(ABORT, 'a ledger entry never changes'); END;

-- Of a settled call the words may be erased. No word takes their place.
DROP TRIGGER generationPromptIsFinal;

CREATE TRIGGER generationPromptIsFinal BEFORE UPDATE OF prompt, kind, id ON generation
WHEN NEW.kind IS NOT OLD.kind OR NEW.id IS NOT OLD.id
    OR (NEW.prompt IS NOT OLD.prompt AND (NEW.prompt <> '(forgotten)'
        OR OLD.state NOT IN ('made', 'refused', 'notMade')))
BEGIN SELECT RAISE(ABORT, 'what was paid for never changes'); END;

DROP TRIGGER captionIsFinal;

CREATE TRIGGER captionIsFinal BEFORE UPDATE ON caption
WHEN NEW.text <> '(forgotten)' OR NEW.generation <> OLD.generation
    OR NEW.position <> OLD.position
BEGIN SELECT RAISE(ABORT, 'a caption that was paid for never changes'); END;
