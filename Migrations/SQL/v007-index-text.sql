-- The search index. All of it can be rebuilt from the tables above.

-- What is indexed of an item. A file name counts only where there is no prompt: the names of
-- generated files say nothing. Facets are single tokens, so that a filter is a word among
-- words: a letter, then the value (model, ratio and tag in hexadecimal, kind, presence, state).
CREATE VIEW mediaTextSource AS
SELECT rowid,
    prompt,
    (SELECT group_concat(name, ' ')
        FROM (SELECT tag.name FROM mediaItemTag JOIN tag USING (tag)
            WHERE mediaItemTag.item = mediaItem.rowid ORDER BY tag.tag)) AS tags,
    (SELECT text FROM note WHERE note.item = mediaItem.rowid) AS notes,
    CASE WHEN prompt IS NULL THEN fileName END AS fileName,
    'k' || kind || ' p' || presence || ' s' || state
        || ifnull(' m' || hex(lower(model)), '') || ifnull(' r' || hex(ratio), '')
        || ifnull((SELECT ' ' || group_concat('t' || hex(folded), ' ')
            FROM (SELECT tag.folded FROM mediaItemTag JOIN tag USING (tag)
                WHERE mediaItemTag.item = mediaItem.rowid ORDER BY tag.tag)), '') AS facets
FROM mediaItem;

-- Written row by row with ascending rowids, never by triggers: a trigger costs a segment a row.
CREATE VIRTUAL TABLE mediaText USING fts5 (
    prompt, tags, notes, fileName, facets,
    content = 'mediaTextSource', content_rowid = 'rowid',
    tokenize = 'unicode61 remove_diacritics 2'
);

INSERT INTO mediaText (mediaText, rank) VALUES ('hashsize', 67108864);

-- Every distinct word of the text columns, and three-letter pieces of those words: prefixes,
-- substrings and words of scripts without spaces are looked up here, then as whole words above.
CREATE TABLE term (
    id   INTEGER PRIMARY KEY NOT NULL,
    term TEXT NOT NULL UNIQUE
) STRICT;

CREATE VIRTUAL TABLE termTrigram USING fts5 (
    term, content = 'term', content_rowid = 'id', tokenize = 'trigram', detail = none,
    columnsize = 0
);
