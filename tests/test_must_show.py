"""What a newcomer is promised, from the command line in whole processes, with the real model."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds" / "articles"
GIFT = (
    "Before departing for Vietnam, Putin presented Kim with a luxury Aurus car, a ceremonial "
    "admiral’s dagger, and a tea set, while Kim gifted Putin artworks featuring his likeness."
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("must-show") / "archive"
    done = pressmark(folder, "index", str(SEEDS / "000_c609109ba5a2a854.txt"))
    assert done.returncode == 0, done.stderr
    return folder


def pressmark(archive, *arguments, **more):
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PRESSMARK_ARCHIVE": str(archive), **more}
    return subprocess.run(
        [sys.executable, "-m", "api.main", *arguments],
        env=env, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def test_the_gift_question_is_answered_with_its_exact_place(archive):
    done = pressmark(archive, "ask", "--json", "what gifts were exchanged?")
    assert done.returncode == 0, done.stdout + done.stderr
    answer = json.loads(done.stdout)
    citation = next(c for c in answer["citations"] if c["quote"] == GIFT)
    # The canonical text is the file without its first line, the title.
    body = (SEEDS / "000_c609109ba5a2a854.txt").read_text(encoding="utf-8").split("\n", 1)[1]
    assert citation["start"] == body.index(GIFT)
    assert body[citation["start"] : citation["end"]] == GIFT


def test_a_question_the_article_does_not_answer_is_refused(archive):
    done = pressmark(archive, "ask", "--json", "who won the 1998 World Cup?")
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["status"]) == (1, "no_answer")
    assert answer["citations"] == []
    assert "do not say" in answer["reason"]


def test_a_search_imports_nothing_heavy(archive):
    script = (
        "import sys, api.main\n"
        "sys.argv = ['pressmark', 'search', 'gifts']\n"
        "try:\n    api.main.main()\nexcept SystemExit as end:\n    code = end.code\n"
        "print(code, sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PRESSMARK_ARCHIVE": str(archive)}
    done = subprocess.run(
        [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True
    )
    code, _, names = done.stderr.partition(" ")
    assert code == "0", done.stderr
    loaded = set(names.replace("'", "").strip("[]\n").split(", "))
    assert {"faiss", "tantivy", "onnxruntime"} <= loaded
    heavy = {"torch", "transformers", "sentence_transformers", "fastapi", "uvicorn", "onnx"}
    assert loaded & heavy == set()


def test_an_edit_of_one_paragraph_embeds_one_to_three_passages(tmp_path):
    from index.read_markdown import read_markdown

    source = SEEDS / "winter-without-a-bridge.md"
    folder = tmp_path / "articles"
    folder.mkdir()
    copy = folder / source.name
    copy.write_bytes(source.read_bytes())
    report = json.loads(pressmark(tmp_path / "a", "index", "--json", str(folder)).stdout)
    assert report["passages"] > 10
    text = source.read_text(encoding="utf-8")
    body = read_markdown(text, source).text.split("\n\n")
    middle = next(p for p in body[len(body) // 2 :] if text.count(p) == 1 and len(p) > 150)
    copy.write_text(text.replace(middle, middle + " That was not all, said the mayor."))
    report = json.loads(pressmark(tmp_path / "a", "index", "--json", str(folder)).stdout)
    assert report["changed"] == 1
    assert 1 <= report["embedded"] <= 3


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["ask", "   "], 2, "blank"),
        (["ask", "why " * 2500], 2, "shorten"),
        (["search", "gifts", "-k", "0"], 2, "between 1 and 100"),
        (["search", "gifts", "--mode", "best"], 2, "hybrid, dense, sparse"),
        (["show", "000000000000"], 1, "pressmark list"),
        (["index", "no/such/folder"], 2, "no such file or folder"),
    ],
)
def test_a_bad_call_gets_one_line_and_its_exit_code(archive, arguments, code, words):
    done = pressmark(archive, *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.count("\n") == 1
    assert words in done.stderr


def test_what_is_missing_is_named(tmp_path, archive):
    assert pressmark(tmp_path / "none", "search", "gifts").returncode == 3
    empty = tmp_path / "empty"
    empty.mkdir()
    before = (archive / "CURRENT").read_bytes()
    done = pressmark(archive, "index", str(empty))
    assert done.returncode == 1
    assert "no readable article" in done.stderr
    assert (archive / "CURRENT").read_bytes() == before
    done = pressmark(
        tmp_path / "new", "index", "--model", "no/such", str(SEEDS), HF_HUB_OFFLINE="1"
    )
    assert done.returncode == 4
    assert "no/such" in done.stderr


def test_bad_files_are_named_and_the_rest_is_indexed(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "good.txt").write_text("Ferry back\nThe ferry runs again.\n")
    (folder / "latin.txt").write_bytes("Café\nDéjà vu.".encode("latin-1"))
    (folder / "binary.txt").write_bytes(b"GIF\0\0\1")
    (folder / "empty.txt").write_bytes(b"")
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(100_000_000)
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "folder.md").mkdir()
    done = pressmark(tmp_path / "a", "index", str(folder))
    assert done.returncode == 0
    assert done.stdout == "1 new, 0 unchanged, 6 skipped, 1 passage embedded\n"
    for name, reason in (
        ("latin.txt", "not UTF-8 (byte 3)"),
        ("binary.txt", "binary"),
        ("empty.txt", "empty"),
        ("huge.txt", "100 MB"),
        ("gone.txt", "not a regular file"),
        ("folder.md", "not a regular file"),
    ):
        assert any(name in line and reason in line for line in done.stderr.splitlines()), name


def test_a_flipped_byte_is_noticed_and_the_named_command_repairs_it(tmp_path, archive):
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(archive, copy)
    file = next((copy / "generations").glob("*/segments/0/vectors.npy"))
    data = bytearray(file.read_bytes())
    data[-5] ^= 1
    file.write_bytes(bytes(data))
    done = pressmark(copy, "search", "gifts")
    assert done.returncode == 3
    assert "vectors.npy" in done.stderr
    assert "pressmark index --rebuild" in done.stderr
    assert pressmark(copy, "index", "--rebuild").returncode == 0
    assert pressmark(copy, "search", "gifts").returncode == 0
