"""News in SGML, as collections for research have them. The forms are those of the collections'
own descriptions; the words are ours.
"""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_formats import one, read, refused

from index.sgml import parsed

REUTERS = """<!DOCTYPE lewis SYSTEM "lewis.dtd">
<REUTERS TOPICS="YES" LEWISSPLIT="TRAIN" OLDID="5544" NEWID="1">
<DATE>26-FEB-1987 15:01:01.79</DATE>
<TOPICS><D>cocoa</D><D>trade</D></TOPICS>
<PLACES><D>brazil</D></PLACES>
<PEOPLE></PEOPLE>
<UNKNOWN>
&#5;&#5;&#5;C T
&#22;&#22;&#1;f0704&#31;reute</UNKNOWN>
<TEXT>&#2;
<TITLE>HARBOUR &lt;HBR> REVIEW</TITLE>
<AUTHOR>    by Ann Lee, Reuters</AUTHOR>
<DATELINE>    PORT ELLERY, Feb 26 - </DATELINE><BODY>Showers went on through the week in
the harbour, so that ships with cocoa &amp; coffee had to wait until
Friday, the master said.
    The dry season will be late this year.
    Arrivals were 155,221 bags of 60 kilos, which is more than in
any year before.
 Reuter
&#3;</BODY></TEXT>
</REUTERS>
<REUTERS NEWID="2"><DATE> 1-MAR-1987 09:00:00.00</DATE>
<TEXT TYPE="UNPROC">&#2;
Ferry back, master says
    The ferry runs again.
 REUTER
&#3;</TEXT></REUTERS>"""


@pytest.mark.parametrize("name", ["reut2-000.sgm", "a.SGML"])
def test_reuters_21578(name):
    first, second = read(name, REUTERS)
    assert (first.title, first.author, first.source) == (
        "HARBOUR <HBR> REVIEW",
        "Ann Lee",
        "Reuters",
    )
    assert (first.published, first.dated_by, first.tags) == (
        "1987-02-26", "metadata", ("cocoa", "trade"),
    )  # fmt: skip
    assert first.origin.endswith("#1")
    assert first.text == (
        "PORT ELLERY, Feb 26 - Showers went on through the week in\n"
        "the harbour, so that ships with cocoa & coffee had to wait until\n"
        "Friday, the master said.\n\n"
        "The dry season will be late this year.\n\n"
        "Arrivals were 155,221 bags of 60 kilos, which is more than in\nany year before."
    )
    assert second.published == "1987-03-01"
    assert second.text == "Ferry back, master says\n\nThe ferry runs again."


def test_reuters_21578_as_xml():
    whole = REUTERS.replace("&#5;", "").replace("&#22;", "").replace("&#1;", "")
    whole = whole.replace("&#31;", "").replace("&#2;", "").replace("&#3;", "")
    whole = whole.partition("\n")[2]
    as_sgml, as_xml = read("a.sgm", REUTERS)[0], read("a.xml", f"<all>{whole}</all>")[0]
    assert as_xml == replace(as_sgml, origin=as_xml.origin)


AP = """<DOC>
<DOCNO> AP880212-0001 </DOCNO>
<FILEID>AP-NR-02-12-88 2344EST</FILEID>
<FIRST>u i AM-Ferry 02-12 0311</FIRST>
<HEAD>Ferry Returns, Harbour Says</HEAD>
<BYLINE>By ANN LEE</BYLINE>
<DATELINE>PORT ELLERY (AP) </DATELINE>
<TEXT>
   The ferry runs again after a year in
the yard, its master said.
   It costs two euros.
</TEXT>
</DOC>
"""
WSJ = """<DOC>
<DOCNO> WSJ870324-0001 </DOCNO>
<HL> Ferry Returns</HL>
<DD> 03/24/87</DD>
<SO> HARBOUR STREET JOURNAL (J)</SO>
<IN> SHIPS (SHP) </IN>
<DATELINE> PORT ELLERY </DATELINE>
<LP>   The ferry runs again. </LP>
<TEXT>
   It costs two euros. </TEXT>
</DOC>
"""
FT = """<DOC>
<DOCNO>FT911-3</DOCNO>
<PROFILE>_AN-BEOA7AAIFT</PROFILE>
<DATE>910514
</DATE>
<HEADLINE>
FT  14 MAY 91 / Ferry returns
</HEADLINE>
<BYLINE>
   By ANN LEE
</BYLINE>
<TEXT>
The ferry runs again.
</TEXT>
<PUB>The Harbour Times
</PUB>
</DOC>
"""
LA = """<DOC>
<DOCNO> LA010189-0001 </DOCNO>
<DOCID> 1 </DOCID>
<DATE>
<P>
January 1, 1989, Sunday, Home Edition
</P>
</DATE>
<HEADLINE>
<P>
FERRY RETURNS
</P>
</HEADLINE>
<BYLINE>
<P>By ANN LEE, Times Staff Writer</P>
</BYLINE>
<TEXT>
<P>
The ferry runs again after a year in
the yard.
</P>
<P>
It costs two euros.
</P>
</TEXT>
</DOC>
"""
GIGAWORD = """<DOC id="AFP_ENG_19940512.0003" type="story" >
<HEADLINE>
Ferry returns
</HEADLINE>
<DATELINE>
PORT ELLERY, May 12 (AFP)
</DATELINE>
<TEXT>
<P>
The ferry runs again.
<P>
It costs two euros.
</TEXT>
</DOC>
"""
FBIS = """<DOC>
<DOCNO> FBIS3-1 </DOCNO>
<HT>  "cr00000011094001" </HT>
<HEADER><AU>   FBIS 3 </AU> Document Type:Daily Report
<DATE1>  11 March 1994 </DATE1>
</HEADER>
<H3> <TI>   Ferry Returns </TI></H3>
<F P=102>  Harbour Journal </F>
<TEXT>
The ferry runs again.

  It costs two euros.
</TEXT>
</DOC>
"""


@pytest.mark.parametrize(
    ("document", "known", "title", "published", "author", "source", "text"),
    [
        (
            AP, "AP880212-0001", "Ferry Returns, Harbour Says", "1988-02-12", "ANN LEE", None,
            "The ferry runs again after a year in\nthe yard, its master said.\n\n"
            "It costs two euros.",
        ),
        (
            WSJ, "WSJ870324-0001", "Ferry Returns", "1987-03-24", None,
            "HARBOUR STREET JOURNAL (J)", "The ferry runs again.\n\nIt costs two euros.",
        ),
        (
            FT, "FT911-3", "FT 14 MAY 91 / Ferry returns", "1991-05-14", "ANN LEE",
            "The Harbour Times", "The ferry runs again.",
        ),
        (
            LA, "LA010189-0001", "FERRY RETURNS", "1989-01-01", "ANN LEE", None,
            "The ferry runs again after a year in the yard.\n\nIt costs two euros.",
        ),
        (
            GIGAWORD, "AFP_ENG_19940512.0003", "Ferry returns", "1994-05-12", None, None,
            "The ferry runs again.\n\nIt costs two euros.",
        ),
        (
            FBIS, "FBIS3-1", "Ferry Returns", "1994-03-11", None, None,
            "The ferry runs again.\n\nIt costs two euros.",
        ),
    ],
)  # fmt: skip
def test_documents_of_trec_and_the_like(document, known, title, published, author, source, text):
    found = one("news/a.sgm", document)
    assert (found.title, found.published, found.text) == (title, published, text)
    assert (found.author, found.source) == (author, source or "news")
    # With others they are told apart by the names that they have.
    both = read("a.sgm", document + AP.replace("AP880212-0001", "AP880213-0002"))
    assert [each.origin.partition("#")[2] for each in both] == [known, "AP880213-0002"]


def test_one_that_is_not_utf_8_is_read_as_it_was_then():
    found = one("a.sgm", AP.replace("master", "M\u00fcller").encode("latin-1"))
    assert "its M\u00fcller said" in found.text


@pytest.mark.parametrize("text", ["plain words", "<book><para>Words</para></book>", "<DOC><TEXT>"])
def test_other_sgml_is_refused(text):
    assert "it is no news in SGML" in refused("a.sgm", text)


def test_sgml_is_read_however_it_is_written():
    root = parsed(
        "a<P Q=1 r='2' S=\"3 &amp; 4\">b<!-- <P> -->c</X><p>d &lt;e> < f</P>g<!DOCTYPE h>"
    )
    assert [(each.tag, each.attrib, each.text, each.tail) for each in root] == [
        ("p", {"q": "1", "r": "2", "s": "3 & 4"}, "bc", None),
        ("p", {}, "d <e> < f", "g"),
    ]
    assert root.text == "a"


@given(st.text(st.sampled_from("<>/!-pq =\"'&;a"), max_size=60))
def test_any_sgml_is_parsed_and_no_plain_text_is_lost(text):
    assert parsed(text).tag == "sgml"
    plain = text.replace("<", "").replace("&", "")
    assert "".join(parsed(plain).itertext()) == plain
