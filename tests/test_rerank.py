"""Searching with the trained reader's order: real model, the seeds."""

from dataclasses import replace

import pytest
from conftest import serving

from search import engine
from search.rerank import RERANKED
from search.settings import Settings

QUESTION = "what gifts were exchanged?"
RERANK = Settings(rerank=True)


@pytest.fixture(scope="module")
def archive(seeds_archive):
    return engine.Archive(seeds_archive / "archive")


@pytest.fixture(scope="module")
def whole(archive):
    """Forty on one page."""
    return rows(engine.search(archive, QUESTION, 40, RERANK))


def rows(hits):
    return [hit.passage.row for hit in hits]


def test_the_first_stand_by_relevance_and_the_others_as_they_were(archive):
    plain = engine.search(archive, QUESTION, 40)
    found = engine.page(archive, QUESTION, 40, RERANK, read=True)
    assert set(rows(found.hits[:RERANKED])) == set(rows(plain[:RERANKED]))
    assert rows(found.hits[:RERANKED]) != rows(plain[:RERANKED])
    assert rows(found.hits[RERANKED:]) == rows(plain[RERANKED:])
    relevance = [reading.relevance for reading in found.readings]
    assert relevance[:RERANKED] == sorted(relevance[:RERANKED], reverse=True)
    first = found.hits[0]
    assert first.ranks["reader"] == 1
    assert first.scores["reader"] == relevance[0]
    assert "reader" not in found.hits[RERANKED].ranks


def test_a_passage_with_the_answer_comes_first(archive):
    (first,) = engine.search(archive, "which car was given to Kim?", 1, RERANK)
    assert "Aurus" in first.passage.text


@pytest.mark.parametrize("size", [15, 20])
def test_pages_follow_each_other(archive, whole, size):
    parts = [
        row
        for offset in range(0, 40, size)
        for row in rows(engine.page(archive, QUESTION, size, RERANK, offset=offset).hits)
    ]
    assert parts[:40] == whole


def test_the_picker_leaves_the_order_alone(archive):
    fast = replace(RERANK, fast=True)
    assert rows(engine.search(archive, QUESTION, 10, fast)) == rows(
        engine.search(archive, QUESTION, 10)
    )


def test_nothing_found_is_nothing_reranked(archive):
    assert engine.search(archive, "xyzzyqwv", 5, Settings(rerank=True, mode="sparse")) == []


def test_over_http_pages_keep_it(own_seeds):
    with serving(own_seeds, key=False) as client:
        asked = {"q": QUESTION, "k": 5, "rerank": "true", "explain": "true"}
        first = client.get("/v1/search", params=asked)
        assert [hit["ranks"]["reader"] for hit in first.json()["hits"]] == [1, 2, 3, 4, 5]
        second = client.get(first.links["next"]["url"])
        assert [hit["ranks"]["reader"] for hit in second.json()["hits"]] == [6, 7, 8, 9, 10]
