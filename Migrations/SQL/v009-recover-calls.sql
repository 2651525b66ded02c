-- What the recovery of a lost paid call needs to know. Times are milliseconds since 1970 UTC.

-- When the outcome became unknown; NULL where the process ended in the middle of the request.
ALTER TABLE generation ADD COLUMN endedAt INTEGER;

-- When balanceBefore was read.
ALTER TABLE generation ADD COLUMN balanceBeforeAt INTEGER;

-- How far the remote's clock was ahead of this computer's when the call began; NULL is unknown.
ALTER TABLE generation ADD COLUMN clockSkew INTEGER;

-- The first of the readings, by the remote's clock, that showed no trace of the call. NULL since
-- the last one that showed a trace, or showed too little.
ALTER TABLE generation ADD COLUMN quietAt INTEGER;

-- What the last reading showed, for people, while the outcome stays unknown.
ALTER TABLE generation ADD COLUMN findings TEXT CHECK (findings <> '');
