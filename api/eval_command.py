"""The command that measures: ``eval``."""

from __future__ import annotations

from pathlib import Path

import click

from api.console import Progress, json_option, note, print_json
from index.errors import BadInput

MOST_TOLD = 8
"""Questions of which it is said that they can't be measured."""


@click.command(name="eval")
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
    """Measure searches and answers on FOLDER: articles with judged questions.

    FOLDER is laid out as BEIR's collections are (corpus.jsonl, queries.jsonl,
    qrels/test.tsv), or as seeds/ is (articles/ and questions.jsonl).

    \b
    Settings: mode=hybrid|dense|sparse, fusion=convex|rrf, dense_weight,
    depth, read, min_support, fast, asked_on. As in:  --against mode=sparse
    """  # noqa: D301
    from api import report
    from search.evaluate import evaluate
    from search.judged import read_judged
    from search.render import safe
    from search.settings import from_words

    if html is not None and not html.absolute().parent.is_dir():
        raise BadInput(f"--html {html}: there is no folder {html.parent}")
    settings = [from_words(chosen)] + ([from_words(against)] if against else [])
    judged = read_judged(folder, limit, qrels)
    for told in judged.notes[:MOST_TOLD]:
        note(f"not measured: {safe(told)}")
    if len(judged.notes) > MOST_TOLD:
        note(f"not measured: {len(judged.notes) - MOST_TOLD:,} more")
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
