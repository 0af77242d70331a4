"""Exports of blogs: what is an article in them, and what it says of itself."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import NotAnArticle
from index.formats import read_file
from index.reading import File
from index.records import Draft, Skipped

WORDPRESS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<title>Harbour Blog</title><link>https://harbour.example</link><language>en-GB</language>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login><![CDATA[ann]]></wp:author_login>
<wp:author_display_name><![CDATA[Ann Lee]]></wp:author_display_name></wp:author>
<wp:author><wp:author_login>bo</wp:author_login>
<wp:author_display_name>Bo Tam</wp:author_display_name></wp:author>{items}</channel></rss>"""


def post(name, content, kind="post", status="publish", author="ann"):
    return (
        f"<item><title>{name}</title><link>https://harbour.example/{name}/</link>"
        "<pubDate>Mon, 04 Mar 2024 09:00:00 +0000</pubDate>"
        f"<dc:creator><![CDATA[{author}]]></dc:creator>"
        f"<content:encoded><![CDATA[{content}]]></content:encoded>"
        f"<wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status>"
        '<category domain="post_tag" nicename="ferry"><![CDATA[ferry]]></category>'
        "<wp:comment><wp:comment_content><![CDATA[Nice!]]></wp:comment_content></wp:comment></item>"
    )


def read(name, data):
    return list(read_file(File(Path("blog") / name, name, data.encode())))


def test_posts_and_pages_of_wordpress():
    items = [
        post("ferry", "<!-- wp:paragraph --><p>The ferry is back.</p><!-- /wp:paragraph -->"),
        post("lamp", "It was lit in 1911.\n\nIt is [sic] out.", "page", author="bo"),
        post("ferry.jpg", "A picture of it.", "attachment", "inherit"),
        post("home", "Home", "nav_menu_item"),
        post("plan", "<p>The mayor will go.</p>", status="draft"),
        post("gone", "<p>He went.</p>", status="trash"),
    ]
    found = read("export.xml", WORDPRESS.replace("{items}", "".join(items)))
    ferry, lamp = (each for each in found if isinstance(each, Draft))
    assert (ferry.title, ferry.text, ferry.author) == ("ferry", "The ferry is back.", "Ann Lee")
    assert (ferry.source, ferry.url) == ("Harbour Blog", "https://harbour.example/ferry/")
    assert (ferry.published, ferry.tags) == ("2024-03-04", ("ferry",))
    assert lamp.text.split("\n\n") == ["It was lit in 1911.", "It is [sic] out."]
    assert lamp.author == "Bo Tam"
    assert [each.reason for each in found if isinstance(each, Skipped)] == [
        "it was not published (its status is draft)", "it was not published (its status is trash)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "seen"),
    [
        ('[caption id="a_6" width="300"]<img src="a.jpg"/> At dawn[/caption]', "At dawn"),
        ('Lit. [gallery ids="1,2"]', "Lit."), ("Lit. [gallery]", "Lit."),
        ("[embed]https://e.org/x[/embed]Lit.", "Lit."),
        ("[vc_row][vc_column width=1]Lit.[/vc_column][/vc_row]", "Lit."),
        ("[quote]Lit.[/quote] [1] [sic] [a b] [Ann]", "Lit. [1] [sic] [a b] [Ann]"),
    ],
)  # fmt: skip
def test_short_codes_are_not_text(content, seen):
    (found,) = read("export.xml", WORDPRESS.replace("{items}", post("x", content)))
    assert found.text == seen


def test_brackets_in_other_feeds_stay():
    item = '<item><description>a [x y="1"]b</description></item>'
    feed = f"<rss version='2.0'><channel>{item}</channel></rss>"
    assert read("a.rss", feed)[0].text == 'a [x y="1"]b'


def entry(kind, name, more=""):
    scheme = "http://schemas.google.com/g/2005#kind"
    return (
        f"<entry><id>{name}</id><published>2012-06-05T10:00:00Z</published>"
        f"<category scheme='{scheme}' term='http://schemas.google.com/blogger/2008/kind#{kind}'/>"
        f"<category scheme='http://www.blogger.com/atom/ns#' term='lamps'/>{more}"
        f"<title>{name}</title><content type='html'>&lt;p&gt;Lit.&lt;/p&gt;</content></entry>"
    )


def test_posts_of_blogger():
    atom = "http://purl.org/atom/app#"
    draft = f"<app:control xmlns:app='{atom}'><app:draft>yes</app:draft></app:control>"
    newer = (
        "<entry><id>n</id><blogger:type>{}</blogger:type><blogger:status>{}</blogger:status>"
        "<title>n</title><content>Lit.</content></entry>"
    )
    feed = (
        "<feed xmlns='http://www.w3.org/2005/Atom' "
        "xmlns:blogger='http://schemas.google.com/blogger/2018'><title>Lamps</title>"
        + entry("settings", "a") + entry("post", "b") + entry("comment", "c") + entry("page", "d")
        + entry("post", "e", draft)
        + newer.format("POST", "LIVE") + newer.format("COMMENT", "LIVE")
        + newer.format("POST", "SOFT_TRASHED") + "</feed>"
    )  # fmt: skip
    found = read("blog.atom", feed)
    assert [each.title for each in found if isinstance(each, Draft)] == ["b", "d", "n"]
    assert found[0].tags == ("lamps",)
    assert [each.reason for each in found if isinstance(each, Skipped)] == [
        "it was not published (its status is draft)",
        "it was not published (its status is soft_trashed)",
    ]


def test_posts_of_ghost():
    posts = [
        {"id": "6", "title": "Kiln", "html": "<p>It is open.</p>", "status": "published",
         "published_at": "2023-11-05T09:00:00.000Z"},
        {"id": "7", "title": "Plan", "html": "<p>Not yet.</p>", "status": "draft"},
    ]  # fmt: skip
    data = {
        "posts": posts, "users": [{"id": "1", "name": "Pia Holt"}],
        "tags": [{"id": 2, "name": "x"}, {"id": [], "name": "y"}],
        "posts_authors": [{"post_id": "6", "author_id": "1"}, {"post_id": "6"}, 3],
        "posts_tags": [{"post_id": "6", "tag_id": 2}],
    }  # fmt: skip
    (found,) = read("ghost.json", json.dumps({"db": [{"meta": {}, "data": data}]}))
    assert (found.title, found.text, found.published) == ("Kiln", "It is open.", "2023-11-05")
    assert (found.author, found.tags) == ("Pia Holt", ("x",))
    other = json.dumps({"db": [{"text": "It is open."}]})
    assert [each.text for each in read("other.json", other)] == ["It is open."]


def test_an_article_that_medium_exported():
    page = (
        "<!DOCTYPE html><html><head><title>A swim</title></head><body><article class='h-entry'>"
        "<header><h1 class='p-name'>A swim</h1></header><section class='e-content'><p>Forty people "
        "swam across the bay on Sunday.</p><p>By noon on 11 May 2024.</p></section><footer><p>By "
        "<a href='https://medium.com/@bo' class='p-author h-card'>Bo Tam</a> on <time "
        "class='dt-published' datetime='2024-02-11T17:00:00Z'>February 11, 2024</time>.</p><p>"
        '<a href="https://medium.com/@bo/swim-3f" class="p-canonical">Canonical link</a></p>'
        "<p>Exported from <a href='https://medium.com'>Medium</a> on June 1, 2024.</p></footer>"
        "</article></body></html>"
    )
    (found,) = read("swim.html", page)
    assert found.text.split("\n\n")[-1] == "By noon on 11 May 2024."
    assert (found.url, found.source) == ("https://medium.com/@bo/swim-3f", "medium.com")
    assert (found.published, found.author) == ("2024-02-11", "Bo Tam")


NAMES = ["db", "data", "posts", "users", "id", "name", "posts_authors", "post_id"]
LEAVES = st.none() | st.text(max_size=3) | st.integers()


@given(
    st.recursive(
        LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(NAMES), inner)
    )
)
def test_any_json_is_no_reason_to_stop(value):
    for each in (value, {"db": [value]}, {"db": [{"data": value}]}):
        with suppress(NotAnArticle):
            read("a.json", json.dumps(each))
