"""Old Word files, spreadsheets, slides and messages of Outlook. ``office/report.doc`` and
``office/rows.xls`` were saved by LibreOffice 7.4.
"""

import struct
from datetime import UTC, datetime
from pathlib import Path

import pytest
from test_formats import BRIDGE, FERRY, one, read, refused

from bench.reliability import containers
from index.errors import NotAnArticle

OFFICE = Path(__file__).parent / "office"
REPORT = (OFFICE / "report.doc").read_bytes()


def test_an_old_word_file():
    found = one("report.doc", REPORT)
    assert found.title == "The ferry returns"
    assert found.text.split("\n\n") == [
        "The zeppelinqdoc runs again on Monday. Tickets cost 12 €, says “the Post”.",
        "It leaves at nine sharp.",  # "ten" is deleted and "hidden words" hidden
        "The timetable is out.",  # a link, without its address
        "Fares",
        "Route | Single | Return",
        "Route: Harbour old and new | Single: 2 € | Return: 3 €",
        "Route: Mill | Return: 4 €",
        "Children pay half.",
        "Dogs travel free.",
        "東京 and Łódź 😀",
        "It was quiet\nin the harbour.",
    ]
    assert [name for _, name in found.places] == ["Fares", "Fares › 東京 and Łódź 😀"]
    assert all(found.text[at:].startswith(name.rpartition(" › ")[2]) for at, name in found.places)
    assert (found.published, found.dated_by, found.author) == ("2004-06-05", "metadata", "Ann Lee")


@pytest.mark.parametrize("data", [
    rf"{{\rtf1\ansi {FERRY}\par}}".encode(),
    f"<html><body><p>{FERRY}</p><p>{BRIDGE}</p></body></html>".encode(),
    b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>" + FERRY.encode() + b"</p>",
    containers.docx(containers.document(b"\0\2\3" + FERRY.encode())),
    f"Ferry\n\n{FERRY}".encode(),
])  # fmt: skip
def test_what_else_is_called_doc(data):
    assert FERRY in one("a.doc", data).text


def in_stream(name, at, value):
    streams = {each: bytearray(data) for each, data in containers.office("report.doc").items()}
    streams[name][at : at + len(value)] = value
    return containers.ole({each: bytes(data) for each, data in streams.items()})


@pytest.mark.parametrize(("data", "why"), [
    (b"\0\1\2", "it is not a Word document"),
    (REPORT[:3000], "it is not a Word document that can be read"),
    (containers.ole({"Workbook": b"a"}), "it is not a Word document"),
    (in_stream("WordDocument", 2, b"\x68\0"), "it is of Word 95 or older: save it again as .docx"),
    (in_stream("WordDocument", 11, b"\x13"), "it is encrypted"),
    (in_stream("WordDocument", 418, b"\xff\xff\xff\x7f"), "it is damaged"),
])  # fmt: skip
def test_what_is_no_old_word_file_is_refused(data, why):
    assert refused("a.doc", data) == why


def test_pieces_that_stand_on_each_other_are_no_bomb():
    """Each of 2,000 pieces is the same 20,000 characters."""
    count, many = 2_000, 20_000
    pieces = struct.pack(f"<{count + 1}I", *range(0, many * (count + 1), many))
    pieces += struct.pack("<HIH", 0, 0x4000_0000, 0) * count
    clx = b"\2" + struct.pack("<I", len(pieces)) + pieces
    main = bytearray(containers.office("report.doc")["WordDocument"].ljust(many, b"a"))
    main[418:426] = struct.pack("<II", 0, len(clx))
    assert refused("a.doc", containers.ole({"WordDocument": bytes(main), "1Table": clx})) == (
        "it is damaged"
    )


def test_an_old_spreadsheet():
    first, second = read("rows.xls", (OFFICE / "rows.xls").read_bytes())
    assert (first.title, first.text) == ("Ferry", "The zeppelinqxls runs again on Monday.")
    assert (first.published, first.author) == ("2024-06-05", "Ann Lee")
    assert (second.title, second.text) == ("1984", "It is a book.")


def test_what_else_is_called_xls():
    rows = f"title\ttext\nFerry\t{FERRY}\n"
    assert one("a.xls", rows).text == FERRY
    assert one("a.xls", rows.encode("utf-16")).text == FERRY
    made = containers.xlsx(containers.sheet_rows(("title", "text"), ("Ferry", FERRY)))
    assert one("a.xls", made).text == FERRY
    assert refused("a.xls", "<table>") == "it is a web page, no spreadsheet: save it again as .xlsx"
    assert refused("a.xls", containers.ole({"Workbook": b"a" * 99})) == (
        "it is not a spreadsheet that can be read"
    )


def table(*rows):
    cell = "<a:tc><a:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></a:txBody></a:tc>".format
    made = "".join(f"<a:tr>{''.join(map(cell, row))}</a:tr>" for row in rows)
    return (
        f'<p:graphicFrame><a:graphic><a:tbl><a:tblPr firstRow="1"/>{made}</a:tbl></a:graphic>'
        "</p:graphicFrame>"
    ).encode()


def test_slides():
    shapes = (
        containers.shape("body", FERRY, "It is new.")
        + b"<p:grpSp>" + containers.shape("body", "In a group.") + b"</p:grpSp>"
        + containers.shape("sldNum", "7") + table(("Route", "Single"), ("Harbour", "2"))
        + containers.shape("ctrTitle", "The ferry", "returns")
    )  # fmt: skip
    notes = containers.shape("sldImg", "") + containers.shape("body", BRIDGE)
    found = one("a.pptx", containers.pptx(shapes, notes))
    assert found.title == "The ferry returns"
    assert found.text.split("\n\n") == [
        *(FERRY, "It is new.", "In a group."),
        *("Route | Single", "Route: Harbour | Single: 2", BRIDGE),
    ]
    assert (found.published, found.dated_by, found.author) == ("2024-06-05", "metadata", "Ann Lee")
    assert one("talk.pptx", containers.pptx(containers.shape("body", FERRY))).title == "Talk"


def test_slides_of_libreoffice():
    steps = b"\0" + FERRY.encode() + b"\x0d\6\7\x08\x09\0A\x0f\x09\0B"
    found = one("a.odp", containers.odt(containers.open_slides(steps)))
    assert (found.title, found.author, found.language) == ("T", "Ann Lee", "en")
    assert found.text.split("\n\n")[0] == FERRY
    assert (found.published, found.dated_by) == ("2024-06-05", "metadata")
    assert refused("a.odp", containers.odt(containers.open_document(steps))) == (
        "it is not an OpenDocument presentation"
    )


def test_a_spreadsheet_of_libreoffice():
    rows = (("A list",), ("title", "text"), ("Ferry", FERRY), ("", ""), ("Bridge", BRIDGE))
    first, second = read("a.ods", containers.odt(containers.open_sheet(*rows)))
    assert (first.title, first.text) == ("Ferry", FERRY)
    assert (second.title, second.text) == ("Bridge", BRIDGE)
    day = containers.open_sheet(("date", "text"), ("shown", FERRY)).replace(
        b'value-type="string"><text:p>shown', b'date-value="2024-06-05T00:00:00"><text:p>5 June'
    )
    assert one("a.ods", containers.odt(day)).published == "2024-06-05"


def test_tables_within_tables_are_read_once():
    """Of each table in the cell of another, all that was in it was read anew."""
    steps = b"\6\x08\x09\0deep\x0d" * 40  # a table, a row, a cell and a paragraph, closed again
    found = one("a.odt", containers.odt(containers.open_document(b"\0One.\x0d" + steps)))
    assert found.text.count("deep") == 40


def test_what_is_no_presentation_is_refused():
    made = containers.docx(containers.document(containers.STEPS))
    assert refused("a.pptx", made) == "it is not a presentation"
    with pytest.raises(NotAnArticle, match="it holds no words"):
        read("a.pptx", containers.pptx(b""))


def test_a_message_of_outlook():
    page = f"<h2>News</h2><p>{FERRY}</p><p>Café at €2.</p>".encode("cp1252")
    found = one("a.msg", containers.msg(b"News <https://e.org/1>", page))
    assert (found.title, found.text) == ("Ferry", f"News\n\n{FERRY}\n\nCafé at €2.")
    assert (found.published, found.dated_by, found.author) == ("2024-06-05", "header", "Ann Lee")
    assert found.places == ((0, "News"),)
    plain = one("a.msg", containers.msg(f"{FERRY}<https://e.org/1>\r\n\r\n{BRIDGE}".encode()))
    assert plain.text == f"{FERRY}\n\n{BRIDGE}"
    assert refused("a.msg", b"From: a@b.c\n\nHi") == "it is not a message of Outlook"
    assert refused("a.msg", containers.msg(b"")) == "it holds no words"


def test_the_day_of_a_message_is_the_one_stated():
    """Windows counts tenths of microseconds since 1601."""
    from index.ole import when

    begun = datetime(1601, 1, 1, tzinfo=UTC)
    day = datetime(1999, 12, 31, 23, 59, tzinfo=UTC)
    assert when(int((day - begun).total_seconds() * 10**7)) == day
