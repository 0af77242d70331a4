-- The catalogue: the truth of an archive. Everything in generations/ can be rebuilt from it.
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- A revision never changes and its number is never used again, so that a reader of an older
-- generation finds the text that its offsets point into.
CREATE TABLE IF NOT EXISTS revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article TEXT NOT NULL,
    digest TEXT NOT NULL,
    origin TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    source TEXT NOT NULL,
    url TEXT,
    published TEXT,
    author TEXT,
    tags TEXT NOT NULL,
    language TEXT,
    dated_by TEXT,
    places TEXT,
    signature BLOB,
    sources TEXT
);

CREATE INDEX IF NOT EXISTS with_sources ON revisions (id) WHERE sources IS NOT NULL;

-- All that a search is narrowed by, so that it is read without reading the texts.
CREATE INDEX IF NOT EXISTS facets ON revisions (published, source, author, url, tags, language);

CREATE TABLE IF NOT EXISTS articles (
    id TEXT PRIMARY KEY,
    revision INTEGER NOT NULL REFERENCES revisions (id),
    place TEXT NOT NULL
) WITHOUT ROWID;

-- Ids of articles that another one took up, so that links to them still lead somewhere.
CREATE TABLE IF NOT EXISTS aliases (id TEXT PRIMARY KEY, article TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS aliases_article ON aliases (article);

-- Every article as it was read, see index/origins.py. ``about`` is JSON of all but the text, which
-- the revision has.
CREATE TABLE IF NOT EXISTS origins (
    key TEXT PRIMARY KEY,
    origin TEXT NOT NULL,
    article TEXT NOT NULL,
    root TEXT,
    digest TEXT NOT NULL,
    text_key TEXT NOT NULL,
    url_key TEXT,
    revision INTEGER NOT NULL REFERENCES revisions (id),
    seen INTEGER NOT NULL,
    about TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS origins_article ON origins (article);
CREATE INDEX IF NOT EXISTS origins_revision ON origins (revision);
CREATE INDEX IF NOT EXISTS origins_text ON origins (text_key);
CREATE INDEX IF NOT EXISTS origins_url ON origins (url_key) WHERE url_key IS NOT NULL;

CREATE INDEX IF NOT EXISTS revisions_in_use ON articles (revision);

-- What is in the archive has a new name after each change of it, whoever makes the change: a
-- generation says of which state it is. (No OR REPLACE here: the statement that fires a trigger
-- says what becomes of conflicts in it.) Revisions that are not the newest any more are noted, so
-- that they are found without looking at all of them.
CREATE TABLE IF NOT EXISTS superseded (revision INTEGER PRIMARY KEY);

CREATE TRIGGER IF NOT EXISTS article_added AFTER INSERT ON articles BEGIN
    DELETE FROM meta WHERE key = 'state';
    INSERT INTO meta VALUES ('state', hex(randomblob(16)));
END;

CREATE TRIGGER IF NOT EXISTS article_changed AFTER UPDATE ON articles BEGIN
    DELETE FROM meta WHERE key = 'state';
    INSERT INTO meta VALUES ('state', hex(randomblob(16)));
    DELETE FROM superseded WHERE revision = OLD.revision;
    INSERT INTO superseded SELECT OLD.revision WHERE OLD.revision != NEW.revision;
END;

CREATE TRIGGER IF NOT EXISTS article_removed AFTER DELETE ON articles BEGIN
    DELETE FROM meta WHERE key = 'state';
    INSERT INTO meta VALUES ('state', hex(randomblob(16)));
    DELETE FROM superseded WHERE revision = OLD.revision;
    INSERT INTO superseded VALUES (OLD.revision);
END;

-- An origin that goes, or moves on to another revision, may have been the last to need the old one.
CREATE TRIGGER IF NOT EXISTS origin_changed AFTER UPDATE ON origins BEGIN
    DELETE FROM superseded WHERE revision = OLD.revision;
    INSERT INTO superseded SELECT OLD.revision WHERE OLD.revision != NEW.revision;
END;

CREATE TRIGGER IF NOT EXISTS origin_removed AFTER DELETE ON origins BEGIN
    DELETE FROM superseded WHERE revision = OLD.revision;
    INSERT INTO superseded VALUES (OLD.revision);
END;

CREATE TABLE IF NOT EXISTS passages (
    revision INTEGER NOT NULL REFERENCES revisions (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    key BLOB NOT NULL,
    PRIMARY KEY (revision, ordinal)
) WITHOUT ROWID;

-- Which passages share a vector.
CREATE INDEX IF NOT EXISTS passage_keys ON passages (key);

CREATE TABLE IF NOT EXISTS vectors (
    fingerprint TEXT NOT NULL,
    key BLOB NOT NULL,
    vector BLOB NOT NULL,
    PRIMARY KEY (fingerprint, key)
) WITHOUT ROWID;

-- What was read of a file, so that one that has not changed is not read again. ``articles`` has
-- the keys of its origins with spaces between, ``skipped`` what was left out of it, as JSON.
CREATE TABLE IF NOT EXISTS files (
    path TEXT PRIMARY KEY,
    root TEXT NOT NULL,
    stamp TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    reader TEXT NOT NULL,
    articles TEXT NOT NULL,
    skipped TEXT NOT NULL,
    broken INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS skipped (
    origin TEXT PRIMARY KEY, root TEXT NOT NULL, reason TEXT NOT NULL
) WITHOUT ROWID;

-- What servers said of the pages that were fetched, so that one that has not changed is not sent.
CREATE TABLE IF NOT EXISTS fetched (
    url TEXT PRIMARY KEY, etag TEXT, modified TEXT, reader TEXT NOT NULL, origins TEXT NOT NULL
) WITHOUT ROWID;
