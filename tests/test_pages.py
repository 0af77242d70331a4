"""What newspapers and blogs write around an article, and where they write it."""

import json
import time
from pathlib import Path

import pytest

from index.canonical import line
from index.formats import read_file
from index.page_authors import page_authors
from index.page_title import page_title
from index.read_html import read_html
from index.reading import File

LEAD = "LONDON (AP) - The ferry to Quayle runs again on Monday, the harbour master said."
STORY = [
    f"The ferry was repaired {n} times, in statement number {n} of that day." for n in range(9)
]
PARAGRAPHS = "".join(f"<p>{text}</p>" for text in STORY)


def read(html):
    path = Path("/articles/ferry.html")
    (draft,) = read_html(File(path, str(path), html.encode()), None)
    return draft


def page(body, title="Ferry back", head=""):
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


@pytest.mark.parametrize(
    ("title", "headings", "source", "host", "expected"),
    [
        ("Storm passes | Courier Weather", [], "Courier", "", "Storm passes"),
        ("Storm passes - CNN.com", [], "CNN", "edition.cnn.com", "Storm passes"),
        ("Storm passes – The Courier", [], "the Courier", "", "Storm passes"),
        ("Storm passes | Wales | Courier", [], "Courier", "", "Storm passes | Wales"),
        ("Storm passes | Wales | Courier", ["Storm passes"], "", "", "Storm passes"),
        ("Storm passes » Wales » Courier", ["Storm passes"], "", "", "Storm passes"),
        ("‘No rain’ in Wales -- News", ["'No Rain' in Wales"], "", "", "‘No rain’ in Wales"),
        ("短缺药品保供稳价全力保障-新华网", ["短缺药品保供稳价全力保障"], "", "",
         "短缺药品保供稳价全力保障"),
        ("Courier | News: Storm passes", ["Storm passes"], "Courier | News", "", "Storm passes"),
        ("Courier: Storm passes", ["Storm passes"], "", "www.courier.co.uk", "Storm passes"),
        # and what is part of a title
        ("Analysis: Storm passes", ["Storm passes"], "Courier", "", "Analysis: Storm passes"),
        ("Hurricane Ian: live updates", ["Hurricane Ian"], "", "", "Hurricane Ian: live updates"),
        ("Storm - and no rain", ["Storm"], "Courier", "", "Storm - and no rain"),
        ("Wales - England 3:1", [], "Courier", "", "Wales - England 3:1"),
        ("Ferrum buys Courier", [], "Courier", "", "Ferrum buys Courier"),
        ("Storm - Courier's house of straw falls", [], "Courier", "",
         "Storm - Courier's house of straw falls"),
        ("Courier", ["Courier"], "Courier", "courier.com", "Courier"),
    ],
)  # fmt: skip
def test_a_title_without_the_names_of_its_site(title, headings, source, host, expected):
    assert page_title(title, headings, source, host) == expected


def test_a_long_title_of_many_parts_is_not_slow():
    began = time.process_time()
    for part in ("a | ", "| ", "- - ", "Courier | ", "Storm passes "):
        for long in (part * (1_000 // len(part)), part * 100_000):
            page_title(line(long), [line(part * 50)] * 1_000, "Courier", "a." * 1_000)
    assert time.process_time() - began < 5


def test_the_title_that_a_page_states_loses_its_site_and_the_text_does_not_repeat_it():
    head = (
        "<meta property='og:title' content='Ferry runs again, slowly | Harbour Post'>"
        "<meta property='og:site_name' content='Harbour Post'>"
    )
    body = f"<div><p>Ferry runs again, slowly</p>{PARAGRAPHS}</div>"
    found = read(page(body, "Ferry | Harbour Post", head))
    assert (found.title, found.source) == ("Ferry runs again, slowly", "Harbour Post")
    assert found.text.split("\n\n") == STORY


@pytest.mark.parametrize(
    ("named", "source", "host", "expected"),
    [
        ("Ann Lee; Bo Tam", "Courier", "courier.com", "Ann Lee, Bo Tam"),
        ("Ann Lee; USA TODAY", "USA TODAY", "", "Ann Lee"),
        ("Ann Lee; CNN", "", "edition.cnn.com", "Ann Lee"),
        ("CNN Wire", "CNN", "cnn.com", "CNN Wire"),
        ("April May", "Courier", "", "April May"),
        ("David Gura; Apr", "", "", "David Gura"),
        ("Account You're logged", "", "", None),
        ("Dustin Curtis", "Dustin Curtis", "dustincurtis.com", "Dustin Curtis"),
        ("Elmundo Es", "elmundo.es", "www.elmundo.es", None),
        (None, "", "", None),
    ],
)
def test_authors_are_people(named, source, host, expected):
    assert page_authors(named, source, host) == expected


@pytest.mark.parametrize(
    "body",
    [
        f"<div><p><div><ul><li>More</li></ul></div>{LEAD}</p>{PARAGRAPHS}</div>",
        f"<div>{LEAD}{PARAGRAPHS}</div>",
        f"<article><h2>Now</h2><b>LONDON (AP)</b>{LEAD.removeprefix('LONDON (AP)')}{PARAGRAPHS}"
        "</article>",
    ],
)
def test_text_beside_the_paragraphs_is_kept_where_it_stands(body):
    paragraphs = read(page(body)).text.split("\n\n")
    assert paragraphs[-10:] == [LEAD, *STORY]


def test_links_and_scripts_beside_the_paragraphs_are_left_out():
    links = "".join(f"<a href='/{n}'>Another story about the sea</a> " for n in range(9))
    script = f"<script>var words = '{LEAD}';</script>"
    body = f"<div>{links}<div>{script}</div>{script}{PARAGRAPHS}</div>"
    assert read(page(body)).text.split("\n\n") == STORY


def test_links_of_headings_to_themselves_are_left_out():
    link = "<a class='headerlink' href='#ferry'>¶</a>"
    story = f"<h1>1. Ferry back{link}</h1>{PARAGRAPHS}<h2>The bridge{link}</h2><p>{LEAD}</p>"
    body = f"<article>{story}</article>"
    found = read(page(body, "1. Ferry back &#8212; Harbour handbook 3 documentation"))
    assert (found.title, found.source) == ("1. Ferry back", "")
    assert found.text.split("\n\n") == [*STORY, "The bridge", LEAD]
    assert [name for _, name in found.places] == ["The bridge"]


def test_a_part_of_a_page_and_a_page_within_a_filing_are_read():
    assert read(f"<p>{LEAD}</p>").text == LEAD
    filing = f"<DOCUMENT>\n<TYPE>EX-99.1\n<TEXT>\n{page(PARAGRAPHS)}\n</TEXT>\n</DOCUMENT>\n"
    assert read(filing).text.split("\n\n")[-9:] == STORY


def records(name, data):
    path = Path("/articles") / name
    return list(read_file(File(path, str(path), data.encode())))


def test_records_and_entries_that_name_their_newspaper_in_the_title():
    one, two = records("scraped.jsonl", "\n".join(json.dumps(record) for record in (
        {"title": "Storm passes - CNN", "text": LEAD, "url": "https://edition.cnn.com/a",
         "authors": ["Ann Lee Bo Tam", "Ann Lee", "Bo Tam", "CNN"]},
        {"title": "Storm passes - CNN", "text": LEAD, "source": "Courier"},
    )))  # fmt: skip
    assert (one.title, one.source, one.author) == (
        "Storm passes",
        "edition.cnn.com",
        "Ann Lee, Bo Tam",
    )
    assert (two.title, two.source) == ("Storm passes - CNN", "Courier")
    feed = (
        "<rss version='2.0'><channel><title>Search</title><item>"
        f"<title>Storm passes - Courier</title><description>{LEAD}</description><link>https://news.example/1</link>"
        "<source url='https://courier.example'>Courier</source></item></channel></rss>"
    )
    (entry,) = records("search.rss", feed)
    assert (entry.title, entry.source) == ("Storm passes", "Courier")
