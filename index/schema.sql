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
CREATE INDEX IF NOT EXISTS origins_text ON origins (text_key);
CREATE INDEX IF NOT EXISTS origins_url ON origins (url_key) WHERE url_key IS NOT NULL;

CREATE TABLE IF NOT EXISTS passages (
    revision INTEGER NOT NULL REFERENCES revisions (id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    key BLOB NOT NULL,
    PRIMARY KEY (revision, ordinal)
) WITHOUT ROWID;

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
