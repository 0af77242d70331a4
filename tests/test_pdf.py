"""PDFs drawn here, word by word: which paragraphs their lines are, and what is left out."""

from pathlib import Path

import pytest
from conftest import CHROMIUM
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import sync_playwright

from bench.reliability.containers import pdf_of
from index.errors import NotAnArticle
from index.pdf_lines import Line
from index.pdf_text import paragraphs_of
from index.read_pdf import read_pdf
from index.reading import File

FONTS = (
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold>>",
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding<</Type/Encoding/Differences[1/fi]>>>>",
)
PLAIN, BOLD, LIGATURES = "F1", "F2", "F3"
LEADING = 13


def drawn(pages, trailer=b"", also=()):
    """A PDF of ``pages``, each with (x, y, size, font, words) of its lines."""
    first = 3 + len(FONTS)
    numbers = [first + 2 * n for n in range(len(pages))]
    fonts = b"".join(b"/F%d %d 0 R" % (n, 2 + n) for n in range(1, len(FONTS) + 1))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>"
        % (b" ".join(b"%d 0 R" % n for n in numbers), len(pages)),
        *FONTS,
    ]
    for number, lines in zip(numbers, pages, strict=True):
        shown = b"\n".join(
            f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({words}) Tj ET".encode("latin-1")
            for x, y, size, font, words in lines
        )
        objects += [
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<<%s>>>>"
            b"/Contents %d 0 R>>" % (fonts, number + 1),
            b"<</Length %d>>\nstream\n%s\nendstream" % (len(shown), shown),
        ]
    return pdf_of([*objects, *also], trailer)


def block(lines, x=72, y=700, size=10, font=PLAIN):
    return [(x, y - LEADING * n, size, font, words) for n, words in enumerate(lines)]


def read(data, name="report.pdf"):
    path = Path("/articles") / name
    (draft,) = read_pdf(File(path, str(path), data), None)
    return draft


def paragraphs(*pages):
    return read(drawn(pages)).text.split("\n\n")


FERRY = [
    "The ferry to Quayle runs again on Monday, the har-",
    "bour master said. It was repaired in the spring by",
    "a yard in Dorn.",
]
BRIDGE = [
    "The bridge stays closed until May, and the repair",
    "will cost $13 million, as the council was told on",
    "Tuesday evening.",
]
AS_READ = [
    "The ferry to Quayle runs again on Monday, the harbour master said. It was repaired in the "
    "spring by a yard in Dorn.",
    "The bridge stays closed until May, and the repair will cost $13 million, as the council was "
    "told on Tuesday evening.",
]


def test_a_short_line_that_ends_a_sentence_ends_a_paragraph():
    assert paragraphs(block([*FERRY, *BRIDGE])) == AS_READ


def test_a_gap_or_an_indented_line_begins_a_paragraph():
    full = [*BRIDGE[:2], "Tuesday evening, when it was dark in the town."]
    expected = [
        AS_READ[1].replace("evening.", "evening, when it was dark in the town."),
        AS_READ[0],
    ]
    assert paragraphs(block(full) + block(FERRY, y=640)) == expected
    lines = block([*full, *FERRY])
    lines[3] = (86, *lines[3][1:])
    assert paragraphs(lines) == expected


def test_headings_and_items_stand_by_themselves():
    lines = [
        *block(["The harbour"], size=14, y=730),
        *block(FERRY),
        (72, 661, 10, BOLD, "The bridge"),
        *block(BRIDGE, y=648),
        *block(["\x95 Fares rise to $2.50.", "\x95 Dogs travel free."], y=596),
    ]
    assert paragraphs(lines) == [
        "The harbour", AS_READ[0], "The bridge", AS_READ[1], "• Fares rise to $2.50.",
        "• Dogs travel free.",
    ]  # fmt: skip


def test_what_a_column_breaks_off_goes_on_in_the_next_one():
    left = block([*FERRY, *BRIDGE[:1]], x=50)
    right = block(BRIDGE[1:], x=320)
    assert paragraphs(left + right) == AS_READ


def test_heads_and_numbers_of_pages_are_left_out_and_paragraphs_go_on():
    texts = [[*FERRY, *BRIDGE[:2]], [*BRIDGE[2:], "Trams run as before."], ["No ticket was sold."]]
    pages = [
        [
            (200, 770, 9, PLAIN, "Harbour report 2024"),
            *block(lines),
            (300, 40, 9, PLAIN, f"Page {number} of 3"),
        ]
        for number, lines in enumerate(texts, 1)
    ]
    found = read(drawn(pages))
    assert found.text.split("\n\n") == [
        "Harbour report 2024", *AS_READ, "Trams run as before.", "No ticket was sold.",
    ]  # fmt: skip
    assert [(found.text[at : at + 7], name) for at, name in found.places] == [
        ("Harbour", "page 1"), ("Tuesday", "page 2"), ("No tick", "page 3"),
    ]  # fmt: skip


def test_tables_of_contents_are_left_out():
    contents = ["1 The ferry . . . . . . . . . . . . . . 3", "2 The bridge .............. iv"]
    assert paragraphs(block(contents) + block(FERRY, y=600)) == AS_READ[:1]


def test_rows_of_a_table_are_lines_with_their_cells():
    rows = [("Stop", "Opened", "Fare"), ("Airport", "2024", "$2.50"), ("Old mill", "1931", "$1")]
    lines = [
        (72 + 120 * at, 600 - LEADING * n, 10, PLAIN, cell)
        for n, cells in enumerate(rows)
        for at, cell in enumerate(cells)
    ]
    assert paragraphs(block(FERRY) + lines) == [
        AS_READ[0], "Stop | Opened | Fare", "Airport | 2024 | $2.50", "Old mill | 1931 | $1",
    ]  # fmt: skip


def test_footnote_numbers_are_left_out_and_other_raised_ones_kept():
    lines = [
        (72, 700, 10, PLAIN, "The water rose to 5 m"), (168, 704, 6, PLAIN, "2"),
        (72, 640, 10, PLAIN, "Nobody was hurt."), (151, 644, 6, PLAIN, "12"),
    ]  # fmt: skip
    assert paragraphs(lines) == ["The water rose to 5 m2", "Nobody was hurt."]


def test_ligatures_are_letters():
    assert paragraphs([(72, 700, 10, LIGATURES, "The \\001re was small.")]) == [
        "The fire was small."
    ]


@pytest.mark.parametrize("stated", ["", "Microsoft Word - draft3.doc", "sag-39-3:sag-0", "a.indd"])
def test_the_largest_type_is_the_title_where_none_is_stated(stated):
    pages = [[*block(["Ferry runs", "again in Quayle"], size=18, y=740), *block(FERRY, y=690)]]
    info = b"/Info %d 0 R" % (3 + len(FONTS) + 2)
    found = read(drawn(pages, info, [b"<</Title(%s)>>" % stated.encode()]))
    assert found.title == "Ferry runs again in Quayle"
    found = read(drawn(pages, info, [b"<</Title(Harbour report)>>"]))
    assert found.title == "Harbour report"
    assert read(drawn([block(FERRY)]), "ferry-report.pdf").title == "Ferry report"


def test_a_pdf_with_a_password_says_what_to_do():
    unknown = b"<" + b"5a" * 32 + b">"
    locked = b"/Encrypt <</Filter/Standard/V 1/R 2/O %s/U %s/P -4>> /ID[<00><00>]"
    with pytest.raises(NotAnArticle, match="a PDF with a password: save it without one"):
        read(drawn([block(FERRY)], locked % (unknown, unknown)))


NEWS = """<title>Ferry runs again in Quayle | Harbour Post</title>
<style>h1 {{ font-size: 30px }} p {{ font: 15px/1.4 serif }}</style>
<ul><li>Home</li><li>Sport of the week</li></ul><h1>Ferry runs again in Quayle</h1>
<p>By Ann Lee</p><p>Published 17 June 2024</p>{}"""


def test_a_web_page_that_a_browser_has_printed(tmp_path):
    story = [f"{' '.join([*FERRY, *BRIDGE])} Number {n} of that day." for n in range(30)]
    body = NEWS.format("".join(f"<p>{text.replace('har- bour', 'harbour')}</p>" for text in story))
    (tmp_path / "ferry.html").write_text(body, encoding="utf-8")
    address = (tmp_path / "ferry.html").as_uri()
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        page.goto(address)
        data = page.pdf(format="A4", display_header_footer=True)
        browser.close()
    found = read(data)
    assert found.title == "Ferry runs again in Quayle"
    assert (found.published, found.dated_by) == ("2024-06-17", "first lines")
    bare = [" ".join(AS_READ) + f" Number {n} of that day." for n in range(30)]
    assert found.text.split("\n\n") == ["By Ann Lee", "Published 17 June 2024", *bare]
    assert [name for _, name in found.places] == ["page 1", "page 2"]


def printed(pages, title="Ferry runs again in Quayle - Harbour Post"):
    creator = b"<</Creator(Mozilla/5.0 Chrome/150.0)/Title(%s)/CreationDate(D:20261129)>>"
    info = b"/Info %d 0 R" % (3 + len(FONTS) + 2 * len(pages))
    return read(drawn(pages, info, [creator % title.encode()]))


def test_a_printed_page_has_its_address_and_not_the_day_of_its_printing():
    address = "https://post.example/ferry"
    pages = [
        [
            (20, 780, 8, PLAIN, "11/29/26, 12:23 AM"),
            (200, 780, 8, PLAIN, "Ferry runs again in Quayle - Harbour Post"),
            *lines,
            (20, 20, 8, PLAIN, address),
            (560, 20, 8, PLAIN, f"{number}/2"),
        ]
        for number, lines in enumerate((
            [*block(["Home", "Ferry runs again in Quayle"], y=740), *block(FERRY, y=690)],
            block(BRIDGE),
        ), 1)
    ]  # fmt: skip
    found = printed(pages)
    assert (found.title, found.url) == ("Ferry runs again in Quayle", address)
    assert (found.published, found.text.split("\n\n")) == (None, AS_READ)


def test_a_document_that_is_no_printed_page_keeps_what_stands_before_its_title():
    lines = [*block(["For the council only"], y=750), *block(["Ferry runs again in Quayle"], y=730)]
    about = b"<</Producer(Skia/PDF m150 Google Docs Renderer)/Title(Ferry runs again in Quayle)>>"
    found = read(drawn([[*lines, *block(FERRY)]], b"/Info %d 0 R" % (5 + len(FONTS)), [about]))
    assert found.text.split("\n\n")[0] == "For the council only"


def test_a_printed_page_whose_heading_has_other_words_than_its_title():
    lines = [
        *block(["News of the day and night"], y=760),
        *block(["The ferry is back in the harbour"], size=18, y=730),
        *block(FERRY),
    ]
    found = printed([lines], "Harbour Post")
    assert (found.title, found.text) == ("The ferry is back in the harbour", AS_READ[0])
    found = printed([block([*FERRY, *BRIDGE])], "Harbour Post")
    assert (found.title, found.text.split("\n\n")) == ("Harbour Post", AS_READ)


WORD = st.text("abcdefghijklmnopvx", min_size=2, max_size=9)


LINE = st.tuples(
    st.integers(20, 500), st.integers(1, 30).map(lambda n: 25 * n),
    st.sampled_from([8, 10, 12, 20]), st.sampled_from([PLAIN, BOLD]),
    st.lists(WORD, min_size=1, max_size=8).map(" ".join),
)  # fmt: skip
PAGE = st.lists(LINE, max_size=12, unique_by=lambda line: line[1])


@settings(max_examples=60, deadline=None)
@given(st.lists(PAGE, min_size=1, max_size=2))
def test_no_word_is_lost_wherever_it_stands(pages):
    said = "".join(words for lines in pages for *_, words in lines).replace(" ", "")
    if not said:
        return
    found = read(drawn(pages))
    assert sorted(c for c in found.text if c.isalpha()) == sorted(said)
    places = [at for at, _ in found.places]
    assert places == sorted(set(places))
    assert all(found.text[at].isalpha() for at in places)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("渡船在星期一", "恢复了。", "渡船在星期一恢复了。"),
        ("The ferry", "runs.", "The ferry runs."),
    ],
)
def test_lines_are_joined_as_their_script_does(first, second, expected):
    lines = [Line(first, 72, 300, 700, 10), Line(second, 72, 120, 687, 10)]
    assert paragraphs_of([lines]) == [[(1, expected)]]
