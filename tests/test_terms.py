"""The term index against rank-bm25, and questions that are full of query syntax."""

import json
from pathlib import Path

import numpy as np
import pytest
from rank_bm25 import BM25Okapi
from scipy.stats import spearmanr

from index import terms
from index.errors import BadInput
from index.read import read_article, read_bytes
from index.sources import ALL
from index.split import split
from index.terms import Analyzer, TermIndex

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.fixture(scope="module")
def passages():
    found = []
    for path in ALL.files(SEEDS / "articles")[0]:
        text = read_article(path, read_bytes(path)).text
        found += [text[a:b] for a, b in split(text)]
    return found


@pytest.fixture(scope="module")
def seeded(passages, tmp_path_factory):
    folder = tmp_path_factory.mktemp("terms")
    terms.write([("", text) for text in passages], folder, "english")
    return TermIndex(folder, "english")


@pytest.fixture
def index_of(tmp_path):
    def make(*pairs, language="english"):
        terms.write(pairs, tmp_path, language)
        return TermIndex(tmp_path, language)

    return make


def find(index, question, k):
    """As a question is searched: by its distinct terms."""
    return index.search(list(dict.fromkeys(index.analyzer.terms(question))), k)


def rows(ranking):
    return [row for row, _ in ranking]


def test_rankings_agree_with_bm25okapi(seeded, passages):
    # Tantivy keeps lengths in one byte, and BM25Okapi has another floor for common words: so
    # rankings are compared, not scores.
    analyze = seeded.analyzer.terms
    oracle = BM25Okapi([analyze(text) for text in passages], k1=1.2, b=0.75)
    questions = [
        json.loads(line)["question"]
        for line in (SEEDS / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    overlaps, correlations = [], []
    for question in questions:
        truth = oracle.get_scores(list(dict.fromkeys(analyze(question))))
        everything = find(seeded, question, len(passages))
        # A row is found where it holds a term of the question, and nowhere else.
        wanted = set(analyze(question))
        assert set(rows(everything)) == {
            row for row, text in enumerate(passages) if wanted & set(analyze(text))
        }
        ours = find(seeded, question, 10)
        assert ours == everything[:10]
        if not ours:
            continue
        best = sorted(range(len(passages)), key=lambda row: (-truth[row], row))[: len(ours)]
        overlaps.append(len(set(rows(ours)) & set(best)) / len(ours))
        if len(everything) > 4:
            mine = [score for _, score in everything]
            correlations.append(spearmanr(mine, truth[rows(everything)]).statistic)
    assert min(len(questions), len(overlaps), len(correlations)) > 50
    # Measured: overlap .987 on average, .7 at worst; correlation .996 and .943.
    assert np.mean(overlaps) >= 0.95
    assert min(overlaps) >= 0.6
    assert np.mean(correlations) >= 0.98
    assert min(correlations) >= 0.9


@pytest.mark.parametrize(
    ("hostile", "plain"),
    [
        ("title:ferry AND (", "title ferry"),
        ('"', ""),
        ('"ferry', "ferry"),
        ("* OR *", ""),
        ("ferry OR *", "ferry"),
        ("[ferry TO bridge]", "ferry bridge"),
        ("[x TO y]", "x y"),
        ("-ferry +bridge NOT boat", "ferry bridge boat"),
        ("ferry\0bridge^9 -x~2", "ferry bridge 9 x 2"),
        ("\0", ""),
        ("🚢 ferry \\", "ferry"),
        ("🚢", ""),
        ("text:ferry || row:3", "text ferry row 3"),
        ("IN [ferry bridge]", "ferry bridge"),
        ("ferry " * 5000, "ferry"),
        ("a" * 5000, ""),
        ("a" * 5000 + " ferry", "ferry"),
        ("' ; DROP TABLE ferry --", "drop table ferry"),
    ],
    ids=lambda text: repr(text[:24]),
)
def test_a_hostile_question_gives_what_its_plain_words_give(seeded, hostile, plain):
    assert find(seeded, hostile, 10) == find(seeded, plain, 10)
    # So that the two do not agree on nothing.
    assert bool(find(seeded, plain, 10)) == any(
        word in plain for word in ("ferry", "title", "table")
    )


def test_words_of_the_query_language_are_words(index_of):
    index = index_of(("", "Oregon, or what was left of it."), ("", "A tango to go to."))
    assert find(index, "or to not and", 9) == []
    assert rows(find(index, "Oregon OR", 9)) == [0]


def test_composed_and_decomposed_letters_are_the_same(index_of):
    composed, decomposed = "Caf\u00e9 Ren\u00e9e", "Cafe\u0301 Rene\u0301e"
    assert composed != decomposed
    index = index_of(("", composed), ("", decomposed), ("", "Nothing of it."))
    for question in (composed, decomposed, "CAFÉ", "cafe"):
        found = find(index, question, 9)
        assert rows(found) == [0, 1]
        assert found[0][1] == found[1][1]


def test_forms_of_a_word_meet(index_of):
    index = index_of(("", "Sørensen’s ferries"), ("Ferries", "Nothing."), ("", "The ﬁnal tram."))
    assert rows(find(index, "sorensen", 9)) == [0]
    assert set(rows(find(index, "FERRY", 9))) == {0, 1}
    assert rows(find(index, "final", 9)) == [2]


def test_equal_scores_stand_in_order_of_row(index_of):
    index = index_of(*[("Boats", "The ferry left.")] * 30, ("", "Nothing of it."))
    for k in (1, 3, 10, 29, 30, 50):
        found = find(index, "ferry", k)
        assert rows(found) == list(range(min(k, 30)))
        assert len({score for _, score in found}) == 1


def test_a_match_in_the_title_counts_as_well(index_of):
    text = "The boat left at ten."
    index = index_of(("Trams", text), ("Ferries", text), ("Harbour", text), ("", "The ferry left."))
    found = find(index, "boat ferry", 9)
    # All of the first three have "boat"; only one of them has "ferry", in its title.
    assert set(rows(found)) == {0, 1, 2, 3}
    assert next(row for row in rows(found) if row < 3) == 1
    scores = dict(found)
    assert scores[0] == scores[2] < scores[1]


def test_a_score_is_the_bm25_of_robertson_and_zaragoza(index_of):
    # Three texts of two terms each: the length of each is the average, so the part in b is 1.
    index = index_of(("", "ferry boat"), ("", "tram boat"), ("", "tram bus"))
    idf = np.log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    assert index.idf("ferri") == pytest.approx(idf)
    assert index.idf("boat") == pytest.approx(np.log(1 + (3 - 2 + 0.5) / (2 + 0.5)))
    assert index.idf("never") == pytest.approx(np.log(1 + 3.5 / 0.5))
    # Tantivy's factor (k1 + 1) * 1 / (1 + k1) is 1 for one occurrence in an average text.
    assert find(index, "ferry", 9) == [(0, pytest.approx(idf, rel=1e-5))]
    # A term said twice in the question counts once.
    assert find(index, "ferry ferry", 9) == find(index, "ferry", 9)


def test_rare_words_count_more_than_common_ones(seeded):
    assert seeded.idf(*Analyzer("english").terms("goat")) > seeded.idf(
        *Analyzer("english").terms("bridge")
    )


def test_nothing_is_found_in_an_empty_index_or_when_none_is_asked_for(index_of, seeded):
    assert find(seeded, "ferry", 0) == []
    empty = index_of()
    assert (len(empty), find(empty, "ferry", 5)) == (0, [])


def test_another_language_has_its_own_stems(index_of):
    index = index_of(("", "Die Brücken sind gesperrt."), ("", "Nichts."), language="german")
    assert rows(find(index, "Brücke", 9)) == [0]
    assert find(index, "sind die", 9) == []


def test_a_language_without_a_stemmer_is_refused_by_name():
    with pytest.raises(BadInput, match="'klingon' is not one of arabic, danish"):
        Analyzer("klingon")


@pytest.mark.parametrize("few", [0, 10_000])
def test_given_rows_have_the_scores_of_a_search(seeded, monkeypatch, few):
    # By a set of rows and one by one.
    monkeypatch.setattr(terms, "FEW", few)
    asked = list(dict.fromkeys(seeded.analyzer.terms("ferry bridge city council")))
    found = seeded.search(asked, len(seeded))
    assert len(found) > 10
    assert seeded.scores(asked, range(len(seeded))) == dict(found)
    assert seeded.scores(asked, [row for row, _ in found[3:6]]) == dict(found[3:6])
