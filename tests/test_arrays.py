"""numpy's files are read by one thread at a time, and as they were written."""

import gc
import sys
import threading

import numpy as np
import pytest

from index import arrays

TABLE = np.arange(12, dtype=np.int64).reshape(3, 4)


@pytest.fixture
def path(tmp_path):
    np.save(tmp_path / "table.npy", TABLE)
    return tmp_path / "table.npy"


@pytest.mark.parametrize("mapped", [False, True])
def test_an_array_is_what_was_saved(path, mapped):
    read = arrays.load(path, mapped=mapped)
    assert isinstance(read, np.memmap) == mapped
    assert np.array_equal(read, TABLE)


def test_arrays_are_what_was_saved(tmp_path):
    np.savez(tmp_path / "tables.npz", one=TABLE, two=TABLE[0])
    read = arrays.load_all(tmp_path / "tables.npz")
    assert list(read) == ["one", "two"]
    assert np.array_equal(read["one"], TABLE)
    assert np.array_equal(read["two"], TABLE[0])


def deep(frames, path):
    return deep(frames - 1, path) if frames else arrays.load(path)


@pytest.mark.skipif(sys.version_info >= (3, 11, 8), reason="this Python parses right")
def test_a_thread_that_reads_while_another_parses_a_header_does_not_disturb_it(path):
    """Where garbage is collected in the midst of a header's parsing, here another thread reads,
    from a deeper stack: without a lock each time is a SystemError.
    """
    here = threading.get_ident()
    others, errors = [], []

    def meanwhile(phase, _):
        if phase != "start" or threading.get_ident() != here or len(others) == 3:
            return
        frame = sys._getframe(1)
        if frame.f_code.co_name == "parse" and frame.f_code.co_filename.endswith("ast.py"):
            others.append(threading.Thread(target=deep, args=(30, path)))
            others[-1].start()
            others[-1].join(0.2)  # it may well have to wait until this thread has read

    before = gc.get_threshold()
    gc.callbacks.append(meanwhile)
    try:
        for allocations in range(1, 400):
            if len(others) == 3:
                break
            gc.collect(0)
            gc.set_threshold(allocations)
            try:
                arrays.load(path)
            except SystemError as error:
                errors.append(error)
    finally:
        gc.callbacks.remove(meanwhile)
        gc.set_threshold(*before)
        for other in others:
            other.join()
    assert len(others) == 3, "garbage was never collected while a header was parsed"
    assert errors == []
