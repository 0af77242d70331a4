"""A large file is read once, and again whenever its size, time or inode is another."""

import os
import time

import pytest

from index import verified
from index.cache import file_sha256
from index.verified import Verified


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("PRESSMARK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(verified, "LARGE", 1_000)
    (tmp_path / "archive").mkdir()
    return tmp_path / "archive"


@pytest.fixture
def reads(monkeypatch):
    """The files that were really read."""
    found = []

    def read(path):
        found.append(path.name)
        return file_sha256(path)

    monkeypatch.setattr(verified, "file_sha256", read)
    return found


def settled(path, data):
    path.write_bytes(data)
    before = time.time_ns() - 60_000_000_000
    os.utime(path, ns=(before, before))
    return path


def asked(place, path):
    known = Verified(place)
    sha = known.sha256(path)
    known.save()
    return sha


def test_a_large_file_is_read_once_in_all_processes(place, reads):
    path = settled(place / "large", b"x" * 2_000)
    assert {asked(place, path) for _ in range(3)} == {file_sha256(path)}
    assert reads == ["large"]
    # Under a second name it is the same file.
    os.link(path, place / "link")
    asked(place, place / "link")
    assert reads == ["large"]


@pytest.mark.parametrize("way", ["bytes", "longer", "replaced", "touched"])
def test_any_change_is_read_again(place, reads, way):
    path = settled(place / "large", b"x" * 2_000)
    first = asked(place, path)
    if way == "bytes":
        with path.open("r+b") as file:
            file.write(b"y")
    elif way == "longer":
        path.write_bytes(b"x" * 2_001)
    elif way == "replaced":
        when = path.stat().st_mtime_ns
        (place / "new").write_bytes(b"z" * 2_000)
        os.utime(place / "new", ns=(when, when))
        os.replace(place / "new", path)
    else:
        path.touch()
    assert asked(place, path) == file_sha256(path)
    assert (asked(place, path) == first) == (way == "touched")
    assert len(reads) >= 2


def test_a_file_that_was_just_written_is_read_until_it_has_settled(place, reads):
    path = place / "large"
    path.write_bytes(b"x" * 2_000)
    asked(place, path)
    asked(place, path)
    assert reads == ["large", "large"]


def test_a_small_file_is_always_read(place, reads):
    path = settled(place / "small", b"x" * 999)
    asked(place, path)
    asked(place, path)
    assert reads == ["small", "small"]


def test_a_cache_that_is_broken_or_not_there_costs_time_only(place, reads):
    path = settled(place / "large", b"x" * 2_000)
    asked(place, path)
    cache = next((place.parent / "cache" / "verified").iterdir())
    for broken in (b"", b"[1]", b"\xff", b'{"a": 1'):
        cache.write_bytes(broken)
        assert asked(place, path) == file_sha256(path)
    assert len(reads) == 5


def test_what_is_known_of_one_archive_is_not_known_of_another(place, reads):
    path = settled(place / "large", b"x" * 2_000)
    asked(place, path)
    asked(place.parent, path)
    assert reads == ["large", "large"]
