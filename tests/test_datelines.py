"""Lines that say when a text was written, as newspapers, agencies, blogs and notes have them."""

import time

import pytest

from index.datelines import in_first_lines, is_date, is_day, is_place
from search.pick import saying

STORY = "The ferry runs again."
DATED = [
    "June 5th, 2024", "Wed 5 Jun 2024 10.00 CEST", "Wednesday 5th June 2024 16.30 BST",
    "Wednesday, 05 June 2024 , 10:15", "June 5, 2024 at 10:00 a.m. EDT", "05.06.2024", "2024/06/05",
    "Last updated: 5 June 2024", "Updated 10:15 GMT, 5 June 2024", "Created: June 5, 2024 10:11 AM",
    "Created time: June 5, 2024 10:11 AM", "Filed 5 June 2024", "First published on 5 June 2024",
    "Published 1:23 p.m. ET June 5, 2024", "Posted at 10:12 AM, Jun 05, 2024",
    "Published: 17:01, 5 June 2024 | Updated: 18:20, 6 June 2024",
    "PUBLISHED: June 5, 2024 at 10:00 a.m. UPDATED: June 6, 2024 at 1:00 p.m.",
    "Posted: Jun 05, 2024 / 08:00 AM EDT", "Jun 5, 2024 · 5 min read",
    "5 June 2024 - 4 minute read",
    "5. Juni 2024", "Stand: 5. Juni 2024", "Veröffentlicht am 5. Juni 2024",
    "Publié le 5 juin 2024 à 10h00", "5 de junio de 2024", "Last modified on 5 June 2024",
]  # fmt: skip
"""Nothing but a day, in words of several newspapers."""


@pytest.mark.parametrize("line", DATED)
def test_a_line_that_is_a_date(line):
    assert in_first_lines(f"{line}\n\n{STORY}") == "2024-06-05"
    assert is_date(line)


@pytest.mark.parametrize(
    "head",
    [
        "By Ann Lee\nPublished June 5, 2024 10:00am EDT", "Ann Lee, 5 June 2024",
        "Posted by Ann Lee on June 5, 2024", "By Ann Lee, Harbour Post, 5 June 2024",
        "Harbour Post | June 5, 2024", "June 5, 2024 / 6:10 PM EDT / CBS News",
        "Story by Ann Lee | Photos and video by Bo Tam | June 5, 2024",
        "Updated June 6, 2024\nPublished June 5, 2024",
        "The ferry is back.\nAnn Lee\nHarbour Post\n5 June 2024",
        "LONDON, June 5, 2024 (Reuters) - The ferry is back.",
        "NEW YORK, June 5, 2024 /PRNewswire/ -- The ferry is back.",
        "Geneva, 5 June 2024 (WHO) – The ferry is back.",
        "WASHINGTON, D.C., June 5, 2024 — The ferry is back.",
    ],
)  # fmt: skip
def test_a_head_that_has_a_date(head):
    assert in_first_lines(f"{head}\n\n{STORY}") == "2024-06-05"


@pytest.mark.parametrize(
    "head",
    [
        "June 2024", "5/6/2024", "He was born 5 June 2024", "Born: 5 June 2024",
        "Score: 3 - 5 June 2024",
        "The bridge opened on 5 June 2024.", "London, 7 July 2005 – four bombs went off",
        "Vienna, 12 June 2024\nParis, 14 June 2024", "5 hours ago",
        "Issued: 5 June 2024 | Ref: 12/34",
        "Updated: 5 June 2024 – first seen 3 June 2024", "30 February 2024", "33.12.2024",
        "a\n\nb\n\nc\n\nd\n\ne\n\nf\n\n5 June 2024",
    ],
)  # fmt: skip
def test_a_head_that_has_none(head):
    assert in_first_lines(f"{head}\n\n{STORY}") is None


def test_of_two_numbers_the_one_over_twelve_is_the_day():
    assert in_first_lines("13/6/2024\nIt") == in_first_lines("6/13/2024\nIt") == "2024-06-13"
    assert in_first_lines("6/6/2024\nIt") == "2024-06-06"


def test_what_happened_on_a_day_is_no_date_of_the_text():
    for line in ("Founded 4 June 1998", "Due 5 June 2024", "Ann Lee, 5 June 2024", STORY, "", "5"):
        assert not is_date(line)
    assert is_day("Tuesday, 4 June 2024") and not is_day("Published 4 June 2024")


def test_where_news_come_from_is_no_sentence_of_an_answer():
    for line in ("Washington (CNN) —", "Seoul, South Korea CNN —", "PARIS -", "PARIS --", "AP —"):
        assert is_place(line), line
        text = f"Ferry back\n{line}\n{STORY}"
        assert line not in [text[a:b] for a, b in saying(text)]
    for line in ("He said —", "PARIS", "It rained in Paris —", "—", "A" * 90 + " —", STORY):
        assert not is_place(line), line


@pytest.mark.parametrize(
    "line",
    [
        "A" * 78 + " x",
        "A, " * 26,
        "A " * 80,
        "A. " * 50 + "1",
        "by A " * 30 + "2",
        "Jun 5, " * 22,
        "updated " * 20 + "1",
    ],
)
def test_no_line_takes_long(line):
    start = time.process_time()
    in_first_lines(line)
    is_date(line[:80])
    is_place(line[:80])
    assert time.process_time() - start < 0.5
