-- Requests to the moment, and what replies asked for, so that all processes wait together.

-- The requests of the last minute, one row each; whole minutes are in requestMinute.
CREATE TABLE requestMoment (
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX requestMomentByTime ON requestMoment (at);

-- From since to until no more than requestsLeft requests: what a reply's headers said. `closed` is
-- a wait that the remote asked for, `allowance` what it said remains of its window.
CREATE TABLE requestHold (
    kind         TEXT PRIMARY KEY NOT NULL CHECK (kind IN ('closed', 'allowance')),
    since        INTEGER NOT NULL,
    until        INTEGER NOT NULL CHECK (until >= since),
    requestsLeft INTEGER NOT NULL CHECK (requestsLeft >= 0)
) STRICT;

-- The requests a minute that a reply named last: one row.
CREATE TABLE requestLimit (
    id        INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    perMinute INTEGER NOT NULL CHECK (perMinute > 0)
) STRICT;

INSERT INTO requestLimit (id, perMinute)
SELECT 1, CAST(value AS INTEGER) FROM libraryState
WHERE name = 'requestLimit' AND CAST(value AS INTEGER) > 0;

DELETE FROM libraryState WHERE name = 'requestLimit';
