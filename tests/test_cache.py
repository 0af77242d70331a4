"""What is remembered of files in the cache, and models kept there as onnxruntime opens quickest."""

import hashlib
import os

import pytest

from index import cache, prepared
from index.errors import ModelMissing
from index.model_files import onnx_model


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Names of the files that were hashed."""
    monkeypatch.setenv("PRESSMARK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(cache, "RACY", 0)
    hashed = []
    real = cache.file_sha256
    monkeypatch.setattr(cache, "file_sha256", lambda path: hashed.append(path.name) or real(path))
    return hashed


def test_a_file_is_hashed_once_until_it_changes(tmp_path, read):
    file = tmp_path / "weights"
    file.write_bytes(b"one")
    one, two = hashlib.sha256(b"one").hexdigest(), hashlib.sha256(b"two").hexdigest()
    assert [cache.known_sha256(file) for _ in range(3)] == [one] * 3
    assert read == ["weights"]
    before = file.stat()
    file.write_bytes(b"two")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))  # its time set back
    assert cache.known_sha256(file) == two
    assert read == ["weights"] * 2


def test_a_file_that_is_too_fresh_is_not_remembered(tmp_path, read, monkeypatch):
    monkeypatch.setattr(cache, "RACY", 60_000_000_000)
    file = tmp_path / "weights"
    file.write_bytes(b"one")
    cache.known_sha256(file)
    cache.known_sha256(file)
    assert read == ["weights"] * 2


@pytest.mark.parametrize("junk", [b"", b"[]", b'{"stamp": 1}', b"\xff"])
def test_a_damaged_memory_is_no_memory(tmp_path, read, junk):
    file = tmp_path / "weights"
    file.write_bytes(b"one")
    found = cache.known_sha256(file)
    (memory,) = (tmp_path / "cache" / cache.REMEMBERED).iterdir()
    memory.write_bytes(junk)
    assert cache.known_sha256(file) == found
    assert read == ["weights"] * 2


def test_a_cache_that_can_not_be_written_costs_time_only(tmp_path, read):
    (tmp_path / "cache").write_text("a file where the folder should be")
    file = tmp_path / "weights"
    file.write_bytes(b"one")
    assert cache.known_sha256(file) == hashlib.sha256(b"one").hexdigest()
    with pytest.raises(ModelMissing, match="PRESSMARK_CACHE"):
        prepared.prepared("any", lambda target: target.write_bytes(b""))


def test_a_flipped_byte_in_the_cached_graph_is_noticed_and_it_is_made_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("PRESSMARK_CACHE", str(tmp_path))
    made = onnx_model()
    weights = made.with_name(prepared.WEIGHTS)
    inode = weights.stat().st_ino
    assert (onnx_model(), weights.stat().st_ino) == (made, inode)  # whole: used again
    for file in (weights, made):
        whole = hashlib.sha256(file.read_bytes()).hexdigest()
        with file.open("r+b") as handle:
            handle.seek(file.stat().st_size // 2)
            byte = handle.read(1)[0]
            handle.seek(-1, os.SEEK_CUR)
            handle.write(bytes([byte ^ 1]))
        assert onnx_model() == made
        assert hashlib.sha256(file.read_bytes()).hexdigest() == whole
    # A seal that was never written, as after a crash, is no seal.
    inode = weights.stat().st_ino
    made.with_name(prepared.SEAL).unlink()
    assert onnx_model() == made
    assert weights.stat().st_ino != inode
    assert sorted(p.name for p in tmp_path.iterdir()) == [made.parent.name, cache.REMEMBERED]
