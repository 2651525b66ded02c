-- The order in which readings, entries and calls were written: clocks go back, rows do not.

-- A reading was asked for behind entry beganAfterEntry (NULL where not known) and written behind
-- entry afterEntry; 0 is before the first. It is ambiguous where something was written meanwhile
-- of which nobody can tell whether the reading holds it.
DROP TRIGGER balanceObservationIsFinal;
ALTER TABLE balanceObservation ADD COLUMN beganAfterEntry INTEGER;
ALTER TABLE balanceObservation ADD COLUMN afterEntry INTEGER NOT NULL DEFAULT 0;
ALTER TABLE balanceObservation ADD COLUMN isAmbiguous INTEGER NOT NULL DEFAULT 0
    CHECK (isAmbiguous IN (0, 1));

-- Of older readings only the time is known.
UPDATE balanceObservation SET afterEntry = ifnull(
    (SELECT ledgerEntry.rowid FROM ledgerEntry WHERE ledgerEntry.at <= balanceObservation.at
        ORDER BY ledgerEntry.at DESC, ledgerEntry.rowid DESC LIMIT 1), 0);

CREATE TRIGGER balanceObservationIsFinal BEFORE UPDATE ON balanceObservation
BEGIN SELECT RAISE(ABORT, 'a balance observation never changes'); END;

-- The last reading when the call was written down; 0 before the first, NULL where not known.
ALTER TABLE generation ADD COLUMN afterReading INTEGER;
UPDATE generation SET afterReading = ifnull(
    (SELECT max(rowid) FROM balanceObservation WHERE at <= generation.startedAt), 0)
WHERE state IN ('sent', 'unknown');

-- INSERT OR REPLACE deletes the old row without asking the triggers of DELETE.
CREATE TRIGGER ledgerEntryIsNotReplaced BEFORE INSERT ON ledgerEntry
WHEN EXISTS (SELECT 1 FROM ledgerEntry WHERE rowid = NEW.rowid)
    OR (NEW.kind = 'charge' AND EXISTS (SELECT 1 FROM ledgerEntry
        WHERE generation = NEW.generation AND kind = 'charge'))
BEGIN SELECT RAISE(ABORT, 'a ledger entry is never replaced'); END;

CREATE TRIGGER balanceObservationIsNotReplaced BEFORE INSERT ON balanceObservation
WHEN EXISTS (SELECT 1 FROM balanceObservation WHERE rowid = NEW.rowid)
BEGIN SELECT RAISE(ABORT, 'a balance observation is never replaced'); END;

CREATE TRIGGER generationIsNotReplaced BEFORE INSERT ON generation
WHEN EXISTS (SELECT 1 FROM generation WHERE rowid = NEW.rowid OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'the journal is never replaced'); END;
