"""News in XML as agencies and archives deliver them, papers of journals, and records in XML."""

import pytest
from test_formats import BRIDGE, FERRY, one, read, refused

from index.records import Skipped

NITF = f"""<?xml version="1.0"?><!DOCTYPE nitf SYSTEM "nitf-3-3.dtd"><nitf><head><title>T</title>
<docdata><doc-id id-string="164"/><doc.copyright holder="Post" year="2005"/></docdata>
<pubdata date.publication="20050601T000000" ex-ref="https://post.example/a" name="Harbour Post"/>
</head><body><body.head><hedline><hl1>Ferry Returns</hl1></hedline>
<byline class="normalized_byline">Lee, Ann</byline>
<byline class="print_byline">By Ann Lee, <byttl>Staff Reporter</byttl></byline></body.head>
<body.content><block class="lead_paragraph"><p>LEAD: {FERRY}</p></block>
<block class="full_text"><p>{FERRY}</p><media><media-caption>A ship</media-caption></media>
<hl2>Fares</hl2><p>It costs <b>two</b>
euros.</p></block></body.content></body></nitf>"""


def test_nitf():
    found = one("a.xml", NITF)
    assert (found.title, found.author) == ("Ferry Returns", "Ann Lee")
    assert (found.published, found.dated_by, found.source, found.url) == (
        "2005-06-01", "metadata", "Harbour Post", "https://post.example/a",
    )  # fmt: skip
    assert found.text == f"{FERRY}\n\nFares\n\nIt costs two euros."
    assert found.places == ((len(FERRY) + 2, "Fares"),)


def test_newsml_g2():
    item = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:{}" xml:lang="en-US">'
        '<itemMeta><provider qcode="nprov:ACME"/><versionCreated>2016-11-22T16:25:32-05:00'
        "</versionCreated></itemMeta><contentMeta><contentCreated>2016-11-21T15:21:06-05:00"
        "</contentCreated><by>By Ann Lee</by><headline>Ferry back</headline><keyword>sea</keyword>"
        "</contentMeta><contentSet>{}</contentSet></newsItem>"
    )
    inside = {
        "a": f"<inlineXML>{NITF[NITF.index('<nitf>') :]}</inlineXML>",
        "b": "<inlineXML><html xmlns='http://www.w3.org/1999/xhtml'><head><title>T</title></head>"
        f"<body><h2>Fares</h2><p>{FERRY}</p></body></html></inlineXML>",
        "c": f"<inlineData>&lt;p&gt;{FERRY}&lt;/p&gt;</inlineData>",
        "d": "<remoteContent href='a.jpg'/>",
    }
    items = "".join(item.format(each, within) for each, within in inside.items())
    *found, picture = read("a.xml", f"<newsMessage><itemSet>{items}</itemSet></newsMessage>")
    assert [each.origin.partition("#")[2] for each in found] == ["urn:a", "urn:b", "urn:c"]
    assert [each.text for each in found] == [
        f"{FERRY}\n\nFares\n\nIt costs two euros.", f"Fares\n\n{FERRY}", FERRY,
    ]  # fmt: skip
    for each in found:
        assert (each.title, each.author, each.published) == ("Ferry back", "Ann Lee", "2016-11-21")
        assert (each.source, each.language, each.tags) == ("ACME", "en-US", ("sea",))
    assert picture == Skipped(f"{found[0].origin.partition('#')[0]}#urn:d", "it holds no words")


def test_newsml_and_reuters():
    newsml = (
        "<NewsML><NewsItem><Identification><NewsIdentifier><ProviderId>afp.com</ProviderId><DateId>"
        "20040605</DateId></NewsIdentifier></Identification><NewsComponent><NewsLines><HeadLine>"
        "Ferry back</HeadLine><ByLine>Ann Lee</ByLine></NewsLines><ContentItem><DataContent>"
        f"<p>{FERRY}</p></DataContent></ContentItem></NewsComponent></NewsItem></NewsML>"
    )
    reuters = (
        '<newsitem itemid="2286" date="2004-06-05" xml:lang="en"><title>HARBOUR: Ferry.</title>'
        "<headline>Ferry back</headline><byline>Ann Lee</byline><dateline>HARBOUR</dateline>"
        f"<text>\n<p>{FERRY}</p>\n</text><copyright>(c)</copyright></newsitem>"
    )
    for data, source in ((newsml, "afp.com"), (reuters, "Reuters")):
        found = one("a.xml", data)
        assert (found.title, found.author, found.published) == (
            "Ferry back", "Ann Lee", "2004-06-05",
        )  # fmt: skip
        assert (found.source, found.text) == (source, FERRY)


@pytest.mark.parametrize("suffix", ["xml", "nxml"])
def test_a_paper(suffix):
    found = one(f"a.{suffix}", f"""<!DOCTYPE article PUBLIC "-//NLM//DTD JATS" "a.dtd">
<article xml:lang="en"><front><journal-meta><journal-title>Sea</journal-title></journal-meta>
<article-meta><article-id pub-id-type="doi">10.1/a</article-id><title-group><article-title>
Ferries in <italic>winter</italic></article-title></title-group><contrib-group><contrib
contrib-type="author"><name><surname>Lee</surname><given-names>Ann</given-names></name><xref
ref-type="aff">1</xref></contrib><contrib contrib-type="editor"><name><surname>Ed</surname></name>
</contrib></contrib-group><pub-date><day>5</day><month>6</month><year>2012</year></pub-date>
<pub-date><year>2012</year></pub-date><abstract><p>{BRIDGE}</p></abstract></article-meta></front>
<body><sec><title>Aims</title><p>Ferries sail [<xref ref-type="bibr">1</xref>, <xref
ref-type="bibr">2</xref>], see <xref ref-type="fig">Figure 1</xref><sup><xref
ref-type="bibr">3</xref></sup>.</p></sec></body><back><ref-list><ref>Foo</ref></ref-list></back>
</article>""")  # fmt: skip
    assert (found.title, found.author, found.source) == ("Ferries in winter", "Ann Lee", "Sea")
    assert (found.published, found.url) == ("2012-06-05", "https://doi.org/10.1/a")
    assert found.text == f"{BRIDGE}\n\nAims\n\nFerries sail, see Figure 1."
    assert found.places == ((len(BRIDGE) + 2, "Aims"),)


def test_an_edition():
    found = one("a.xml", """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><titleStmt><title>
The Post</title><author>Bo Ray</author></titleStmt><bibl><date when="1871-03-02">2 March</date>
</bibl></teiHeader><text><body><head>News</head><p>A ferry<lb/>sank.<note>sic</note></p></body>
</text></TEI>""")  # fmt: skip
    assert (found.title, found.author, found.published) == ("The Post", "Bo Ray", "1871-03-02")
    assert found.text == "News\n\nA ferry sank."


def test_records_in_xml():
    first, second = read(
        "a.xml",
        f"""<articles count="2"><article id="7"><title>Ferry</title>
<date>2024-06-05</date><author>Ann Lee</author><text>{FERRY}</text></article><article id="8">
<title>Bridge</title><body><p>The <b>bridge</b>.</p><p>Again.</p></body></article></articles>""",
    )
    assert (first.title, first.text, first.author) == ("Ferry", FERRY, "Ann Lee")
    assert (first.published, first.origin.rpartition("#")[2]) == ("2024-06-05", "7")
    assert (second.title, second.text) == ("Bridge", "The bridge.\n\nAgain.")
    assert (
        one("b.xml", f"<doc><headline>A</headline><content>{FERRY}</content></doc>").text == FERRY
    )
    kop = one("c.xml", f"<d><kop>A</kop><tekst>{FERRY}</tekst></d>", fields={"text": "tekst"})
    assert kop.text == FERRY


def test_what_is_no_article_is_refused():
    assert refused("a.xml", "<a><b>1</b><c>2</c></a>") == (
        "it is XML, but no RSS or Atom feed and no news: "
        "it has no field text, body or content with words (fields: b, c). "
        "Name it: --field text=NAME"
    )
    assert "XML can't be read" in refused("a.xml", "<a>")
    assert "too deep" in refused("a.xml", f"{'<a>' * 3000}{'</a>' * 3000}")
    bomb = '<!DOCTYPE a [<!ENTITY b "bb">]><a><text>&b;</text></a>'
    assert "XML can't be read" in refused("a.xml", bomb)
