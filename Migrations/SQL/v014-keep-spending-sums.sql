-- The triggers that keep spendRollup as a recount of spendFact would fill it.

-- Writing here changes a sum; sign is 1 for a fact that comes and -1 for one that goes.
CREATE VIEW spendChange AS
SELECT 1 AS sign, certainty, credits, count, at, kind, model, ratio FROM spendFact;

CREATE TRIGGER spendChangeIsSummed INSTEAD OF INSERT ON spendChange
BEGIN
    INSERT INTO spendBucket (certainty, kind, model, ratio)
    SELECT NEW.certainty, NEW.kind, NEW.model, NEW.ratio
    WHERE NOT EXISTS (SELECT 1 FROM spendBucket WHERE certainty = NEW.certainty
        AND ifnull(kind, '') = ifnull(NEW.kind, '') AND ifnull(model, '') = ifnull(NEW.model, '')
        AND ifnull(ratio, '') = ifnull(NEW.ratio, ''));
    INSERT INTO spendRollup (quarter, bucket, count, credits, unpriced)
    SELECT (NEW.at - (NEW.at % 900000 + 900000) % 900000) / 900000, bucket,
        NEW.sign * NEW.count, NEW.sign * ifnull(NEW.credits, 0),
        NEW.sign * (NEW.credits IS NULL)
    FROM spendBucket WHERE certainty = NEW.certainty
        AND ifnull(kind, '') = ifnull(NEW.kind, '') AND ifnull(model, '') = ifnull(NEW.model, '')
        AND ifnull(ratio, '') = ifnull(NEW.ratio, '')
    ON CONFLICT (quarter, bucket) DO UPDATE SET count = count + excluded.count,
        credits = credits + excluded.credits, unpriced = unpriced + excluded.unpriced;
    DELETE FROM spendRollup
    WHERE quarter = (NEW.at - (NEW.at % 900000 + 900000) % 900000) / 900000
        AND count = 0 AND credits = 0;
END;

CREATE TRIGGER spendOfEntry AFTER INSERT ON ledgerEntry
WHEN NEW.kind IN ('charge', 'refund')
BEGIN
    -- A charge ends what was not known of its call's cost.
    INSERT INTO spendChange (sign, certainty, credits, count, at, kind, model, ratio)
    SELECT -1, certainty, credits, count, at, kind, model, ratio FROM unchargedCall
    WHERE generation = NEW.generation AND NEW.kind = 'charge';
    INSERT INTO spendChange (sign, certainty, credits, count, at, kind, model, ratio)
    SELECT 1, certainty, credits, count, at, kind, model, ratio FROM provenSpending
    WHERE entry = NEW.rowid;
END;

CREATE TRIGGER spendOfCall AFTER INSERT ON generation
BEGIN
    INSERT INTO spendChange (sign, certainty, credits, count, at, kind, model, ratio)
    SELECT 1, certainty, credits, count, at, kind, model, ratio FROM unchargedCall
    WHERE generation = NEW.rowid;
END;

CREATE TRIGGER spendBeforeCallChanges BEFORE UPDATE ON generation
BEGIN
    INSERT INTO spendChange (sign, certainty, credits, count, at, kind, model, ratio)
    SELECT -1, certainty, credits, count, at, kind, model, ratio FROM spendFact
    WHERE generation = OLD.rowid;
END;

CREATE TRIGGER spendAfterCallChanged AFTER UPDATE ON generation
BEGIN
    INSERT INTO spendChange (sign, certainty, credits, count, at, kind, model, ratio)
    SELECT 1, certainty, credits, count, at, kind, model, ratio FROM spendFact
    WHERE generation = NEW.rowid;
END;

-- A sync may learn the model or ratio of an item that was paid for before.
CREATE TRIGGER spendBeforeItemChanges BEFORE UPDATE OF model, ratio ON mediaItem
WHEN NEW.model IS NOT OLD.model OR NEW.ratio IS NOT OLD.ratio
BEGIN
    INSERT INTO spendChange (sign, certainty, credits, count, at, kind, model, ratio)
    SELECT -1, certainty, credits, count, at, kind, model, ratio FROM spendFact
    WHERE item = OLD.rowid;
END;

CREATE TRIGGER spendAfterItemChanged AFTER UPDATE OF model, ratio ON mediaItem
WHEN NEW.model IS NOT OLD.model OR NEW.ratio IS NOT OLD.ratio
BEGIN
    INSERT INTO spendChange (sign, certainty, credits, count, at, kind, model, ratio)
    SELECT 1, certainty, credits, count, at, kind, model, ratio FROM spendFact
    WHERE item = NEW.rowid;
END;
