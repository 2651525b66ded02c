-- The journal of paid calls and the ledger of credits. Neither exists anywhere else.

-- One row per paid attempt, written before its request is sent; never deleted.
CREATE TABLE generation (
    rowid           INTEGER PRIMARY KEY NOT NULL,
    id              TEXT NOT NULL UNIQUE,
    kind            TEXT NOT NULL CHECK (kind IN ('image', 'caption')),
    state           TEXT NOT NULL
                    CHECK (state IN ('planned', 'sent', 'made', 'refused', 'unknown', 'notMade')),
    prompt          TEXT NOT NULL CHECK (prompt <> ''),
    model           TEXT,
    ratio           TEXT,
    tagsJSON        TEXT NOT NULL DEFAULT '[]',
    expectedCredits INTEGER CHECK (expectedCredits >= 0),
    creditsUsed     INTEGER CHECK (creditsUsed >= 0),
    balanceBefore   INTEGER,
    startedAt       INTEGER NOT NULL,
    settledAt       INTEGER,
    status          INTEGER,
    requestId       TEXT,
    rawReply        TEXT,
    echoedPrompt    TEXT,
    mediaIdsJSON    TEXT NOT NULL DEFAULT '[]',
    item            INTEGER REFERENCES mediaItem (rowid),
    evidence        TEXT
) STRICT;

CREATE INDEX generationOpen ON generation (state) WHERE state IN ('planned', 'sent', 'unknown');
CREATE INDEX generationByItem ON generation (item) WHERE item IS NOT NULL;

CREATE TRIGGER generationIsKept BEFORE DELETE ON generation
BEGIN SELECT RAISE(ABORT, 'the journal is never deleted from'); END;

-- Signed changes of the balance: a charge is negative. A sum is always derived.
CREATE TABLE ledgerEntry (
    rowid      INTEGER PRIMARY KEY NOT NULL,
    kind       TEXT NOT NULL
               CHECK (kind IN ('charge', 'refund', 'topUp', 'reset', 'correction')),
    credits    INTEGER NOT NULL,
    item       INTEGER REFERENCES mediaItem (rowid),
    generation INTEGER REFERENCES generation (rowid),
    evidence   TEXT NOT NULL,
    at         INTEGER NOT NULL
) STRICT;

CREATE INDEX ledgerEntryByItem ON ledgerEntry (item) WHERE item IS NOT NULL;
CREATE INDEX ledgerEntryByTime ON ledgerEntry (at);
CREATE UNIQUE INDEX ledgerEntryOneCharge ON ledgerEntry (generation) WHERE kind = 'charge';
