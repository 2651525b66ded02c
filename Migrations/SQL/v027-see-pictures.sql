-- What pictures look like, learned from their pixels; made anew by folio thumbs.

-- sha256 is of the original that was looked at; averageColor is 0xRRGGBB; hash holds the 64 bits of
-- the perceptual hash, NULL for a picture without shapes.
CREATE TABLE look (
    item         INTEGER PRIMARY KEY NOT NULL REFERENCES mediaItem (rowid) ON DELETE CASCADE,
    sha256       TEXT NOT NULL CHECK (sha256 <> ''),
    averageColor INTEGER NOT NULL CHECK (averageColor BETWEEN 0 AND 16777215),
    hash         INTEGER
) STRICT;

-- Hashes that differ in few bits are nearly the same in one of their quarters at least. With the hash
-- in the index no row has to be read.
CREATE INDEX lookByQuarter0 ON look (hash & 65535, hash) WHERE hash IS NOT NULL;
CREATE INDEX lookByQuarter1 ON look ((hash >> 16) & 65535, hash) WHERE hash IS NOT NULL;
CREATE INDEX lookByQuarter2 ON look ((hash >> 32) & 65535, hash) WHERE hash IS NOT NULL;
CREATE INDEX lookByQuarter3 ON look ((hash >> 48) & 65535, hash) WHERE hash IS NOT NULL;
