"""The command line: ``pressmark``."""

from __future__ import annotations

import os
import sys
from contextlib import closing
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click

from api.console import (
    Progress,
    archive_option,
    bold,
    json_option,
    note,
    print_json,
    width,
)
from api.door_commands import key, serve
from api.exits import ARCHIVE, FOUND, INTERRUPTED, NOTHING, exit_code
from api.options import choice_options, filter_options
from index.errors import BadInput, PressmarkError

CONTEXT = {"help_option_names": ["-h", "--help"]}


class Group(click.Group):
    """Turns every error of ours into one line on stderr and its exit code."""

    def invoke(self, ctx: click.Context) -> object:
        """See click.Group."""
        try:
            return super().invoke(ctx)
        except PressmarkError as error:
            note(f"pressmark: {error}")
            ctx.exit(exit_code(error))
        except (KeyboardInterrupt, click.Abort):
            note("pressmark: interrupted; the archive is as it was before this command")
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            # The reader of our output went away, as with `| head`; nothing is wrong.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(FOUND)
        except (OSError, MemoryError) as error:
            what = getattr(error, "strerror", None) or "there is not enough memory"
            where = getattr(error, "filename", None)
            note(f"pressmark: {f'{where}: ' if where else ''}{what}")
            ctx.exit(ARCHIVE)


@click.group(cls=Group, context_settings=CONTEXT)
@click.version_option(version("pressmark"), prog_name="pressmark")
def main() -> None:
    r"""Answers from a folder of articles, every sentence with its proof.

    \b
    Start:  pressmark index FOLDER
            pressmark ask "what gifts were exchanged?"
    Exit codes: 0 found, 1 nothing found or no answer, 2 usage, 3 archive
    missing, stale, busy or damaged, 4 model missing, 130 interrupted.
    """


@main.command()
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path), metavar="[FOLDER|FILE]...")
@click.option("--rebuild", is_flag=True, help="Split, embed and build everything anew.")
@click.option("--model", help="Embedding model: a name or a folder.  [default: the packaged one]")
@click.option("--language", help="Language of the articles.  [default: english]")
@choice_options
@archive_option
@json_option
def index(
    sources: tuple[Path, ...],
    rebuild: bool,
    model: str | None,
    language: str | None,
    archive: Path,
    as_json: bool,
    **chosen: Any,
) -> None:
    """Bring the archive up to date with FOLDERs of articles.

    Text, Markdown, HTML, PDF, Word, EPUB, mail, JSON, CSV, feeds, WARC, ZIP.

    Only what is new or changed is embedded. Articles whose files are gone from a FOLDER are
    removed; a file that can't be read is named and keeps what was indexed of it before.
    """
    from api.chosen import chosen_of
    from api.told import tell
    from index.update import update

    config, choice = chosen_of(**chosen)
    progress = Progress()
    try:
        report = update(
            archive,
            sources or config.sources,
            model=model or config.model,
            language=language or config.language,
            rebuild=rebuild,
            progress=progress,
            choice=choice,
        )
    finally:
        progress.close()
    tell(report, archive, as_json)


@main.command()
@click.argument("sources", nargs=-1, type=click.Path(path_type=Path), metavar="[FOLDER|FILE]...")
@choice_options
@archive_option
def watch(sources: tuple[Path, ...], archive: Path, **chosen: Any) -> None:
    """Index FOLDERs, and again whenever a file in them changes, until interrupted."""
    from api.chosen import chosen_of
    from api.told import tell
    from index.watch import watch as watching

    config, choice = chosen_of(**chosen)
    folders = sources or config.sources
    if not folders:
        raise BadInput("name a folder to watch, or sources in pressmark.toml")
    for report in watching(archive, folders, choice=choice, on_trouble=note):
        tell(report, archive, as_json=False)


@main.command()
@click.argument("question")
@click.option("-k", default=10, show_default=True, help="How many passages.")
@click.option("--mode", default="hybrid", show_default=True, help="hybrid, dense or sparse.")
@click.option("--one-per-article", is_flag=True, help="The best passage of each article only.")
@click.option("--sort", default="score", show_default=True, help="score, or date: newest first.")
@click.option("--all", "all_", is_flag=True, help="Near-duplicate articles too, each by itself.")
@filter_options
@archive_option
@json_option
def search(
    question: str,
    k: int,
    mode: str,
    one_per_article: bool,
    asked_on: str | None,
    all_: bool,
    sort: str,
    archive: Path,
    as_json: bool,
    **chosen: str | None,
) -> None:
    """Show the passages that fit QUESTION best."""
    from search import engine
    from search.filters import Filters
    from search.render import hit_lines
    from search.settings import Settings, checked_count, checked_question
    from search.wire import of_hit

    checked_count(k)
    question = checked_question(question)
    settings = Settings(
        mode=mode,  # type: ignore[arg-type]
        one_per_article=one_per_article,
        asked_on=asked_on,
        one_per_story=not all_,
        sort=sort,  # type: ignore[arg-type]
        filters=Filters(**chosen),
    )
    opened = engine.Archive(archive)
    snapshot = opened.snapshot()
    _warn(snapshot.warning)
    _tell_respelt(snapshot.terms.respelt(question))
    hits = engine.search(opened, question, k, settings)
    if as_json:
        print_json({
            "question": question,
            "hits": [of_hit(rank, hit) for rank, hit in enumerate(hits, 1)],
        })  # fmt: skip
    else:
        terms = snapshot.terms.analyzer.terms
        asked = set(terms(question))

        def wanted(word: str) -> bool:
            return not asked.isdisjoint(terms(word))

        for rank, hit in enumerate(hits, 1):
            click.echo("\n".join(hit_lines(rank, hit, wanted, bold=bold, width=width())))
        if not hits:
            note("nothing found")
    sys.exit(FOUND if hits else NOTHING)


@main.command()
@click.argument("question")
@click.option("--min-support", type=float, help="Least support of an answer.  [default: fitted]")
@click.option("--fast", is_flag=True, help="Leave the trained reader out.")
@filter_options
@archive_option
@json_option
def ask(
    question: str,
    min_support: float | None,
    fast: bool,
    asked_on: str | None,
    archive: Path,
    as_json: bool,
    **chosen: str | None,
) -> None:
    """Answer QUESTION with sentences of the articles, each cited."""
    from search import engine
    from search.filters import Filters
    from search.render import answer_lines
    from search.settings import Settings, checked_question
    from search.wire import of_answer

    question = checked_question(question)
    settings = Settings(
        min_support=min_support, fast=fast, asked_on=asked_on, filters=Filters(**chosen)
    )
    opened = engine.Archive(archive)
    _warn(opened.snapshot().warning)
    _tell_respelt(opened.snapshot().terms.respelt(question))
    answer = engine.ask(opened, question, settings)
    if as_json:
        print_json(of_answer(answer))
    else:
        click.echo("\n".join(answer_lines(answer, bold, width())))
    sys.exit(NOTHING if answer.status == "no_answer" else FOUND)


@main.command()
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


@main.command(name="list")
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


@main.command()
@click.argument("article_ids", nargs=-1, required=True)
@archive_option
@json_option
def remove(article_ids: tuple[str, ...], archive: Path, as_json: bool) -> None:
    """Take articles out of the archive. Their files stay where they are."""
    from index import update
    from search.render import report_line
    from search.wire import of_report

    report = update.remove(archive, [id_.lstrip("#") for id_ in article_ids])
    if as_json:
        print_json(of_report(report))
    else:
        click.echo(report_line(report))
        note("a file that is still in an indexed folder comes back with the next 'pressmark index'")


@main.command()
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
        for item in found["skipped"]:
            click.echo(f"skipped     {safe(item['origin'])}: {item['reason']}")
        click.echo(f"state       {found['state']}")
    sys.exit(FOUND if found["state"] == "ok" else ARCHIVE)


@main.command()
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


@main.command(name="eval")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--set", "chosen", multiple=True, metavar="NAME=VALUE", help="A setting to measure.")
@click.option("--against", multiple=True, metavar="NAME=VALUE", help="Settings to compare with.")
@click.option("--limit", type=click.IntRange(1), help="At most so many questions, taken evenly.")
@click.option("--qrels", default="test", show_default=True, help="Judgments: qrels/NAME.tsv.")
@click.option("--dated", is_flag=True, help="Ask each question on its own date.")
@click.option("--html", type=click.Path(path_type=Path, dir_okay=False), help="Write a report.")
@json_option
def eval_(
    folder: Path,
    chosen: tuple[str, ...],
    against: tuple[str, ...],
    limit: int | None,
    qrels: str,
    dated: bool,
    html: Path | None,
    as_json: bool,
) -> None:
    r"""Measure searches and answers on FOLDER: articles with judged questions.

    FOLDER is laid out as BEIR's collections are (corpus.jsonl, queries.jsonl,
    qrels/test.tsv), or as seeds/ is (articles/ and questions.jsonl).

    \b
    Settings: mode=hybrid|dense|sparse, fusion=convex|rrf, dense_weight,
    depth, read, min_support, fast, asked_on. As in:  --against mode=sparse
    """
    from api import report
    from search.evaluate import evaluate
    from search.judged import read_judged
    from search.settings import from_words

    if html is not None and not html.absolute().parent.is_dir():
        raise BadInput(f"--html {html}: there is no folder {html.parent}")
    settings = [from_words(chosen)] + ([from_words(against)] if against else [])
    judged = read_judged(folder, limit, qrels)
    progress = Progress()
    try:
        found = evaluate(judged, settings, dated=dated, progress=progress)
    finally:
        progress.close()
    p = report.significance(found)
    if html is not None:
        html.write_text(report.html(judged, found, p), encoding="utf-8")
        note(f"report in {html}")
    if as_json:
        print_json(report.as_json(judged, found, p))
    else:
        click.echo(report.text_table(judged, found, p))


main.add_command(serve)
main.add_command(key)


def _range(at: str, length: int) -> tuple[int, int]:
    start, _, end = at.partition(":")
    if start.isdecimal() and end.isdecimal() and int(start) < int(end) <= length:
        return int(start), int(end)
    raise BadInput(f"--at {at}: expected START:END with START < END <= {length}")


def _tell_respelt(words: dict[str, str]) -> None:
    for word, read in words.items():
        note(f"no article says {word!r}: it is read as {read!r}")


def _warn(warning: str | None) -> None:
    if warning:
        note(f"pressmark: warning: {warning}")


if __name__ == "__main__":
    main()
