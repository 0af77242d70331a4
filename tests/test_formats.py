"""Every format, made here by other means than those it is read with where there are any."""

import csv
import gzip
import io
import json
import mailbox
import plistlib
import zipfile
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path

import pytest

from bench.reliability import containers
from bench.reliability.containers import tarred, zipped
from index.blocks import blocks
from index.errors import NotAnArticle
from index.formats import READERS, SIMPLE, read_file
from index.reading import File
from index.records import Draft, Skipped

FERRY = "The ferry to Quayle runs again on Monday, the harbour master said."
BRIDGE = "The bridge stays closed until May, and the repair will cost $13 million."
LONG = [f"{FERRY[:-1]}, in statement number {n} of the day." for n in range(12)]


def read(name, data, **more):
    data = data.encode() if isinstance(data, str) else data
    path = Path("/articles/harbour") / name
    return list(read_file(File(path, str(path), data, **more)))


def one(name, data, **more):
    (item,) = read(name, data, **more)
    assert isinstance(item, Draft)
    return item


def refused(name, data):
    with pytest.raises(NotAnArticle) as caught:
        read(name, data)
    return str(caught.value)


def page(body, head=""):
    return (
        f"<!doctype html><html lang='en'><head><title>Ferry back</title>{head}</head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/s'>Sport</a></li></ul></nav>"
        "<div class='cookie-banner'><p>We use cookies to improve your visit.</p></div>"
        f"<article><h1>Ferry back</h1>{body}</article>"
        "<footer><p>Copyright 2024 Harbour Post. All rights reserved.</p></footer></body></html>"
    )


PARAGRAPHS = "".join(f"<p>{text}</p>" for text in LONG)

# HTML


def test_a_web_page_without_what_stands_around_the_article():
    found = one(
        "ferry.html",
        page(
            PARAGRAPHS,
            "<meta property='article:published_time' content='2024-06-17T08:00:00Z'>"
            "<meta name='author' content='Ann Lee'>"
            "<meta property='og:site_name' content='Harbour Post'>"
            "<link rel='canonical' href='https://post.example/ferry'>",
        ),
    )
    assert found.text.split("\n\n") == LONG
    assert (found.title, found.author, found.source) == ("Ferry back", "Ann Lee", "Harbour Post")
    assert (found.published, found.dated_by) == ("2024-06-17", "metadata")
    assert (found.url, found.language) == ("https://post.example/ferry", "en")


def test_a_date_out_of_the_address_and_out_of_the_first_lines():
    found = one("a.html", page(PARAGRAPHS), url="https://e.org/news/2023/03/09/ferry")
    assert (found.published, found.dated_by) == ("2023-03-09", "url")
    head = "<link rel='canonical' href='https://e.org/2022/11/30/ferry'>"
    found = one("c.html", page(PARAGRAPHS, head))
    assert (found.published, found.dated_by) == ("2022-11-30", "url")
    line = "<p class='byline'>Published March 9, 2023</p>"
    found = one("d.html", page(line + PARAGRAPHS))
    assert (found.published, found.dated_by) == ("2023-03-09", "page")
    for stated in ("<time datetime='2023-03-09T10:00'>9 March</time>",
                   '<script type="application/ld+json">{"@type": "NewsArticle", '
                   '"datePublished": "2023-03-09T10:00:00-04:00"}</script>'):  # fmt: skip
        found = one("e.html", page(stated + PARAGRAPHS))
        assert (found.published, found.dated_by) == ("2023-03-09", "metadata")
    found = one("b.txt", f"Ferry back\nPublished 9 March 2023\n{FERRY}\n")
    assert (found.published, found.dated_by) == ("2023-03-09", "first lines")
    found = one("c.txt", f"Ferry back\nIn May 2023 the bridge fell.\n{FERRY}\n")
    assert (found.published, found.dated_by) == (None, None)


def test_the_head_of_a_page_of_one_line_and_no_day_out_of_a_year():
    head = (
        "<meta property='article:published_time' content='2023-03-09T10:00:00Z'>"
        "<meta name='author' content='Ann Lee'>"
    )
    body = f"<p><a href=/>Home</a> <img src='a.jpg'/></p>{PARAGRAPHS}"
    found = one("a.html", page(body, head))
    assert (found.published, found.dated_by, found.author) == ("2023-03-09", "metadata", "Ann Lee")
    assert found.title == "Ferry back"
    found = one("a.html", page(body))  # its footer says Copyright 2024
    assert (found.published, found.dated_by) == (None, None)
    found = one("2024-06-03-a.html", page(body))
    assert (found.published, found.dated_by) == ("2024-06-03", "file name")
    found = one("a.html", page(f"{body}<p>Last changed on January 1st, 2024.</p>"))
    assert found.published == "2024-01-01"


TABLE = (
    "<table><tr><th>Route</th><th>Fare</th></tr><tr><td>Harbour <b>line</b></td><td>$2<br>return"
    "</td></tr><tr><td>Bridge</td><td>-</td></tr><tr><td></td><td> </td></tr></table>"
)
ROWS = ["Route | Fare", "Route: Harbour line | Fare: $2 return", "Route: Bridge | Fare: -"]


def test_a_row_of_a_table_is_one_line_in_a_page_and_in_simple_html():
    assert one("a.html", page(PARAGRAPHS + TABLE)).text.split("\n\n") == [*LONG, *ROWS]
    assert blocks(TABLE) == [("tr", row) for row in ROWS]
    # What names a row names no column.
    pairs = "<table><tr><th>Name</th><td>Ann</td></tr><tr><th>Role</th><td>A|B</td></tr></table>"
    found = one("a.html", page(PARAGRAPHS + TABLE + pairs + TABLE)).text.split("\n\n")
    assert found == [*LONG, *ROWS, "Name | Ann", "Role | A|B", *ROWS]
    assert [words for _, words in blocks(pairs)] == ["Name | Ann", "Role | A|B"]
    # Mails are laid out in tables: what their cells hold is no row.
    inner = (
        f"<table><tr><td><p>{FERRY}</p>{TABLE}</td><td><ul><li>One<li>Two</ul></td></tr></table>"
    )
    assert [words for _, words in blocks(inner)] == [FERRY, *ROWS, "\x1eOne", "\x1eTwo"]
    stray = "<tr><td>One</td>Two<td>Three</td></tr>"
    assert [words for _, words in blocks(f"<table>{stray}</table>Four")] == [
        "One", "Two", "Three", "Four",
    ]  # fmt: skip


def test_items_of_a_list_have_no_dashes_that_are_not_in_the_page():
    items = "<ul><li>Power: <b>$3</b> a night</li><li>Water<ul><li>hot</li></ul></li></ul>"
    found = one("a.html", page(f"{PARAGRAPHS}{items}<p>- Yes, she said.</p>"))
    assert found.text.split("\n\n") == [
        *LONG, "  Power: $3 a night", "  Water", "  hot", "- Yes, she said.",
    ]  # fmt: skip


def test_a_page_that_a_browser_saved_keeps_its_address():
    saved = page(PARAGRAPHS).replace(
        "<html", "<!-- saved from url=(0030)https://post.example/2024/a -->\n<html", 1
    )
    assert one("a.htm", saved).url == "https://post.example/2024/a"
    parts = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://post.example/b\r\n"
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=xx\r\n\r\n--xx\r\n"
        "Content-Type: text/html; charset=utf-8\r\n\r\n" + page(PARAGRAPHS) + "\r\n--xx--\r\n"
    )
    found = one("b.mhtml", parts)
    assert (found.url, found.text.split("\n\n")) == ("https://post.example/b", LONG)


def test_a_page_is_never_linked_to_by_another_scheme():
    head = "<link rel='canonical' href='javascript:alert(1)'>"
    assert one("a.html", page(PARAGRAPHS, head)).url is None


def test_a_page_nested_a_hundred_thousand_deep_is_refused():
    deep = "<div>" * 100_000 + FERRY + "</div>" * 100_000
    assert "no HTML can be parsed" in refused("deep.html", deep)


def test_a_short_page_is_not_lost():
    assert FERRY in one("a.html", f"<html><body><p>{FERRY}</p></body></html>").text


# Documents


def pdf(pages, info=""):
    """A PDF by hand, after ISO 32000: pages of lines in Helvetica."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", None,
               "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
               f"<< {info} >>"]  # fmt: skip
    kids = []
    for lines in pages:
        shown = " ".join(f"({line}) Tj T*" for line in lines)
        stream = f"BT /F1 12 Tf 14 TL 50 750 Td {shown} ET"
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return containers.pdf_of([each.encode() for each in objects], b"/Info 4 0 R")


def test_a_pdf_keeps_its_pages():
    info = "/Title (Ferry report) /Author (Ann Lee) /CreationDate (D:20240617080000Z)"
    found = one("ferry.pdf", pdf([[FERRY], [BRIDGE, "And a second line."]], info))
    assert (found.title, found.author) == ("Ferry report", "Ann Lee")
    assert (found.published, found.dated_by) == ("2024-06-17", "metadata")
    assert [name for _, name in found.places] == ["page 1", "page 2"]
    assert [found.text[at:].split(" ")[1] for at, _ in found.places] == ["ferry", "bridge"]


def test_a_pdf_that_is_none_is_refused():
    assert "not a PDF" in refused("a.pdf", b"%PDF-1.4 nothing")
    assert "without text" in refused("a.pdf", pdf([[]]))


def test_a_word_document_with_its_table_and_headings():
    import docx

    document = docx.Document()
    document.add_heading("Ferry back", 1)
    document.add_paragraph(FERRY)
    document.add_heading("The bridge", 2)
    document.add_paragraph(BRIDGE)
    document.add_paragraph("Cars: no", "List Bullet")
    document.add_paragraph("Dogs: yes", "List Number")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Fare", "$2.50"
    document.core_properties.author = "Ann Lee"
    made = io.BytesIO()
    document.save(made)
    found = one("ferry.docx", made.getvalue())
    assert (found.title, found.author) == ("Ferry back", "Ann Lee")
    assert found.text.split("\n\n") == [
        FERRY, "The bridge", BRIDGE, "  Cars: no", "  Dogs: yes", "Fare | $2.50",
    ]  # fmt: skip
    assert [(found.text[at : at + 10], name) for at, name in found.places] == [
        ("The bridge", "The bridge")
    ]


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(*blocks):
    """A Word file of ``blocks``, as XML."""
    body = "".join(blocks)
    document = (
        f'<w:document xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/'
        f'markup-compatibility/2006"><w:body>{body}</w:body></w:document>'
    )
    return containers.docx(document.encode())


def runs(*texts, before=""):
    return f"<w:p>{before}{''.join(f'<w:r><w:t>{text}</w:t></w:r>' for text in texts)}</w:p>"


def test_a_word_file_is_read_whatever_its_words_lie_in():
    box = f"<w:txbxContent>{runs(FERRY)}</w:txbxContent>"
    nested = f"<w:tbl><w:tr><w:tc>{runs('a')}</w:tc><w:tc>{runs('b')}</w:tc></w:tr></w:tbl>"
    found = one("a.docx", word(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{runs('In a control.')}</w:sdtContent></w:sdt>",
        runs("On", before=f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
             f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"),
        "<w:p><w:r><w:t>Fares </w:t></w:r><w:ins><w:r><w:t>rise</w:t></w:r></w:ins><w:del><w:r>"
        "<w:delText>fall</w:delText></w:r></w:del><w:sdt><w:sdtContent><w:r><w:t> to </w:t></w:r>"
        "</w:sdtContent></w:sdt><w:fldSimple><w:r><w:t>$3</w:t></w:r></w:fldSimple>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:instrText>PAGE</w:instrText>"
        "<w:t>.</w:t></w:r></w:p>",
        f"<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val='restart'/></w:tcPr>{runs('North')}</w:tc>"
        f"<w:tc>{runs('4 buses')}</w:tc></w:tr><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>"
        f"{runs()}</w:tc><w:tc>{nested}{runs()}</w:tc></w:tr></w:tbl>",
    ))  # fmt: skip
    assert found.text.split("\n\n") == [
        "In a control.", "On", FERRY, "Fares rise to $3.", "North | 4 buses", "North | a b",
    ]  # fmt: skip


def test_a_word_file_of_the_strict_kind():
    import docx

    document = docx.Document()
    document.add_heading("Ferry back", 1)
    document.add_paragraph(FERRY)
    made = io.BytesIO()
    document.save(made)
    strict = "http://purl.oclc.org/ooxml/"
    names = {
        WORD: f"{strict}wordprocessingml/main",
        "http://schemas.openxmlformats.org/officeDocument/2006/": f"{strict}officeDocument/",
    }
    with zipfile.ZipFile(made) as file:
        members = {name: file.read(name) for name in file.namelist()}
    for usual, other in names.items():
        members = {n: data.replace(usual.encode(), other.encode()) for n, data in members.items()}
    found = one("a.docx", zipped(members))
    assert (found.title, found.text) == ("Ferry back", FERRY)


def test_a_word_file_that_says_nothing_about_itself_has_the_name_of_its_file():
    found = one("harbour-notes.docx", containers.docx(containers.document(b"\0\2\3One is.")))
    assert (found.title, found.author, found.published) == ("Harbour notes", None, None)


OPEN = """<office:document-content xmlns:office="{0}:office:1.0" xmlns:text="{0}:text:1.0"
 xmlns:table="{0}:table:1.0" xmlns:style="{0}:style:1.0"><office:automatic-styles>
<style:style style:name="P1" style:parent-style-name="Title"/></office:automatic-styles>
<office:body><office:text><text:sequence-decls/><text:tracked-changes><text:p>Gone.</text:p>
</text:tracked-changes>{1}</office:text></office:body></office:document-content>"""


def open_document(body):
    space = "urn:oasis:names:tc:opendocument:xmlns"
    return containers.odt(OPEN.format(space, body).encode())


def test_an_open_document_is_read_with_its_headings_lists_and_tables():
    found = one("ferry.odt", open_document(
        f"""<text:p text:style-name="P1">Ferry back</text:p><text:p>{FERRY}</text:p>
        <text:h text:outline-level="2">The <text:span>bridge</text:span></text:h>
        <text:p>It is<text:s text:c="3"/><text:span>37<text:note><text:note-body><text:p>A note.
        </text:p></text:note-body></text:note> years</text:span> old.</text:p>
        <text:list><text:list-item><text:p>Cars: no</text:p></text:list-item>
        <text:list-item><text:p>Bicycles: yes</text:p></text:list-item></text:list>
        <table:table><table:table-header-rows><table:table-row><table:table-cell><text:p>Ship</text:p>
        </table:table-cell><table:table-cell><text:p>Fare</text:p></table:table-cell>
        </table:table-row></table:table-header-rows><table:table-row><table:table-cell>
        <text:p>Tern</text:p></table:table-cell><table:table-cell><text:p>$2.50</text:p>
        </table:table-cell></table:table-row></table:table>"""
    ))  # fmt: skip
    assert (found.title, found.author, found.language) == ("Ferry back", "Ann Lee", "en")
    assert (found.published, found.dated_by) == ("2024-06-05", "metadata")
    assert found.text.split("\n\n") == [
        FERRY, "The bridge", "It is 37 years old.", "  Cars: no", "  Bicycles: yes", "Ship | Fare",
        "Ship: Tern | Fare: $2.50",
    ]  # fmt: skip
    assert [(found.text[at : at + 10], name) for at, name in found.places] == [
        ("The bridge", "The bridge")
    ]


def test_text_boxes_of_an_open_document_follow_their_paragraph():
    space = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
    box = f"<d:frame xmlns:d='{space}'><d:text-box><text:p>{{}}</text:p></d:text-box></d:frame>"
    found = one("a.odt", open_document(
        f"<text:p>The<text:span>{box.format(FERRY)}</text:span> end.</text:p>{box.format('Last.')}"
    ))  # fmt: skip
    assert found.text.split("\n\n") == ["The end.", FERRY, "Last."]


def test_the_day_that_a_document_states_goes_before_that_of_its_file():
    found = one("a.odt", open_document("<text:p>3 May 2024</text:p><text:p>One is.</text:p>"))
    assert (found.published, found.dated_by) == ("2024-05-03", "first lines")
    found = one("2024-05-04-a.odt", open_document("<text:p>One is.</text:p>"))
    assert (found.published, found.dated_by) == ("2024-06-05", "metadata")


def test_what_is_no_open_document_is_refused():
    assert "OpenDocument" in refused("a.odt", containers.odt(b"<a/>"))
    assert "XML can't be read" in refused("a.odt", containers.odt(b"<a>"))
    assert "content.xml is missing" in refused("a.odt", zipped({"a.txt": b"One"}))
    deep = "<text:span>" * 5_000 + "One" + "</text:span>" * 5_000
    assert "too deep" in refused("a.odt", open_document(f"<text:p>{deep}</text:p>"))


RICH = rb"""{\rtf1\ansi\ansicpg1252\cocoartf2709
{\fonttbl\f0\fswiss\fcharset0 Helvetica;}{\colortbl;\red255\green255\blue255;}
{\info{\title Tram strike {\b called} off}{\author Ann \'c9mile Lee}{\creatim\yr2024\mo6\dy5\hr9}}
\f0\b\fs24 Tram strike called off\
\b0 The drivers\'92 union accepted an offer of 4.1\'a0%, \'93at last\'94.\
{\pntext \'95 }\bullet  Caf\'e9s had lost \uc0\u8364 20,000.\par
\trowd\intbl Line\cell Every\cell\row\trowd\intbl 4\cell 5 min\cell\row\pard}"""


def test_rich_text_is_read_with_its_tables_and_signs():
    found = one("tram.rtf", RICH.replace(b"{\\b called}", b"called"))
    assert (found.title, found.author) == ("Tram strike called off", "Ann \u00c9mile Lee")
    assert (found.published, found.dated_by) == ("2024-06-05", "metadata")
    assert found.text.split("\n\n") == [
        "The drivers\u2019 union accepted an offer of 4.1 %, \u201cat last\u201d.",
        "  Caf\u00e9s had lost \u20ac20,000.", "Line | Every", "4 | 5 min",
    ]  # fmt: skip


def test_rich_text_without_a_title_has_its_first_line():
    found = one("tram.rtf", rb"{\rtf1\ansi Strike off\par 3 June 2024\par It is over.\par}")
    assert (found.title, found.published) == ("Strike off", "2024-06-03")
    assert found.text == "3 June 2024\n\nIt is over."


def test_what_is_no_rich_text_is_refused():
    assert "not rich text" in refused("a.rtf", b"Tram strike called off")
    assert "holds no words" in refused("a.rtf", rb"{\rtf1\ansi }")


@pytest.mark.parametrize(
    ("style", "marked", "second"),
    [
        ("Light Grid", False, "Route: Harbour | Single: 2 | Return: 2"),
        ("Table Grid", False, "Harbour | 2 | 2"),
        ("Table Grid", True, "Route: Harbour | Single: 2 | Return: 2"),
    ],
)
def test_the_first_row_of_a_word_table_names_the_columns_where_it_is_shown_so(
    style, marked, second
):
    import docx
    from docx.oxml import OxmlElement

    document = docx.Document()
    document.add_paragraph(FERRY)
    table = document.add_table(rows=3, cols=3, style=style)
    for cells, words in zip(
        table.rows, ("Route Single Return", "Harbour 2 2", "Bridge 4 4"), strict=True
    ):
        for cell, word in zip(cells.cells, words.split(), strict=True):
            cell.text = word
    table.cell(2, 1).merge(table.cell(2, 2)).text = "free"
    if marked:
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    made = io.BytesIO()
    document.save(made)
    # Cells that were merged are one, so nothing names them; cells that say the same are two.
    assert one("a.docx", made.getvalue()).text.split("\n\n") == [
        FERRY, "Route | Single | Return", second, "Bridge | free",
    ]  # fmt: skip


CONTAINER = (
    "<container xmlns='urn:oasis:names:tc:opendocument:xmlns:container'><rootfiles>"
    "<rootfile full-path='OEBPS/book.opf'/></rootfiles></container>"
)
BOOK = (
    "<package xmlns='http://www.idpf.org/2007/opf' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
    "<metadata><dc:title>Harbours</dc:title><dc:creator>Ann Lee</dc:creator><dc:creator>Bo Ray"
    "</dc:creator><dc:date>2019-05-01</dc:date><dc:language>en-GB</dc:language></metadata>"
    "<manifest><item id='a' href='a%20b.xhtml' media-type='application/xhtml+xml'/>"
    "<item id='b' href='c.xhtml' media-type='application/xhtml+xml'/></manifest>"
    "<spine><itemref idref='b'/><itemref idref='a'/></spine></package>"
)


def test_a_word_table_that_says_nothing_of_its_looks():
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    table = f"<w:tbl><w:tr>{cell.format('Fare')}{cell.format('$2.50')}</w:tr></w:tbl>"
    paragraph = f"<w:p><w:r><w:t>{FERRY}</w:t></w:r></w:p>"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = f"<w:body>{paragraph}{table}</w:body>"
    found = one(
        "a.docx", containers.docx(f'<w:document xmlns:w="{space}">{body}</w:document>'.encode())
    )
    assert found.text.split("\n\n") == [FERRY, "Fare | $2.50"]


def test_a_word_file_that_is_damaged_inside():
    whole = containers.docx(containers.document(containers.STEPS))
    assert "damaged" in refused("a.docx", whole.replace(b"PK\x03\x04", b"PK\x03\x05", 1))


def test_a_book_in_the_order_of_its_spine():
    data = zipped({
        "mimetype": "application/epub+zip", "META-INF/container.xml": CONTAINER,
        "OEBPS/book.opf": BOOK,
        "OEBPS/a b.xhtml": f"<html><body><h1>Two</h1><p>{BRIDGE}</p></body></html>",
        "OEBPS/c.xhtml": f"<html><head><title>x</title></head><body><h1>One</h1><p>{FERRY}</p>"
        "<script>alert(1)</script></body></html>",
    })  # fmt: skip
    found = one("book.epub", data)
    assert found.text.split("\n\n") == ["One", FERRY, "Two", BRIDGE]
    assert [(found.text[at : at + 3], name) for at, name in found.places] == [
        ("One", "One"), ("Two", "Two"),
    ]  # fmt: skip
    assert (found.title, found.author, found.published, found.language) == (
        "Harbours", "Ann Lee, Bo Ray", "2019-05-01", "en-GB",
    )  # fmt: skip


# Mail, records, feeds


def message(number=1, html=False):
    mail = EmailMessage()
    mail["Subject"], mail["From"] = f"Ferry {number}", "Ann Lee <ann@example.org>"
    mail["Date"], mail["Message-ID"] = "Mon, 17 Jun 2024 08:00:00 +0000", f"<m{number}@example.org>"
    mail.set_content(FERRY + "\n\n" + BRIDGE)
    if html:
        mail.clear_content()
        mail.set_content(f"<p>{FERRY}</p><p>{BRIDGE}</p>", subtype="html")
    return mail


@pytest.mark.parametrize("html", [False, True])
def test_a_message(html):
    found = one("a.eml", message(html=html).as_bytes())
    assert (found.title, found.author) == ("Ferry 1", "Ann Lee")
    assert (found.published, found.dated_by) == ("2024-06-17", "header")
    assert found.text == f"{FERRY}\n\n{BRIDGE}"


def test_what_a_mail_quotes_is_a_paragraph_without_its_marks():
    mail = message()
    mail.set_content(f"Ann wrote:\n> {FERRY}\n> Really\n> > {BRIDGE}\nYes.\n>From Monday on.\n")
    assert one("a.eml", mail.as_bytes()).text.split("\n\n") == [
        "Ann wrote:", f"{FERRY}\nReally", BRIDGE, "Yes.\nFrom Monday on.",
    ]  # fmt: skip


def test_messages_within_a_message_are_articles(tmp_path):
    digest = message(1)
    digest.add_attachment(message(2))
    digest.add_attachment(message(3))
    outer, second, third = read("a.eml", digest.as_bytes())
    assert [each.title for each in (outer, second, third)] == ["Ferry 1", "Ferry 2", "Ferry 3"]
    assert (outer.origin, second.origin) == (
        "/articles/harbour/a.eml", "/articles/harbour/a.eml#m2@example.org",
    )  # fmt: skip
    forward = message(1)
    forward.clear_content()
    forward.add_attachment(message(2))
    assert one("a.eml", forward.as_bytes()).title == "Ferry 2"
    with closing(mailbox.mbox(tmp_path / "box")) as box:
        box.add(digest)
    assert len(read("box.mbox", (tmp_path / "box").read_bytes())) == 3


def test_what_is_hidden_in_a_mail_is_not_read():
    mail = message()
    mail.set_content("Soon <https://e.org/a>")
    mail.add_alternative(
        f"<div style='display:none'>Preview</div><h1>Ferry</h1><p>{FERRY}</p>", subtype="html"
    )
    found = one("a.eml", mail.as_bytes())
    assert (found.text, found.places) == (f"Ferry\n\n{FERRY}", ((0, "Ferry"),))


def test_a_box_of_messages(tmp_path):
    with closing(mailbox.mbox(tmp_path / "box")) as box:
        for number in (1, 2, 2):
            box.add(message(number))
    found = read("box.mbox", (tmp_path / "box").read_bytes())
    assert [item.title for item in found] == ["Ferry 1", "Ferry 2", "Ferry 2"]
    assert len({item.origin for item in found}) == 3
    assert found[0].origin == "/articles/harbour/box.mbox#m1@example.org"


RECORD = {
    "_id": "n1", "headline": "Ferry back", "body": FERRY, "date": "2024-06-17T08:00:00Z",
    "authors": ["Ann Lee", {"name": "Bo Ray"}], "link": "https://post.example/a",
    "publisher": "Post", "keywords": "sea, city",
}  # fmt: skip


@pytest.mark.parametrize("shape", ["one", "list", "inside", "lines"])
def test_records_with_common_names(shape):
    name, data = {
        "one": ("a.json", json.dumps(RECORD)),
        "list": ("a.json", json.dumps([RECORD])),
        "inside": ("a.json", json.dumps({"status": "ok", "articles": [RECORD]})),
        "lines": ("a.jsonl", "\n" + json.dumps(RECORD) + "\n"),
    }[shape]
    found = one(name, data)
    assert (found.title, found.text, found.source) == ("Ferry back", FERRY, "Post")
    assert (found.published, found.dated_by, found.author) == (
        "2024-06-17", "field", "Ann Lee, Bo Ray",
    )  # fmt: skip
    assert (found.url, found.tags) == ("https://post.example/a", ("sea", "city"))
    assert found.origin == f"/articles/harbour/{name}#n1"


def test_a_field_mapping_is_used_and_asked_for():
    row = json.dumps({"kop": "Pont", "tekst": FERRY})
    assert "it has no field text, body or content" in read("a.jsonl", row)[0].reason
    assert "--field text=NAME" in read("a.jsonl", row)[0].reason
    found = one("a.jsonl", row, fields={"text": "Tekst", "title": "kop"})
    assert (found.title, found.text) == ("Pont", FERRY)


def test_one_bad_line_leaves_the_others():
    found = read("a.jsonl", json.dumps({"text": FERRY}) + '\nnot json\n[1]\n{"text": "..."}\n')
    assert isinstance(found[0], Draft)
    reasons = [item.reason for item in found[1:]]
    assert ["not JSON" in reasons[0], "not an object" in reasons[1], "no words" in reasons[2]] == [
        True, True, True,
    ]  # fmt: skip
    assert [item.origin[-2:] for item in found[1:]] == ["#2", "#3", "#4"]


def test_records_whose_text_is_html():
    posts = [
        {"id": 1, "date": "2024-06-05T10:00:00", "link": "https://e.org/a", "author": 3,
         "title": {"rendered": "The ferry &amp; the bridge"},
         "content": {"rendered": f"<p>{FERRY}</p>\n<ul><li>It costs <b>$3</b>.</li></ul>"}},
        {"id": 2, "title": "R&amp;D", "content_html": f"{FERRY}<br><br>{BRIDGE}<br/>"},
        {"id": 3, "title": "R&amp;D", "text": "If a <b and c> d, then a<b>c, said Ann. <p>"},
    ]  # fmt: skip
    wordpress, feed, plain = read("a.json", json.dumps({"items": posts}))
    assert (wordpress.title, wordpress.author) == ("The ferry & the bridge", None)
    assert wordpress.text.split("\n\n") == [FERRY, "  It costs $3."]
    assert (wordpress.published, wordpress.url) == ("2024-06-05", "https://e.org/a")
    assert (feed.title, feed.text.split("\n\n")) == ("R&D", [FERRY, BRIDGE])
    assert (plain.title, plain.text) == (posts[2]["title"], posts[2]["text"])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table(delimiter):
    made = io.StringIO()
    rows = csv.writer(made, delimiter=delimiter)
    rows.writerow(["Title", "Text", "Date"])
    rows.writerow(["Ferry back", f'{FERRY}\n\n"{BRIDGE}"', "17 June 2024"])
    rows.writerow(["Empty", "", ""])
    first, second = read("a.csv", made.getvalue())
    assert (first.title, first.text) == ("Ferry back", f'{FERRY}\n\n"{BRIDGE}"')
    assert (first.published, first.origin[-2:]) == ("2024-06-17", "#1")
    assert isinstance(second, Skipped)


def test_nul_and_half_surrogates_are_not_stored():
    found = one("a.json", '{"title": "A\\u0000\\ud800", "text": "Ferry \\u0007\\udfff back."}')
    assert (found.title, found.text) == ("A\ufffd", "Ferry \ufffd back.")
    found.text.encode()


def test_feeds():
    rss = (
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Post</title>"
        f"<language>en</language><item><guid>g1</guid><title>Ferry &amp; back</title><link>https://post.example/a</link>"
        f"<pubDate>Mon, 17 Jun 2024 08:00:00 GMT</pubDate><category>sea</category>"
        f"<description>&lt;p&gt;{FERRY}&lt;/p&gt;&lt;p&gt;{BRIDGE}&lt;/p&gt;</description></item>"
        "<item><title>Empty</title></item></channel></rss>"
    )
    found, empty = read("feed.rss", rss)
    assert found.text == f"{FERRY}\n\n{BRIDGE}"
    assert (found.title, found.source, found.tags) == ("Ferry & back", "Post", ("sea",))
    assert (found.published, found.url) == ("2024-06-17", "https://post.example/a")
    assert found.origin == "/articles/harbour/feed.rss#g1"
    assert isinstance(empty, Skipped)
    atom = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Post</title><entry><id>e1</id>"
        f"<title>Ferry</title><updated>2024-06-17T08:00:00Z</updated><content type='html'>"
        f"&lt;p&gt;{FERRY}&lt;/p&gt;</content></entry></feed>"
    )
    assert (one("feed.atom", atom).text, one("feed.atom", atom).published) == (FERRY, "2024-06-17")
    assert "no RSS or Atom" in refused("a.xml", "<a><b/></a>")


# Containers


def test_a_web_archive():
    body = page(PARAGRAPHS).encode()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://post.example/2024/06/17/a\r\n"
        "WARC-Date: 2025-01-01T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    data = head.encode() + http + b"\r\n\r\n"
    for name, bytes_ in (("a.warc", data), ("a.warc.gz", gzip.compress(data))):
        found = one(name, bytes_)
        assert found.text.split("\n\n") == LONG
        assert (found.url, found.published, found.dated_by) == (
            "https://post.example/2024/06/17/a", "2024-06-17", "url",
        )  # fmt: skip
    assert "web archive" in refused("b.warc", b"nothing at all")


def test_a_zip_of_several_formats():
    data = zipped({
        "b/ferry.txt": f"Ferry\n{FERRY}\n", "a.html": page(PARAGRAPHS), ".hidden.txt": "x\ny",
        "__MACOSX/b.txt": "x\ny", "picture.png": b"\x89PNG", "inner.zip": zipped({"c.txt": FERRY}),
        "bad.txt": b"\0\1",
    })  # fmt: skip
    found = read("all.zip", data)
    texts = {i.origin.split("#", 1)[1]: i for i in found if isinstance(i, Draft)}
    assert set(texts) == {"a.html", "b/ferry.txt", "inner.zip#c.txt"}
    assert (texts["b/ferry.txt"].text, texts["b/ferry.txt"].source) == (FERRY, "b")
    assert texts["a.html"].source == "all"
    left = {i.origin.split("#", 1)[1]: i.reason for i in found if isinstance(i, Skipped)}
    assert left["bad.txt"] == "it is a binary file"
    assert "format is not one of" in left["picture.png"]


def test_of_files_in_a_zip_that_are_not_read_one_of_each_kind_is_named():
    pictures = {f"{n}.PNG": b"\x89" for n in range(3)}
    data = zipped({**pictures, "a.css": "b{}", "Makefile": "x", "LICENSE": "y", "ok.txt": FERRY})
    left = [each for each in read("a.zip", data) if isinstance(each, Skipped)]
    assert [each.origin.split("#", 1)[1] for each in left] == ["0.PNG", "LICENSE", "a.css"]
    assert left[0].reason.endswith("; 2 more in it are .png too")
    assert left[1].reason.endswith("; 1 more in it is without a suffix too")
    assert left[2].reason.endswith(".zip")


def test_names_in_a_zip_that_lead_out_of_it_are_refused():
    data = zipped({"../../etc/passwd.txt": "a\nb", "/root.txt": "a\nb", "ok.txt": f"A\n{FERRY}"})
    found = read("a.zip", data)
    assert [i.title for i in found if isinstance(i, Draft)] == ["A"]
    assert [i.reason for i in found if isinstance(i, Skipped)] == [
        "its name leads out of the container"
    ] * 2


def test_bombs_are_refused_before_they_are_unpacked():
    assert "200 times its size" in refused("a.zip", zipped({"a.txt": b"a" * 30_000_000}))
    assert "200 times its size" in refused("a.docx", zipped({"a.xml": b"a" * 30_000_000}))
    assert "200 times its size" in refused("a.epub", zipped({"a.xml": b"a" * 30_000_000}))
    data = zipped({"a.txt": f"A\n{FERRY}"})
    for _ in range(3):
        data = zipped({"in.zip": data})
    (found,) = read("a.zip", data)
    assert "other containers" in found.reason
    entities = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><rss><channel/></rss>"
    assert "entities" in refused("a.rss", entities)
    book = zipped({"META-INF/container.xml": entities})
    assert "XML can't be read" in refused("a.epub", book)


def test_a_member_that_lies_about_its_size_is_refused():
    data = bytearray(zipped({"a.txt": b"A\n" + FERRY.encode() * 50}))
    size = (2 + len(FERRY) * 50).to_bytes(4, "little")
    lie = (100).to_bytes(4, "little")
    assert bytes(data).count(size) == 2
    found = read("a.zip", bytes(data).replace(size, lie))
    assert isinstance(found[0], Skipped)


def test_markdown_with_components_and_code():
    text = (
        "---\ntitle: Ferry\n---\nimport Tabs from '@theme/Tabs';\nimport './style.css'\n\n"
        "export const meta = {\n  title: 'x',\n}\n\nexport default function A() {\n  return 1;\n}"
        "\n\nIt was <Link to={'/a'}>laid</Link> up. {/* not this */}\n\n<Note title={'x'}>\n"
        "  It rests.\n</Note>\n\nimport duties rose.\n\n:::note\n\nIt runs again.\n\n:::\n"
    )
    (found,) = read("a.mdx", text)
    assert found.title == "Ferry"
    assert found.text.split("\n\n") == [
        "It was laid up.", "It rests.", "import duties rose.", "It runs again.",
    ]  # fmt: skip


# TAR and gzip


def test_the_articles_in_a_tar_file_without_links_and_names_that_lead_out():
    members = {
        "./b/owl.txt": f"Owl\n{FERRY}".encode(), "a.md": f"# Ferry\n\n{FERRY}".encode(),
        "link.txt": None, "../out.txt": b"Out\nIt is out.", "._a.md": b"x", "p.png": b"x",
    }  # fmt: skip
    for name, data in (
        ("news.tar", tarred(members)),
        ("news.tar.gz", gzip.compress(tarred(members))),
        ("news.tgz", gzip.compress(tarred(members))),
    ):
        out, ferry, owl, picture = read(name, data)
        inside = [each.origin.partition("#")[2] for each in (out, ferry, owl, picture)]
        assert inside == ["../out.txt", "a.md", "b/owl.txt", "p.png"]
        assert out.reason == "its name leads out of the container"
        assert (owl.title, owl.source) == ("Owl", "b")
        assert (ferry.text, ferry.source) == (FERRY, "news")
        assert "its format is not" in picture.reason


def test_records_that_gzip_has_compressed():
    row = json.dumps({"id": "f", "text": FERRY})
    for name, data in (
        ("a.jsonl.gz", f"{row}\n"), ("a.json.gz", row), ("a.csv.gz", f'id,text\nf,"{FERRY}"\n'),
    ):  # fmt: skip
        (found,) = read(name, gzip.compress(data.encode()))
        assert (found.text, found.origin.partition("#")[2]) == (FERRY, "f")


def test_what_unpacks_to_more_than_a_container_may_have_is_refused(monkeypatch):
    monkeypatch.setattr("index.read_tar.MOST_BYTES", 10_000)
    large = tarred({"a.txt": b"a" * 9_000})
    for name, data in (
        ("a.tar.gz", gzip.compress(large)), ("a.csv.gz", gzip.compress(b"a" * 10_001)),
        ("a.tar", tarred({"a.txt": b"a" * 6_000, "b.txt": b"a" * 6_000})),
    ):  # fmt: skip
        with pytest.raises(NotAnArticle, match="unpacked it has over"):
            read(name, data)
    with pytest.raises(NotAnArticle, match="not compressed by gzip, or damaged"):
        read("a.csv.gz", gzip.compress(b"title,text")[:-4])


@pytest.mark.parametrize("kind", sorted(set(READERS) - SIMPLE.keys()))
@pytest.mark.parametrize("data", [b"\0" * 300, b"\xff\xfe" * 99, b"PK\x03\x04" + b"x" * 99, b"{"])
def test_rubbish_is_refused_by_every_reader_with_a_reason(kind, data):
    try:
        found = read("a" + kind, data)
    except NotAnArticle as error:
        assert len(str(error)) > 10
    else:
        assert all(isinstance(i, (Draft, Skipped)) for i in found)


# Evernote

NOTE = (
    "<note><title>Ferry &amp; bridge</title><created>20240605T101112Z</created>{}"
    "<tag>harbour</tag><tag>trams</tag><note-attributes><author>Ann Lee</author>"
    "<source-url>https://post.example/ferry</source-url></note-attributes><content><![CDATA[<?xml "
    'version="1.0"?><!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd"><en-note><div>'
    f"{FERRY}</div><div><br/></div><ul><li>Fares &amp;c.</li></ul><en-media hash='00'/></en-note>"
    "]]></content><resource><data encoding='base64'>QUFB</data></resource></note>"
)
EXPORT = (
    '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE en-export SYSTEM '
    '"http://xml.evernote.com/pub/evernote-export4.dtd"><en-export>{}</en-export>'
)


def test_the_notes_of_evernote():
    empty = "<note><title>Nothing</title><content/></note>"
    first, again, none = read("notes.enex", EXPORT.format(NOTE.format("") * 2 + empty))
    assert (first.title, first.text.split("\n\n")) == (
        "Ferry & bridge", [FERRY, "  Fares &c."],
    )  # fmt: skip
    assert (first.published, first.dated_by) == ("2024-06-05", "metadata")
    assert (first.author, first.url) == ("Ann Lee", "https://post.example/ferry")
    assert first.tags == ("harbour", "trams")
    assert [each.origin.partition("#")[2] for each in (first, again, none)] == [
        "20240605T101112Z", "20240605T101112Z-2", "3",
    ]  # fmt: skip
    assert isinstance(none, Skipped)


def test_what_is_no_export_of_evernote_is_refused():
    assert "no export of Evernote" in refused("a.enex", "<a/>")
    assert "XML can't be read" in refused("a.enex", "<en-export><note>")
    bomb = '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]>'
    assert "XML can't be read" in refused(
        "a.enex", f"{bomb}<en-export>{NOTE.format('&c;')}</en-export>"
    )


# Safari


@pytest.mark.parametrize("kind", [plistlib.FMT_BINARY, plistlib.FMT_XML])
def test_a_page_that_safari_saved(kind):
    main = {
        "WebResourceData": page(PARAGRAPHS).encode(), "WebResourceMIMEType": "text/html",
        "WebResourceURL": "https://post.example/ferry", "WebResourceTextEncodingName": "UTF-8",
    }  # fmt: skip
    frame = {"WebMainResource": main | {"WebResourceURL": "https://ads.example/"}}
    whole = {"WebMainResource": main, "WebSubframeArchives": [frame], "WebSubresources": []}
    found = one("a.webarchive", plistlib.dumps(whole, fmt=kind))
    assert (found.title, found.url) == ("Ferry back", "https://post.example/ferry")
    assert found.text.split("\n\n") == LONG
    main["WebResourceMIMEType"] = "image/png"
    assert "no web page" in refused("a.webarchive", plistlib.dumps(whole, fmt=kind))


@pytest.mark.parametrize("data", [b"", b"bplist00", b"<plist><dict/></plist>", b"bplist00" * 9])
def test_what_is_no_page_of_safari_is_refused(data):
    with pytest.raises(NotAnArticle):
        read("a.webarchive", data)
