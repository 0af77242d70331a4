"""PDF, by PDFium; where each page begins is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from statistics import median

from index.canonical import has_words, line, valid, web_address
from index.dated import of_document
from index.dates import day
from index.errors import NotAnArticle
from index.headings import Places
from index.page_authors import document_author
from index.pdf_lines import Line, lines_of
from index.pdf_text import Part, paragraphs_of, said
from index.printed import address, article, is_printed
from index.read_text import title_of
from index.reading import File, Items
from index.records import Draft

MOST_PAGES = 5_000
_NO_TITLE = re.compile(
    r"microsoft word.*|untitled.*|.*\.(?:docx?|dvi|indd|pdf|pptx?|qxd|rtf|tex|xlsx?)|\S*[\d_]\S*",
    re.IGNORECASE,
)
"""What programs write where a title should stand."""
FIRST_LINES, LONGEST_TITLE = 12, 200
LARGE = 1.2
"""Size of a title, in that of most of the type."""


def read_pdf(file: File, _: Callable[[File], Items]) -> Items:
    """The text of a PDF, page after page; ``places`` has "page 1" and so on.

    Raises:
        NotAnArticle: encrypted, damaged, or pictures of text only.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        with PdfDocument(file.data) as document:
            if len(document) > MOST_PAGES:
                raise NotAnArticle(
                    f"it has {len(document):,} pages, more than {MOST_PAGES:,}: split it"
                )
            pages = [lines_of(page) for page in document]
            about = document.get_metadata_dict()
    except PdfiumError as error:
        if "password" in str(error).lower():
            raise NotAnArticle("it is a PDF with a password: save it without one") from error
        raise NotAnArticle(f"it is not a PDF that can be read ({error})") from error
    paragraphs: Sequence[list[Part]] = paragraphs_of(pages)
    made = day(about.get("CreationDate", "").removeprefix("D:")[:8])
    title, url = line(about.get("Title")), None
    if title is None or _NO_TITLE.fullmatch(title[:LONGEST_TITLE]):
        title = _largest(pages) or title
    if is_printed(about):
        made, below = None, address(pages)
        url = web_address(below)
        title, paragraphs = article(paragraphs, title, pages, below)
    text, places = _text(paragraphs)
    if not has_words(text):
        raise NotAnArticle("it is a PDF without text, perhaps scanned: run OCR over it first")
    published, dated_by = of_document(made, text, file.path)
    yield Draft(
        origin=file.origin, title=title or title_of(file.path), text=text, url=url,
        published=published, author=document_author(about.get("Author")), dated_by=dated_by,
        places=places,
    )  # fmt: skip


def _text(paragraphs: Sequence[Sequence[Part]]) -> tuple[str, Places]:
    """All of it, and where the first words of each page stand."""
    text, page = "", 0
    places: list[tuple[int, str]] = []
    for paragraph in paragraphs:
        text += "\n\n" if text else ""
        for number, words in paragraph:
            if number != page:
                places.append((len(text), f"page {number}"))
                page = number
            text += valid(words)
    return text, tuple(places)


def _largest(pages: Sequence[Sequence[Line]]) -> str | None:
    """The paragraph at the top of the first page that is set in larger type than most."""
    sizes = [each.size for lines in pages[:3] for each in lines for _ in each.text]
    first = pages[0][:FIRST_LINES] if pages else ()
    if not sizes or not first:
        return None
    large = max(first, key=lambda each: each.size)
    paragraphs = map(said, paragraphs_of([first]))
    title = line(next((each for each in paragraphs if large.text in each), None)) or ""
    fits = large.size > LARGE * median(sizes) and 8 <= len(title) <= LONGEST_TITLE
    return title if fits and " " in title else None
