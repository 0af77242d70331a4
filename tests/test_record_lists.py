"""JSON and CSV as services and programs give them: where the articles are, and their fields."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.reliability import containers
from index.errors import NotAnArticle
from index.formats import read_file
from index.reading import File
from index.records import Draft

SAID = "The ferry was laid up on Monday, said Ann Lee."
AT = "https://harbour.example/ferry"
BY, POST, WHEN = "Ann Lee", "Harbour Post", "2024-06-03T10:00:00Z"
FORMS = {
    "FreshRSS": {"title": "Starred", "items": [
        {"title": "Ferry", "published": 1717400000, "canonical": [{"href": AT}], "author": BY,
         "origin": {"title": POST}, "summary": {"content": f"<p>{SAID}</p>"}}]},
    "Inoreader": {"items": [
        {"title": "Ferry", "published": 1717400000, "canonical": [{"href": AT}], "author": BY,
         "origin": {"title": POST}, "content": {"content": f"<p>{SAID}</p>"}}]},
    "Miniflux": {"total": 1, "entries": [
        {"id": 8, "title": "Ferry", "url": AT, "author": BY, "content": f"<p>{SAID}</p>",
         "published_at": WHEN, "feed": {"id": 4, "title": POST}}]},
    "Event Registry": {"articles": {"totalResults": 1, "results": [
        {"uri": "1", "lang": "eng", "date": "2024-06-03", "url": AT, "title": "Ferry", "body": SAID,
         "source": {"uri": "x", "title": POST}, "authors": [{"name": BY}]}]}},
    "Guardian": {"response": {"status": "ok", "results": [
        {"id": "a/b", "webTitle": "Ferry", "webUrl": AT, "webPublicationDate": WHEN,
         "fields": {"byline": "By Ann Lee", "bodyText": SAID, "publication": POST}}]}},
    "New York Times": {"status": "OK", "response": {"meta": {"hits": 1}, "docs": [
        {"abstract": "It rests.", "web_url": AT, "lead_paragraph": SAID,
         "headline": {"main": "Ferry"}, "pub_date": "2024-06-03T10:00:00+0000",
         "byline": {"original": "By Ann Lee"}, "source": POST}]}},
    "Elasticsearch": {"took": 3, "hits": {"total": {"value": 1}, "hits": [
        {"_id": "1", "_source": {"title": "Ferry", "text": SAID, "published": "2024-06-03",
                                 "url": AT, "author": BY, "source": POST}}]}},
    "MongoDB": [
        {"_id": {"$oid": "5f"}, "headline": "Ferry", "body": SAID, "link": AT, "author": BY,
         "date": {"$date": {"$numberLong": "1717400000000"}}, "source": POST}],
    "by id": {"a1": {"title": "Ferry", "text": SAID, "date": "2024-06-03", "url": AT,
                     "author": BY, "source": POST}},
    "pandas, by column": {
        "title": {"0": "Ferry"}, "text": {"0": SAID}, "date": {"0": "2024-06-03"}, "url": {"0": AT},
        "author": {"0": BY}, "source": {"0": POST}},
    "pandas, columns apart": {
        "columns": ["title", "text", "date", "url", "author", "source"], "index": [0],
        "data": [["Ferry", SAID, "2024-06-03", AT, BY, POST]]},
    "news-please": {
        "title": "Ferry", "maintext": SAID, "date_publish": "2024-06-03 10:00:00", "url": AT,
        "authors": [BY], "source_domain": "harbour.example", "source": POST},
    "ninjs": {
        "uri": "tag:a", "versioncreated": WHEN, "byline": BY, "headline": "Ferry", "url": AT,
        "body_html": f"<p>{SAID}</p>", "provider": {"name": POST}},
    "ninjs 2": {
        "uri": "tag:a", "firstcreated": WHEN, "byline": BY, "url": AT, "provider": {"name": POST},
        "headlines": [{"role": "main", "value": "Ferry"}],
        "bodies": [{"role": "main", "contenttype": "text/html", "value": f"<p>{SAID}</p>"}]},
    "wallabag": [
        {"id": 1, "title": "Ferry", "url": AT, "content": f"<p>{SAID}</p>", "language": "en_GB",
         "published_at": "2024-06-03T10:00:00+0000", "published_by": [BY],
         "domain_name": POST}],
}  # fmt: skip


def read(name, value):
    return list(read_file(File(Path("shelf") / name, name, json.dumps(value).encode())))


@pytest.mark.parametrize("form", FORMS)
def test_where_the_articles_are_and_what_they_say_of_themselves(form):
    (found,) = read("a.json", FORMS[form])
    assert (found.title, found.text) == ("Ferry", SAID)
    assert (found.published, found.author) == ("2024-06-03", "Ann Lee")
    assert (found.source, found.url) == ("Harbour Post", AT)


def test_a_text_in_parts_and_a_summary_where_there_is_none():
    value = [
        {"title": "A", "paragraphs": [{"context": "One."}, "Two."]},
        {"title": "B", "description": "Three."},
        {"title": "C", "content": "Four. … [+1234 chars]", "description": "Five."},
        {"title": "D"},
    ]
    first, second, third, last = read("a.json", value)
    assert [each.text for each in (first, second, third)] == ["One.\n\nTwo.", "Three.", "Four.…"]
    assert "has no field text" in last.reason
    (only,) = read("a.json", {"title": "Feed", "description": "Of all.", "items": value[:1]})
    assert only.text == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("title,text,domain,date", f'Ferry,"{SAID}",harbour.example,2024-06-03'),
        ("Titel;Text;Datum;Quelle", f"Ferry;{SAID};03.06.2024;harbour.example"),
        ("link,headline,short_description,date", f'{AT},Ferry,"{SAID}",2024-06-03'),
        ("titre,texte,date,source", f'Ferry,"{SAID}",2024-06-03,harbour.example'),
    ],
)
def test_columns_under_the_names_that_others_give_them(head, row):
    (found,) = read_file(File(Path("a.csv"), "a.csv", f"{head}\n{row}\n".encode()))
    assert (found.title, found.text, found.published) == ("Ferry", SAID, "2024-06-03")
    assert found.source == "harbour.example"


def test_a_table_of_a_spreadsheet_in_utf_16():
    table = (
        f"Headline\tFull Text\tPublication Date\tSource Name\nFérry\t{SAID}\t3 June 2024\tPost\n"
    )
    for name in ("a.csv", "a.tsv"):
        (found,) = read_file(File(Path(name), name, table.encode("utf-16")))
        assert (found.title, found.text, found.published) == ("Férry", SAID, "2024-06-03")
        assert found.source == "Post"
    with pytest.raises(NotAnArticle, match=r"not UTF-8 \(byte 49\): save it again"):
        list(read_file(File(Path("a.csv"), "a.csv", table.encode("cp1252"))))


def test_rows_of_a_spreadsheet_below_its_title():
    rows = containers.sheet_rows(
        ("Press review, 4 June",), (), ("Headline", "Full Text", "Date", "Source", ""),
        ("Ferry", SAID, "3 June 2024", "Harbour Post", "x"), ("", ""), ("Owl", "", "", ""),
    ).replace(b"<is><t>3 June 2024</t></is>", b"<v>45446</v>")  # fmt: skip
    dated = b'<c t="inlineStr"><v>45446</v>'
    assert rows.count(dated) == 1
    rows = rows.replace(dated, b'<c t="d"><v>2024-06-03T00:00:00</v>')
    found, owl = read_file(File(Path("a.xlsx"), "a.xlsx", containers.xlsx(rows)))
    assert (found.title, found.text, found.published) == ("Ferry", SAID, "2024-06-03")
    assert (found.source, found.origin) == ("Harbour Post", "a.xlsx#1")
    assert "has no field text" in owl.reason
    other = containers.xlsx(containers.sheet_rows(("A", "B"), ("1", "2")))
    with pytest.raises(NotAnArticle, match=r"has no field text, .*\(fields: A, B\)"):
        list(read_file(File(Path("a.xlsx"), "a.xlsx", other)))


def test_messages_of_a_channel():
    link = {"type": "link", "text": "harbour.example"}
    message = {
        "id": 5,
        "type": "message",
        "date": "2024-06-03T10:00:00",
        "text": [SAID, " See ", link],
    }
    (found,) = read("result.json", {"name": "Harbour", "messages": [message]})
    assert found.text == f"{SAID} See harbour.example"
    assert (found.published, found.origin.partition("#")[2]) == ("2024-06-03", "5")


def test_labels_of_readers_of_feeds():
    value = {"title": "A", "text": SAID, "categories": ["user/-/state/read", "user/1/label/Sea"]}
    (found,) = read("a.json", value)
    assert found.tags == ("Sea",)


NAMES = ["title", "text", "data", "items", "columns", "fields", "_source", "summary", "content",
         "id", "$date", "$numberLong", "name", "value", "paragraphs", "date"]  # fmt: skip
LEAVES = st.none() | st.text(max_size=3) | st.integers() | st.booleans() | st.just("One.")


@settings(deadline=None)  # the first date loads its library
@given(
    st.recursive(
        LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(NAMES), inner)
    )
)
def test_any_json_is_read_or_refused_in_words(value):
    with suppress(NotAnArticle):
        assert all(not isinstance(each, Draft) or each.text for each in read("a.json", value))
