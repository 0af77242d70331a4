"""Damage is noticed, the way out is named, and nobody writes at the same time as another."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import HashedEmbedder

from index import generation
from index.catalogue import Catalogue
from index.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    ArchiveStale,
    ArticleNotFound,
    NothingToIndex,
)
from index.update import remove, update


@pytest.fixture
def place(tmp_path):
    articles = tmp_path / "articles"
    articles.mkdir()
    for name in ("one", "two", "three"):
        (articles / f"{name}.txt").write_text(f"About {name}\nThe first {name}.\n")
    update(tmp_path / "archive", [articles], embedder=HashedEmbedder())
    return tmp_path


def titles(archive):
    catalogue = Catalogue(archive)
    found = [article.title for article in catalogue.current()]
    catalogue.close()
    return sorted(found)


def files(archive):
    newest = generation.find(archive).folder
    return [archive / "CURRENT", *(p for p in sorted(newest.rglob("*")) if p.is_file())]


def trouble(archive):
    """What a reader is told: an error, or a warning where some generation can still be used."""
    try:
        return generation.find(archive).warning or ""
    except ArchiveDamaged as error:
        return str(error)


def test_a_flipped_byte_in_any_file_is_noticed_and_repaired(place):
    archive, embedder = place / "archive", HashedEmbedder()
    assert len(files(archive)) > 6
    for file in files(archive):
        whole = file.read_bytes()
        for position in {0, len(whole) // 2, len(whole) - 1} if whole else ():
            data = bytearray(whole)
            data[position] ^= 4
            file.write_bytes(bytes(data))
            assert "pressmark index --rebuild" in trouble(archive), (file, position)
        file.write_bytes(whole)
    assert generation.find(archive).warning is None
    file = generation.find(archive).folder / "dense.faiss"
    file.write_bytes(file.read_bytes()[:-1])
    assert update(archive, embedder=embedder).published
    assert generation.find(archive).warning is None


def test_the_generation_before_is_used_and_the_repair_is_named(place):
    archive, embedder = place / "archive", HashedEmbedder()
    (place / "articles" / "four.txt").write_text("About four\nThe first four.\n")
    update(archive, [place / "articles"], embedder=embedder)
    newest = generation.find(archive).folder
    (newest / "rows.npy").unlink()
    found = generation.find(archive)
    assert found.folder.name == "1"
    assert "rows.npy is missing" in found.warning
    assert "pressmark index --rebuild" in found.warning
    report = update(archive, rebuild=True, embedder=embedder)
    assert (report.articles, generation.find(archive).warning) == (4, None)
    # Every vector was stored already: a rebuild with the same model embeds nothing.
    assert report.embedded == 0


def test_a_second_writer_is_told_and_changes_nothing(place):
    archive = place / "archive"
    code = (
        "import sys; sys.path.insert(0, sys.argv[2])\n"
        "from pathlib import Path\nfrom index.durable import write_lock\n"
        "with write_lock(Path(sys.argv[1])):\n    print('held', flush=True); sys.stdin.read()\n"
    )
    root = str(Path(__file__).parents[1])
    with subprocess.Popen(
        [sys.executable, "-c", code, str(archive), root],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as holder:  # fmt: skip
        assert holder.stdout.readline() == b"held\n"
        (place / "articles" / "four.txt").write_text("About four\nThe first four.\n")
        with pytest.raises(ArchiveBusy, match="another process is writing"):
            update(archive, [place / "articles"], embedder=HashedEmbedder())
        assert len(titles(archive)) == 3
        holder.kill()
    # The kernel freed the lock with the process.
    assert update(archive, [place / "articles"], embedder=HashedEmbedder()).new == 1


def test_another_model_is_refused_until_a_rebuild(place):
    other = HashedEmbedder("hashed/2")
    (place / "articles" / "four.txt").write_text("About four\nThe first four.\n")
    with pytest.raises(ArchiveStale, match="--rebuild"):
        update(place / "archive", [place / "articles"], embedder=other)
    assert len(titles(place / "archive")) == 3
    report = update(place / "archive", [place / "articles"], rebuild=True, embedder=other)
    assert (report.articles, report.embedded) == (4, 4)
    assert generation.find(place / "archive").manifest.build.fingerprint == "hashed/2"


def test_an_empty_folder_takes_nothing_away(place):
    before = (place / "archive" / "CURRENT").read_bytes()
    shutil.rmtree(place / "articles")
    (place / "articles").mkdir()
    with pytest.raises(NothingToIndex, match="left as it was"):
        update(place / "archive", [place / "articles"], embedder=HashedEmbedder())
    assert (place / "archive" / "CURRENT").read_bytes() == before
    assert len(titles(place / "archive")) == 3


def test_a_file_that_turns_unreadable_keeps_its_article(place):
    (place / "articles" / "one.txt").write_bytes(b"\0\1\2")
    report = update(place / "archive", [place / "articles"], embedder=HashedEmbedder())
    assert [s.reason for s in report.skipped] == ["it is a binary file"]
    assert titles(place / "archive") == ["About one", "About three", "About two"]


def test_an_unknown_id_removes_nothing(place):
    catalogue = Catalogue(place / "archive")
    known = next(iter(catalogue.articles()))
    catalogue.close()
    with pytest.raises(ArticleNotFound, match="000000000000"):
        remove(place / "archive", [known, "000000000000"], embedder=HashedEmbedder())
    assert len(titles(place / "archive")) == 3
    assert remove(place / "archive", [known], embedder=HashedEmbedder()).articles == 2


def test_only_the_newest_two_generations_are_kept(place):
    for number in range(4):
        (place / "articles" / "one.txt").write_text(f"About one\nVersion {number}.\n")
        update(place / "archive", [place / "articles"], embedder=HashedEmbedder())
    assert generation.numbers(place / "archive") == [5, 4]
    catalogue = Catalogue(place / "archive")
    stored = catalogue.revisions(range(1, 20))
    catalogue.close()
    # Two articles that never changed, and the two versions that generations 5 and 4 hold.
    assert sorted(a.text for a in stored.values()) == [
        "The first three.", "The first two.", "Version 2.", "Version 3.",
    ]  # fmt: skip
