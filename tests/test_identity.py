"""Copies of one text, versions of one page, and the ids that articles keep."""

import json
import os
import sqlite3
from contextlib import closing

import pytest
from conftest import HashedEmbedder, assert_problem, pressmark, serving, without_triggers

from index.catalogue import Catalogue
from index.identity import grouped
from index.origins import origin_of
from index.records import Draft
from index.update import put, remove, update
from search.engine import Archive, search
from search.filters import Filters
from search.settings import Settings

LONG = (
    "The ferry to Halvern left at ten with eighty people on board, and the harbour master said "
    "that it would be back before noon if the fog over the sound lifted. It did not lift, and the "
    "ferry came back at three. Nobody was hurt."
)


@pytest.fixture
def folder(tmp_path):
    home = tmp_path / "articles"
    home.mkdir()
    return home


def page(url, text, day=""):
    return f"---\nurl: {url}\n{f'date: {day}' if day else ''}\n---\n# Ferry\n\n{text}\n"


def index(folder):
    return update(folder.parent / "archive", [folder], embedder=HashedEmbedder())


def current(folder):
    with closing(Catalogue(folder.parent / "archive")) as catalogue:
        return list(catalogue.current())


def found(folder, words, **filters):
    opened = Archive(folder.parent / "archive", HashedEmbedder())
    return search(opened, words, 10, Settings(mode="sparse", filters=Filters(**filters)))


def origins(*drafts):
    return [origin_of(draft, None) for draft in drafts]


def names(groups):
    return [([o.origin for o in g.current], [o.origin for o in g.older]) for g in groups]


def test_copies_are_one_article_led_by_the_earliest():
    a = Draft("a", "T", LONG, published="2024-05-02")
    b = Draft("b", "Other title", LONG, published="2024-05-01")
    c, d = Draft("c", "T", LONG), Draft("d", "T", LONG + " Then it rained.")
    groups = names(grouped(origins(d, c, a, b)))
    assert sorted(groups) == [(["b", "a", "c"], []), (["d"], [])]


def test_short_texts_are_copies_under_the_same_title_only():
    short = "See the attached file."
    a, b, c = Draft("a", "Rent", short), Draft("b", "Rent", short), Draft("c", "Fees", short)
    assert sorted(names(grouped(origins(a, b, c)))) == [(["a", "b"], []), (["c"], [])]


@pytest.mark.parametrize(
    ("first", "second", "newest"),
    [
        ({"published": "2024-05-02", "seen": 1}, {"published": "2024-05-01", "seen": 2}, "a"),
        ({"published": "2024-05-02", "seen": 1}, {"seen": 2}, "b"),
        ({"seen": 2}, {"seen": 1}, "a"),
        ({}, {}, "b"),
    ],
)
def test_the_newest_version_of_a_page(first, second, newest):
    a = Draft("a", "T", LONG, url="https://e.org/x#top", **first)
    b = Draft("b", "T", LONG[:100], url="http://E.org/x/", **second)
    other = "b" if newest == "a" else "a"
    assert names(grouped(origins(a, b))) == [([newest], [other])]


def test_parts_of_one_file_and_home_pages_are_no_versions():
    parts = [Draft(f"f.jsonl#{n}", "T", f"{LONG} {n}", url="https://e.org/x") for n in range(3)]
    homes = [Draft(name, "T", f"{LONG} {name}", url="https://e.org/") for name in "ab"]
    assert len(grouped(origins(*parts, *homes))) == 5


def test_a_copy_is_another_source_and_goes_without_the_article(folder):
    (folder / "one").mkdir()
    (folder / "two").mkdir()
    (folder / "one" / "a.txt").write_text(f"Ferry\n{LONG}\n")
    index(folder)
    (first,) = current(folder)
    (folder / "two" / "b.txt").write_text(f"Boat\n{LONG}\n")
    report = index(folder)
    assert (report.new, report.articles, report.embedded) == (1, 1, 0)
    (both,) = current(folder)
    assert both.id == first.id
    assert [(s.source, s.title) for s in both.sources] == [("one", "Ferry"), ("two", "Boat")]
    # It is found by either source, once.
    for name in ("one", "two"):
        assert [h.article.id for h in found(folder, "ferry", source=name)] == [first.id]
    assert found(folder, "ferry", source="three") == []
    (folder / "one" / "a.txt").unlink()
    assert index(folder).removed == 1
    (left,) = current(folder)
    assert (left.id, left.title, left.source, left.sources) == (first.id, "Boat", "two", ())


def test_a_copy_that_is_edited_is_an_article_of_its_own_and_the_text_keeps_the_id(folder):
    for name in "ab":
        (folder / f"{name}.txt").write_text(f"Ferry\n{LONG}\n")
    index(folder)
    (both,) = current(folder)
    (folder / "a.txt").write_text(f"Ferry\n{LONG} Then it rained.\n")
    index(folder)
    assert {a.id: a.origin[-5:] for a in current(folder)}[both.id] == "b.txt"
    assert len(current(folder)) == 2
    # And when both say the same again, the id of the one that is gone leads to the other.
    gone = next(a.id for a in current(folder) if a.id != both.id)
    (folder / "a.txt").write_text(f"Ferry\n{LONG}\n")
    index(folder)
    with closing(Catalogue(folder.parent / "archive")) as catalogue:
        assert catalogue.article(gone).id == both.id


def test_versions_of_a_page_are_one_article_and_the_newest_is_searched(folder):
    (folder / "a.md").write_text(page("https://e.org/ferry", LONG, "2024-05-01"))
    index(folder)
    (old,) = current(folder)
    (folder / "b.md").write_text(page("https://e.org/ferry", "The zeppelin won.", "2024-05-03"))
    assert index(folder).articles == 1
    (new,) = current(folder)
    assert (new.id, new.text) == (old.id, "The zeppelin won.")
    assert found(folder, "harbour master") == []
    # A third version that is older than both changes nothing.
    (folder / "c.md").write_text(page("https://e.org/ferry", "A balloon.", "2024-04-01"))
    assert index(folder).published is False
    # Without the newest, the one before is back, from the catalogue.
    (folder / "b.md").unlink()
    report = index(folder)
    assert (report.removed, report.articles) == (1, 1)
    assert [(a.id, a.text) for a in current(folder)] == [(old.id, LONG)]
    remove(folder.parent / "archive", [old.id], embedder=HashedEmbedder())
    assert current(folder) == []


def test_a_file_written_later_is_newer_even_where_its_words_are_kept(folder):
    for name, text, when in (("a.md", "The first ferry.", 5), ("b.md", "The second ferry.", 9)):
        (folder / name).write_text(page("https://e.org/ferry", text))
        os.utime(folder / name, (when, when))
    index(folder)
    assert [a.text for a in current(folder)] == ["The second ferry."]
    os.utime(folder / "a.md", (10, 10))
    index(folder)
    assert [a.text for a in current(folder)] == ["The first ferry."]


def test_the_catalogue_of_an_earlier_version_is_brought_up_to_date(folder):
    for name in "ab":
        (folder / f"{name}.txt").write_text(f"Ferry\n{LONG}\n")
    put(folder.parent / "archive", [Draft("api:x", "Posted", LONG + " And more.")],
        embedder=HashedEmbedder())  # fmt: skip
    update(folder.parent / "archive", [folder / "a.txt"], embedder=HashedEmbedder())
    before = {a.id: a.text for a in current(folder)}
    # What an archive was before copies were known: two articles with the same text.
    with closing(sqlite3.connect(folder.parent / "archive" / "catalogue.sqlite")) as db:
        without_triggers(db)
        db.executescript(f"""
            DROP TABLE seals; DROP TABLE sums; DROP TABLE superseded;
            ALTER TABLE articles ADD COLUMN root TEXT;
            UPDATE articles SET root = '{folder}/a.txt' WHERE id IN
              (SELECT article FROM origins WHERE root IS NOT NULL);
            INSERT INTO revisions (article, digest, origin, title, text, source, tags)
              SELECT '0123456789ab', digest, 'api:y', title, text, source, tags
              FROM revisions WHERE id = (SELECT max(id) FROM revisions);
            INSERT INTO articles SELECT '0123456789ab', max(id), 'x', NULL FROM revisions;
            DROP TABLE origins; DROP TABLE aliases; DROP INDEX with_sources;
            ALTER TABLE articles DROP COLUMN place;
            ALTER TABLE revisions DROP COLUMN sources;
        """)  # noqa: S608 a path of our own
    told = pressmark(folder.parent, "list")
    assert told.returncode == 3
    assert "earlier version" in told.stderr
    report = update(folder.parent / "archive", [folder], embedder=HashedEmbedder())
    assert (report.articles, report.new) == (2, 1)
    assert {a.id: a.text for a in current(folder)} == before
    with closing(Catalogue(folder.parent / "archive")) as catalogue:
        assert catalogue.integrity() == "ok"
        assert catalogue.article("0123456789ab").text == LONG


def test_a_permalink_shows_what_was_cited_when_the_page_has_changed(tmp_path):
    (tmp_path / "moon.txt").write_text("Moon\nThe moon is full tonight.\n")
    assert pressmark(tmp_path, "index", "moon.txt").returncode == 0
    with serving(tmp_path) as client:
        first = {"title": "Ferry", "text": "The ferry to Halvern costs 12 crowns.",
                 "url": "https://e.org/ferry"}  # fmt: skip
        id_ = client.post("/v1/articles", json=first).json()["article_id"]
        asked = client.post("/v1/ask", json={"question": "What does the ferry to Halvern cost?",
                                             "min_support": 0})  # fmt: skip
        link = asked.headers["content-location"]
        kept = client.get(link).json()
        assert (kept["holds"], kept["changed"]) == (True, False)
        # The same page in a file, posted later: the next version of the same article.
        data = page("https://e.org/ferry", "The ferry to Halvern costs 15 crowns now.").encode()
        added = client.post("/v1/files?name=ferry.md", content=data)
        assert added.json()["article_id"] == id_
        assert "15 crowns" in client.get(f"/v1/articles/{id_}").json()["text"]
        kept = client.get(link).json()
        assert (kept["holds"], kept["changed"]) == (False, True)
        assert "12 crowns" in kept["answer"]["citations"][0]["quote"]
        # A copy elsewhere is listed as another source.
        copy = {"title": "Ferry", "text": "The ferry to Halvern costs 15 crowns now.",
                "source": "Post", "url": "https://other.org/a"}  # fmt: skip
        assert client.post("/v1/articles", json=copy).json()["article_id"] == id_
        shown = client.get(f"/v1/articles/{id_}").json()
        assert {s["url"] for s in shown["sources"]} == {"https://e.org/ferry", copy["url"]}
        hits = client.get("/v1/search", params={"q": "ferry", "mode": "sparse"}).json()["hits"]
        assert [len(h["sources"]) for h in hits] == [2]
        answer = client.post("/v1/ask", json={"question": "What does the ferry cost?",
                                              "min_support": 0}).json()  # fmt: skip
        (cited,) = {json.dumps(c["also"], sort_keys=True) for c in answer["citations"]}
        assert len(json.loads(cited)) == 1
        # Replacing it replaces all that it came from.
        changed = {"title": "Ferry", "text": "The ferry is free."}
        assert client.put(f"/v1/articles/{id_}", json=changed).json()["articles"] == 2
        assert client.get(f"/v1/articles/{id_}").json()["text"] == "The ferry is free."
        assert client.delete(f"/v1/articles/{id_}").json()["articles"] == 1
        assert_problem(client.get(f"/v1/articles/{id_}"), 404)
