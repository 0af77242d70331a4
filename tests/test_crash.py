"""Killed at any fsync, rename, unlink or write, an update leaves the old state or the new one."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import HashedEmbedder

from index import generation
from index.catalogue import Catalogue
from index.update import update

ROOT = Path(__file__).parents[1]
POINTS = {"fsync": 60, "fdatasync": 60, "rename": 20, "unlink": 12, "pwrite64": 10, "write": 14}
"""Most kill points a kind of call: all of the first three in practice, the rest at even steps."""
SCRIPT = """
import sys
from pathlib import Path
sys.path[:0] = sys.argv[3:]
from conftest import HashedEmbedder
from index.update import update
update(Path(sys.argv[1]), [Path(sys.argv[2])], embedder=HashedEmbedder())
"""

pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None, reason="needs strace (Debian: apt-get install strace)"
)


@pytest.fixture
def place(tmp_path):
    """An archive of two articles, and a folder in which one was edited, one removed, three new."""
    articles = tmp_path / "articles"
    articles.mkdir()
    for name in ("one", "two"):
        (articles / f"{name}.txt").write_text(f"About {name}\nThe first {name}.\n")
    update(tmp_path / "before", [articles], embedder=HashedEmbedder())
    (articles / "one.txt").write_text("About one\nThe second one.\n")
    (articles / "two.txt").unlink()
    for name in ("three", "four", "five"):
        (articles / f"{name}.txt").write_text(f"About {name}\nThe first {name}.\n")
    return tmp_path


def run(place, *strace):
    shutil.rmtree(place / "archive", ignore_errors=True)
    shutil.copytree(place / "before", place / "archive")
    code = [sys.executable, "-c", SCRIPT, str(place / "archive"), str(place / "articles")]
    return subprocess.run(
        ["strace", "-f", "-qq", "-o", str(place / "log"), *strace,
         *code, str(ROOT / "tests"), str(ROOT)],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def texts(archive):
    """Text of every row of the generation that a reader would get."""
    found = generation.find(archive)
    assert found.warning is None
    catalogue = Catalogue(archive)
    rows = generation.rows(found.folder).tolist()
    stored = catalogue.revisions(sorted({row[0] for row in rows}))
    catalogue.close()
    return {stored[revision].text[start:end] for revision, _, start, end in rows}


OLD = {"The first one.", "The first two."}
NEW = {"The second one.", "The first three.", "The first four.", "The first five."}


def test_an_update_killed_anywhere_leaves_old_or_new(place):
    done = run(place, "-e", "trace=fsync,fdatasync,rename,unlink,pwrite64,write")
    assert done.returncode == 0, done.stderr
    assert texts(place / "archive") == NEW
    calls = re.findall(r"^\d+ +(\w+)\(", (place / "log").read_text(), re.MULTILINE)
    killed, seen = 0, set()
    for call, most in POINTS.items():
        count = calls.count(call)
        step = max(1, -(-count // most))
        for number in range(1, count + 1, step):
            done = run(
                place, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}"
            )
            if done.returncode == 0:
                continue  # this run made one call fewer than the counted one
            killed += 1
            state = texts(place / "archive")
            assert state in (OLD, NEW), (call, number)
            seen.add(frozenset(state))
            report = update(place / "archive", [place / "articles"], embedder=HashedEmbedder())
            assert report.articles == 4
            assert texts(place / "archive") == NEW
    assert killed > 40
    # Both outcomes were met: the kills lie on both sides of the swap.
    assert seen == {frozenset(OLD), frozenset(NEW)}


def test_a_first_build_killed_anywhere_can_be_run_again(place):
    shutil.rmtree(place / "before")
    (place / "before").mkdir()
    assert run(place, "-e", "trace=fsync,rename").returncode == 0
    calls = re.findall(r"^\d+ +(\w+)\(", (place / "log").read_text(), re.MULTILINE)
    for call in ("fsync", "rename"):
        for number in range(1, calls.count(call) + 1, 4):
            run(place, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}")
            update(place / "archive", [place / "articles"], embedder=HashedEmbedder())
            assert texts(place / "archive") == NEW
