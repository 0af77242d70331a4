"""The commands that look for words: ``search`` and ``ask``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from api.asked import in_turn, of_lines, typed
from api.console import archive_option, bold, json_option, mark, note, print_json, width
from api.exits import FOUND, NOTHING
from api.options import filter_options, question_argument


@click.command()
@question_argument(required=True)
@click.option("-k", default=10, show_default=True, help="How many passages.")
@click.option("--mode", default="hybrid", show_default=True, help="hybrid, dense or sparse.")
@click.option("--one-per-article", is_flag=True, help="The best passage of each article only.")
@click.option("--rerank", is_flag=True, help="Let the trained reader order the best 20.")
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
    rerank: bool,
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
        rerank=rerank,
        sort=sort,  # type: ignore[arg-type]
        filters=Filters(**chosen),
    )
    opened = engine.Archive(archive, brief=True)
    snapshot = opened.snapshot()
    _warn(snapshot.warning)
    found = engine.page(opened, question, k, settings)
    hits = found.hits
    _tell_respelt(found.respelt)
    if as_json:
        print_json({
            "question": question,
            "respelt": found.respelt,
            "hits": [of_hit(rank, hit) for rank, hit in enumerate(hits, 1)],
        })  # fmt: skip
    else:
        terms = snapshot.terms.analyzer.terms
        asked = set(terms(" ".join([question, *found.respelt.values()])))

        def wanted(word: str) -> bool:
            return not asked.isdisjoint(terms(word))

        for rank, hit in enumerate(hits, 1):
            click.echo("\n".join(hit_lines(rank, hit, wanted, bold=bold, width=width())))
        if not hits:
            note("nothing found")
    sys.exit(FOUND if hits else NOTHING)


@click.command()
@question_argument(required=False)
@click.option(
    "--after", metavar="QUESTION", help="What was asked before: QUESTION may go on from it."
)
@click.option("--min-support", type=float, help="Least support of an answer.  [default: fitted]")
@click.option("--fast", is_flag=True, help="Leave the trained reader out.")
@click.option("--all", "all_", is_flag=True, help="Cite near-duplicate articles too.")
@filter_options
@archive_option
@json_option
def ask(
    question: str | None,
    after: str | None,
    min_support: float | None,
    fast: bool,
    all_: bool,
    asked_on: str | None,
    archive: Path,
    as_json: bool,
    **chosen: str | None,
) -> None:
    """Answer QUESTION with sentences of the articles, each cited.

    Without QUESTION lines are asked: on a terminal what is typed, where each may go on from the
    one before it; otherwise those of standard input, each by itself.
    """
    from search import engine
    from search.filters import Filters
    from search.render import answer_lines, safe
    from search.results import Answer
    from search.settings import Settings, checked_question
    from search.wire import of_answer

    if question is not None:
        question = checked_question(question)
    settings = Settings(
        min_support=min_support,
        fast=fast,
        asked_on=asked_on,
        one_per_story=not all_,
        filters=Filters(**chosen),
    )
    opened = engine.Archive(archive, brief=question is not None)
    _warn(opened.snapshot().warning)
    lines = question is None and not typed()

    def tell(asked: str, before: str | None) -> Answer:
        answer = engine.ask(opened, asked, settings, after=before)
        if lines and not as_json:  # else nothing tells what is answered
            click.echo(bold(f"? {safe(asked)}"))
        if answer.read_as:
            note(f"read as: {answer.read_as}")
        _tell_respelt(answer.respelt)
        if as_json:
            print_json(of_answer(answer), one_line=lines)
        else:
            click.echo("\n".join(answer_lines(answer, bold, width(), mark)))
            if question is None:
                click.echo()
        return answer

    if question is not None:
        answers = [tell(question, after)]
    else:
        answers = (of_lines if lines else in_turn)(tell, after)
    answered = any(answer.status != "no_answer" for answer in answers)
    sys.exit(FOUND if answered else NOTHING)


def _tell_respelt(words: dict[str, str]) -> None:
    for word, read in words.items():
        note(f"no article says {word!r}: it is read as {read!r}")


def _warn(warning: str | None) -> None:
    if warning:
        note(f"pressmark: warning: {warning}")
