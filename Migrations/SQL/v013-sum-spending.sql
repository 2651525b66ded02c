-- Spending, summed by quarter hour of UTC: every zone's days are made of whole quarter hours.
-- Triggers keep the sums, so that no write can forget them.

-- Calls whose cost is not in the ledger: made without a price, or of unknown outcome.
CREATE VIEW unchargedCall AS
SELECT iif(generation.state = 'made', 'unknown', 'uncertain') AS certainty,
    iif(generation.state = 'made', NULL, expectedCredits) AS credits, 1 AS count,
    iif(generation.state = 'made', ifnull(settledAt, startedAt), startedAt) AS at,
    generation.kind,
    ifnull(generation.model, mediaItem.model) AS model,
    ifnull(generation.ratio, mediaItem.ratio) AS ratio,
    generation.item, generation.rowid AS generation
FROM generation LEFT JOIN mediaItem ON mediaItem.rowid = generation.item
WHERE generation.state IN ('sent', 'unknown')
    OR (generation.state = 'made' AND creditsUsed IS NULL);

-- What the ledger proves. A refund is negative and counts 0.
CREATE VIEW provenSpending AS
SELECT 'certain' AS certainty, -ledgerEntry.credits AS credits,
    ledgerEntry.kind = 'charge' AS count, ledgerEntry.at,
    ifnull(generation.kind, iif(mediaItem.rowid IS NULL, NULL, 'image')) AS kind,
    ifnull(generation.model, mediaItem.model) AS model,
    ifnull(generation.ratio, mediaItem.ratio) AS ratio, ledgerEntry.item,
    ledgerEntry.generation, ledgerEntry.rowid AS entry
FROM ledgerEntry
LEFT JOIN generation ON generation.rowid = ledgerEntry.generation
LEFT JOIN mediaItem ON mediaItem.rowid = ledgerEntry.item
WHERE ledgerEntry.kind IN ('charge', 'refund');

-- Everything that credits went to, or may have gone to.
CREATE VIEW spendFact AS
SELECT certainty, credits, count, at, kind, model, ratio, item, generation FROM provenSpending
UNION ALL
SELECT certainty, credits, count, at, kind, model, ratio, item, generation
FROM unchargedCall WHERE NOT EXISTS (SELECT 1 FROM ledgerEntry
    WHERE ledgerEntry.generation = unchargedCall.generation AND ledgerEntry.kind = 'charge');

CREATE INDEX ledgerEntryByGeneration ON ledgerEntry (generation) WHERE generation IS NOT NULL;

-- What is summed apart. A kind, model or ratio that is not known is NULL.
CREATE TABLE spendBucket (
    bucket    INTEGER PRIMARY KEY NOT NULL,
    certainty TEXT NOT NULL CHECK (certainty IN ('certain', 'unknown', 'uncertain')),
    kind      TEXT,
    model     TEXT,
    ratio     TEXT
) STRICT;

CREATE UNIQUE INDEX spendBucketOnce
ON spendBucket (certainty, ifnull(kind, ''), ifnull(model, ''), ifnull(ratio, ''));

-- credits adds up what is known; unpriced counts what is not.
CREATE TABLE spendRollup (
    quarter  INTEGER NOT NULL,
    bucket   INTEGER NOT NULL REFERENCES spendBucket (bucket),
    count    INTEGER NOT NULL,
    credits  INTEGER NOT NULL,
    unpriced INTEGER NOT NULL,
    PRIMARY KEY (quarter, bucket)
) STRICT, WITHOUT ROWID;

INSERT INTO spendBucket (certainty, kind, model, ratio)
SELECT DISTINCT certainty, kind, model, ratio FROM spendFact;

INSERT INTO spendRollup (quarter, bucket, count, credits, unpriced)
SELECT (at - (at % 900000 + 900000) % 900000) / 900000 AS quarter, bucket, sum(count),
    sum(ifnull(credits, 0)), sum(credits IS NULL)
FROM spendFact JOIN spendBucket ON spendBucket.certainty = spendFact.certainty
    AND ifnull(spendBucket.kind, '') = ifnull(spendFact.kind, '')
    AND ifnull(spendBucket.model, '') = ifnull(spendFact.model, '')
    AND ifnull(spendBucket.ratio, '') = ifnull(spendFact.ratio, '')
GROUP BY quarter, bucket HAVING sum(count) <> 0 OR sum(ifnull(credits, 0)) <> 0;
