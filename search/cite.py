"""Citations: quotes cut from the stored text, and links that open them."""

from __future__ import annotations

from urllib.parse import quote as percent

from index.lists import lines
from index.records import Article
from search.dialogue import speaker
from search.results import Citation

FRAGMENT_WORDS = 6
"""Words at either end of a quote that its text fragment names."""


def cite(
    number: int,
    article: Article,
    start: int,
    end: int,
    support: float,
    similar: tuple[str, ...] = (),
) -> Citation:
    """The citation of ``article.text[start:end]``; ``similar`` are the ids of articles like it."""
    words = article.text[start:end]
    return Citation(
        number=number,
        article_id=article.id,
        title=article.title,
        source=article.source,
        url=article.url,
        published=article.published,
        quote=words,
        start=start,
        end=end,
        support=round(support, 4),
        link=link(article, start, end),
        similar=similar,
        section=article.place(start),
        also=article.sources[1:],
        author=article.author,
        speaker=speaker(article.text, start, end),
    )


def link(article: Article, start: int, end: int) -> str:
    """Where a reader can see the quote in its place: the article's own address with a text
    fragment (WICG, "URL Fragment Text Directives"), or the page that ``pressmark serve`` shows.
    """
    if article.url is None:
        return f"/articles/{article.id}?start={start}&end={end}#quote"
    parts = [line.split() for line in lines(article.text[start:end])]
    first, last = parts[0], parts[-1]
    if len(parts) == 1 and len(first) <= 2 * FRAGMENT_WORDS:
        directive = _encoded(first)
    else:  # an end may not reach over several blocks of a page
        directive = f"{_encoded(first[:FRAGMENT_WORDS])},{_encoded(last[-FRAGMENT_WORDS:])}"
    joint = "" if "#" in article.url else "#"
    return f"{article.url}{joint}:~:text={directive}"


def _encoded(words: list[str]) -> str:
    # A dash and a comma have a meaning in the directive, so they are encoded too.
    return percent(" ".join(words), safe="").replace("-", "%2D")
