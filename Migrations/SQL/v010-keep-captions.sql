-- Captions that were paid for. They exist nowhere else.

-- How the captions of a call were asked for, as a JSON object; NULL for images.
ALTER TABLE generation ADD COLUMN optionsJSON TEXT;

-- One row per caption of a reply, numbered from 1 in its order.
CREATE TABLE caption (
    generation INTEGER NOT NULL REFERENCES generation (rowid),
    position   INTEGER NOT NULL CHECK (position > 0),
    text       TEXT NOT NULL,
    PRIMARY KEY (generation, position)
) STRICT;

CREATE TRIGGER captionIsKept BEFORE DELETE ON caption
BEGIN SELECT RAISE(ABORT, 'a caption that was paid for is never deleted'); END;

CREATE TRIGGER captionIsFinal BEFORE UPDATE ON caption
BEGIN SELECT RAISE(ABORT, 'a caption that was paid for never changes'); END;
