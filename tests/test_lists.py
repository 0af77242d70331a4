"""Lists: where they stand in a text, and how they are read, quoted and shown."""

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import said
from hypothesis import assume, given
from hypothesis import strategies as st

from index.lists import MOST, Listed, lines, lists
from index.models import load
from index.paragraphs import WRAP_MIN
from index.read_markdown import read_markdown
from index.read_text import read_text
from index.split import split
from index.update import put
from search.cite import cite
from search.engine import Archive, ask, search
from search.items import LONGEST, lists_near
from search.render import answer_lines
from search.settings import Settings

FERRY = """# Ferry crews threaten to strike

Ferry crews in Dorn will stop work on Friday. The union has asked for three things:

- a pay rise of 5 per cent
- shorter night shifts
- new life jackets for all crews

The talks begin on Monday at the town hall. Four routes would be hit by a strike:

1. Dorn to Skell
2. Dorn to Hale Island
3. Skell to Arne
4. The night boat to Lunden

## What it costs

A strike would cost the company 40,000 crowns a day.
"""
KILN = """# Kiln to be lit again

The potters of Halvern will light their kiln on Sunday. Visitors are asked to follow these rules:

- Stand behind the rope.
- Keep dogs on a lead.

Tea is free, the potters say.
"""
DEMANDS = (
    "The union has asked for three things:\n\n  a pay rise of 5 per cent\n\n"
    "  shorter night shifts\n\n  new life jackets for all crews"
)


def shown(text, found):
    """The words of a list."""
    return [text[slice(*span)] for span in (found.lead, *found.items)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # with a colon, as formats without lists have it
        ("It rained. We need:\n\nbread\n\nmilk\n\nThe shop is shut.",
         ["We need:", "bread", "milk"]),
        ("We need:\nBread\nmilk\n500 g of rye\nThe shop is shut.",
         ["We need:", "Bread", "milk", "500 g of rye"]),
        # with marks, which are no part of what is said
        ("We need:\n- bread.\n- milk. Much of it.\nThe shop is shut.",
         ["We need:", "- bread.", "- milk. Much of it."]),
        ("Do this:\n1. Boil it.\n2. Wait.\n\nIt helps.", ["Do this:", "1. Boil it.", "2. Wait."]),
        # what must go on
        ("The winners are\n\nAnn Lee\n\nBo Tam\n\nThe jury was new.",
         ["The winners are", "Ann Lee", "Bo Tam"]),
        ("She means to\n\nclose the pit,\n\nopen a school and\n\nsell the tram.\n\nshe said",
         ["She means to", "close the pit,", "open a school and", "sell the tram."]),
        ("Every climber has to carry\n\na rope\n\na lamp\n\nGuides check that.",
         ["Every climber has to carry", "a rope", "a lamp"]),
        # set in, sentences too
        ("The rules:\n\n  Stand back.\n\n  Keep dogs on a lead. Do.\n\nTea is free.",
         ["The rules:", "Stand back.", "Keep dogs on a lead. Do."]),
        # set in by a format: a heading announces them
        ("It boils fast.\n\nPros\n\n  quick\n\n  Easy to clean\n\nCons",
         ["Pros", "quick", "Easy to clean"]),
        # sentences, as many as are said to be
        ("There were three reasons:\n\nIt rained.\n\nIt was late.\n\nAnn fell.\n\nTea is free.",
         ["There were three reasons:", "It rained.", "It was late.", "Ann fell."]),
    ],
)  # fmt: skip
def test_what_is_a_list(text, wanted):
    (found,) = lists(text)
    assert shown(text, found) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        "He said:\n\n“We will go.” Then he went.\n\nIt rained.",
        "The ferry\n\nIt sank. Nobody was hurt.\n\nIt was old. It was blue.",  # a heading
        "The trial goes on in May.\n\n  More news\n\n  Weather",  # that is whole without them
        "Chapter one\n\n    It rained. Ann came in.\n\n    Bo left. It was late.",  # a book
        "It has one thing:\n\nbread\n\nThe shop is shut.",
        "Results:\n\nStop: Harbour | Opened: 2021\n\nStop: Airport | Opened: 2024",  # a table
        "Here is what to know:\n\nWho was it?\n\nAnn was.",
        "Read on:\n\n"
        + "\n\n".join(["It is a sentence of some length" + ", it is" * 20 + "."] * 3),
        "\n".join(["some words here"] * (MOST + 50)),
        "All of it:\n\n" + "\n\n".join(["item"] * (MOST + 1)),
    ],
)
def test_what_is_none(text):
    assert lists(text) == []


def test_a_heading_ends_a_list():
    text = "We need:\n\nbread\n\nmilk\n\nWhat it costs\n\nIt is cheap."
    (found,) = lists(text, {text.index("What")})
    assert shown(text, found) == ["We need:", "bread", "milk"]


item = st.from_regex(r"[a-z]{2,9}( [a-z]{2,9}){0,4}", fullmatch=True)


@given(st.lists(item, min_size=2, max_size=8), st.sampled_from(["\n\n", "\n"]), st.sampled_from(
    ["", "- ", "• ", "* "]))  # fmt: skip
def test_what_is_written_as_a_list_is_read_as_one(items, between, mark):
    # Without a mark or a blank line between, long ones look like lines of a wrapped sentence.
    assume(mark or between == "\n\n" or max(map(len, items)) < WRAP_MIN)
    quote = between.join(["Here they are:", *(mark + each for each in items)])
    text = f"Ann came in. {quote}\n\nThat was all, she said. It rained."
    (found,) = lists(text)
    assert text[found.start : found.end] == quote
    assert lines(quote) == ["Here they are:", *items]


@given(st.text(alphabet="ab -•:.\n", max_size=80))
def test_any_text_is_read(text):
    end = 0
    for found in lists(text):
        spans = [found.lead, *found.items]
        assert all(a < b for a, b in spans) and found.start >= end
        assert all(one[1] <= two[0] for one, two in pairwise(spans))
        end = found.end
    assert " ".join(lines(text)).split() or not text.split()


def test_a_list_in_a_text_that_begins_before():
    text = "The winners are\n\nAnn Lee\n\nBo Tam\n\nThe jury was new."
    (found,) = lists(text)
    assert lists(f"Yes. No.\n\n{text}") == [found.moved(len("Yes. No.\n\n"))]
    assert isinstance(found, Listed)


def test_a_passage_does_not_end_inside_a_list():
    before = [f"The {n}th ship came in with a load of salt and left on the tide." for n in range(9)]
    items = [f"a crate of {n} bottles of blue ink" for n in range(6)]
    text = "\n\n".join([*before, "On board were:", *items, *before])
    whole = text[text.index("On board") : text.rindex("ink") + 3]
    assert any(whole in text[a:b] for a, b in split(text))


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("lists")
    drafts = [read_markdown(text, Path(f"{n}.md")) for n, text in enumerate((FERRY, KILN))]
    put(folder / "archive", drafts, embedder=load())
    return Archive(folder / "archive")


def holds(archive, answer):
    """Whether every quote stands where its citation says."""
    return all(
        archive.article(c.article_id).text[c.start : c.end] == c.quote for c in answer.citations
    )


@pytest.mark.parametrize("fast", [False, True])
def test_a_question_for_all_of_a_list_gets_all_its_items(archive, fast):
    answer = ask(archive, "What has the union asked for?", Settings(fast=fast))
    assert said(answer)[0] == DEMANDS
    assert len(answer.sentences[0].citations) == 1
    assert holds(archive, answer)
    if not fast:
        assert said(answer) == [DEMANDS]
        assert answer.short == DEMANDS.partition("\n\n  ")[2]
        assert answer.status == "answered"


@pytest.mark.parametrize(
    ("question", "item", "short"),
    [
        ("How big a pay rise does the union want?", "a pay rise of 5 per cent", "5 per cent"),
        ("Does the union want shorter night shifts?", "shorter night shifts", None),
    ],
)
def test_a_question_for_one_item_gets_it_with_its_lead_in(archive, question, item, short):
    answer = ask(archive, question)
    lead, found = answer.sentences
    assert (lead.text, found.text) == (DEMANDS.partition("\n")[0], item)
    assert lead.support < found.support
    assert short in (None, answer.short) and answer.short in item
    assert holds(archive, answer)


def test_a_question_for_a_number_gets_that_of_the_lead_in(archive):
    answer = ask(archive, "How many routes would be hit by a strike?")
    assert answer.short == "Four"
    assert said(answer)[0].startswith("Four routes would be hit by a strike:")


def test_what_follows_a_list_is_not_of_it(archive):
    rules = ask(archive, "What rules should visitors of the kiln follow?")
    assert said(rules)[0].endswith(
        "these rules:\n\n  Stand behind the rope.\n\n  Keep dogs on a lead."
    )
    routes = ask(archive, "Which routes would be hit by a strike?")
    assert said(routes)[0].endswith("The night boat to Lunden")
    assert "costs" not in said(routes)[0]


def test_a_list_over_several_passages_is_quoted_whole(tmp_path):
    towns = [f"the harbour of {a}{b}dorn with its old light" for a in "BKLM" for b in "aeiou"]
    text = "# Lights\n\nThe inspector will visit these harbours:\n\n" + "".join(
        f"- {town}\n" for town in towns
    )
    put(tmp_path / "archive", [read_markdown(text, Path("a.md"))], embedder=load())
    archive = Archive(tmp_path / "archive")
    answer = ask(archive, "Which harbours will the inspector visit?", Settings(min_support=0))
    (quote,) = said(answer)
    assert len(quote) < LONGEST and answer.reason is None
    assert lines(quote) == ["The inspector will visit these harbours:", *towns]
    assert holds(archive, answer)


def test_a_longer_list_is_quoted_as_far_as_it_was_read(tmp_path):
    items = [f"the {n}th house, {'built of brick and slate ' * 9}".strip() for n in range(20)]
    text = "# Houses\n\nThe town will sell:\n\n" + "".join(f"- {each}\n" for each in items)
    put(tmp_path / "archive", [read_markdown(text, Path("a.md"))], embedder=load())
    archive = Archive(tmp_path / "archive")
    answer = ask(archive, "What will the town sell?", Settings(min_support=0))
    assert answer.reason == "the list goes on in its article"
    quoted = " ".join(said(answer))
    assert quoted.startswith("The town will sell:")
    assert 1 <= sum(each in quoted for each in items) < len(items)
    assert holds(archive, answer)


def test_an_article_tells_its_headings(archive):
    (hit,) = [
        hit
        for hit in search(archive, "four routes hit by a strike")
        if "Four routes" in hit.passage.text
    ]
    *_, routes = lists_near(hit)
    text = hit.article.text
    assert [text[slice(*span)] for span in routes.items][-1] == "The night boat to Lunden"


def plain(text):
    return text


def test_a_terminal_shows_an_item_a_line(archive):
    answer = ask(archive, "What has the union asked for?")
    made = answer_lines(answer, plain, 60)
    assert made[:5] == [
        "The union has asked for three things: [1]",
        "  – a pay rise of 5 per cent",
        "  – shorter night shifts",
        "  – new life jackets for all crews",
        "",
    ]
    toned = answer_lines(answer, plain, 60, lambda words: f"<{words}>")
    assert toned[1] == "  – <a pay rise of 5 per cent>"


def test_items_have_their_tone_where_the_text_marks_them(tmp_path):
    text = "# Post\n\nThe mayor wants to buy:\n- a new bell\n- two boats\n"
    put(tmp_path / "archive", [read_text(text[2:], Path("a.txt"))], embedder=load())
    answer = ask(Archive(tmp_path / "archive"), "What does the mayor want to buy?")
    made = answer_lines(answer, plain, 60, lambda words: f"<{words}>")
    assert made[:3] == [
        "The mayor wants to buy: [1]", "  – <a new bell>", "  – <two boats>",
    ]  # fmt: skip


def test_long_items_are_broken_under_themselves(archive):
    made = answer_lines(ask(archive, "What has the union asked for?"), plain, 26)
    assert made[:4] == [
        "The union has asked for", "three things: [1]", "  – a pay rise of 5 per", "    cent",
    ]  # fmt: skip


def test_a_link_to_a_list_names_words_of_its_first_and_last_line(archive):
    (citation,) = ask(archive, "What has the union asked for?").citations
    article = replace(archive.article(citation.article_id), url="https://e.org/a")
    link = cite(1, article, citation.start, citation.end, 0.5).link
    ends = re.search(r"text=(.+),(.+)", link)
    assert ends[1].replace("%20", " ") == "The union has asked for three"
    assert ends[2].replace("%20", " ") == "new life jackets for all crews"
