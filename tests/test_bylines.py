"""What the first lines of a text say about it: author, newspaper, day."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.bylines import is_byline
from index.front_matter import labelled
from index.read import read_article
from search.pick import saying

STORY = "The city council voted on Tuesday, 27 to 14, to build a new library."


def read(text, name="clippings/votes.txt"):
    return read_article(Path(name), text.encode())


@pytest.mark.parametrize(
    ("head", "author", "source", "published"),
    [
        ("Marlow Courier, 12 June 2024\nBy Peter Holm", "Peter Holm", "clippings", "2024-06-12"),
        ("By Peter Holm, Marlow Courier, 12 June 2024", "Peter Holm", "clippings", "2024-06-12"),
        ("by Peter Holm and Ann van der Lee\n12 June 2024", "Peter Holm and Ann van der Lee",
         "clippings", "2024-06-12"),
        ("By PETER HOLM\nThe Marlow Courier | June 12, 2024", "PETER HOLM", "clippings",
         "2024-06-12"),
        ("Words by Ann Lee, Bo Tam and Jo Ems", "Ann Lee, Bo Tam and Jo Ems", "clippings", None),
        ("Author: Ann Lee\nSource: Harbour Post\nDate: 12 June 2024", "Ann Lee", "Harbour Post",
         "2024-06-12"),
        ("Ann Lee\n\nHarbour Post", "Ann Lee", "Harbour Post", None),
        ("Ann R. van der Lee and Bo Tam\nSpecial to the Harbour Post",
         "Ann R. van der Lee and Bo Tam", "the Harbour Post", None),
        ("Ann Lee, Harbour Post", "Ann Lee", "Harbour Post", None),
        ("Ann Lee | Associated Press", "Ann Lee", "Associated Press", None),
        ("Ann Lee\nThe Republic | azcentral.com", "Ann Lee", "The Republic", None),
        ("Ann Lee\nOpinion columnist", "Ann Lee", "clippings", None),
        ("Ann Lee\nann.lee@harbourpost.com", "Ann Lee", "clippings", None),
        ("Ann Lee\n@annlee", "Ann Lee", "clippings", None),
        ("Ann Lee\nHarbour Post\n12 June 2024", "Ann Lee", "Harbour Post", "2024-06-12"),
        ("Ann Lee", None, "clippings", None),
        ("Council Votes\nHarbour Post", None, "clippings", None),
        ("Ann Lee\nThe harbour has a post.", None, "clippings", None),
        ("Ann Lee\nHe works for the Harbour Post", None, "clippings", None),
        ("By Friday it was over.", None, "clippings", None),
        ("By Friday", None, "clippings", None),
        ("By hand: knead.", None, "clippings", None),
        ("Vienna, 12 June 2024\nParis, 14 June 2024", None, "clippings", None),
        ("Founded by Ann Lee", None, "clippings", None),
    ],
)  # fmt: skip
def test_the_head_of_a_plain_text(head, author, source, published):
    found = read(f"Council votes\n{head}\n\n{STORY}")
    assert (found.title, found.author, found.source) == ("Council votes", author, source)
    assert found.published == published
    assert found.text == f"{head}\n\n{STORY}"


def test_labels_above_a_text_are_not_of_it():
    found = read(
        "Title: Council votes\nDate: 12 June 2024\nAuthor: Ann Lee\nURL: https://e.org/a\n"
        f"Tags: town, books\nLanguage: en\n\n{STORY}"
    )
    assert (found.title, found.author, found.published) == (
        "Council votes", "Ann Lee", "2024-06-12",
    )  # fmt: skip
    assert (found.url, found.tags, found.text) == ("https://e.org/a", ("town", "books"), STORY)
    markdown = read(f"Title: Council votes\nAuthor: Ann Lee\n\n{STORY}", "votes.md")
    assert (markdown.title, markdown.author, markdown.text) == ("Council votes", "Ann Lee", STORY)


def test_lines_with_labels_below_a_heading():
    found = read(
        "# Council votes\n\nCreated: June 12, 2024 10:11 AM\nTags: town, books\n"
        f"**Author:** Ann Lee\nURL: https://e.org/a\n\n{STORY}\nNote: it is free.", "votes.md",
    )  # fmt: skip
    assert (found.published, found.author, found.tags) == (
        "2024-06-12",
        "Ann Lee",
        ("town", "books"),
    )
    assert found.url == "https://e.org/a"
    assert found.text.split("\n\n") == [
        "Created: June 12, 2024 10:11 AM", "Tags: town, books", "Author: Ann Lee",
        "URL: https://e.org/a", f"{STORY} Note: it is free.",
    ]  # fmt: skip
    assert read(f"Over\nTags: #town #old-books, #pay\n\n{STORY}").tags == (
        "town",
        "old-books",
        "pay",
    )
    assert read(f"---\ntags: [a]\n---\nTags: b\n\n{STORY}", "a.md").tags == ("a",)


def test_one_label_is_a_title_as_it_stands_and_a_wrong_address_is_none():
    assert read(f"Title: Over\n{STORY}").title == "Title: Over"
    assert read(f"Title: Over\nURL: javascript:alert(1)\n\n{STORY}").url is None
    assert read(f"Over\nURL: https://e.org/a\n\n{STORY}").url == "https://e.org/a"


def test_what_a_file_states_goes_before_its_first_lines():
    found = read(f"---\nauthor: Bo Tam\nsource: Post\n---\nBy Ann Lee\n\n{STORY}", "a.md")
    assert (found.author, found.source) == ("Bo Tam", "Post")


def test_a_byline_is_no_sentence_of_an_answer():
    text = f"Marlow Courier, 12 June 2024\nBy Peter Holm\n\n{STORY}"
    assert "By Peter Holm" not in [text[a:b] for a, b in saying(text)]
    assert STORY in [text[a:b] for a, b in saying(text)]


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    is_byline(text)
    said, rest = labelled(text)
    assert text.endswith(rest) and (said or rest == text)


@pytest.mark.parametrize(
    "head",
    [
        "Ann Lee\n\nHarbour Post",
        "Ann Lee\nStaff writer",
        "Ann Lee, Associated Press",
        "JUST WATCHED How ferries turn Replay More Videos ... MUST WATCH How ferries turn 04:07",
    ],
)
def test_who_signed_a_text_is_no_sentence_of_an_answer(head):
    text = f"{head}\n\n{STORY}"
    assert [text[a:b] for a, b in saying(text)] == [STORY]
    assert [text[a:b] for a, b in saying(text, text)] == [STORY]


def test_what_looks_like_a_signature_in_the_middle_of_a_text_is_a_sentence():
    part = f"Ann Lee\n\nHarbour Post\n\n{STORY}"
    spans = saying(part, f"It began on Monday.\n\n{part}")
    assert [part[a:b] for a, b in spans] == ["Ann Lee", "Harbour Post", STORY]
