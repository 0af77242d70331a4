"""PDFs as another reader has their words: poppler's pdftotext (Debian's poppler-utils).

    python -m bench.pdfs FILE.pdf...

``agreed`` is the share of our words that pdftotext has too, each as often as it has it: words that
are run together, or fall apart, are not. ``missing``: the share of pdftotext's words that are not
in ours; running heads and tables of contents are left out on purpose.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any
from unicodedata import normalize

from bench import results_file
from index.read import read_article

TARGET = results_file.FOLDER / "pdfs.json"
_WORD = re.compile(r"[^\W\d_]{2,}")


def measured(path: Path) -> dict[str, Any]:
    """How the words of the file at ``path`` compare."""
    data, began = path.read_bytes(), time.perf_counter()
    draft = read_article(path, data)
    seconds = time.perf_counter() - began
    shown = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True, text=True)
    ours, theirs = _words(draft.text), _words(shown.stdout)
    return {
        "words": ours.total(),
        "agreed": round((ours & theirs).total() / ours.total(), 4),
        "missing": round((theirs - ours).total() / theirs.total(), 4),
        "paragraphs": draft.text.count("\n\n") + 1,
        "title": draft.title,
        "seconds": round(seconds, 2),
    }


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(normalize("NFKC", text).lower()))


def main() -> None:
    found: dict[str, Any] = {"command": "python -m bench.pdfs FILE.pdf..."}
    for name in sys.argv[1:]:
        found[Path(name).name] = measured(Path(name))
        print(name, found[Path(name).name], flush=True)
    results_file.write(TARGET, found)


if __name__ == "__main__":
    main()
