-- Readings of the remote's balance, and the triggers that keep money's rows as they were written.

CREATE TABLE balanceObservation (
    rowid       INTEGER PRIMARY KEY NOT NULL,
    remaining   INTEGER NOT NULL,
    used        INTEGER,
    creditLimit INTEGER,
    bonus       INTEGER,
    periodEnd   INTEGER,
    source      TEXT NOT NULL CHECK (source IN ('reply', 'me', 'refusal')),
    at          INTEGER NOT NULL
) STRICT;

CREATE TRIGGER ledgerEntryIsFinal BEFORE UPDATE ON ledgerEntry
BEGIN SELECT RAISE(ABORT, 'a ledger entry never changes'); END;

CREATE TRIGGER ledgerEntryIsKept BEFORE DELETE ON ledgerEntry
BEGIN SELECT RAISE(ABORT, 'a ledger entry is never deleted'); END;

CREATE TRIGGER balanceObservationIsFinal BEFORE UPDATE ON balanceObservation
BEGIN SELECT RAISE(ABORT, 'a balance observation never changes'); END;

CREATE TRIGGER balanceObservationIsKept BEFORE DELETE ON balanceObservation
BEGIN SELECT RAISE(ABORT, 'a balance observation is never deleted'); END;

-- A settled call stays settled, and what was sent stays what was sent.
CREATE TRIGGER generationIsSettledOnce BEFORE UPDATE ON generation
WHEN OLD.state IN ('made', 'refused', 'notMade') AND NEW.state <> OLD.state
BEGIN SELECT RAISE(ABORT, 'a settled generation never changes its outcome'); END;

CREATE TRIGGER generationPromptIsFinal BEFORE UPDATE OF prompt, kind, id ON generation
WHEN NEW.prompt IS NOT OLD.prompt OR NEW.kind IS NOT OLD.kind OR NEW.id IS NOT OLD.id
BEGIN SELECT RAISE(ABORT, 'what was paid for never changes'); END;
