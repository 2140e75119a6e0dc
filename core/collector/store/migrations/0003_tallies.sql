-- The ledger in numbers: of a hundred thousand records it has a million rows, and whether any of
-- them is due is asked for each part by every run. `due` is the day of `next_due`, '' for null.

CREATE TABLE ledger_tallies (
    kind    TEXT NOT NULL,
    plugin  TEXT NOT NULL,
    part    TEXT NOT NULL,
    version INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    due     TEXT NOT NULL,
    number  INTEGER NOT NULL,
    latest  TEXT NOT NULL,                           -- the last `answered_at` among them
    PRIMARY KEY (kind, plugin, part, version, outcome, due)
) STRICT, WITHOUT ROWID;

INSERT INTO ledger_tallies
    SELECT kind, plugin, part, version, outcome, coalesce(substr(next_due, 1, 10), '') AS day,
        count(*), max(answered_at)
    FROM ledger GROUP BY kind, plugin, part, version, outcome, day;

CREATE TRIGGER ledger_row_written AFTER INSERT ON ledger BEGIN
    INSERT INTO ledger_tallies VALUES (new.kind, new.plugin, new.part, new.version, new.outcome,
        coalesce(substr(new.next_due, 1, 10), ''), 1, new.answered_at)
    ON CONFLICT (kind, plugin, part, version, outcome, due)
    DO UPDATE SET number = number + 1, latest = max(latest, excluded.latest);
END;

CREATE TRIGGER ledger_row_removed AFTER DELETE ON ledger BEGIN
    UPDATE ledger_tallies SET number = number - 1
    WHERE kind = old.kind AND plugin = old.plugin AND part = old.part AND version = old.version
        AND outcome = old.outcome AND due = coalesce(substr(old.next_due, 1, 10), '');
    DELETE FROM ledger_tallies
    WHERE kind = old.kind AND plugin = old.plugin AND part = old.part AND number = 0;
END;

CREATE TRIGGER ledger_row_changed AFTER UPDATE ON ledger BEGIN
    UPDATE ledger_tallies SET number = number - 1
    WHERE kind = old.kind AND plugin = old.plugin AND part = old.part AND version = old.version
        AND outcome = old.outcome AND due = coalesce(substr(old.next_due, 1, 10), '');
    DELETE FROM ledger_tallies
    WHERE kind = old.kind AND plugin = old.plugin AND part = old.part AND number = 0;
    INSERT INTO ledger_tallies VALUES (new.kind, new.plugin, new.part, new.version, new.outcome,
        coalesce(substr(new.next_due, 1, 10), ''), 1, new.answered_at)
    ON CONFLICT (kind, plugin, part, version, outcome, due)
    DO UPDATE SET number = number + 1, latest = max(latest, excluded.latest);
END;

-- What is not shown is left out of the numbers; it is little, and found by these.
CREATE INDEX releases_hidden ON releases (key) WHERE alive = 0;
CREATE INDEX artists_hidden ON artists (key) WHERE alive = 0;
CREATE INDEX collection_items_gone ON collection_items (gone) WHERE gone IS NOT NULL;
