"""The short forms of the trials in bench/reliability, each in a process of its own: they fork, fill
disks and kill writers (docs/reliability.md).
"""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from conftest import without_triggers

from bench.reliability.hashed import HashedEmbedder
from bench.reliability.stories import drafts
from index.entry import stored_entries
from index.errors import ArchiveDamaged, StorageFailed
from index.guarded import storage
from index.update import put

ROOT = Path(__file__).parents[2]


def short(kind):
    """What the short form of a trial found."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.reliability", kind, "--short"],
        cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.stdout, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["bad"] == []
    return found


traced = pytest.mark.skipif(
    shutil.which("strace") is None, reason="needs strace (Debian: apt-get install strace)"
)
rooted = pytest.mark.skipif(
    os.geteuid() != 0 or not sys.platform.startswith("linux"), reason="mounts file systems"
)


def test_damaged_bytes_are_noticed_or_without_effect():
    found = short("corruption")
    assert set(found["outcomes"]) <= {"noticed", "without effect"}
    assert found["outcomes"]["noticed"] >= 5


def test_an_article_that_its_table_no_longer_finds_is_damage(tmp_path):
    put(tmp_path, drafts(0), embedder=HashedEmbedder())
    with closing(sqlite3.connect(tmp_path / "catalogue.sqlite")) as db:
        without_triggers(db)
        # A flipped bit of a row's key hides the row from who looks for it by that key.
        db.execute("UPDATE revisions SET id = 99 WHERE id = 2")
        found = stored_entries(db, [1, 2], lambda _: None, lambda *_: None)
        with pytest.raises(ArchiveDamaged, match="revision 2 of an article is not what was"):
            list(found)


@traced
def test_killed_at_each_kind_of_call_an_update_leaves_old_or_new():
    found = short("crashes")
    assert found["killed"] >= 6
    assert set(found["found"]) <= {"old", "new"}


def test_killed_at_random_nothing_acknowledged_is_lost():
    assert short("kills")["killed"] == 5


@traced
@rooted
def test_a_full_disk_and_a_failing_one_are_one_line_and_reading_goes_on():
    found = short("disk")
    assert {"full disk", "handles", "memory", "EIO of fsync"} <= set(found["said"])
    assert found["said"]["full disk"] == {"refused": 1}


def test_readers_see_one_generation_or_the_other():
    found = short("swaps")
    assert (found["errors"], found["mixed"]) == (0, 0)
    assert found["answers"] > 0


def test_racing_writers_are_made_whole_or_told_to_wait():
    found = short("races")
    assert found["made"] + found.get("busy", 0) == 12
    assert found["made"] >= 1


def test_every_quote_is_its_slice():
    found = short("citations")
    assert found["articles"] >= 60
    assert found["questions"] >= 3


def test_mutated_files_are_read_or_refused():
    assert short("fuzz")["trials"] >= 22  # each kind once


def test_hostile_words_have_no_effect():
    found = short("hostile")
    assert set(found["found"]) == {"found", "refused"}


def test_twice_the_text_takes_about_twice_the_time():
    assert short("doubling")["tried"] == 5


def test_a_term_index_whose_writer_died_is_one_line():
    # What Tantivy says where its own threads met the disk's error, or could not open a file.
    said = "An error occurred in a thread: 'An index writer was killed..'"
    with (
        pytest.raises(StorageFailed, match="the archive can't be read or written: An error"),
        storage("the archive"),
    ):
        raise ValueError(said)
