"""Archives above the size that is written anew: segments that generations share."""

import random
from contextlib import closing

import numpy as np
import pytest
from conftest import HashedEmbedder

from index import dense, generation, manifest, near, publish, update
from index.catalogue import Catalogue
from index.dense import DenseIndex
from index.errors import ArchiveDamaged
from index.facets import Condition
from index.origins import origin_key
from index.publish import _kept
from index.records import Draft
from search.engine import Archive, ask, search
from search.filters import Filters
from search.settings import Settings
from search.snapshot import open_snapshot

WORDS = [f"w{n}" for n in range(400)]
QUESTIONS = ("w1 w2 w3", "w17 w90", "w300 w301 w302 w7", "About 12")


@pytest.fixture(autouse=True)
def _large(monkeypatch):
    """Every archive counts as large, and a segment as its own size."""
    monkeypatch.setattr(publish, "EXACT", 0)
    monkeypatch.setattr(publish, "LEAST", 1)


def article(number, version=0):
    rng = random.Random(f"{number} {version}")
    # Words of unlike frequency, in one to four passages.
    words = [WORDS[min(int(rng.expovariate(0.02)), 399)] for _ in range(rng.choice((40, 300, 500)))]
    text = " ".join(" ".join(words[n : n + 12]) + "." for n in range(0, len(words), 12))
    return Draft(
        f"api:{number}", f"About {number}", text, f"source {number % 3}",
        published=f"2024-0{1 + number % 9}-01", tags=(f"tag{version}",),
    )  # fmt: skip


def add(place, *drafts):
    return update.put(place, list(drafts), embedder=HashedEmbedder())


def by_place(archive, question, **settings):
    """(article, place in it) of every row found, with its cosine and its BM25."""
    found = search(archive, question, 100, Settings(depth=10_000, **settings))
    return {(h.article.id, h.article.digest, h.passage.ordinal): h.scores for h in found}


def assert_as_fresh(place, fresh, *, exactly):
    ours, theirs = (Archive(each, HashedEmbedder()) for each in (place, fresh))
    for question in QUESTIONS:
        for mode in ("dense", "sparse"):
            for filters in (Filters(), Filters(source="source 1", since="2024-03")):
                mine, other = (by_place(a, question, mode=mode, filters=filters)
                               for a in (ours, theirs))  # fmt: skip
                scores = [of.get(mode, 0.0) for of in other.values()]
                if len(scores) == 100:  # what stands at the end of the list may be either
                    last = min(scores) * 1.05
                    mine, other = ({k: v for k, v in each.items() if v[mode] > last}
                                   for each in (mine, other))  # fmt: skip
                    if mode == "sparse":
                        continue
                assert mine.keys() == other.keys()
                for key, of in other.items():
                    bound = 0 if exactly or mode == "dense" else 0.03
                    assert mine[key].get(mode) == pytest.approx(of.get(mode), rel=bound, abs=0)


@pytest.fixture
def place(tmp_path):
    add(tmp_path / "archive", *(article(n) for n in range(40)))
    return tmp_path / "archive"


def fresh(tmp_path, *drafts):
    add(tmp_path / "fresh", *drafts)
    return tmp_path / "fresh"


def segments(place):
    return [each.rows for each in generation.find(place).manifest.segments]


def test_an_added_article_is_a_segment_and_the_rest_is_shared(place, tmp_path):
    before = generation.find(place).folder
    size = segments(place)[0]
    files = {p.relative_to(before): p.stat().st_ino for p in before.rglob("*") if p.is_file()}
    report = add(place, article(40))
    after = generation.find(place)
    assert segments(place) == [size, report.passages - size]
    for name in ("vectors.npy", "rows.npy", "signatures.npy", "facets.npz"):
        path = f"segments/0/{name}"
        assert (after.folder / path).samefile(before / path)
        assert after.manifest.files[path] == manifest.check(before, "").files[path]
    # No file of the generation before was written again.
    assert files == {
        p.relative_to(before): p.stat().st_ino for p in before.rglob("*") if p.is_file()
    }
    manifest.check(before, "")
    # Nothing was removed, so the statistics are those of a fresh build: so are the scores.
    assert_as_fresh(place, fresh(tmp_path, *(article(n) for n in range(41))), exactly=True)


def test_a_removed_article_is_gone_and_its_words_weigh_nothing(place, tmp_path, monkeypatch):
    monkeypatch.setattr(publish, "DEAD_SHARE", 0.2)
    size = segments(place)
    gone = [origin_key("api:3"), origin_key("api:20")]
    update.remove(place, gone, embedder=HashedEmbedder())
    found = generation.find(place)
    assert segments(place) == size
    assert found.manifest.dead == len(generation.dead(found.folder)) > 0
    assert found.manifest.passages == size[0] - found.manifest.dead
    left = fresh(tmp_path, *(article(n) for n in range(40) if n not in (3, 20)))
    assert_as_fresh(place, left, exactly=False)
    # idf is that of the rows that are there, exactly.
    ours, theirs = (open_snapshot(each) for each in (place, left))
    assert ours.terms._passages.ghosts == found.manifest.dead
    for term in WORDS[:200]:
        assert ours.terms.idf(term) == theirs.terms.idf(term)


def test_edits_adds_and_removals_in_a_row(place, tmp_path, monkeypatch):
    monkeypatch.setattr(publish, "DEAD_SHARE", 0.5)
    now = dict.fromkeys(range(40), 0)
    rng = random.Random(5)
    counts = []
    for turn in range(1, 25):
        number = rng.randrange(60)
        if number in now and rng.random() < 0.3:
            update.remove(place, [origin_key(f"api:{number}")], embedder=HashedEmbedder())
            del now[number]
        else:
            add(place, article(number, turn))
            now[number] = turn
        counts.append(len(segments(place)))
        found = generation.find(place)
        assert found.manifest.passages == len(generation.rows(found.folder)) - found.manifest.dead
        assert found.manifest.articles == len(now)
    assert 2 < max(counts) <= 6
    drafts = [article(n, version) for n, version in now.items()]
    left = fresh(tmp_path, *drafts)
    ours, theirs = (Archive(each, HashedEmbedder()) for each in (place, left))
    for question in QUESTIONS:
        mine, other = (by_place(each, question, mode="dense") for each in (ours, theirs))
        shared = mine.keys() & other.keys()
        assert len(shared) >= 98  # equal cosines at the end of the list may change places
        assert all(mine[key]["dense"] == other[key]["dense"] for key in shared)
    for condition in (Condition(keys=("source:source 1",)), Condition(first=738_000)):
        counted = [
            int((snapshot.facets().mask(condition) & (True if snapshot.alive is None
                 else snapshot.alive)).sum())
            for snapshot in (ours.snapshot(), theirs.snapshot())
        ]  # fmt: skip
        assert counted[0] == counted[1] > 0
    # Only what a kept generation or an article needs is stored.
    with closing(Catalogue(place)) as catalogue:
        stored = catalogue._db.execute("SELECT count(*) FROM revisions").fetchone()[0]
    assert len(now) <= stored <= len(now) + 2


def test_too_many_gone_and_all_is_written_anew(place, tmp_path):
    update.remove(place, [origin_key(f"api:{n}") for n in range(10)], embedder=HashedEmbedder())
    assert generation.find(place).manifest.dead == 0
    assert len(segments(place)) == 1
    left = fresh(tmp_path, *(article(n) for n in range(10, 40)))
    assert_as_fresh(place, left, exactly=True)


def test_near_duplicates_in_another_segment_are_one_story(place):
    twin = Draft("api:twin", "A twin", f"{article(7).text} One line more.")
    add(place, twin)
    assert len(segments(place)) == 2
    opened = Archive(place, HashedEmbedder())
    one = search(opened, article(7).text[:200], 50, Settings(one_per_story=True))
    told = {hit.article.id for hit in one} & {origin_key("api:7"), origin_key("api:twin")}
    assert len(told) == 1
    similar = next(hit for hit in one if hit.article.id in told).similar
    assert {*told, *similar} == {origin_key("api:7"), origin_key("api:twin")}
    update.remove(place, [origin_key("api:7")], embedder=HashedEmbedder())
    opened = Archive(place, HashedEmbedder())
    hits = search(opened, article(7).text[:200], 50, Settings(one_per_story=True))
    assert origin_key("api:twin") in {hit.article.id for hit in hits}
    assert all(origin_key("api:7") not in (hit.article.id, *hit.similar) for hit in hits)


def test_damage_of_a_shared_file_is_noticed_and_repaired(place):
    add(place, article(40))
    file = generation.find(place).folder / "segments" / "0" / "vectors.npy"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 4
    file.write_bytes(bytes(data))
    with pytest.raises(ArchiveDamaged, match="pressmark index --rebuild"):
        generation.find(place)
    report = update.update(place, embedder=HashedEmbedder())
    assert (report.published, report.embedded) == (True, 0)
    assert generation.find(place).warning is None
    assert len(segments(place)) == 1


@pytest.mark.parametrize(
    ("sizes", "new", "kept"),
    [
        ([], 5, 0),
        ([100], 1, 1),  # 100 > 4 * 1
        ([100], 25, 0),  # 100 <= 4 * 25
        ([1000, 100, 5], 5, 2),  # 5 joins 5, 100 > 4 * 10
        ([1000, 100, 20], 5, 1),  # 20 joins 5, 100 joins 25, 1000 > 4 * 125
        ([500, 100, 20], 5, 0),
    ],
)
def test_segments_are_merged_so_that_few_are_left(sizes, new, kept):
    assert _kept(sizes, new) == kept


def unit(seed, count, dimension=32):
    vectors = np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture
def approximate(tmp_path, monkeypatch):
    """3,000 vectors in a segment with an approximate index and 50 in one without."""
    monkeypatch.setattr(near, "FROM", 2_000)
    monkeypatch.setattr(dense, "NARROW", 100)
    centres = unit(1, 60)
    vectors = centres[np.arange(3_000) % 60] + 0.5 * unit(2, 3_000)
    vectors = np.concatenate([vectors / np.linalg.norm(vectors, axis=1, keepdims=True),
                              unit(3, 50)]).astype(np.float32)  # fmt: skip
    for name, part in (("0", vectors[:3_000]), ("1", vectors[3_000:])):
        (tmp_path / name).mkdir()
        dense.write(part, tmp_path / name)
    assert (tmp_path / "0" / near.FILE).is_file()
    assert not (tmp_path / "1" / near.FILE).exists()
    assert near.described(tmp_path / "1") == "exact"
    assert near.described(tmp_path / "0").startswith("approximate: ")
    return vectors, tmp_path


def test_an_approximate_index_finds_nearly_all_and_scores_exactly(approximate):
    vectors, folder = approximate
    dead = np.arange(0, 3_050, 7)
    alive = np.ones(3_050, dtype=bool)
    alive[dead] = False
    index = DenseIndex(folder / "0", folder / "1", dead=dead)
    assert len(index) == 3_050 - len(dead)
    for share in (1.0, 0.5, 0.02):  # the last is looked at row by row
        only = np.random.default_rng(4).random(3_050) < share
        found = truth = 0
        for query in vectors[::61] + 0.3 * unit(6, len(vectors[::61])):
            scores = vectors.astype(np.float64) @ query
            fits = only & alive
            best = [r for r in np.argsort(-scores, kind="stable").tolist() if fits[r]][:10]
            got = index.search(query.astype(np.float32), 10, None if share == 1 else only)
            assert len(got) == 10
            assert all(fits[row] for row, _ in got)
            assert np.allclose([s for _, s in got], scores[[r for r, _ in got]], atol=1e-5)
            assert index.scores(query.astype(np.float32), [r for r, _ in got]) == [
                s for _, s in got
            ]
            found += len({r for r, _ in got} & set(best))
            truth += 10
        assert found / truth >= (1 if share == 0.02 else 0.98)


def test_segments_together_give_what_one_gives(tmp_path):
    vectors = unit(8, 500)
    for name, part in (("a", vectors[:300]), ("b", vectors[300:301]), ("c", vectors[301:]),
                       ("all", vectors)):  # fmt: skip
        (tmp_path / name).mkdir()
        dense.write(part, tmp_path / name)
    apart = DenseIndex(*(tmp_path / name for name in "abc"))
    for query in unit(9, 10):
        assert apart.search(query, 20) == DenseIndex(tmp_path / "all").search(query, 20)


def test_an_article_that_is_gone_is_not_cited_beside_others_that_tell_the_same(tmp_path):
    """Rows of removed articles stay until a merge; citing all of a story once read their texts."""
    place = tmp_path / "archive"
    told = "The Kestrel Bridge fell on Monday. Nine people were injured. The mayor came."
    drafts = [Draft(f"api:copy-{n}", f"Bridge {n}", f"{told} Paper {n}.") for n in range(3)]
    add(place, *(article(n) for n in range(40)), *drafts)
    for n in range(2):  # two generations on, nothing keeps the text of what was removed
        update.remove(place, [origin_key(f"api:copy-{n}")], embedder=HashedEmbedder())
    add(place, article(41))
    assert generation.find(place).manifest.dead
    everything = Settings(fast=True, min_support=0)
    found = ask(Archive(place, HashedEmbedder()), "How many people were injured?", everything)
    assert {c.title for c in found.citations} & {"Bridge 0", "Bridge 1", "Bridge 2"} == {"Bridge 2"}
