"""Web pages made of real articles, beside a file of every other format: one folder, one command.

    python -m bench.articles COLLECTION_FOLDER WORK_FOLDER

200 articles of realtimeqa-2022, taken evenly, are rendered into five layouts with menus, cookie
text, lists of other stories, comments and footers; each layout names the date in another place.
In the same folder lies a file of each format, as tests/test_mixed_folder.py makes it. The folder is
indexed by one `pressmark index`, and what the archive holds is compared with the articles; of the
other files each must hold its sentence. A sentence of a page is equal where it stands, word for
word, in the text of its page.
"""

from __future__ import annotations

import collections
import html
import json
import os
import subprocess
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path

from bench import results_file
from bench.collection import corpus
from index.catalogue import Catalogue
from index.formats import READERS
from index.paragraphs import paragraphs
from index.sentences import sentences

ROOT = Path(__file__).parents[1]
COUNT = 200
MENU = ("Home", "World news desk", "Politics today", "Sport results", "Weather map", "My account")
COOKIES = (
    "We use cookies and similar technologies to personalise content and measure our audience.",
    "Accept all cookies", "Manage your preferences",
)  # fmt: skip
OTHERS = (
    "Harbour ferry timetable changes for the winter season",
    "Ten recipes for a rainy Sunday afternoon in the kitchen",
    "Readers choose the best small museums of the region",
)
FOOTER = (
    "Copyright Daily Example Media Group. All rights reserved.",
    "Terms of use", "Privacy notice", "Subscribe to our newsletter and never miss a story.",
    "Follow us on social networks",
)  # fmt: skip
COMMENT = "Great reporting, thank you for this story, wrote user QuayleFan77."
BOILERPLATE = (*MENU[1:], *COOKIES, *OTHERS, *FOOTER, COMMENT)


def links(words: tuple[str, ...], kind: str) -> str:
    items = "".join(f"<li><a href='/{n}'>{html.escape(w)}</a></li>" for n, w in enumerate(words))
    return f"<ul class='{kind}'>{items}</ul>"


def rendered(document: dict, number: int) -> str:
    layout = number % 5
    day = date.fromisoformat(document["date"])
    title = html.escape(document["title"])
    body = "".join(
        f"<p>{html.escape(part)}</p>"
        for part in document["text"].split("\n\n") if part.strip()
    )  # fmt: skip
    head, line = "", ""
    if layout == 0:
        head = f"<meta property='article:published_time' content='{day}T08:15:00Z'>"
    elif layout == 1:
        about = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "datePublished": f"{day}T10:00:00-04:00",
            "headline": document["title"],
        }
        head = f"<script type='application/ld+json'>{json.dumps(about)}</script>"
    elif layout == 2:
        line = f"<time datetime='{day}'>{day:%B} {day.day}, {day.year}</time>"
    elif layout == 3:
        head = f"<link rel='canonical' href='https://daily.example/{day:%Y/%m/%d}/{number}'>"
    else:
        line = f"<p class='byline'>Published {day:%B} {day.day}, {day.year}</p>"
    wrap = ("article", "main", "div id='content' class='story-body'", "section", "article")[layout]
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'><title>{title}</title>{head}"
        f"</head><body><header><nav>{links(MENU, 'menu')}</nav></header>"
        f"<div id='cookie-consent' class='cookie-banner'><p>{COOKIES[0]}</p>"
        f"<button>{COOKIES[1]}</button><a href='/c'>{COOKIES[2]}</a></div>"
        f"<{wrap}><h1>{title}</h1>{line}{body}</{wrap.split()[0]}>"
        f"<aside class='related'><h3>More stories</h3>{links(OTHERS, 'related')}</aside>"
        f"<section id='comments' class='comments'><p>{COMMENT}</p></section>"
        f"<footer class='footer'><p>{FOOTER[0]}</p>{links(FOOTER[1:3], 'legal')}"
        f"<div class='newsletter'><p>{FOOTER[3]}</p></div><p>{FOOTER[4]}</p></footer></body></html>"
    )


def parts(text: str) -> list[str]:
    return [
        " ".join(text[start:end].split())
        for a, b in paragraphs(text)
        for start, end in sentences(text, a, b)
    ]


def main() -> None:
    collection, work = Path(sys.argv[1]), Path(sys.argv[2])
    documents = corpus(collection)
    step = len(documents) // COUNT
    chosen = documents[::step][:COUNT]
    folder = work / "pages"
    folder.mkdir(parents=True, exist_ok=True)
    for number, document in enumerate(chosen):
        page = rendered(document, number)
        (folder / f"{number:03d}.html").write_text(page, encoding="utf-8")
    sys.path.insert(0, str(ROOT / "tests"))
    from test_mixed_folder import line, made

    words = {kind: f"zeppelin{kind.replace('.', 'q')}" for kind in READERS}
    for kind, word in words.items():
        (folder / f"file{kind}").write_bytes(made(word, kind, work))
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PRESSMARK_ARCHIVE": str(work / "archive")}
    begun = time.perf_counter()
    report = json.loads(
        subprocess.run(
            [sys.executable, "-m", "api.main", "index", "--json", str(folder)],
            env=env, capture_output=True, text=True, check=True,
        ).stdout
    )  # fmt: skip
    seconds = time.perf_counter() - begun
    with closing(Catalogue(work / "archive")) as catalogue:
        every = list(catalogue.current())
    # The same text twice in the collection is one article with two sources.
    stored = {
        int(Path(origin).stem): a
        for a in every
        for origin in {a.origin, *(source.origin for source in a.sources)}
        if Path(origin).stem.isdecimal()
    }
    formats = {
        kind: any(line(word) in " ".join(a.text.split()) for a in every)
        for kind, word in words.items()
    }
    equal = total = extra = kept_total = dirty = right = 0
    by_layout: dict[int, collections.Counter] = collections.defaultdict(collections.Counter)
    missed: collections.Counter = collections.Counter()
    for number, document in enumerate(chosen):
        article, layout = stored.get(number), by_layout[number % 5]
        wanted = parts(document["text"])
        text = " ".join(article.text.split()) if article else ""
        found = sum(sentence in text for sentence in wanted)
        whole = " ".join(document["text"].split())
        title = " ".join(document["title"].split())
        read = [s for s in parts(article.text) if s != title] if article else []
        beside = [s for s in read if s not in whole]
        boiler = [b for b in BOILERPLATE if b in text and b not in whole]
        dates = {article.published, *(s.published for s in article.sources)} if article else set()
        dated = document["date"] in dates
        equal, total, extra = equal + found, total + len(wanted), extra + len(beside)
        kept_total, dirty, right = kept_total + len(read), dirty + bool(boiler), right + dated
        layout.update(sentences=len(wanted), equal=found, dates=dated, pages=1)
        missed.update(boiler)
        for sentence in wanted:
            if sentence not in text and len(sys.argv) > 3:
                print("MISSED", number, repr(sentence[:100]), file=sys.stderr)
    result = {
        "command": f"python -m bench.articles {collection.name} WORK",
        "pages": len(chosen),
        "files_of_other_formats": len(formats),
        "formats_read": sum(formats.values()),
        "formats_missed": [kind for kind, read in formats.items() if not read],
        "skipped": len(report["skipped"]),
        "sentences": total,
        "sentences_equal": round(equal / total, 4),
        "sentences_read_that_are_not_the_article_s": round(extra / kept_total, 4),
        "pages_with_boilerplate": dirty,
        "boilerplate_kept": dict(missed),
        "dates_right": round(right / len(chosen), 4),
        "dated_by": dict(collections.Counter(a.dated_by for a in stored.values())),
        "by_layout": {
            name: {"sentences_equal": round(c["equal"] / c["sentences"], 4),
                   "dates_right": round(c["dates"] / c["pages"], 4)}
            for name, c in zip(("meta", "json-ld", "time", "url", "line"), by_layout.values(),
                               strict=True)
        },
        "embedded": report["embedded"],
        "index_seconds": round(seconds, 1),
        "passages": report["passages"],
    }  # fmt: skip
    results_file.write(results_file.FOLDER / "articles.json", result)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
