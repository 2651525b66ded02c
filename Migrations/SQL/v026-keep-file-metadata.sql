-- What the file of an imported item said about how it was made.

-- path is where the file was last seen; rawJSON has every text of the file, in the file's words:
-- [["key", "text"], …], the XMP packet with the key xmp. reader is who understood them; NULL if
-- nobody did.
CREATE TABLE fileMetadata (
    item           INTEGER PRIMARY KEY NOT NULL REFERENCES mediaItem (rowid) ON DELETE CASCADE,
    path           TEXT NOT NULL CHECK (path <> ''),
    reader         TEXT CHECK (reader <> ''),
    negativePrompt TEXT CHECK (negativePrompt <> ''),
    seed           TEXT CHECK (seed <> ''),
    steps          INTEGER CHECK (steps > 0),
    sampler        TEXT CHECK (sampler <> ''),
    -- As a copy tells that Folio itself made: no charge of this library.
    credits        INTEGER CHECK (credits >= 0),
    isMarkedAsAI   INTEGER NOT NULL CHECK (isMarkedAsAI IN (0, 1)),
    rawJSON        TEXT CHECK (rawJSON <> ''),
    at             INTEGER NOT NULL
) STRICT;
