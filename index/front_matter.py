"""What stands above a text about it: YAML between lines of ``---``, as Jekyll, Obsidian and most
others write it, TOML between lines of ``+++``, as Hugo does, or lines such as ``Title: …`` and
``Date: …``, as MultiMarkdown does and many plain texts have them.
"""

from __future__ import annotations

import re
from typing import Any

from index.errors import NotAnArticle

_YAML = re.compile(r"\A---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
_LABEL = r"[A-Za-z][\w -]{1,20}:[ \t]*\S.*(?:\n|\Z)"
_LABELS = re.compile(rf"\s*(?=(?:title|headline)[ \t]*:)(?:{_LABEL}){{2,}}", re.IGNORECASE)
_DOTS = re.compile(
    r"\s*(?P<comment><!--[ \t]*\n\s*)?(?=\.\.[ \t]title:)"
    r"(?P<lines>(?:\.\.[ \t][\w-]{1,30}:(?!:)[^\n]*(?:\n|\Z)){2,})(?(comment)\s*-->)"
)
"""What Nikola writes above a post, in a comment where that is Markdown."""
_TOML = re.compile(r"\A\+\+\+[ \t]*\n(.*?\n)?\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
LARGEST_YAML = 64_000
LARGEST_TOML = 16_000
"""Characters. The library takes time by the square of a key's parts."""


def cut_off(text: str) -> tuple[dict[str, Any], str]:
    """The fields, and the text below them. YAML gives texts, lists and mappings, TOML days and
    numbers too.

    Raises:
        NotAnArticle: it is neither.
    """
    for form, parsed, largest in (
        (_YAML, _from_yaml, LARGEST_YAML), (_TOML, _from_toml, LARGEST_TOML),
    ):  # fmt: skip
        match = form.match(text)
        if match:
            block = match.group(1) or ""
            if len(block) > largest:
                raise NotAnArticle(f"its front matter is over {largest:,} characters long")
            return parsed(block), text[match.end() :]
    return labelled(text)


def labelled(text: str) -> tuple[dict[str, str], str]:
    r"""The same of lines with labels, the first of which is a title.

    >>> labelled("Title: Over\nDate: 5 June 2024\n\nIt is over.")
    ({'Title': 'Over', 'Date': '5 June 2024'}, '\nIt is over.')
    """
    dots = _DOTS.match(text)
    if dots:
        parts = (each[2:].partition(":") for each in dots["lines"].strip().split("\n"))
        return {name.strip(): said.strip() for name, _, said in parts}, text[dots.end() :]
    match = _LABELS.match(text)
    if match is None:
        return {}, text
    parts = (each.partition(":") for each in match[0].strip().split("\n"))
    return {name.strip(): said.strip() for name, _, said in parts}, text[match.end() :]


def _from_yaml(block: str) -> dict[str, Any]:
    import yaml

    try:
        # BaseLoader makes text, lists and mappings only: YAML's own types would read the title
        # No as False and 10:30 as 630.
        fields = yaml.BaseLoader(block).get_single_data()
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 2
        raise NotAnArticle(f"its front matter is not YAML (line {line})") from error
    if fields is None or fields == "":
        return {}
    if not isinstance(fields, dict):
        raise NotAnArticle("its front matter is not a list of 'field: value' lines")
    return fields


def _from_toml(block: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(block)
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) + 1 if place else block.count("\n") + 1
        raise NotAnArticle(f"its front matter is not TOML (line {line})") from error
