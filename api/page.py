"""An article as a page, so that a citation's link opens at the quoted words."""

from __future__ import annotations

from html import escape

from index.records import Article
from search.render import place

CSP = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"

_STYLE = (
    ":root{color-scheme:light dark}"
    "body{font:1.05rem/1.6 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem}"
    "p{white-space:pre-line}header p{opacity:.75}mark{background:#ffe58a;color:#111;padding:.1em 0;"
    "scroll-margin-top:35vh}"
)


def article_page(article: Article, start: int, end: int) -> str:
    """HTML of ``article``; ``[start, end)`` in code points is marked where it is a real span."""
    text = article.text
    if not 0 <= start < end <= len(text):
        start = end = 0
    parts = [escape(text[:start]), escape(text[start:end]), escape(text[end:])]
    marked = f'<mark id="quote">{parts[1]}</mark>' if end else ""
    link = (
        f' · <a href="{escape(article.url)}" rel="noreferrer">original</a>' if article.url else ""
    )
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(article.title)}</title>'
        f"<style>{_STYLE}</style><header><h1>{escape(article.title)}</h1>"
        f"<p>{escape(place(article.source, article.published))}{link}</p></header>"
        f"<main><p>{parts[0]}{marked}{parts[2]}</p></main></html>"
    )
