"""Small valid files of the formats that hold others, and files of these around any content: bytes
thrown at a ZIP are refused at its door, and what is inside is never tried.
"""

from __future__ import annotations

import gzip
import io
import plistlib
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from html import escape

from bench.reliability.record import ROOT

PAGE = (
    b"<html><head><title>T</title><meta name='date' content='2024-06-05'/></head><body><h1>T</h1>"
    b"<p>One <b>is</b>.</p><table><tr><th>A</th></tr><tr><td>1</td></tr></table></body></html>"
)
RECORD = b'{"title": "T", "text": "One is."}\n'
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
_DRAWN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
STEPS = b"\1\2\3T\x0e\0\2\3One is.\x0e\6\7\x09\0\2\3A\x0e\x0d\x09\0\2\3B"
"""Of ``document``: a heading, a sentence and a table."""
STEPS_PPTX = b"\0\3\4\5\6One is.\x0f\x0f\x09\x0b\x0c\3\4\5\6A"
"""Of slides: a shape and a table."""
STEPS_ODT = b"\1T\x0d\0One \2is\x0d.\x0d\6\7\x08\x09\0A\x0f\x0e\x08\x09\0B"
"""Of ``open_document``: the same."""
RICH = b"One \\b is\\b0 .\\par {\\intbl A\\cell B\\cell\\row}\\'e9 \\u8364 ?\\par"
RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + PAGE


def document(steps: bytes) -> bytes:
    """The text of a Word file that ``steps`` make, see ``_elements``."""
    body = _elements(steps, [(f"w:{name}", within) for name, within in _OPENED])
    return f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'.encode()


def open_document(steps: bytes) -> bytes:
    """The content of an OpenDocument text that ``steps`` make, see ``_elements``."""
    return _open("text", _elements(steps, _OPENED_ODT))


def open_slides(steps: bytes) -> bytes:
    """The content of an OpenDocument presentation with a slide of them."""
    frame = '<draw:frame presentation:class="{}"><draw:text-box>{}</draw:text-box></draw:frame>'
    title = frame.format("title", "<text:p>T</text:p>")
    within = _elements(steps, _OPENED_ODT)
    return _open("presentation", f"<draw:page>{title}{frame.format('outline', within)}</draw:page>")


def open_sheet(*rows: Iterable[str]) -> bytes:
    """The content of an OpenDocument spreadsheet."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    made = (
        f"<table:table-row>{''.join(map(cell.format, each))}</table:table-row>" for each in rows
    )
    return _open("spreadsheet", f"<table:table>{''.join(made)}</table:table>")


def _open(kind: str, within: str) -> bytes:
    named = {"office": "office", "text": "text", "table": "table", "draw": "drawing",
             "presentation": "presentation"}  # fmt: skip
    spaces = " ".join(f'xmlns:{name}="{_ODF}:{full}:1.0"' for name, full in named.items())
    return (
        f"<office:document-content {spaces}><office:body><office:{kind}>{within}</office:{kind}>"
        "</office:body></office:document-content>"
    ).encode()


def _elements(steps: bytes, elements: Sequence[tuple[str, str]]) -> str:
    """Elements in any order and at any depth, well-formed whatever ``steps`` are. A byte below 16
    opens one of ``elements`` or closes some, others are their text.
    """
    made, opened = [], []
    for step in steps:
        if step < len(elements):
            name, within = elements[step]
            made.append(f"<{name}{within}" if within.startswith(" ") else f"<{name}>{within}")
            opened.append(name)
        elif step < 16:
            for _ in range(min(len(opened), step - len(elements) + 1)):
                made.append(f"</{opened.pop()}>")
        else:
            made.append(f"&#{step};" if step > 31 else " ")
    made += (f"</{name}>" for name in reversed(opened))
    return "".join(made)


_OPENED_ODT = (
    ("text:p", ""), ("text:h", ' text:outline-level="2">'), ("text:span", ""), ("text:s", ""),
    ("text:list", ""), ("text:list-item", ""), ("table:table", ""),
    ("table:table-header-rows", ""), ("table:table-row", ""), ("table:table-cell", ""),
    ("table:table-cell", ' table:number-columns-repeated="3">'), ("text:note", ""),
    ("text:p", ' text:style-name="Title">'),
)  # fmt: skip
_OPENED_PPTX = (
    ("p:sp", ""), ("p:nvSpPr", ""), ("p:ph", ' type="title">'), ("p:txBody", ""), ("a:p", ""),
    ("a:r", ""), ("a:t", ""), ("a:br", ""), ("p:grpSp", ""), ("a:tbl", ""),
    ("a:tblPr", ' firstRow="1">'), ("a:tr", ""), ("a:tc", ""),
)  # fmt: skip
_OPENED_NEWS = (
    ("block", ""), ("p", ""), ("hl2", ""), ("b", ""), ("media", ""), ("br", ""), ("table", ""),
    ("tr", ""), ("td", ""), ("nitf", ""), ("newsItem", "<contentMeta/>"), ("newscomponent", ""),
)  # fmt: skip
_OPENED_PAPER = (
    ("sec", ""), ("title", ""), ("p", ""), ("xref", ' ref-type="bibr">'), ("sup", ""), ("fig", ""),
    ("list", ""), ("list-item", ""), ("table", ""), ("tr", ""), ("td", ""), ("italic", ""),
)  # fmt: skip
_OPENED = (
    ("p", ""), ("p", '<w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'), ("r", ""), ("t", ""),
    ("hyperlink", ""), ("tbl", ""), ("tbl", '<w:tblPr><w:tblLook w:firstRow="1"/></w:tblPr>'),
    ("tr", "<w:trPr><w:tblHeader/></w:trPr>"), ("tr", ""), ("tc", ""),
    ("tc", '<w:tcPr><w:gridSpan w:val="3"/><w:vMerge/></w:tcPr>'), ("sdt", ""),
)  # fmt: skip
"""Elements, and what they begin with: their attributes, where that begins with a space."""


def docx(text: bytes) -> bytes:
    """A Word file with ``text`` as its document.xml (ECMA-376)."""
    kinds = f"{_PACKAGE}/content-types"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    return zipped({
        "[Content_Types].xml": f'<Types xmlns="{kinds}"><Default Extension="rels" ContentType='
        f'"{relations}"/><Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": text,
    })  # fmt: skip


def xlsx(rows: bytes) -> bytes:
    """A spreadsheet of one sheet with ``rows`` (ECMA-376, SpreadsheetML)."""
    kinds, main = f"{_PACKAGE}/content-types", "application/vnd.openxmlformats-officedocument."
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    sheet = b'<worksheet xmlns="%s"><sheetData>%s</sheetData></worksheet>'
    related = (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type="{_OFFICE}'
    )
    return zipped({
        "[Content_Types].xml": f'<Types xmlns="{kinds}"><Default Extension="rels" ContentType='
        f'"{relations}"/><Override PartName="/xl/workbook.xml" ContentType="{main}spreadsheetml.'
        'sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="'
        f'{main}spreadsheetml.worksheet+xml"/></Types>',
        "_rels/.rels": f'{related}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets><sheet '
        'name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{related}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": sheet % (_SHEET.encode(), rows),
    })  # fmt: skip


def pptx(shapes: bytes, notes: bytes = b"") -> bytes:
    """A presentation of one slide with ``shapes`` (ECMA-376, PresentationML)."""
    related = f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" Type='
    slide = (
        f'<p:%s xmlns:p="{_SLIDES}" xmlns:a="{_DRAWN}">'
        "<p:cSld><p:spTree>%s</p:spTree></p:cSld></p:%s>"
    ).encode()
    return zipped({
        "_rels/.rels": f'{related}"{_OFFICE}/officeDocument" Target="ppt/presentation.xml"/>'
        f'<Relationship Id="r2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
        'Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": '<c:coreProperties xmlns:c="c" xmlns:d="http://purl.org/dc/terms/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>PowerPoint Presentation</dc:title>'
        "<dc:creator>Ann Lee</dc:creator><d:created>2001-01-01T00:00:00Z</d:created>"
        "<d:modified>2024-06-05T10:00:00Z</d:modified></c:coreProperties>",
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{_SLIDES}" xmlns:r="{_OFFICE}">'
        '<p:sldIdLst><p:sldId id="256" r:id="r1"/></p:sldIdLst></p:presentation>',
        "ppt/_rels/presentation.xml.rels": f'{related}"{_OFFICE}/slide" Target="slides/a.xml"/>'
        "</Relationships>",
        "ppt/slides/a.xml": slide % (b"sld", shapes, b"sld"),
        "ppt/slides/_rels/a.xml.rels": f'{related}"{_OFFICE}/notesSlide" Target="../notes/a.xml"/>'
        "</Relationships>",
        "ppt/notes/a.xml": slide % (b"notes", notes, b"notes"),
    })  # fmt: skip


def shape(kind: str, *paragraphs: str) -> bytes:
    """A placeholder of a slide."""
    runs = "".join(f"<a:p><a:r><a:t>{each}</a:t></a:r></a:p>" for each in paragraphs)
    return (
        f'<p:sp><p:nvSpPr><p:nvPr><p:ph type="{kind}"/></p:nvPr></p:nvSpPr>'
        f"<p:txBody>{runs}</p:txBody></p:sp>"
    ).encode()


def _shapes(steps: bytes) -> bytes:
    """Shapes in any order and at any depth, see ``_elements``."""
    return shape("title", "T") + _elements(steps, _OPENED_PPTX).encode()


def news(steps: bytes) -> bytes:
    """An item of NewsML-G2 around NITF, see ``_elements``."""
    return (
        '<newsItem guid="a"><itemMeta/><contentMeta><headline>T</headline><by>A</by></contentMeta>'
        '<contentSet><inlineXML><nitf><head><pubdata name="P" date.publication="20240605"/></head>'
        f"<body><body.content>{_elements(steps, _OPENED_NEWS)}</body.content></body></nitf>"
        "</inlineXML></contentSet></newsItem>"
    ).encode()


def paper(steps: bytes) -> bytes:
    """A paper of a journal (JATS), see ``_elements``."""
    return (
        "<article><front><article-title>T</article-title><pub-date><year>2024</year></pub-date>"
        f"</front><body>{_elements(steps, _OPENED_PAPER)}</body></article>"
    ).encode()


def ole(streams: dict[str, bytes]) -> bytes:
    """A compound file ([MS-CFB]) of ``streams``: sector 0 says where the others go on, the
    directory follows, the sectors of small streams within one of their own, and the large streams.
    """
    small = {name: data for name, data in streams.items() if len(data) < _SMALL}
    inner, chains = _sectors([*small.values()], 64)
    links = struct.pack(f"<{len(chains)}I", *chains)
    directory = bytes(128 * (len(streams) + 1))
    large = [data for data in streams.values() if len(data) >= _SMALL]
    whole, table = _sectors([bytes(512), directory, links, inner, *large], 512)
    table[0] = 0xFFFF_FFFD
    first = 1 + -(-len(directory) // 512)
    within = first + -(-len(links) // 512)
    places = {"small": 0, "large": within + -(-len(inner) // 512)}
    entries = _entry("Root Entry", 5, within, len(inner), child=1)
    for number, (name, data) in enumerate(streams.items(), 1):
        kind, size = ("small", 64) if name in small else ("large", 512)
        after = number + 1 if number < len(streams) else _NONE
        entries += _entry(name, 2, places[kind], len(data), after=after)
        places[kind] += -(-len(data) // size)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack(
        "<16xHHHHH6x10I", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, _SMALL, first, -(-len(links) // 512),
        0xFFFF_FFFE, 0, 0,
    )  # fmt: skip
    made = struct.pack(f"<{len(table)}I", *table).ljust(512, b"\xff") + entries
    return head.ljust(512, b"\xff") + made + whole[len(made) :]


_SMALL, _NONE = 4096, 0xFFFF_FFFF


def _sectors(contents: list[bytes], size: int) -> tuple[bytes, list[int]]:
    """``contents`` after each other in sectors, and for each sector the one that follows."""
    links: list[int] = []
    for each in contents:
        many = -(-len(each) // size)
        links += [*range(len(links) + 1, len(links) + many), 0xFFFF_FFFE] if many else []
    return b"".join(each.ljust(-(-len(each) // size) * size, b"\0") for each in contents), links


def _entry(
    name: str, kind: int, at: int, size: int, child: int = _NONE, after: int = _NONE
) -> bytes:
    coded = name.encode("utf-16-le")
    return coded.ljust(64, b"\0") + struct.pack(
        "<HBBIII36xII4x", len(coded) + 2, kind, 1, _NONE, after, child, at, size
    )


@cache
def office(name: str) -> dict[str, bytes]:
    """By name, the streams of a file in tests/office."""
    import olefile

    with olefile.OleFileIO(str(ROOT / "tests" / "office" / name)) as opened:
        return {each[0]: opened.openstream(each).read() for each in opened.listdir()}


def doc(streams: bytes) -> bytes:
    """An old Word document, its text and tables out of ``streams``."""
    held = office("report.doc")
    at = len(held["WordDocument"])
    return ole(held | {"WordDocument": streams[:at], "1Table": streams[at:]})


def xls(stream: bytes) -> bytes:
    """An old spreadsheet of ``stream``."""
    return ole({"Workbook": stream})


def msg(text: bytes, html: bytes | None = None) -> bytes:
    """A message that Outlook saved ([MS-OXMSG])."""
    sent = 133_620_444_000_000_000  # 2024-06-05 in hundreds of nanoseconds since 1601
    streams = {
        "__properties_version1.0": bytes(32) + struct.pack("<IIQ", 0x0039_0040, 6, sent)
        + struct.pack("<IIQ", 0x3FDE_0003, 6, 1252),
        "__substg1.0_0037001F": "Ferry".encode("utf-16-le"),
        "__substg1.0_0C1A001F": "Ann Lee".encode("utf-16-le"),
        "__substg1.0_1000001F": text.decode("utf-8", "replace").encode("utf-16-le"),
    }  # fmt: skip
    return ole(streams | ({"__substg1.0_10130102": html} if html is not None else {}))


def sheet_rows(*rows: Iterable[str]) -> bytes:
    """Rows of cells with texts."""
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'.format
    return "".join(f"<row>{''.join(map(cell, each))}</row>" for each in rows).encode()


def _rows_of(table: bytes) -> list[list[str]]:
    """Rows of any bytes, cells between tabs, well-formed whatever they are."""
    words = "".join(c for c in table.decode("latin-1") if c.isprintable() or c in "\t\n")
    return [[escape(cell) for cell in each.split("\t")] for each in words.split("\n")]


def odt(content: bytes) -> bytes:
    """An OpenDocument text (ISO/IEC 26300) with ``content`` as its content.xml."""
    return zipped({
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "meta.xml": f'<office:document-meta xmlns:office="{_ODF}:office:1.0" xmlns:meta="{_ODF}'
        ':meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><office:meta>'
        "<meta:initial-creator>Ann Lee</meta:initial-creator><meta:creation-date>"
        "2024-06-05T10:00:00</meta:creation-date><dc:language>en</dc:language></office:meta>"
        "</office:document-meta>",
    })  # fmt: skip


def epub(chapter: bytes) -> bytes:
    """A book of one chapter (EPUB 3.3)."""
    return zipped({
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:'
        'container"><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
        "b.opf": '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc='
        '"http://purl.org/dc/elements/1.1/"><dc:title>T</dc:title><dc:date>2024</dc:date>'
        '</metadata><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/>'
        '</manifest><spine><itemref idref="c"/></spine></package>',
        "c.xhtml": chapter,
    })  # fmt: skip


def archive(page: bytes) -> bytes:
    """A ZIP file with a page and a text."""
    return zipped({"a/page.html": page, "b.txt": "T\n\nOne is."})


def tar(page: bytes) -> bytes:
    """A TAR file with the same."""
    return tarred({"a/page.html": page, "b.txt": b"T\n\nOne is."})


def tar_gz(page: bytes) -> bytes:
    """The same, compressed."""
    return gzipped(tar(page))


def warc(response: bytes) -> bytes:
    """A web archive of one page (ISO 28500)."""
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/\r\n"
        "WARC-Date: 2024-06-05T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(response)}\r\n"
    )
    return f"{head}\r\n".encode() + response + b"\r\n\r\n"


def warc_gz(response: bytes) -> bytes:
    """The same, compressed."""
    return gzipped(warc(response))


def mhtml(page: bytes) -> bytes:
    """A page as browsers save it (RFC 2557)."""
    return (
        b"From: <Saved>\r\nSubject: T\r\nDate: Mon, 6 Jan 2025 10:00:00 -0000\r\nMIME-Version: 1.0"
        b'\r\nContent-Type: multipart/related; type="text/html"; boundary="b"\r\n\r\n--b\r\n'
        b"Content-Type: text/html\r\nContent-Location: http://example.org/\r\n\r\n"
        + page
        + b"\r\n--b--\r\n"
    )


def webarchive(page: bytes) -> bytes:
    """A page as Safari saves it."""
    main = {
        "WebResourceData": page,
        "WebResourceMIMEType": "text/html",
        "WebResourceURL": "http://example.org/",
    }
    return plistlib.dumps({"WebMainResource": main}, fmt=plistlib.FMT_BINARY)


def enex(content: bytes) -> bytes:
    """An export of Evernote with one note."""
    return (
        b"<en-export><note><title>T</title><created>20240605T101112Z</created><tag>a</tag>"
        b"<content><![CDATA[<en-note>" + content + b"</en-note>]]></content></note></en-export>"
    )


def pdf(shown: bytes) -> bytes:
    """A page that shows what the operators ``shown`` say (ISO 32000)."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>"
        b"/Contents 5 0 R>>",
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(shown), shown),
    ]
    return pdf_of(objects)


def pdf_of(objects: list[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of ``objects``, numbered from 1, the first its catalogue, with ``trailer`` in the
    dictionary at its end.
    """
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    places_told = b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    end = b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n"
    return out + places_told + end % (count, trailer, len(out))


def zipped(members: dict[str, str | bytes]) -> bytes:
    """A ZIP file of ``members``."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def tarred(members: dict[str, bytes | None]) -> bytes:
    """A TAR file of ``members``; None makes a link that leads out of it."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as file:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            if data is None:
                member.type, member.linkname = tarfile.SYMTYPE, "/etc/hostname"
            member.size = len(data or b"")
            file.addfile(member, io.BytesIO(data or b""))
    return made.getvalue()


def gzipped(data: bytes) -> bytes:
    """The same bytes each time."""
    return gzip.compress(data, 1, mtime=0)


_WORDS, _TABLES = (office("report.doc")[name] for name in ("WordDocument", "1Table"))
AROUND: dict[str, tuple[Callable[[bytes], bytes], bytes]] = {
    ".docx": (lambda steps: docx(document(steps)), STEPS),
    ".odt": (lambda steps: odt(open_document(steps)), STEPS_ODT),
    ".xlsx": (
        lambda table: xlsx(sheet_rows(*_rows_of(table))),
        b"title\ttext\tdate\nT\tOne is.\t2024-06-05",
    ),
    ".ods": (lambda table: odt(open_sheet(*_rows_of(table))), b"title\ttext\nT\tOne is."),
    ".odp": (lambda steps: odt(open_slides(steps)), STEPS_ODT),
    ".pptx": (lambda steps: pptx(_shapes(steps)), STEPS_PPTX),
    ".xml": (news, b"\0\1One \3is\x0c.\x0d\2B\x0d\1Two"),
    ".nxml": (paper, b"\0\1A\x0c\2One \3[1]\x0c is.\x0e\2Two"),
    ".doc": (doc, _WORDS + _TABLES),
    ".xls": (xls, office("rows.xls")["Workbook"]),
    ".msg": (lambda page: msg(b"One is.", page), PAGE),
    ".rtf": (lambda words: b"{\\rtf1\\ansi{\\info{\\title T}}" + words + b"}", RICH),
    ".epub": (epub, PAGE),
    ".zip": (archive, PAGE),
    ".tar": (tar, PAGE),
    ".tar.gz": (tar_gz, PAGE),
    ".tgz": (tar_gz, PAGE),
    ".json.gz": (gzipped, RECORD),
    ".jsonl.gz": (gzipped, RECORD),
    ".csv.gz": (gzipped, b"title,text\nT,One is.\n"),
    ".warc": (warc, RESPONSE),
    ".warc.gz": (warc_gz, RESPONSE),
    ".mht": (mhtml, PAGE),
    ".mhtml": (mhtml, PAGE),
    ".webarchive": (webarchive, PAGE),
    ".enex": (enex, b"<div>One <b>is</b>.</div><ul><li>A</li></ul>"),
    ".pdf": (pdf, b"BT /F1 12 Tf 50 750 Td [(One) -250 (is.)] TJ T* <feff0041> Tj ET"),
}
"""By suffix: makes a file around a content, and such a content."""
