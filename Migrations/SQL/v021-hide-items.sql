-- Items that listings leave out, and rules that tag items when they arrive.

CREATE TABLE hiddenItem (
    item INTEGER PRIMARY KEY NOT NULL REFERENCES mediaItem (rowid) ON DELETE CASCADE,
    at   INTEGER NOT NULL
) STRICT;

CREATE TABLE tagRule (
    rule      INTEGER PRIMARY KEY NOT NULL,
    query     TEXT NOT NULL UNIQUE,
    createdAt INTEGER NOT NULL
) STRICT;

CREATE TABLE tagRuleTag (
    rule INTEGER NOT NULL REFERENCES tagRule (rule) ON DELETE CASCADE,
    tag  INTEGER NOT NULL REFERENCES tag (tag) ON DELETE CASCADE,
    PRIMARY KEY (rule, tag)
) STRICT, WITHOUT ROWID;

CREATE INDEX tagRuleTagByTag ON tagRuleTag (tag);
CREATE INDEX tagAliasByTag ON tagAlias (tag);

CREATE TRIGGER tagRuleNumber AFTER INSERT ON tagRule BEGIN
    UPDATE usedNumber SET highest = max(highest, NEW.rule) WHERE tableName = 'tagRule';
END;

-- As before, with the facet h of hidden items. No item is hidden yet, so the index stays right.
DROP VIEW mediaTextSource;

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
                WHERE mediaItemTag.item = mediaItem.rowid ORDER BY tag.tag)), '')
        || CASE WHEN EXISTS (SELECT 1 FROM hiddenItem WHERE item = mediaItem.rowid)
            THEN ' h' ELSE '' END AS facets
FROM mediaItem;
