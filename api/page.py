"""Pages made here, without JavaScript: an article at its quoted words, an answer, the list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

from index.headings import shown
from index.lists import lines
from index.paragraphs import soft_breaks
from index.records import Article
from search.render import place

CSP = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
STATUS = {
    "answered": "Answered",
    "partial": "Partly: this comes close. Take it with care",
    "no_answer": "Not in these articles",
}


def html_page(title: str, body: str) -> str:
    """A page around ``body``, which is HTML already."""
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><link rel="stylesheet" href="/static/app.css">'
        f'<link rel="icon" href="/static/icon.svg"><body class="plain">'
        f'<header class="top"><a class="brand" href="/">Pressmark</a>'
        f'<nav><a href="/articles">Articles</a></nav></header>'
        f"<main>{body}</main></body></html>"
    )


def article_page(article: Article, start: int, end: int) -> str:
    """HTML of ``article``; ``[start, end)`` in code points is marked where it is a real span."""
    text = article.text
    if not 0 <= start < end <= len(text):
        start = end = 0
    spans = list(shown(text, article.places))
    text = _flowing(text)
    parts = [_headed(text, 0, start, spans), escape(text[start:end])]
    parts.append(_headed(text, end, len(text), spans))
    marked = f'<mark id="quote">{parts[1]}</mark>' if end else ""
    about = escape(place(article.source, article.published, article.author))
    if article.url:
        about += f' · <a href="{escape(article.url)}" rel="noreferrer">original</a>'
    return html_page(
        article.title,
        f'<article class="reading"><h1>{escape(article.title)}</h1><p class="about">{about}</p>'
        f'<p class="text">{parts[0]}{marked}{parts[2]}</p></article>',
    )


def _flowing(text: str) -> str:
    """``text`` with spaces for the line breaks within its paragraphs: pages are of any width."""
    made = list(text)
    for at in soft_breaks(text):
        made[at] = " "
    return "".join(made)


def _headed(text: str, start: int, end: int, spans: list[tuple[int, int, int]]) -> str:
    """HTML of a part of ``text``, with the headings that stand in it."""
    made = ""
    for first, last, level in spans:
        if start <= first and last <= end:
            made += escape(text[start:first])
            made += f'<strong role="heading" aria-level="{min(level, 5) + 1}">'
            made += f"{escape(text[first:last])}</strong>"
            start = last
    return made + escape(text[start:end])


def question_form(question: str = "", after: str = "") -> str:
    """The box that asks without JavaScript, what may go on from the question ``after`` which it
    is.
    """
    before = f'<input type="hidden" name="after" value="{escape(after)}">' if after else ""
    return (
        f'<form class="ask" action="/plain" method="get" role="search">{before}'
        f'<label for="q">Ask the articles</label><div class="box">'
        f'<input id="q" name="q" value="{escape(question)}" maxlength="2000" required>'
        f"<button>Ask</button></div></form>"
    )


def answer_page(answer: dict[str, Any], note: str = "") -> str:
    """An answer in its JSON form, as HTML; ``note`` stands above it."""
    status = answer["status"]
    said = "".join(_said(lines(s["text"]), s["citations"]) for s in answer["sentences"])
    told = [_sentence(words) for words in (answer["reason"], differing(answer)) if words]
    reason = f"<p>{escape(' '.join(told))}</p>" if told else ""
    in_part = status == "partial" and answer["reason"]
    respelt = "".join(
        f'<p class="since">No article says “{escape(word)}”: searched for “{escape(read)}”.</p>'
        for word, read in answer.get("respelt", {}).items()
    )
    read_as = answer.get("read_as")  # answers kept by an older version have none
    if read_as:
        respelt = f'<p class="since">Read as “{escape(read_as)}”</p>{respelt}'
    shown = answer["citations"] or answer["nearest"]
    heading = "Sources" if answer["citations"] else "What comes nearest"
    sources = "".join(_source(c) for c in shown)
    return html_page(
        answer["question"],
        question_form(answer["question"], read_as or answer["question"])
        + (f'<p class="note">{escape(note)}</p>' if note else "")
        + f'<section class="answer" data-status="{status}"><p class="status">'
        f"{'Answered in part' if in_part else STATUS[status]}</p>"
        f'{respelt}<div class="said">{said}</div>{reason}</section>'
        + (f'<h2>{heading}</h2><ol class="sources">{sources}</ol>' if shown else ""),
    )


def _said(lines_: Sequence[str], numbers: Iterable[int]) -> str:
    """A sentence with its citations, and the items of its list, where it is one."""
    first, *items = map(escape, lines_)
    chips = " ".join(f'<a class="chip" href="#source-{n}">{n}</a>' for n in numbers)
    listed = "".join(f"<li>{item}</li>" for item in items)
    return f"<p>{first} {chips}</p>" + (f"<ul>{listed}</ul>" if items else "")


def differing(answer: dict[str, Any]) -> str:
    """Who says what, where the articles give other numbers; else nothing."""
    claims = answer.get("claims") or ()  # answers kept by an older version have none
    told = (f"{c['short']} {''.join(f'[{n}]' for n in c['citations'])}" for c in claims)
    return f"the articles differ: {' · '.join(told)}" if claims else ""


def list_page(articles: Iterable[Article], further: str | None) -> str:
    """Articles by title, each a link; ``further`` leads to more of them."""
    lines = "".join(
        f'<li><a href="/articles/{a.id}">{escape(a.title)}</a> '
        f'<span class="about">{escape(place(a.source, a.published, a.author))}</span></li>'
        for a in articles
    )
    more = f'<p><a href="{escape(further)}">More articles</a></p>' if further else ""
    return html_page("Articles", f'<h1>Articles</h1><ul class="list">{lines}</ul>{more}')


def _similar(citation: dict[str, Any]) -> str:
    count = len(citation.get("similar", ()))
    return f" · +{count} similar" if count else ""


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "."


def _source(citation: dict[str, Any]) -> str:
    link = f"/articles/{quote(citation['article_id'])}?start={citation['start']}"
    kept = ("author", "section", "speaker")  # older answers have none
    about = place(citation["source"], citation["published"], *map(citation.get, kept))
    return (
        f'<li class="source" id="source-{citation["number"]}"><h3>'
        f'<a href="{escape(link)}&amp;end={citation["end"]}#quote">{escape(citation["title"])}</a>'
        f'</h3><p class="about">'
        f"{escape(about)}{_similar(citation)}</p>"
        f"<blockquote>{escape(citation['quote'])}</blockquote></li>"
    )
