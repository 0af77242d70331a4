"""Shared parts of the tests."""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from bench.reliability.hashed import HashedEmbedder  # noqa: F401 for the tests
from index import update
from index.models import load
from index.records import Draft
from search.engine import Archive

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds" / "articles"
CHROMIUM = Path("/usr/bin/chromium")

# Each command that a test starts would compile all of the code again: an installed one does not.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def command(place, *arguments, **more):
    """What a process is started with that runs the command in ``place``, whose archive is
    ``place/archive``; ``more``: of its environment.
    """
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PRESSMARK_ARCHIVE": "archive", **more}
    return {"args": [sys.executable, "-m", "api.main", *arguments], "cwd": place, "env": env}


def pressmark(place, *arguments, **more):
    """Run the command in ``place``, see ``command``."""
    return subprocess.run(
        **command(place, *arguments, **more),
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def without_triggers(db):
    """Take the triggers out of a catalogue, so that a change of it is not sealed: what damage does,
    and what catalogues of before had not.
    """
    named = db.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for (name,) in named:
        db.execute(f"DROP TRIGGER {name}")


@contextmanager
def serving(place, *options, key=True):
    """A real server over ``place/archive``, and a client; ``key``: with a key of its own. What it
    logs is in ``place/log``.
    """
    headers = {}
    if key:
        made = pressmark(place, "key", "new", f"tests {time.monotonic_ns()}")
        headers["Authorization"] = f"Bearer {made.stdout.strip()}"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PRESSMARK_ARCHIVE": str(place / "archive")}
    # A file, not a pipe: a pipe that nobody reads is full some time, and then the server stops.
    with (place / "log").open("a") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "api.main", "serve", "--port", str(port), *options],
            env=env, stderr=log,
        )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        with httpx.Client(base_url=url, timeout=60, headers=headers) as client:
            for _ in range(600):
                try:
                    client.get("/health")
                    break
                except httpx.ConnectError:
                    assert server.poll() is None, (place / "log").read_text()
                    time.sleep(0.1)
            yield client
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def seeds_archive(tmp_path_factory):
    """The archive of the seeds, to copy, never to change: one index run for all tests of the
    doors, in whichever of pytest-xdist's workers needs it first.
    """
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    folder = shared / "seeds"
    with (shared / "seeds.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(SEEDS, folder / "articles")
            done = pressmark(folder, "index", str(folder / "articles"))
            assert done.returncode == 0, done.stderr
            (folder / "done").touch()
    made = (folder / "archive" / "CURRENT").read_bytes()
    yield folder
    # Another worker may copy it at any time: a test that writes to it fails others, now and then.
    assert (folder / "archive" / "CURRENT").read_bytes() == made, "a test has changed it"


@pytest.fixture
def own_seeds(seeds_archive, tmp_path):
    """A folder with an archive of the seeds that one test may change."""
    shutil.copytree(seeds_archive / "archive", tmp_path / "archive")
    return tmp_path


@pytest.fixture(scope="session")
def served_place(seeds_archive, tmp_path_factory):
    """Where the archive of ``served`` lies, and a folder ``more`` that its jobs index."""
    place = tmp_path_factory.mktemp("served")
    shutil.copytree(seeds_archive / "archive", place / "archive")
    (place / "more").mkdir()
    (place / "more" / "heron.txt").write_text("Heron seen\nA grey heron stood in Vendmark lake.\n")
    (place / "more" / "drafts").mkdir()
    (place / "more" / "drafts" / "a.txt").write_text("Draft\nThat the server leaves out.\n")
    (place / "pressmark.toml").write_text('sources = ["more"]\nexclude = ["drafts/"]\n')
    return place


@pytest.fixture(scope="session")
def served(served_place):
    """A server over the seeds that all tests share: whoever adds an article takes it out again."""
    with serving(served_place, "--config", str(served_place / "pressmark.toml")) as client:
        yield client


def quotes(answer):
    """All that an answer quotes."""
    return " ".join(citation.quote for citation in answer.citations)


def archive_of(folder, texts):
    """An archive of ``texts`` by their titles, with the packaged model."""
    drafts = [Draft(f"api:{title}", title, text) for title, text in texts.items()]
    update.put(folder, drafts, embedder=load())
    return Archive(folder)


def archive_of_dated(folder, articles):
    """The same of (title, text, ISO day)."""
    drafts = [
        Draft(f"api:{n}", title, text, published=day)
        for n, (title, text, day) in enumerate(articles)
    ]
    update.put(folder, drafts, embedder=load())
    return Archive(folder)


def said(answer):
    """The sentences of an answer."""
    return [sentence.text for sentence in answer.sentences]


def assert_problem(answer, status, words=""):
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert words in body["detail"]
