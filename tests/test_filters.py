"""A narrowed search against brute force: the whole ranking, and of it the rows that fit."""

import datetime
import sqlite3
from contextlib import closing

import numpy as np
import pytest
from conftest import HashedEmbedder, pressmark, without_triggers
from hypothesis import given, settings
from hypothesis import strategies as st

from index import dense, terms, update
from index.catalogue import Catalogue
from index.dense import DenseIndex
from index.errors import ArchiveStale, BadInput, Contradiction
from index.facets import Condition, Facets, facets, key
from index.ranked import ranked
from index.records import Draft
from index.terms import TermIndex
from search.engine import Archive, ask, search
from search.filters import Filters
from search.fuse import convex
from search.settings import Settings

WORDS = ("ferry", "bridge", "repair", "harbour", "mayor", "storm", "gift", "comet")
SOURCES = ("BBC", "The  Week", "bbc", "")
AUTHORS = (None, "Ann Lee", "Ann Lee and Bo Ray", "Bo Ray, Cem Öz")
TAGS = ((), ("City",), ("city", "sea"), ("sea",))
LANGUAGES = (None, "en", "en-GB", "de")
URLS = (None, "https://www.example.org/a", "http://news.example.com/b")
COUNT = 240
QUESTIONS = ("ferry bridge", "a storm in the harbour", "mayor gift gift comet", "repair")


def draft(n):
    rng = np.random.default_rng(n)
    text = " ".join(rng.choice(WORDS, 12)) + f". Number {n} closes {rng.choice(WORDS)}."
    published = None
    if n % 5:
        published = (datetime.date(2021, 12, 1) + datetime.timedelta(days=n)).isoformat()
    return Draft(
        f"api:{n}", f"Story {n}", text, SOURCES[n % 4], URLS[n % 3], published,
        AUTHORS[n // 3 % 4], TAGS[n // 7 % 4], LANGUAGES[n // 2 % 4],
    )  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("filters") / "archive"
    embedder = HashedEmbedder()
    update.put(folder, [draft(n) for n in range(COUNT)], embedder=embedder)
    return Archive(folder, embedder)


def fits(article, chosen):
    """What the options say, put into words of Python anew."""

    def same(a, b):
        return " ".join(a.lower().split()) == " ".join(b.lower().split())

    if chosen.get("since") and not (article.published or "") >= chosen["since"]:
        return False
    if chosen.get("until") and not (
        article.published and article.published[: len(chosen["until"])] <= chosen["until"]
    ):
        return False
    if chosen.get("source"):
        host = (article.url or "//").split("/")[2].replace("www.", "")
        if not (same(article.source, chosen["source"]) or host == chosen["source"]):
            return False
    if chosen.get("author"):
        names = (article.author or "").replace(" and ", ",").split(",")
        if not any(same(name, chosen["author"]) for name in [*names, article.author or ""]):
            return False
    if chosen.get("tag") and not any(same(tag, chosen["tag"]) for tag in article.tags):
        return False
    language = (article.language or "").lower()
    return not (chosen.get("lang") and chosen["lang"] not in (language, language[:2]))


chosen_filters = st.fixed_dictionaries(
    {},
    optional={
        "since": st.sampled_from(["2021", "2022-01", "2022-03-15", "2022-07-28", "2030"]),
        "until": st.sampled_from(["2021-12-31", "2022", "2022-03", "2022-05-01", "2021-12-02"]),
        "source": st.sampled_from(["bbc", "THE WEEK", "example.org", "nobody"]),
        "author": st.sampled_from(["ann lee", "Bo Ray", "cem öz", "Ann Lee and Bo Ray"]),
        "tag": st.sampled_from(["CITY", "sea", "land"]),
        "lang": st.sampled_from(["en", "en-gb", "de", "fr"]),
    },
)


@settings(max_examples=150, deadline=None)
@given(chosen=chosen_filters, question=st.sampled_from(QUESTIONS), k=st.integers(1, 30))
def test_a_narrowed_search_is_the_whole_ranking_without_the_others(archive, chosen, question, k):
    try:
        filters = Filters(**chosen)
    except BadInput:
        assert chosen["since"] > chosen["until"]
        return
    snapshot = archive.snapshot()
    with archive.catalogue() as catalogue:
        revisions = catalogue.revisions([row[0] for row in snapshot.rows])
    kept = {n for n, row in enumerate(snapshot.rows) if fits(revisions[row[0]], chosen)}
    vector = archive.embedder(snapshot.manifest).encode([question])[0]
    everything = len(snapshot.rows)
    near = [p for p in snapshot.dense.search(vector, everything) if p[0] in kept]
    asked = snapshot.terms.asked(question)
    whole = snapshot.terms._passages.search(asked, everything)
    candidates = [row for row, _ in whole if row in kept][:30]
    words = ranked(zip(candidates, snapshot.terms.scores(asked, candidates), strict=True), 30)

    def found(mode):
        chosen = Settings(mode=mode, depth=30, filters=filters, one_per_story=False)
        hits = search(archive, question, k, chosen)
        return [hit.passage.row for hit in hits], [hit.score for hit in hits]

    rows, scores = found("dense")
    # Cosines that are equal to six places may stand in another order, as FAISS adds up in another
    # order for another k; so each row is held to its cosine, and each place to the best one.
    assert len(set(rows)) == len(near[:k])
    share = {row: (cosine + 1) / (near[0][1] + 1) for row, cosine in near}
    assert np.allclose([share[row] for row in rows], scores, atol=1e-6)
    assert np.allclose(scores, [share[row] for row, _ in near[:k]], atol=1e-6)
    rows, scores = found("sparse")
    assert rows == [row for row, _ in words[:k]]
    assert scores == pytest.approx([score / words[0][1] for _, score in words[:k]])
    # Both rankings keep their full depth, however many rows are left out.
    pool = {**dict(near[:30]), **{r: dict(near)[r] for r, _ in words}}
    bm25 = dict(zip(pool, snapshot.terms.scores(asked, list(pool)), strict=True))
    fused = convex(pool, bm25, 0.8)[:k]
    rows, scores = found("hybrid")
    assert set(rows) <= kept
    assert scores == pytest.approx([score for _, score in fused], abs=1e-6)


@pytest.mark.parametrize("mode", ["hybrid", "dense", "sparse"])
def test_one_article_is_the_whole_ranking_without_the_others(archive, mode):
    snapshot, question = archive.snapshot(), QUESTIONS[0]
    everything = len(snapshot.rows)
    whole = search(archive, question, 100, Settings(mode=mode, depth=everything))
    for id_ in {hit.article.id for hit in whole}:
        chosen = Settings(mode=mode, depth=everything, filters=Filters(article=id_))
        found = search(archive, question, 100, chosen)
        expected = [hit for hit in whole if hit.article.id == id_]
        assert [hit.passage.row for hit in found] == [hit.passage.row for hit in expected]
        for mine, other in zip(found, expected, strict=True):
            assert mine.scores == pytest.approx(other.scores, abs=1e-5)


def test_the_test_data_is_not_trivial(archive):
    with archive.catalogue() as catalogue:
        stored = list(catalogue.current())
    for name, value in (("since", "2022-03-15"), ("author", "Bo Ray"), ("source", "bbc")):
        assert 10 < sum(fits(article, {name: value}) for article in stored) < COUNT - 10


def test_vectors_of_some_rows_are_ranked_as_if_the_others_were_not_there(tmp_path):
    vectors = np.random.default_rng(1).normal(size=(500, 32)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    rows = np.random.default_rng(2).choice(500, 37, replace=False)
    rows.sort()
    mask = np.zeros(500, dtype=bool)
    mask[rows] = True
    for name, kept in (("all", vectors), ("some", vectors[rows])):
        (tmp_path / name).mkdir()
        dense.write(kept, tmp_path / name)
    narrow, alone = (DenseIndex(tmp_path / name) for name in ("all", "some"))
    for k in (1, 10, 37, 200):
        got = narrow.search(vectors[3], k, mask)
        want = [(int(rows[row]), score) for row, score in alone.search(vectors[3], k)]
        assert [row for row, _ in got] == [row for row, _ in want]
        assert np.allclose([s for _, s in got], [s for _, s in want], atol=1e-6)
    assert narrow.search(vectors[3], 5, np.zeros(500, dtype=bool)) == []


def test_equal_scores_stand_in_order_of_row_among_those_that_fit(tmp_path):
    vectors = np.tile(np.array([[0.6, 0.8]], dtype=np.float32), (400, 1))
    dense.write(vectors, tmp_path)
    mask = np.arange(400) % 3 == 0
    index = DenseIndex(tmp_path)
    for k in (1, 5, 99, 100, 120):
        assert [row for row, _ in index.search(vectors[0], k, mask)] == list(range(0, 3 * k, 3))


def test_a_condition_leaves_scores_of_words_as_they_are(tmp_path):
    of = [Facets(day, ("lang:en",) if day % 2 else ()) for day in range(20)]
    terms.write([("", f"ferry {'boat ' * n}") for n in range(20)], tmp_path, "english", of)
    index = TermIndex(tmp_path, "english")
    whole = dict(index.search(["ferri", "boat"], 20))
    found = index.search(["ferri", "boat"], 20, Condition(5, 12, ("lang:en",)))
    assert sorted(row for row, _ in found) == [5, 7, 9, 11]
    assert all(score == whole[row] for row, score in found)


def test_a_key_that_looks_like_a_query_is_only_a_key(tmp_path):
    odd = 'a" OR source:*'
    terms.write([("", "ferry"), ("", "ferry")], tmp_path, "english",
                [Facets(1, (key("source", odd),)), Facets(1, ("source:b",))])  # fmt: skip
    index = TermIndex(tmp_path, "english")
    found = index.search(["ferri"], 5, Condition(keys=(key("source", odd),)))
    assert [row for row, _ in found] == [0]


def test_facets_of_an_article_by_hand():
    made = facets("0001-01-02", "BBC News", None, "https://www.bbc.co.uk/x", ["Sea"], "de")
    assert made.day == 2
    assert made.keys == ("source:bbc news", "source:bbc.co.uk", "tag:sea", "lang:de")
    assert facets(None, "", None, None, (), None) == Facets(0, ())


@pytest.mark.parametrize(
    ("chosen", "first", "last"),
    [
        ({"since": "2024-02"}, "2024-02-01", "9999-12-31"),
        ({"until": "2024-02"}, "0001-01-01", "2024-02-29"),
        ({"since": "2023", "until": "2023"}, "2023-01-01", "2023-12-31"),
        ({"since": "2024-06-20", "until": "2024-06-20"}, "2024-06-20", "2024-06-20"),
    ],
)
def test_ends_of_a_range_of_days(chosen, first, last):
    condition = Filters(**chosen).condition()
    assert datetime.date.fromordinal(condition.first).isoformat() == first
    assert datetime.date.fromordinal(condition.last).isoformat() == last


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ({"since": "yesterday"}, "not a day, month or year like"),
        ({"until": "2023-02-30"}, "not a day, month or year like"),
        ({"since": "0000"}, "not a day, month or year like"),
        ({"tag": "  "}, "tag is blank"),
        ({"author": "\ud800"}, "half a surrogate pair"),
    ],
)
def test_filters_that_mean_nothing_are_refused(chosen, message):
    with pytest.raises(BadInput, match=message):
        Filters(**chosen)


def test_ends_in_the_wrong_order_are_refused():
    with pytest.raises(Contradiction, match="since 2024 is later than until 2023-12"):
        Filters(since="2024", until="2023-12")


def test_an_answer_uses_what_fits_and_says_when_nothing_does(archive):
    filters = Filters(since="2022-02", until="2022-02")
    found = ask(archive, "storm harbour", Settings(fast=True, min_support=0, filters=filters))
    assert found.citations
    assert all(c.published.startswith("2022-02") for c in found.citations)
    none = ask(archive, "storm", Settings(fast=True, filters=Filters(since="2030", tag="sea")))
    assert none.status == "no_answer"
    assert none.reason == "nothing fits both the question and since 2030, tag sea"


def test_the_options_of_the_command_line(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for n, (day, lang) in enumerate([("2024-05-01", "en"), ("2024-06-01", "de")]):
        (folder / f"{n}.md").write_text(
            f"---\ntitle: Ferry {n}\ndate: {day}\nlang: {lang}\nauthor: Ann Lee\n---\n"
            f"The ferry number {n} was repaired in the harbour.\n"
        )
    assert pressmark(tmp_path, "index", "articles").returncode == 0
    for options, titles in (
        (["--since", "2024-06"], ["Ferry 1"]),
        (["--until", "2024-05", "--author", "ann lee"], ["Ferry 0"]),
        (["--lang", "de", "--source", "articles"], ["Ferry 1"]),
        (["--lang", "de", "--tag", "sea"], []),
    ):
        done = pressmark(tmp_path, "search", "--mode", "sparse", "ferry", *options)
        assert [t for t in ("Ferry 0", "Ferry 1") if t in done.stdout] == titles
        assert done.returncode == (0 if titles else 1)
    done = pressmark(tmp_path, "ask", "ferry", "--since", "soon")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'soon' is not a day, month or year" in done.stderr


def test_a_catalogue_of_the_version_before_is_told_and_rebuilt(tmp_path):
    embedder = HashedEmbedder()
    update.put(tmp_path, [draft(1)], embedder=embedder)
    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as db:
        without_triggers(db)
        for name in ("seals", "sums"):
            db.execute(f"DROP TABLE {name}")
        db.execute("DROP INDEX facets")
        for name in ("language", "dated_by", "places", "signature"):
            db.execute(f"ALTER TABLE revisions DROP COLUMN {name}")
        db.execute("UPDATE meta SET value = '1' WHERE key = 'format'")
        db.commit()
    with pytest.raises(ArchiveStale, match="--rebuild"):
        Catalogue(tmp_path)
    with pytest.raises(ArchiveStale, match="format 1, now it is 4"):
        update.put(tmp_path, [draft(2)], embedder=embedder)
    report = update.update(tmp_path, rebuild=True, embedder=embedder)
    assert (report.articles, report.embedded) == (1, 0)
    assert [hit.article.title for hit in search(Archive(tmp_path, embedder), "ferry")] == [
        "Story 1"
    ]


def test_hits_by_date_are_the_best_ones_newest_first(archive):
    best = search(archive, "storm harbour", 20)
    # The best ones of as many as were asked for, not the newest ones of more.
    few = {hit.passage.row for hit in search(archive, "storm harbour", 5, Settings(sort="date"))}
    assert few == {hit.passage.row for hit in search(archive, "storm harbour", 5)}
    found = search(archive, "storm harbour", 20, Settings(sort="date"))
    assert {h.passage.row for h in found} == {h.passage.row for h in best}
    days = [h.article.published or "" for h in found]
    assert days == sorted(days, reverse=True)
    assert "" in days
    with pytest.raises(BadInput, match="sort 'age' is not one of score, date"):
        Settings(sort="age")


def test_facets_are_read_without_the_texts(tmp_path):
    update.put(tmp_path, [draft(1)], embedder=HashedEmbedder())
    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as db:
        plan = db.execute(
            "EXPLAIN QUERY PLAN SELECT id, published, source, author, url, tags, language "
            "FROM revisions"
        ).fetchall()
    assert "COVERING INDEX facets" in str(plan)
