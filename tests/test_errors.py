"""Every way to go wrong on the command line: one line on stderr, its exit code, no traceback."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from conftest import command, pressmark

from index.errors import ArchiveStale, ModelMissing
from index.update import update

ROOT = Path(__file__).parents[1]
FERRY = "Ferry back\nThe ferry to Quayle runs again on Monday.\n"


def assert_refused(done, code, *words):
    assert done.returncode == code, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.startswith("pressmark: ")
    for word in words:
        assert word in done.stderr


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with articles/ferry.txt and its archive, for tests that only read."""
    folder = tmp_path_factory.mktemp("errors")
    (folder / "articles").mkdir()
    (folder / "articles" / "ferry.txt").write_text(FERRY)
    done = pressmark(folder, "index", "articles")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def own(place, tmp_path):
    """A copy of ``place`` that a test may damage."""
    shutil.copytree(place / "archive", tmp_path / "archive")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["ask", "   "], 2, "blank"),
        (["search", ""], 2, "blank"),
        (["ask", "w" * 10_000], 2, "10,000 characters"),
        (["ask", "?! … —"], 2, "no letter and no digit"),
        (["search", "gifts", "-k", "0"], 2, "between 1 and 100"),
        (["search", "gifts", "-k", "101"], 2, "between 1 and 100"),
        (["search", "gifts", "--mode", "nonsense"], 2, "hybrid, dense, sparse"),
        (["ask", "gifts", "--min-support", "1.5"], 2, "between 0 and 1"),
        (["ask", "gifts", "--min-support", "nan"], 2, "between 0 and 1"),
        (["show", "000000000000"], 1, "pressmark list"),
        (["remove", "000000000000"], 1, "nothing was removed"),
        (["index", "missing-folder"], 2, "no such file or folder"),
        (["index", "articles", "--language", "klingon"], 2, "english"),
        (["index", "articles", "--language", "german"], 3, "pressmark index --rebuild"),
        (["index", "articles", "--model", "no-such-model"], 3, "pressmark index --rebuild"),
    ],
)
def test_a_call_that_cannot_be_served_is_one_line(place, arguments, code, words):
    assert_refused(pressmark(place, *arguments), code, words)


@pytest.mark.parametrize("at", ["nonsense", "5", "5:", ":5", "9:5", "5:5", "-1:5", "0:100000"])
def test_a_range_that_is_none_is_refused(place, at):
    listed = pressmark(place, "list").stdout
    id_ = listed.split()[0]
    assert_refused(pressmark(place, "show", id_, f"--at={at}"), 2, "START:END")


@pytest.mark.parametrize(
    "arguments",
    [["search", "x"], ["ask", "x"], ["list"], ["status"], ["verify"], ["show", "0"],
     ["remove", "0"], ["index"], ["serve"]],
)  # fmt: skip
def test_a_missing_archive_is_named_with_the_command_that_makes_one(tmp_path, arguments):
    assert_refused(pressmark(tmp_path, *arguments), 3, "archive", "pressmark index FOLDER")
    assert list(tmp_path.iterdir()) == []  # and none was made in passing


def test_an_archive_path_that_is_a_file_is_refused(place):
    (place / "file").write_text("not a folder")
    done = pressmark(place, "index", "articles", "--archive", "file")
    assert_refused(done, 2, "is a file")
    assert (place / "file").read_text() == "not a folder"


def test_an_empty_folder_leaves_the_archive_as_it_was(own):
    (own / "empty").mkdir()
    before = (own / "archive" / "CURRENT").read_bytes()
    assert_refused(pressmark(own, "index", "empty"), 1, "no readable article")
    assert (own / "archive" / "CURRENT").read_bytes() == before


def test_a_model_that_is_not_there_is_named(tmp_path):
    (tmp_path / "ferry.txt").write_text(FERRY)
    done = pressmark(tmp_path, "index", "ferry.txt", "--model", "no-such-model", HF_HUB_OFFLINE="1")
    assert_refused(done, 4, "no-such-model", "--model")


def test_a_hub_that_is_not_there_is_not_asked_for_minutes(tmp_path):
    (tmp_path / "ferry.txt").write_text(FERRY)
    for name, why in (("no/such", "can't be reached"), ("a b", "a name that a model can have")):
        begun = time.monotonic()
        done = pressmark(
            tmp_path, "index", "ferry.txt", "--model", name,
            HF_HUB_OFFLINE="0", HF_ENDPOINT="http://127.0.0.1:9",
        )  # fmt: skip
        assert_refused(done, 4, name, why, "--model")
        assert time.monotonic() - begun < 15  # its client would try for over a minute


def test_what_can_not_be_is_told_before_anything_is_read(tmp_path):
    def reading(*_):
        raise AssertionError("a file was read")

    (tmp_path / "ferry.txt").write_text(FERRY)
    archive, roots = tmp_path / "archive", [tmp_path / "ferry.txt"]
    with pytest.raises(ModelMissing):
        update(archive, roots, model=str(tmp_path), progress=reading)
    update(archive, roots)
    for asked in ({"model": "no-such-model"}, {"language": "german"}):
        with pytest.raises(ArchiveStale, match="nothing was changed"):
            update(archive, roots, **asked, progress=reading)
    with pytest.raises(ModelMissing):
        update(archive, roots, model=str(tmp_path), rebuild=True, progress=reading)
    assert update(archive, roots).unchanged == 1


def test_bad_files_are_named_and_the_rest_is_indexed(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "good.txt").write_text(FERRY)
    (folder / "latin.txt").write_bytes("Café\nDéjà vu.".encode("latin-1"))
    (folder / "utf16.txt").write_bytes("Café".encode("utf-16"))
    (folder / "binary.txt").write_bytes(b"GIF\0\0\1")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "dots.txt").write_text("…\n---\n")
    (folder / "yaml.md").write_text("---\ntitle: [open\n---\nWords.\n")
    (folder / "script.md").write_text("---\nurl: javascript:alert(1)\n---\nWords.\n")
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(100_000_000)  # sparse: no byte of it is on the disk
    reasons = {
        "latin.txt": "not UTF-8 (byte 3)",
        "utf16.txt": "UTF-16",
        "binary.txt": "binary",
        "empty.txt": "empty",
        "dots.txt": "no words",
        "yaml.md": "not YAML",
        "script.md": "http://",
        "gone.txt": "not a regular file",
        "huge.txt": "100 MB",
    }
    if os.geteuid():  # root reads everything
        (folder / "locked.txt").write_text(FERRY)
        (folder / "locked.txt").chmod(0)
        reasons["locked.txt"] = "can't be read"
    done = pressmark(tmp_path, "index", "articles")
    assert done.returncode == 0
    assert done.stdout == f"1 new, 0 unchanged, {len(reasons)} skipped, 1 passage embedded\n"
    lines = done.stderr.splitlines()
    assert len(lines) == len(reasons) + 1  # the last one tells what the archive holds
    for name, reason in reasons.items():
        assert any(name in line and reason in line for line in lines), name
    assert pressmark(tmp_path, "search", "ferry").returncode == 0


def test_a_file_name_cannot_steer_the_terminal(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "good.txt").write_text(FERRY)
    (folder / "bad\x1b[2J\x9b\x07\nname.txt").write_bytes(b"")
    done = pressmark(tmp_path, "index", "articles")
    assert done.returncode == 0
    # click takes colour codes out where no terminal listens, but not the other two.
    assert not {"\x1b", "\x9b", "\x07"} & set(done.stderr)
    assert done.stderr.count("\n") == 2
    assert not {"\x1b", "\x9b", "\x07"} & set(pressmark(tmp_path, "status").stdout)


def test_a_file_name_that_is_not_utf8_does_not_stop_the_rest(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "good.txt").write_text(FERRY)
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text(FERRY)
    done = pressmark(tmp_path, "index", "articles")
    assert "Traceback" not in done.stderr
    assert done.returncode == 0
    assert pressmark(tmp_path, "list", "--json").returncode == 0


def test_a_flipped_byte_is_noticed_and_the_named_command_repairs_it(own):
    file = own / "archive" / "generations" / "1" / "segments" / "0" / "vectors.npy"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(bytes(data))
    assert_refused(pressmark(own, "search", "ferry"), 3, "vectors.npy", "pressmark index --rebuild")
    verified = pressmark(own, "verify")
    assert verified.returncode == 3
    assert "BAD" in verified.stdout
    assert pressmark(own, "index", "--rebuild").returncode == 0
    found = pressmark(own, "search", "ferry")
    assert (found.returncode, found.stderr) == (0, "")


def test_a_catalogue_that_is_no_database_is_named(own):
    (own / "archive" / "catalogue.sqlite").write_bytes(b"This is no database at all." * 200)
    for suffix in ("-wal", "-shm"):
        (own / "archive" / f"catalogue.sqlite{suffix}").unlink(missing_ok=True)
    assert_refused(pressmark(own, "list"), 3, "catalogue.sqlite")


def test_a_reader_that_goes_away_is_no_error(place):
    # As with `pressmark list | head -0`: the pipe is closed before anything is written.
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        **command(place, "list"), stdout=writing, stderr=subprocess.PIPE, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")
