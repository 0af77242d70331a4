"""Damage is noticed, the way out is named, and nobody writes at the same time as another."""

import contextlib
import hashlib
import shutil
import sqlite3
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


def everything(archive):
    """All that a failed run must leave alone: the catalogue's rows, CURRENT, the generations."""
    with contextlib.closing(sqlite3.connect(archive / "catalogue.sqlite")) as db:
        rows = list(db.iterdump())
    generations = {
        path.relative_to(archive): path.read_bytes()
        for path in sorted((archive / "generations").rglob("*"))
        if path.is_file()
    }
    return rows, (archive / "CURRENT").read_bytes(), generations


def files(archive):
    newest = generation.find(archive).folder
    return [archive / "CURRENT", *(p for p in sorted(newest.rglob("*")) if p.is_file())]


def trouble(archive):
    """What a reader is told: an error, or a warning where some generation can still be used."""
    try:
        return generation.find(archive).warning or ""
    except ArchiveDamaged as error:
        return str(error)


def add_a_fourth(place):
    (place / "articles" / "four.txt").write_text("About four\nThe first four.\n")
    return update(place / "archive", [place / "articles"], embedder=HashedEmbedder())


def test_the_manifest_lists_every_file(place):
    found = generation.find(place / "archive")
    on_disk = {
        path.relative_to(found.folder).as_posix(): path
        for path in found.folder.rglob("*")
        if path.is_file()
    }
    assert set(found.manifest.files) | {"manifest.json"} == set(on_disk)
    assert {"segments/0/vectors.npy", "segments/0/rows.npy"} < set(found.manifest.files)
    assert any(name.startswith("terms/") for name in found.manifest.files)
    for name, (size, sha) in found.manifest.files.items():
        data = on_disk[name].read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (size, sha)
    assert (found.manifest.articles, found.manifest.passages) == (3, 3)
    assert len(generation.rows(found.folder)) == 3


def damages(whole):
    """The ways in which a file can be damaged; None: it is gone."""
    for position in {0, len(whole) // 2, len(whole) - 1} if whole else ():
        data = bytearray(whole)
        data[position] ^= 4
        yield bytes(data)
    if whole:
        yield whole[:-1]
        yield b""
    yield whole + b" "
    yield None


def damage(file, data):
    if data is None:
        file.unlink()
    else:
        file.write_bytes(data)


def test_damage_of_any_file_of_the_only_generation_is_an_error(place):
    archive = place / "archive"
    whole_state = everything(archive)
    checked = files(archive)[1:]
    assert len(checked) > 6
    for file in checked:
        whole = file.read_bytes()
        for data in damages(whole):
            damage(file, data)
            with pytest.raises(ArchiveDamaged, match="pressmark index --rebuild"):
                generation.find(archive)
        file.write_bytes(whole)
    assert generation.find(archive).warning is None
    assert everything(archive) == whole_state


def test_damage_of_any_file_of_the_newest_generation_falls_back_with_a_warning(place):
    archive = place / "archive"
    add_a_fourth(place)
    checked = files(archive)[1:]
    assert checked[0].is_relative_to(archive / "generations" / "2")
    for file in checked:
        whole = file.read_bytes()
        for data in damages(whole):
            damage(file, data)
            found = generation.find(archive)
            assert (found.folder.name, found.manifest.articles) == ("1", 3)
            assert file.relative_to(archive / "generations").as_posix() in found.warning or (
                file.name == "manifest.json"
            )
            assert "pressmark index --rebuild" in found.warning
        file.write_bytes(whole)
    assert generation.find(archive).folder.name == "2"
    assert generation.find(archive).warning is None


@pytest.mark.parametrize("two", [False, True])
def test_any_flipped_bit_in_current_is_noticed(place, two):
    archive = place / "archive"
    if two:
        add_a_fourth(place)
    current = archive / "CURRENT"
    whole = current.read_bytes()
    for position in range(len(whole)):
        for bit in range(8):
            data = bytearray(whole)
            data[position] ^= 1 << bit
            current.write_bytes(bytes(data))
            assert "pressmark index --rebuild" in trouble(archive), (position, bit)
            if two:
                # One of the two is whole, so reading goes on.
                assert generation.find(archive).manifest.articles in (3, 4)
    current.unlink()
    assert "CURRENT: No such file" in trouble(archive)
    assert "pressmark index --rebuild" in trouble(archive)


@pytest.mark.parametrize("two", [False, True])
@pytest.mark.parametrize("rebuild", [False, True])
@pytest.mark.parametrize("name", ["CURRENT", "manifest.json", "vectors.npy", "rows.npy", "terms"])
def test_an_update_repairs_the_damage(place, two, rebuild, name):
    archive = place / "archive"
    if two:
        add_a_fourth(place)
    file = next(f for f in files(archive) if name in (f.name, f.parent.name))
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 4
    file.write_bytes(bytes(data))
    assert "pressmark index --rebuild" in trouble(archive)
    report = update(archive, rebuild=rebuild, embedder=HashedEmbedder())
    assert (report.published, report.articles) == (True, 4 if two else 3)
    assert report.embedded == 0  # the vectors are in the catalogue
    found = generation.find(archive)
    assert (found.warning, found.manifest.generation) == (None, report.generation)
    # What was repaired is not published again.
    assert not update(archive, embedder=HashedEmbedder()).published


def test_the_generation_before_is_used_and_the_repair_is_named(place):
    archive, embedder = place / "archive", HashedEmbedder()
    (place / "articles" / "four.txt").write_text("About four\nThe first four.\n")
    update(archive, [place / "articles"], embedder=embedder)
    newest = generation.find(archive).folder
    (newest / "segments" / "0" / "rows.npy").unlink()
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
        before = everything(archive)
        for rebuild in (False, True):
            with pytest.raises(ArchiveBusy, match="another process is writing"):
                update(archive, [place / "articles"], rebuild=rebuild, embedder=HashedEmbedder())
        assert everything(archive) == before
        holder.kill()
    # The kernel freed the lock with the process.
    assert update(archive, [place / "articles"], embedder=HashedEmbedder()).new == 1


def test_another_model_is_refused_until_a_rebuild(place):
    other = HashedEmbedder("hashed/2")
    (place / "articles" / "four.txt").write_text("About four\nThe first four.\n")
    before = everything(place / "archive")
    with pytest.raises(ArchiveStale, match="--rebuild"):
        update(place / "archive", [place / "articles"], embedder=other)
    assert everything(place / "archive") == before
    report = update(place / "archive", [place / "articles"], rebuild=True, embedder=other)
    assert (report.articles, report.embedded) == (4, 4)
    assert generation.find(place / "archive").manifest.build.fingerprint == "hashed/2"


def test_an_empty_folder_takes_nothing_away(place):
    before = everything(place / "archive")
    shutil.rmtree(place / "articles")
    (place / "articles").mkdir()
    with pytest.raises(NothingToIndex, match="left as it was"):
        update(place / "archive", [place / "articles"], embedder=HashedEmbedder())
    assert everything(place / "archive") == before


def test_a_file_that_turns_unreadable_keeps_its_article(place):
    (place / "articles" / "one.txt").write_bytes(b"\0\1\2")
    report = update(place / "archive", [place / "articles"], embedder=HashedEmbedder())
    assert [s.reason for s in report.skipped] == ["it is a binary file"]
    assert titles(place / "archive") == ["About one", "About three", "About two"]
    catalogue = Catalogue(place / "archive")
    stored = {Path(a.origin).name: a.text for a in catalogue.current()}
    skipped = [(Path(s.origin).name, s.reason) for s in catalogue.skipped()]
    catalogue.close()
    assert stored["one.txt"] == "The first one."
    assert skipped == [("one.txt", "it is a binary file")]


def test_an_unknown_id_removes_nothing(place):
    catalogue = Catalogue(place / "archive")
    known = next(iter(catalogue.articles()))
    catalogue.close()
    before = everything(place / "archive")
    with pytest.raises(ArticleNotFound, match="000000000000"):
        remove(place / "archive", [known, "000000000000"], embedder=HashedEmbedder())
    assert everything(place / "archive") == before
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


def test_a_repair_keeps_the_whole_generation_and_not_the_damaged_one(place):
    archive, articles = place / "archive", place / "articles"
    (articles / "one.txt").write_text("About one\nVersion 2.\n")
    update(archive, [articles], embedder=HashedEmbedder())
    (generation.find(archive).folder / "segments" / "0" / "rows.npy").unlink()
    assert update(archive, embedder=HashedEmbedder()).generation == 3
    assert generation.numbers(archive) == [3, 1]
    # So a second damage still finds something to fall back to.
    (archive / "generations" / "3" / "segments" / "0" / "rows.npy").unlink()
    assert generation.find(archive).folder.name == "1"
