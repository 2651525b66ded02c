-- What other tools may read. The tables behind may change; these views and their columns stay.

-- One row per item, newest last by time.
CREATE VIEW library AS
SELECT id, mediaId, kind, state, presence, prompt, model, ratio, width, height,
    (SELECT -sum(credits) FROM ledgerEntry WHERE ledgerEntry.item = mediaItem.rowid) AS credits,
    (SELECT group_concat(name, ' ')
        FROM (SELECT tag.name FROM mediaItemTag JOIN tag USING (tag)
            WHERE mediaItemTag.item = mediaItem.rowid ORDER BY tag.tag)) AS tags,
    fileName, sha256, createdAt,
    strftime('%Y-%m-%dT%H:%M:%SZ', createdAt / 1000, 'unixepoch') AS createdAtISO8601
FROM mediaItem;

-- One row per movement of the balance, with the item that it paid for.
CREATE VIEW spending AS
SELECT ledgerEntry.kind, -ledgerEntry.credits AS credits, mediaItem.id AS itemId,
    generation.id AS generationId, generation.model, generation.ratio, ledgerEntry.at,
    strftime('%Y-%m-%d', ledgerEntry.at / 1000, 'unixepoch') AS dayUTC, ledgerEntry.evidence
FROM ledgerEntry
LEFT JOIN mediaItem ON mediaItem.rowid = ledgerEntry.item
LEFT JOIN generation ON generation.rowid = ledgerEntry.generation;

-- Paid calls that were sent and whose outcome is not known: they may have been charged.
CREATE VIEW uncertainSpending AS
SELECT id AS generationId, expectedCredits, model, ratio, prompt, startedAt
FROM generation WHERE state IN ('sent', 'unknown');
