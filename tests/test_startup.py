"""What a search and an answer on the command line import: nothing that makes them slow."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = {
    "torch", "transformers", "sentence_transformers", "fastapi", "uvicorn", "sklearn", "onnx",
    "yaml", "markdown_it", "rich",
}  # fmt: skip

SCRIPT = """
import sys
import api.main
sys.argv = ["pressmark", *{arguments!r}]
code = 0
try:
    api.main.main(standalone_mode=True)
except SystemExit as end:
    code = end.code
print("exit", code, *sorted(set(name.split(".")[0] for name in sys.modules)), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    place = tmp_path_factory.mktemp("startup")
    folder = place / "articles"
    folder.mkdir()
    (folder / "ferry.txt").write_text("Ferry back\nThe ferry to Quayle runs again on Monday.\n")
    done = run(place / "archive", "-m", "api.main", "index", str(folder))
    assert done.returncode == 0, done.stderr
    return place / "archive"


def run(archive, *arguments):
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PRESSMARK_ARCHIVE": str(archive)}
    return subprocess.run(
        [sys.executable, *arguments],
        env=env, cwd=archive.parent, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def loaded(archive, *arguments):
    """(exit code, stdout, names of the packages imported) of one command."""
    done = run(archive, "-c", SCRIPT.format(arguments=list(arguments)))
    word, code, *names = done.stderr.splitlines()[-1].split()
    assert word == "exit", done.stderr
    return code, done.stdout, set(names)


def test_a_search_imports_nothing_heavy(archive):
    code, printed, names = loaded(archive, "search", "ferry")
    assert code == "0"
    assert "Ferry back" in printed
    # It was a real search, with the model and both indexes.
    assert {"faiss", "tantivy", "onnxruntime", "tokenizers"} <= names
    assert names & HEAVY == set()


def test_an_answer_imports_nothing_heavy(archive):
    code, printed, names = loaded(archive, "ask", "--min-support", "0", "When does the ferry run?")
    assert code == "0"
    assert "The ferry to Quayle runs again on Monday." in printed
    assert {"onnxruntime", "rank_bm25"} <= names
    assert names & HEAVY == set()


@pytest.mark.parametrize("arguments", [["--help"], ["list"], ["search", "  "]])
def test_what_needs_no_model_loads_none(archive, arguments):
    _, _, names = loaded(archive, *arguments)
    assert "click" in names
    assert names & (HEAVY | {"faiss", "tantivy", "onnxruntime", "tokenizers"}) == set()
