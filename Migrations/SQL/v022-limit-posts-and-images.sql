-- The requests of the last hour that have a limit of their own, one row each.
CREATE TABLE requestOfClass (
    class TEXT NOT NULL,
    at    INTEGER NOT NULL
) STRICT;

CREATE INDEX requestOfClassByTime ON requestOfClass (class, at);
