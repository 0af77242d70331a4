"""A text by itself, as search would have found it."""

from __future__ import annotations

from index.records import Article, Passage, Span
from search.results import Hit


def hit(text: str, title: str = "", article_id: str = "x") -> Hit:
    """``text`` as the one passage of an article. Of hits that are read together each needs an
    ``article_id`` of its own: what is read of an article counts for all its passages.
    """
    article = Article(article_id, 1, "", "given", title, text, "given", None, None, None, ())
    return Hit(Passage(0, 0, Span(article_id, 0, len(text)), text), article, 0.0, {}, {})
