"""Passage and article scores together, and words that are misspelt."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import lab
from index import sparse
from index.sparse import SparseIndex
from index.spelling import Vocabulary, near
from index.terms import TITLE_WEIGHT

ARTICLES = [
    ("Ferry", "The ferry is back. It carries forty cars."),
    ("Bridge", "The bridge opens in May. Cars pay nothing."),
]
PASSAGES = [
    ("Ferry", "The ferry is back."),
    ("Ferry", "It carries forty cars."),
    ("Bridge", "The bridge opens in May."),
    ("Bridge", "Cars pay nothing."),
]
OWNERS = [7, 7, 3, 3]


@pytest.fixture
def index(tmp_path):
    sparse.write(PASSAGES, ARTICLES, tmp_path, "english")
    return SparseIndex(tmp_path, "english", OWNERS)


def bm25(tf, size, mean, texts, holders):
    """k1 1.2, b 0.75; lengths are so small that Tantivy keeps them exactly."""
    idf = math.log(1 + (texts - holders + 0.5) / (holders + 0.5))
    return idf * tf * 2.2 / (tf + 1.2 * (0.25 + 0.75 * size / mean))


def test_a_passage_is_scored_with_its_article_by_hand(index):
    # Terms of the passages: ferri back | carri forti car | bridg open may | car pay noth.
    # Of the articles, title and text: ferri ferri back carri forti car | bridg bridg open may car
    # pay noth.
    mean_passage, mean_article = (2 + 3 + 3 + 3) / 4, (6 + 7) / 2
    article = bm25(2, 6, mean_article, 2, 1)
    # Two passages have the title Ferry, of one term: it counts a half.
    title = 0.5 * bm25(1, 1, 1, 4, 2)
    own = bm25(1, 2, mean_passage, 4, 1)
    expected = [own + title + article, title + article, 0, 0]
    assert index.scores(["ferri"], [0, 1, 2, 3]) == pytest.approx(expected, rel=1e-5)
    assert index.search(["ferri"], 9) == [
        (0, pytest.approx(expected[0], rel=1e-5)),
        (1, pytest.approx(expected[1], rel=1e-5)),
    ]
    assert index.scores([], [1]) == [0.0]
    assert index.search(["nowher"], 9) == []


def test_an_article_lifts_the_passage_that_says_the_rest(index):
    # Both passages hold "cars"; the ferry's stands in the article that is about ferries.
    assert [row for row, _ in index.search(["car"], 2)] == [1, 3]
    asked = index.asked("Which cars does the ferry carry?")
    assert asked == ["car", "ferri", "carri"]
    first, second, *_ = index.search(asked, 4)
    assert (first[0], second[0]) == (1, 0)


def test_rows_and_indexes_must_agree(tmp_path):
    sparse.write(PASSAGES, ARTICLES, tmp_path, "english")
    assert SparseIndex(tmp_path, "english", OWNERS).whole
    assert not SparseIndex(tmp_path, "english", [7, 7, 3]).whole
    assert not SparseIndex(tmp_path, "english", [7, 7, 3, 4]).whole


@pytest.mark.parametrize(
    ("question", "unsaid"),
    [
        ("the frery", {"frery": "freri"}),
        ("a ferry, cars, the ferries", {}),  # they are there
        ("cor", {}),  # too short to be taken for another
        ("fe1ri", {}),  # a number is meant as it stands
        ("helicopter or zerry", {"zerry": "zerri"}),
        ("a merry fairy", {}),  # common words are meant as they stand
    ],
)
def test_words_that_no_article_says(index, question, unsaid):
    assert index.unsaid(question) == unsaid


def test_terms_that_are_near_to_that_of_a_word(tmp_path):
    texts = ["harbol wall", "harbox wall", "harbox again", "harbos", "factories"]
    sparse.write([("", t) for t in texts], [("", t) for t in texts], tmp_path, "english")
    index = SparseIndex(tmp_path, "english", range(5))
    # Of terms as near the one in most articles stands first.
    assert index.near("harbot", "harbot") == ["harbox", "harbo", "harbol"]  # of "harbos"
    # No stem is found where the ending is misspelt: what the word begins with.
    assert index.near("factorizatuon", "factorizatuon") == ["factori"]
    assert index.near("zzzzz", "zzzzz") == []
    assert [index.holders(t) for t in ("harbox", "wall", "x")] == [2, 2, 0]


def test_what_is_said_beside_a_word(index):
    ferry, cars = index.asked("ferry"), index.asked("cars")
    rows = [row for row, _ in index.search(ferry, 9)]
    assert index.beside(ferry[0], cars) == max(index.scores(cars, rows)) > 0
    assert index.beside("nowhere", cars) == index.beside(ferry[0], []) == 0.0


def apart(a, b):
    """Optimal string alignment, as a table (Boytsov 2011)."""
    rows = [list(range(len(b) + 1))]
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            best = min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


words = st.text("abcdé\u2028", min_size=1, max_size=11)


@given(
    terms=st.lists(words, min_size=1, max_size=12),
    gone=st.lists(words, max_size=4),
    term=words,
)
def test_near_is_what_brute_force_finds(terms, gone, term):
    known = {*terms, *gone}
    far = {t: apart(term, t) for t in known if t[0] == term[0]}
    vocabulary = Vocabulary(lambda letter: [t for t in known if t[0] == letter])
    for most in (1, 2):
        wanted = sorted((d, t) for t, d in far.items() if d <= most)
        assert [(d, t) for t, d in vocabulary.near(term, most)] == wanted
        assert near(term, known, most) == [(t, d) for d, t in wanted]


def test_the_matrices_of_the_bench_score_as_the_archive_does(index):
    asked = index.asked("Which cars does the ferry carry back?")
    terms = [dict.fromkeys(asked, 1.0)]
    texts, titles = ([text[n] for text in PASSAGES] for n in (1, 0))
    wholes = [f"{title}\n{text}" for title, text in ARTICLES]
    own, title, whole = (
        lab.bm25(terms, lab.Field(of, index.analyzer), 1.2, 0.75)[0]
        for of in (texts, titles, wholes)
    )
    expected = own + TITLE_WEIGHT * title + whole[[0, 0, 1, 1]]
    assert index.scores(asked, [0, 1, 2, 3]) == pytest.approx(expected.tolist(), rel=1e-5)
