"""Tables: how a row stands in the text, and which rows a question asks about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models import load
from index.tables import LONGEST_HEAD, row, told
from index.update import update
from search import engine
from search.rows import beside
from search.settings import Settings

STOPS = """# A new tram for Lisky

The first tram ran on Monday. It carried 240 people and cost 3 million crowns.

| Stop    | Opened | Line |
|---------|--------|------|
| Harbour | 2021   | 1    |
| Airport | 2024   | 2    |
| Depot   | 2019   | 1    |
"""
LINES = [
    "Stop: Harbour | Opened: 2021 | Line: 1",
    "Stop: Airport | Opened: 2024 | Line: 2",
    "Stop: Depot | Opened: 2019 | Line: 1",
]

words = st.lists(
    st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8), min_size=1, max_size=3
).map(" ".join)
tables = st.lists(st.tuples(words, words), min_size=2, max_size=5)


@given(tables)
def test_what_a_row_tells_is_read_back(table):
    head, cells = zip(*table, strict=True)
    assert told(row(cells, head)) == table


FACTS = ["Length: 2.4 km", "Cost: 88 million crowns", "Height above water: 41 metres"]


@pytest.mark.parametrize(
    ("question", "lines", "left"),
    [
        ("what did it cost", FACTS, [1]),
        ("what is the height above water", FACTS, [2]),
        ("who built it", FACTS, [0, 1, 2]),
        ("what is the cost and the length", FACTS, [0, 1]),
        ("what did it cost", ["It cost much.", *FACTS], [0, 2]),
        ("what did it cost", FACTS[:2], [0, 1]),  # too few
        ("what did it cost", [FACTS[0], "It is long.", *FACTS[1:]], [0, 1, 2, 3]),
        ("what did ann say", ["Ann: It is.", "Bo: No.", "Ann: Yes."], [0, 1, 2]),  # they talk
        ("what did it cost", [FACTS[0], FACTS[1] + " or more" * 20, FACTS[2]], [0, 1, 2]),
    ],
)
def test_facts_beside_the_one_that_is_asked_for_are_left_out(question, lines, left):
    of_one = [("a", line) for line in lines]
    assert set(range(len(lines))) - beside(question, of_one, terms) == set(left)


def test_facts_of_two_articles_are_two_groups():
    lines = [("a", FACTS[0]), ("a", FACTS[1]), ("b", FACTS[2])]
    assert beside("what did it cost", lines, terms) == set()


def test_what_names_no_columns():
    assert row(["a", "b"], ["A"]) == row(["a", "b"], ["A", "B" * (LONGEST_HEAD + 1)]) == "a | b"
    assert row(["a"], ["A"]) == "a"
    assert row(["a", "", "c"], ["A:", "B", ""]) == "A: a | c"
    assert told("One | two") == told("He said: no.") == []


def terms(text):
    return text.casefold().replace(":", " ").split()


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("when was the airport stop opened", [1]),
        ("what opened in 2019", [2]),
        ("is harbour older than airport", [0, 1]),
        ("which stops are on line 1", [0, 2]),
        ("which stop opened first", [0, 1, 2]),
        ("which stops opened after 2019", [0, 1, 2]),
        ("did the depot open before 2021", [2]),
        ("what did the harbour stop of line 2 cost", [0, 1]),  # one term each
    ],
)
def test_rows_beside_the_one_that_is_asked_about(question, left):
    lines = [("a", line) for line in LINES]
    assert beside(question, lines, terms) == {0, 1, 2} - set(left)


def test_rows_of_other_tables_and_articles_and_sentences_stay():
    lines = [
        ("a", LINES[0]), ("a", LINES[1]), ("b", LINES[2]), ("a", "Harbour | 2021 | 1"),
        ("a", "Ship: Plover | Captain: Ann Lee | Port: Harbour"), ("a", "It was a rainy day."),
    ]  # fmt: skip
    assert beside("airport", lines, terms) == {0}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    place = tmp_path_factory.mktemp("tables")
    (place / "tram.md").write_text(STOPS, encoding="utf-8")
    embedder = load()
    update(place / "archive", [place / "tram.md"], embedder=embedder)
    return engine.Archive(place / "archive", embedder)


@pytest.mark.parametrize("fast", [False, True])
@pytest.mark.parametrize(
    ("question", "line"),
    [("When was the Airport stop opened?", 1), ("When was the stop Depot opened?", 2)],
)
def test_the_row_that_is_asked_about_answers(archive, question, line, fast):
    answer = engine.ask(archive, question, Settings(fast=fast, min_support=0))
    assert [c.quote for c in answer.citations if " | " in c.quote] == [LINES[line]]


def test_the_short_answer_is_the_cell(archive):
    answer = engine.ask(archive, "When was the Airport stop opened?")
    assert (answer.short, answer.status) == ("2024", "answered")


def test_all_rows_that_a_question_asks_for_are_quoted(tmp_path):
    (tmp_path / "tram.md").write_text(f"{STOPS}| Mill Lane | 2024 | 2 |\n| Stadium | 2024 | 3 |\n")
    update(tmp_path / "archive", [tmp_path / "tram.md"], embedder=load())
    answer = engine.ask(engine.Archive(tmp_path / "archive"), "Which stops opened in 2024?")
    assert [sentence.text.partition(" |")[0] for sentence in answer.sentences] == [
        "Stop: Airport", "Stop: Mill Lane", "Stop: Stadium",
    ]  # fmt: skip
