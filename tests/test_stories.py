"""Near-duplicates: which articles are one story, and what a search makes of them."""

import json
import random

import numpy as np
import pytest
from conftest import HashedEmbedder, pressmark

from index import update
from index.records import Draft
from index.stories import SMALL, signature, stories
from search.engine import Archive, search
from search.filters import Filters
from search.settings import Settings

VOCABULARY = [f"word{n}" for n in range(2_000)]


def words(seed, count=300):
    return random.Random(seed).choices(VOCABULARY, k=count)


def edited(original, share, seed):
    rng = random.Random(seed)
    made = list(original)
    for place in rng.sample(range(len(made)), int(share * len(made))):
        made[place] = f"new{rng.random()}"
    return made


def jaccard(one, other):
    a, b = ({tuple(w[n : n + 3]) for n in range(len(w) - 2)} for w in (one, other))
    return len(a & b) / len(a | b)


@pytest.mark.parametrize("share", [0.0, 0.1, 0.3, 0.6])
def test_signatures_estimate_jaccard(share):
    one = words(1)
    other = edited(one, share, 2)
    a, b = (np.frombuffer(signature(" ".join(w)), dtype="<u4") for w in (one, other))
    assert len(a) == 128
    # The standard deviation of 128 draws is at most sqrt(.25 / 128) = .044.
    assert abs((a == b).mean() - jaccard(one, other)) < 0.14


def test_copies_share_a_story_and_others_do_not():
    texts = [" ".join(words(n)) for n in range(40)]
    texts += [" ".join(edited(words(n), 0.05 + 0.1 * n / 20, n)) for n in range(20)]
    found = stories([signature(text) for text in texts]).tolist()
    assert found == [*range(40), *range(20)]


def test_case_and_punctuation_do_not_count():
    assert signature("The ferry, to Quayle: left!") == signature("the FERRY to quayle left")
    assert signature("the ferry to Quayle left") != signature("the ferry from Quayle left")
    assert len(signature("")) == 512


def test_many_equals_are_one_story():
    same = [signature("one two three four five")] * (SMALL * 3)
    assert stories([signature("six seven eight nine"), *same]).tolist() == [0] + [1] * SMALL * 3
    assert stories([]).tolist() == []


@pytest.fixture
def archive(tmp_path):
    base = " ".join(words(7))
    drafts = [Draft("api:0", "First", base, published="2024-05-01"),
              Draft("api:1", "Second", f"{base} postscript", published="2024-06-01"),
              Draft("api:2", "Third", " ".join(edited(words(7), 0.1, 3))),
              Draft("api:3", "Another", " ".join([*words(8), *words(7, 5)]))]  # fmt: skip
    update.put(tmp_path / "archive", drafts, embedder=HashedEmbedder())
    return Archive(tmp_path / "archive", HashedEmbedder())


def test_a_story_is_one_article_in_the_hits(archive):
    question = " ".join(words(7, 5))
    every = search(archive, question, 50)
    assert {h.article.title for h in every} == {"First", "Second", "Third", "Another"}
    one = search(archive, question, 50, Settings(one_per_story=True))
    titles = {h.article.title for h in one}
    assert len(titles) == 2
    assert "Another" in titles
    ids = {h.article.title: h.article.id for h in every}
    best = next(h for h in every if h.article.title != "Another").article
    for hit in one:
        others = set(ids.values()) - {ids["Another"], best.id}
        assert set(hit.similar) == (others if hit.article.id == best.id else set())
    # The hits are those of the full ranking, without the other articles of the story.
    kept = [h.passage.row for h in every if h.article.id in (best.id, ids["Another"])]
    assert [h.passage.row for h in one] == kept


def test_only_what_fits_the_filters_is_similar(archive):
    found = search(archive, " ".join(words(7, 5)), 50,
                   Settings(one_per_story=True, filters=Filters(since="2024")))  # fmt: skip
    assert len({h.article.id for h in found}) == 1
    assert all(len(h.similar) == 1 for h in found)


def test_the_command_collapses_and_shows_all_on_request(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(3):
        text = "The ferry to Quayle runs again on Monday, said the harbour master of the town."
        (folder / f"{n}.txt").write_text(f"Ferry {n}\n{text}\n")
    assert pressmark(tmp_path, "index", "articles").returncode == 0
    done = pressmark(tmp_path, "search", "--mode", "sparse", "ferry Quayle")
    assert len(done.stdout.split("Ferry ")) == 2
    assert "+2 similar" in done.stdout
    printed = json.loads(pressmark(tmp_path, "search", "--json", "ferry Quayle").stdout)
    assert [len(hit["similar"]) for hit in printed["hits"]] == [2]
    printed = json.loads(pressmark(tmp_path, "search", "--json", "--all", "ferry Quayle").stdout)
    assert len(printed["hits"]) == 3
    assert all("similar" not in hit for hit in printed["hits"])
