-- What may be spent in a period, as the owner of the library decided.

CREATE TABLE budget (
    period  TEXT PRIMARY KEY NOT NULL CHECK (period IN ('day', 'week', 'month')),
    credits INTEGER NOT NULL CHECK (credits >= 0),
    setAt   INTEGER NOT NULL
) STRICT;

-- Made, and what it cost is not known: a budget counts its list price.
CREATE INDEX generationUnpriced ON generation (settledAt)
WHERE state = 'made' AND creditsUsed IS NULL;

-- May have been charged, and that is not known.
CREATE INDEX generationUncertain ON generation (startedAt) WHERE state IN ('sent', 'unknown');
