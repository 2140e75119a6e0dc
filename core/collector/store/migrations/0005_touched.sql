-- What was changed since is asked by renderers whose files follow from one subject each. So every
-- change that a page may show is noted with its number, which is `shown` of 0004; of each subject
-- the latest. A row put into `changes` does so. Of `image`s, the subject is the hash of one that was
-- not known before.

CREATE TABLE touched (
    kind    TEXT NOT NULL,
    subject TEXT NOT NULL,
    latest  INTEGER NOT NULL,
    PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;

CREATE VIEW changes AS SELECT kind, subject FROM touched;

CREATE TRIGGER change_noted INSTEAD OF INSERT ON changes BEGIN
    UPDATE meta SET value = value + 1 WHERE name = 'shown';
    INSERT INTO touched
        SELECT new.kind, new.subject, CAST(value AS INTEGER) FROM meta WHERE name = 'shown'
    ON CONFLICT (kind, subject) DO UPDATE SET latest = excluded.latest;
END;

DROP TRIGGER release_added;
CREATE TRIGGER release_added AFTER INSERT ON releases BEGIN
    INSERT INTO changes VALUES ('release', new.key);
END;

-- An artist's page lists the albums that are owned, by their addition.
DROP TRIGGER release_changed;
CREATE TRIGGER release_changed AFTER UPDATE ON releases BEGIN
    INSERT INTO changes VALUES ('release', new.key);
    INSERT INTO changes SELECT 'artist', artist FROM release_artists
        WHERE release = new.key AND (old.alive, old.added, old.slug)
            <> (new.alive, new.added, new.slug);
END;

DROP TRIGGER artist_added;
CREATE TRIGGER artist_added AFTER INSERT ON artists BEGIN
    INSERT INTO changes VALUES ('artist', new.key);
END;

DROP TRIGGER artist_changed;
CREATE TRIGGER artist_changed AFTER UPDATE ON artists BEGIN
    INSERT INTO changes VALUES ('artist', new.key);
    INSERT INTO changes SELECT 'release', release FROM release_artists
        WHERE artist = new.key AND old.slug <> new.slug;
END;

DROP TRIGGER credit_added;
CREATE TRIGGER credit_added AFTER INSERT ON release_artists BEGIN
    INSERT INTO changes VALUES ('release', new.release), ('artist', new.artist);
END;

DROP TRIGGER credit_removed;
CREATE TRIGGER credit_removed AFTER DELETE ON release_artists BEGIN
    INSERT INTO changes VALUES ('release', old.release), ('artist', old.artist);
END;

DROP TRIGGER copy_added;
CREATE TRIGGER copy_added AFTER INSERT ON collection_items BEGIN
    INSERT INTO changes VALUES ('release', new.release);
END;

DROP TRIGGER copy_changed;
CREATE TRIGGER copy_changed AFTER UPDATE OF release, folder, rating, media, sleeve, notes, custom,
    added, gone ON collection_items BEGIN
    INSERT INTO changes VALUES ('release', old.release), ('release', new.release);
END;

-- What is skipped is not among the gone either.
CREATE TRIGGER skip_added AFTER INSERT ON skip_releases BEGIN
    INSERT INTO changes VALUES ('release', new.release);
END;
CREATE TRIGGER skip_removed AFTER DELETE ON skip_releases BEGIN
    INSERT INTO changes VALUES ('release', old.release);
END;

CREATE TRIGGER image_added BEFORE INSERT ON images
    WHEN NOT EXISTS (SELECT 1 FROM images WHERE hash = new.hash) BEGIN
    INSERT INTO changes VALUES ('image', new.hash);
END;

-- A picture may be of several subjects, and goes with the last of them.
CREATE TABLE outputs_of_subjects (
    renderer TEXT NOT NULL,
    path     TEXT NOT NULL,
    subject  TEXT NOT NULL,
    hash     TEXT NOT NULL,
    PRIMARY KEY (renderer, path, subject)
) STRICT, WITHOUT ROWID;
INSERT INTO outputs_of_subjects SELECT renderer, path, subject, hash FROM outputs;
DROP TABLE outputs;
ALTER TABLE outputs_of_subjects RENAME TO outputs;
