"""Where in a JSON value the articles are: programs and services put them at many places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from index.fields import Fields

DEEPEST = 6
"""Objects and lists inside others that are looked into."""
_INSIDE = ("_source", "fields", "data", "node", "attributes", "article", "post")
"""Under which name a service puts what it knows of one article, beside what it says itself."""


def records(value: Any, named: Mapping[str, str]) -> list[Any] | None:
    """The records of ``value``: itself, or what lists and objects in it hold, with all neighbours
    of one that has a text. None where nothing has one, not even a summary.

    >>> records({"response": {"docs": [{"text": "One."}, {"text": "Two."}], "count": 2}}, {})
    [{'text': 'One.'}, {'text': 'Two.'}]
    >>> records({"text": {"0": "One.", "1": "Two."}, "title": {"0": "A", "1": "B"}}, {})
    [{'text': 'One.', 'title': 'A'}, {'text': 'Two.', 'title': 'B'}]
    """
    for or_summary in (False, True):
        found = list(_found(value, named, or_summary, DEEPEST))
        if found:
            return found
    return None


def flat(record: Any) -> Any:
    """``record`` with what it holds in an object of its own."""
    if not isinstance(record, dict):
        return record
    inside = [each for name in _INSIDE if isinstance(each := record.get(name), dict)]
    made = dict(record)
    for each in inside:
        made = {**each, **{name: said for name, said in made.items() if said is not each}}
    return made


def _found(value: Any, named: Mapping[str, str], or_summary: bool, depth: int) -> Iterator[Any]:
    def is_one(record: Any) -> bool:
        return isinstance(record, dict) and bool(Fields(record, named).text(or_summary))

    if depth == 0:
        return
    if isinstance(value, list):
        many = [flat(each) for each in value]
        if any(map(is_one, many)):
            yield from many
        else:
            for each in value:
                yield from _found(each, named, or_summary, depth - 1)
    elif isinstance(value, dict):
        if is_one(value):
            yield flat(value)
        elif table := _table(value, named):
            yield from table
        elif any(map(is_one, value.values())) and all(isinstance(v, dict) for v in value.values()):
            yield from (each if "id" in each else {**each, "id": k} for k, each in value.items())
        else:
            for each in value.values():
                yield from _found(each, named, or_summary, depth - 1)


def _table(value: Mapping[str, Any], named: Mapping[str, str]) -> list[dict[str, Any]]:
    """Rows of a table as pandas writes one: by column, or with the columns named apart."""
    columns, rows = value.get("columns"), value.get("data")
    if isinstance(columns, list) and isinstance(rows, list):
        names = [str(name) for name in columns]
        return [dict(zip(names, row, strict=False)) for row in rows if isinstance(row, list)]
    texts = Fields(value, named).of("text")
    if not isinstance(texts, dict) or not all(isinstance(each, dict) for each in value.values()):
        return []
    if not all(isinstance(text, str) or text is None for text in texts.values()):
        return []
    return [{name: column.get(key) for name, column in value.items()} for key in texts]
