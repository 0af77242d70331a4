"""Killed at any fsync, rename, unlink or write, an update leaves the old state or the new one."""

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import HashedEmbedder

from bench.reliability.crashes import logged, sampled
from index import generation
from index.catalogue import Catalogue
from index.update import update

ROOT = Path(__file__).parents[1]
POINTS = {
    "fsync": 7,
    "fdatasync": 4,
    "rename": 5,
    "renameat": 3,
    "renameat2": 2,
    "unlink": 3,
    "unlinkat": 3,
    "pwrite64": 2,
    "write": 2,
}
"""Most kill points a kind of call, at even steps over the calls that one thread makes; in the
nightly run ``MORE`` times as many."""
MORE = 4
CALLS = ",".join("?" + call for call in POINTS)  # "?": not every kernel has each of them

pytestmark = pytest.mark.skipif(
    shutil.which("strace") is None, reason="needs strace (Debian: apt-get install strace)"
)


@pytest.fixture
def place(tmp_path):
    """An archive of three articles, and a folder in which one was edited, one removed and
    three are new: five.
    """
    articles = tmp_path / "articles"
    articles.mkdir()
    for name in ("one", "two", "kept"):
        (articles / f"{name}.txt").write_text(f"About {name}\nThe first {name}.\n")
    update(tmp_path / "before", [articles], embedder=HashedEmbedder())
    (articles / "one.txt").write_text("About one\nThe second one.\n")
    (articles / "two.txt").unlink()
    for name in ("three", "four", "five"):
        (articles / f"{name}.txt").write_text(f"About {name}\nThe first {name}.\n")
    return tmp_path


OLD = {"one": "The first one.", "two": "The first two.", "kept": "The first kept."}
NEW = {
    "one": "The second one.",
    "kept": "The first kept.",
    "three": "The first three.",
    "four": "The first four.",
    "five": "The first five.",
}


@pytest.fixture(scope="module", autouse=True)
def updates():
    """The process that forks the updates, as ``run`` wants it."""
    global server
    with subprocess.Popen(
        [sys.executable, "-m", "bench.reliability.forked_updates"], cwd=ROOT,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as server:  # fmt: skip
        yield
        server.stdin.close()


server = None


def run(place, *strace, shared=False):
    """The return code of an update in a process of its own, under strace, on a fresh copy of the
    archive; with ``shared``, as if the archive were large: the generations share a segment.
    """
    shutil.rmtree(place / "archive", ignore_errors=True)
    shutil.copytree(place / "before", place / "archive")
    names = ("archive", "articles", "log")
    asked = {"options": strace, "shared": shared, **{n: str(place / n) for n in names}}
    print(json.dumps(asked), file=server.stdin, flush=True)
    status, _ = json.loads(server.stdout.readline())
    return status


def counted(place, shared=False):
    """How often the thread that does so most makes each of the calls in a whole run.

    strace counts its ``when`` in each thread for itself (Tantivy writes in threads of its own).
    """
    assert run(place, "-e", f"trace={CALLS}", shared=shared) == 0
    counts = logged(place / "log")
    return {call: counts[call] for call in POINTS if call in counts}


def texts(archive):
    """Text of every row that a reader would get, by the name of its file."""
    found = generation.find(archive)
    assert found.warning is None
    rows = np.delete(generation.rows(found.folder), generation.dead(found.folder), axis=0).tolist()
    catalogue = Catalogue(archive)
    assert catalogue.integrity() == "ok"
    stored = catalogue.revisions(sorted({row[0] for row in rows}))
    catalogue.close()
    assert len(rows) == found.manifest.passages
    return {
        Path(stored[revision].origin).stem: stored[revision].text[start:end]
        for revision, _, start, end in rows
    }


def test_points_are_sampled_evenly_with_both_ends():
    assert sampled(3, 8) == [1, 2, 3]
    assert sampled(9, 5) == [1, 3, 5, 7, 9]
    assert sampled(100, 2) == [1, 100]


@pytest.mark.parametrize("times", [1, pytest.param(MORE, marks=pytest.mark.nightly)])
def test_an_update_killed_anywhere_leaves_old_or_new(place, record_property, capsys, times):
    counts = counted(place)
    assert texts(place / "archive") == NEW
    assert {"fsync", "rename", "pwrite64"} <= set(counts)
    most = {call: times * POINTS[call] for call in counts}
    points = [(call, n) for call, count in counts.items() for n in sampled(count, most[call])]
    killed, seen = [], []
    for call, number in points:
        ended = run(place, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}")
        if ended == 0:
            # Writes may come in another number: Python and the C library share some out by the
            # clock. What is written through to the disk and renamed comes in an exact number.
            assert call in ("write", "pwrite64"), (call, number)
            continue
        assert ended == -signal.SIGKILL
        killed.append(call)
        state = texts(place / "archive")
        assert state in (OLD, NEW), (call, number)
        if state not in seen:
            seen.append(state)
        report = update(place / "archive", [place / "articles"], embedder=HashedEmbedder())
        assert report.articles == 5, (call, number)
        assert texts(place / "archive") == NEW, (call, number)
        assert not list((place / "archive" / "generations").glob(".building-*"))
    told = ", ".join(
        f"{call} {len(sampled(count, most[call]))} of {count}" for call, count in counts.items()
    )
    record_property("kill points", told)
    with capsys.disabled():
        print(f"\nkilled at {len(killed)} points of {sum(counts.values())}: {told}")
    assert len(killed) >= 18 * times
    # Both outcomes were met: the kills lie on both sides of the swap.
    assert OLD in seen
    assert NEW in seen


def test_an_update_that_shares_a_segment_killed_anywhere_leaves_old_or_new(place):
    for number in range(8):  # enough that what is new is less than half
        (place / "articles" / f"more{number}.txt").write_text(f"About {number}\nMore {number}.\n")
    more = {f"more{number}": f"More {number}." for number in range(8)}
    kept = {path: path.read_text() for path in (place / "articles").iterdir()}
    for path in kept:
        if path.stem in ("three", "four", "five"):
            path.unlink()
    (place / "articles" / "one.txt").write_text("About one\nThe first one.\n")
    (place / "articles" / "two.txt").write_text("About two\nThe first two.\n")
    shutil.rmtree(place / "before")
    update(place / "before", [place / "articles"], embedder=HashedEmbedder())
    for path, text in kept.items():
        path.write_text(text)
    (place / "articles" / "two.txt").unlink()
    counts = counted(place, shared=True)
    found = generation.find(place / "archive")
    assert (found.manifest.dead, found.manifest.passages) == (2, 13)
    shared = [p for p in found.folder.rglob("*") if p.is_file() and p.stat().st_nlink > 1]
    assert shared
    points = {"fsync": 4, "rename": 2, "renameat": 2, "unlink": 2}
    for call, most in points.items():
        for number in sampled(counts.get(call, 0), most):
            ended = run(
                place, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}",
                shared=True,
            )  # fmt: skip
            assert ended == -signal.SIGKILL, (call, number)
            assert texts(place / "archive") in (OLD | more, NEW | more), (call, number)
            update(place / "archive", [place / "articles"], embedder=HashedEmbedder())
            assert texts(place / "archive") == NEW | more, (call, number)


def test_a_first_build_killed_anywhere_can_be_run_again(place):
    shutil.rmtree(place / "before")
    (place / "before").mkdir()
    counts = counted(place)
    for call, most in {"fsync": 3, "rename": 2}.items():
        for number in sampled(counts[call], most):
            ended = run(
                place, "-e", f"trace={call}", "-e", f"inject={call}:signal=KILL:when={number}"
            )
            assert ended == -signal.SIGKILL, (call, number)
            update(place / "archive", [place / "articles"], embedder=HashedEmbedder())
            assert texts(place / "archive") == NEW
