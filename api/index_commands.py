"""The commands that change the archive: ``index``, ``watch`` and ``remove``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from api.console import Progress, archive_option, json_option, note, print_json
from api.options import choice_options
from index.errors import BadInput


@click.command()
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

    Text, Markdown, HTML, PDF, Word, OpenDocument, RTF, EPUB, mail, JSON, CSV, feeds, WARC, ZIP.

    Only what is new or changed is embedded. Articles whose files are gone from a FOLDER are
    removed; a file that can't be read is named and keeps what was indexed of it before.
    """
    from api.chosen import chosen_of
    from api.told import tell
    from index.sources import told_of
    from index.update import update
    from search.render import safe

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
    if report.others:
        note(f"left out, as their formats are not read: {safe(told_of(report.others))}")


@click.command()
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
    reports = watching(
        archive, folders, choice=choice, model=config.model, language=config.language,
        on_trouble=note,
    )  # fmt: skip
    for report in reports:
        tell(report, archive, as_json=False)


@click.command()
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
