"""Files of newspaper databases: the articles in them, and that nothing else is taken apart."""

import io
import zipfile
from pathlib import Path

import docx
from hypothesis import given
from hypothesis import strategies as st

from index.databases import clippings
from index.formats import read_file
from index.lexis import lexis
from index.reading import File
from index.records import Draft, Skipped

FERRY = 'The ferry was laid up on Monday. It will be\nrepaired at Quayle.\n\n"We had no choice."'
OLDER = f"""
Download Request: Selected Items: 1-3
Terms: (DATE(>=2009-12-01) and (ferry))


                               1 of 3 DOCUMENTS


      Copyright 2015 Harbour Company, LLC d/b/a
                            Harbour Digital
                              All Rights Reserved

                              The Harbour Post

                             July 1, 2015 Wednesday
                                 Met 2 Edition

SECTION: A-SECTION; Pg. A01

LENGTH: 3362 words

HEADLINE: Ferry laid up, repairs
at Quayle

BYLINE: Wesley Holt;Kim Ode;and reported by Julie Tate

BODY:

{FERRY}

LANGUAGE: ENGLISH

SUBJECT: FERRIES (90%)

LOAD-DATE: July 1, 2015


                               2 of 3 DOCUMENTS



                               The Sun (England)

                            January 11, 2010 Monday
                                   Edition 1;
                                    Scotland

Second ferry in the
harbour

BYLINE: TREVOR Kavanagh

LENGTH: 677 words

HIGHLIGHT: No more crossings.

It was the second.

URL: http://sun.example/ferry

LOAD-DATE: January 11, 2010


                    Copyright 2010 NEWS GROUP NEWSPAPERS LTD
                              All Rights Reserved

                               3 of 3 DOCUMENTS


                               The Sun (England)

                            January 12, 2010 Tuesday

LENGTH: 0 words

LOAD-DATE: January 12, 2010
"""


def read(name, data):
    data = data if isinstance(data, bytes) else data.encode()
    return list(read_file(File(Path("clippings") / name, name, data)))


def test_the_articles_of_an_older_download_of_lexisnexis():
    first, second, third = read("ferries.txt", OLDER)
    assert (first.title, first.source) == ("Ferry laid up, repairs at Quayle", "The Harbour Post")
    assert (first.published, first.dated_by) == ("2015-07-01", "field")
    assert first.author == "Wesley Holt, Kim Ode, Julie Tate"
    assert (first.text, first.origin) == (FERRY, "ferries.txt#1")
    assert (second.title, second.source) == ("Second ferry in the harbour", "The Sun (England)")
    assert (second.published, second.author) == ("2010-01-11", "TREVOR Kavanagh")
    assert second.text == "No more crossings.\n\nIt was the second."
    assert second.url == "http://sun.example/ferry"
    assert third == Skipped("ferries.txt#3", "it holds no words")


def test_the_same_as_a_web_page():
    page = """<HTML><HEAD><!-- LXNComment 1827:5 --><TITLE>&nbsp;</TITLE></HEAD><BODY>
<DIV CLASS="c9"/><A NAME="DOC_ID_0_0"></A><!-- Hide XML section from browser
<DOC NUMBER=1>
<DOCFULL> -->
<BR><DIV CLASS="c0"><P><SPAN>1 of 1 DOCUMENTS</SPAN></P></DIV>
<BR><DIV CLASS="c0"><P>Copyright 2015 Harbour Company<BR>All Rights Reserved<BR><SPAN>The Harbour
Post</SPAN></P></DIV><BR><DIV><P><SPAN CLASS="c4">July</SPAN><SPAN> 1, 2015 Wednesday</SPAN><BR>
Late Edition - Final</P></DIV><BR><DIV><P><SPAN>LENGTH: </SPAN><SPAN>33 words</SPAN></P></DIV>
<BR><DIV><P><SPAN>HEADLINE: </SPAN><SPAN>Laid <B>up</B></SPAN></P></DIV>
<BR><DIV><P><SPAN> BODY:<BR></SPAN></P><P>The <SPAN CLASS="c4">ferry</SPAN> was laid up.</P></DIV>
<BR><DIV><P><SPAN>LOAD-DATE: </SPAN><SPAN>July 1, 2015</SPAN></P></DIV></BODY></HTML>"""
    (found,) = read("one.html", page)
    assert (found.title, found.source, found.published) == (
        "Laid up", "The Harbour Post", "2015-07-01",
    )  # fmt: skip
    assert (found.text, found.origin) == ("The ferry was laid up.", "one.html")


def nexis_uni(*articles):
    document = docx.Document()
    for words in ("User Name: A. Reader", "Documents (2)", "1. Ferry laid up", "Content Type"):
        document.add_paragraph(words)
    for title, source, day, text in articles:
        document.add_heading(title, 1)
        for words in (
            source, day, "Copyright 2024 Harbour Media All Rights Reserved", "Section: NEWS; Pg. 3",
            "Length: 613 words", "Byline: Al Chua", "Body", "", *text, "Graphic", "A ferry",
            "Load-Date: June 4, 2024", "", "End of Document",
        ):  # fmt: skip
            document.add_paragraph(words)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_the_articles_of_a_download_of_nexis_uni():
    text = ("The ferry was laid up.", "It will be repaired.")
    first, second = read("two.docx", nexis_uni(
        ("Ferry laid up", "The Harbour Post", "June 3, 2024 Monday", text),
        ("Veerboot", "PZC.nl", "16 september 2023 zaterdag 01:00 AM GMT", ("Hij ligt stil.",)),
    ))  # fmt: skip
    assert (first.title, first.source, first.published) == (
        "Ferry laid up", "The Harbour Post", "2024-06-03",
    )  # fmt: skip
    assert (first.text, first.author) == ("\n\n".join(text), "Al Chua")
    assert (second.title, second.source, second.published) == ("Veerboot", "PZC.nl", "2023-09-16")
    assert (second.text, second.origin) == ("Hij ligt stil.", "two.docx#2")


def test_lines_that_a_pdf_has_joined():
    (found,) = lexis(
        "Ferry laid up\n\nThe Harbour Post\n\nJune 3, 2024 Monday\n\nCopyright 2024 Harbour Media "
        "All Rights Reserved Section: NEWS Length: 613 words Body\n\nIt was laid up.\n\n"
        "Load-Date: June 4, 2024 End of Document"
    )
    assert (found.title, found.source, found.text) == (
        "Ferry laid up", "The Harbour Post", "It was laid up.",
    )  # fmt: skip


FACTIVA = """World News

Ferry laid up

By Ann Lee in Quayle

523 words

3 June 2024

06:00 AM

Harbour Post

HPOST

A1

English

Copyright 2024 Harbour Post. All Rights Reserved.

The ferry was laid up.

It will be repaired.

Document HPOST00020240601ek6300001

Second ferry
611 words
4 June 2024
The Sun
SUN
English
(c) 2024 News Group Newspapers

It was the second.

Document SUN0000020240604ek6400002

Search Summary
"""


def test_the_articles_of_a_download_of_factiva():
    for name, data in (
        ("a.txt", FACTIVA),
        ("a.rtf", "{\\rtf1\\ansi\n" + FACTIVA.replace("\n", "\\par\n") + "}"),
    ):
        first, second = read(name, data)
        assert (first.title, first.author, first.source) == (
            "Ferry laid up", "Ann Lee", "Harbour Post",
        )  # fmt: skip
        assert first.published == "2024-06-03"
        assert first.text == "The ferry was laid up.\n\nIt will be repaired."
        assert first.origin == f"{name}#HPOST00020240601ek6300001"
        assert (second.title, second.author, second.text) == (
            "Second ferry", None, "It was the second.",
        )  # fmt: skip


def test_a_download_of_factiva_with_its_codes():
    (found,) = read(
        "a.txt",
        "SE\nNews\nHD\nFerry laid up\nBY\nBy Ann Lee\nWC\n523 words\nPD\n3 June 2024\nSN\nHarbour "
        "Post\nSC\nHPOST\nLA\nEnglish\nCY\nCopyright 2024\n\nLP\n\nIt was laid up.\n\nTD\n\n"
        "IN 2023 it ran.\n\nNS\n\nFerries\n\nAN\nDocument HPOST00020240601ek6300001\n",
    )
    assert (found.title, found.author, found.published) == (
        "Ferry laid up",
        "Ann Lee",
        "2024-06-03",
    )
    assert found.text == "It was laid up.\n\nIN 2023 it ran."


def proquest(number, text):
    return f"""{"_" * 60}

Document {number} of 2

Ferry {number} laid up

Author: Lee, Ann; Tam, Bo

Publication info: Harbour Post; Quayle [Quayle]03 June 2024: A.{number}.

Abstract: What became of it.

Full text: {text}

Credit: Staff

Subject: Ferries

Title: Ferry {number} laid up

Publication title: Harbour Post; Quayle

Publication date: Jun {number}, 2024

ProQuest document ID: 24{number}

Document URL: https://www.proquest.com/docview/24{number}

"""


def test_the_articles_of_a_download_of_proquest():
    end = f"{'_' * 60}\n\nContact us at: http://www.proquest.com\n"
    first, second = read("a.txt", proquest(1, FERRY) + proquest(2, "Not available.") + end)
    assert (first.title, first.source, first.published) == (
        "Ferry 1 laid up", "Harbour Post", "2024-06-01",
    )  # fmt: skip
    assert (first.text, first.author, first.url) == (
        FERRY, "Ann Lee, Bo Tam", "https://www.proquest.com/docview/241",
    )  # fmt: skip
    assert (second.text, second.origin) == ("What became of it.", "a.txt#242")


def test_posts_that_substack_exported():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as export:
        export.writestr(
            "posts.csv",
            "post_id,post_date,is_published,title,subtitle\n"
            '7.ferry,2024-05-02T09:00:00.000Z,true,"Ferry, laid up",Why it rests\n'
            "8.no,,false,No,\n",
        )
        export.writestr("posts/7.ferry.html", "<p>The ferry was laid up on 3 May 2023.</p>")
        export.writestr("posts/8.no.html", "<p>Not yet.</p>")
        export.writestr("posts/7.delivers.csv", "email\na@example.org\n")
    (found,) = read("harbour.zip", made.getvalue())
    assert (found.title, found.published) == ("Ferry, laid up", "2024-05-02")
    assert found.text == "Why it rests\n\nThe ferry was laid up on 3 May 2023."
    assert (found.source, found.origin) == ("harbour", "harbour.zip#posts/7.ferry.html")


def test_an_article_that_is_about_such_things_stays_one():
    text = (
        "How to read a download\n\nLength: 613 words is said of each.\n\nBody of work: 3 of 161 "
        "documents.\n\nThe End of Document line is last. ProQuest has Full text: too."
    )
    (found,) = read("howto.txt", text)
    assert found.text == text.partition("\n\n")[2]


LINES = [*OLDER.split("\n"), *FACTIVA.split("\n"), *proquest(1, "It was.").split("\n"), "Body",
         "End of Document", "HD", "PD", "SN", "LP", "AN"]  # fmt: skip


@given(st.lists(st.sampled_from(LINES), max_size=60))
def test_any_lines_of_them_are_no_reason_to_stop(lines):
    text = "\n".join(lines)
    for each in clippings(Draft("a.txt", "", text)):
        if isinstance(each, Draft):
            assert set("".join(each.text.split())) <= set("".join(text.split()))
