-- Which subjects were asked about together: after a kill they are again, so that the requests are
-- the same ones, and the cache has the answers. `subjects` is a JSON list of keys, in order.

CREATE TABLE batches (
    id       INTEGER PRIMARY KEY,
    kind     TEXT NOT NULL,
    plugin   TEXT NOT NULL,
    part     TEXT NOT NULL,
    subjects TEXT NOT NULL
) STRICT;
