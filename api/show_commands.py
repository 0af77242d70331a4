"""The commands that show what is there: ``show``, ``list``, ``status`` and ``verify``."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path

import click

from api.console import archive_option, bold, json_option, print_json
from api.exits import ARCHIVE, FOUND, NOTHING
from index.errors import BadInput


@click.command()
@click.argument("article_id")
@click.option("--at", metavar="START:END", help="Only these characters of the text.")
@archive_option
@json_option
def show(article_id: str, at: str | None, archive: Path, as_json: bool) -> None:
    """Show an article, or the exact characters that a citation names."""
    from index.catalogue import Catalogue
    from index.errors import ArticleNotFound
    from search.render import place, safe
    from search.wire import of_article

    with closing(Catalogue(archive)) as catalogue:
        article = catalogue.article(article_id.lstrip("#"))
    if article is None:
        raise ArticleNotFound(f"no article {article_id} in the archive. See: pressmark list")
    if at is not None:
        start, end = _range(at, len(article.text))
        if as_json:
            print_json({"article_id": article.id, "start": start, "end": end,
                        "text": article.text[start:end]})  # fmt: skip
        else:
            click.echo(article.text[start:end])
    elif as_json:
        print_json(of_article(article))
    else:
        click.echo(bold(safe(article.title)))
        date = f"date from {article.dated_by}" if article.dated_by else ""
        click.echo(" · ".join(p for p in (place(article.source, article.published), date,
                                          safe(article.author or ""), article.language or "",
                                          safe(article.url or "")) if p))  # fmt: skip
        click.echo()
        click.echo("\n".join(safe(line) for line in article.text.split("\n")))


@click.command(name="list")
@archive_option
@json_option
def list_(archive: Path, as_json: bool) -> None:
    """List the articles of the archive."""
    from index.catalogue import Catalogue
    from search.render import place, safe
    from search.wire import of_article

    with closing(Catalogue(archive)) as catalogue:
        articles = sorted(catalogue.current(), key=lambda a: (a.published or "", a.title, a.id))
    if as_json:
        print_json([of_article(article, text=False) for article in articles])
    for article in [] if as_json else articles:
        click.echo(
            f"#{article.id}  {article.published or '          '}  {safe(article.title)}"
            f" — {place(article.source, None)}"
        )
    sys.exit(FOUND if articles else NOTHING)


@click.command()
@archive_option
@json_option
def status(archive: Path, as_json: bool) -> None:
    """Tell what the archive holds and whether it is up to date and whole."""
    from api.health import state
    from search.render import safe

    found = state(archive)
    if as_json:
        print_json(found)
    else:
        for name in ("archive", "articles", "passages", "generation", "created", "model",
                     "language", "bytes"):  # fmt: skip
            value = found[name]
            click.echo(f"{name:<11} {f'{value:,}' if isinstance(value, int) else value}")
        for part in found["segments"]:
            click.echo(f"{'segment':<11} {part['passages']:,} passages, {part['vectors']}")
        if found["removed_passages"]:
            click.echo(f"{'removed':<11} {found['removed_passages']:,} passages still in segments")
        for item in found["skipped"]:
            click.echo(f"skipped     {safe(item['origin'])}: {item['reason']}")
        click.echo(f"state       {found['state']}")
    sys.exit(FOUND if found["state"] == "ok" else ARCHIVE)


@click.command()
@archive_option
@json_option
def verify(archive: Path, as_json: bool) -> None:
    """Read every byte of the archive and compare it with what was written."""
    from api.health import verified

    found = verified(archive)
    if as_json:
        print_json(found)
    else:
        for check in found["checks"]:
            click.echo(f"{'ok  ' if check['ok'] else 'BAD '} {check['what']}: {check['found']}")
    sys.exit(FOUND if found["ok"] else ARCHIVE)


def _range(at: str, length: int) -> tuple[int, int]:
    start, _, end = at.partition(":")
    if start.isdecimal() and end.isdecimal() and int(start) < int(end) <= length:
        return int(start), int(end)
    raise BadInput(f"--at {at}: expected START:END with START < END <= {length}")
