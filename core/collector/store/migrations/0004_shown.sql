-- Whether pages could have become others is asked by every run. So what a page may show something
-- of is counted as it is written: `shown` in `meta` is how many times that was. When facts were
-- fetched, and which walk saw a copy last, no page tells.

INSERT INTO meta (name, value) VALUES ('shown', '0');

CREATE TRIGGER release_added AFTER INSERT ON releases BEGIN
    UPDATE meta SET value = value + 1 WHERE name = 'shown';
END;
CREATE TRIGGER release_changed AFTER UPDATE ON releases BEGIN
    UPDATE meta SET value = value + 1 WHERE name = 'shown';
END;
CREATE TRIGGER artist_added AFTER INSERT ON artists BEGIN
    UPDATE meta SET value = value + 1 WHERE name = 'shown';
END;
CREATE TRIGGER artist_changed AFTER UPDATE ON artists BEGIN
    UPDATE meta SET value = value + 1 WHERE name = 'shown';
END;
CREATE TRIGGER credit_added AFTER INSERT ON release_artists BEGIN
    UPDATE meta SET value = value + 1 WHERE name = 'shown';
END;
CREATE TRIGGER credit_removed AFTER DELETE ON release_artists BEGIN
    UPDATE meta SET value = value + 1 WHERE name = 'shown';
END;
CREATE TRIGGER copy_added AFTER INSERT ON collection_items BEGIN
    UPDATE meta SET value = value + 1 WHERE name = 'shown';
END;
CREATE TRIGGER copy_changed AFTER UPDATE OF release, folder, rating, media, sleeve, notes, custom,
    added, gone ON collection_items BEGIN
    UPDATE meta SET value = value + 1 WHERE name = 'shown';
END;
