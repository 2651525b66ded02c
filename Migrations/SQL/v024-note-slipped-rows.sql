-- How far the rowid of any item lies behind the eight of its second, where it does at all: then a
-- range of time is more than a range of rows.
INSERT INTO libraryState (name, value)
SELECT 'largestSlip', slip FROM (
    SELECT max(rowid - ((createdAt - ((createdAt % 1000) + 1000) % 1000) / 1000 - 1577836800) * 8)
        AS slip FROM mediaItem
) WHERE slip >= 8;
