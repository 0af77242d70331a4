"""Folders of every format: what is read again, what is left out, and parsers that misbehave."""

import os
import time
from contextlib import closing
from pathlib import Path

import pytest
from conftest import HashedEmbedder, pressmark

from index import worker
from index.catalogue import Catalogue
from index.errors import BadInput, NotAnArticle
from index.reading import File
from index.sources import Choice
from index.update import remove, update
from index.worker import Readers

PAGE = (
    "<html><head><title>{0}</title></head><body><p>The {0} runs again on Monday.</p></body></html>"
)


@pytest.fixture
def place(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.html").write_text(PAGE.format("ferry"))
    (folder / "b.jsonl").write_text('{"text": "The tram runs."}\n{"text": "The bus runs."}\n')
    (folder / "c.txt").write_text("Boat\nThe boat runs.\n")
    return folder


def index(folder, **more):
    return update(folder.parent / "archive", [folder], embedder=HashedEmbedder(), **more)


def titles(folder):
    with_ = Catalogue(folder.parent / "archive")
    found = sorted(article.title for article in with_.current())
    with_.close()
    return found


def counts(report):
    return report.new, report.changed, report.unchanged, report.removed


def test_files_of_several_articles_are_kept_up_to_date(place):
    assert counts(index(place)) == (4, 0, 0, 0)
    assert titles(place) == ["B 1", "B 2", "Boat", "ferry"]
    assert counts(index(place)) == (0, 0, 4, 0)
    (place / "b.jsonl").write_text('{"text": "The tram runs late."}\n')
    assert counts(index(place)) == (0, 1, 2, 1)
    (place / "a.html").unlink()
    assert counts(index(place)) == (0, 0, 2, 1)
    assert titles(place) == ["B 1", "Boat"]


def test_a_file_that_has_not_changed_is_not_parsed_again(place, monkeypatch):
    index(place)

    monkeypatch.setattr(Readers, "read", never)
    assert counts(index(place)) == (0, 0, 4, 0)
    # The same size and time of change, other bytes: noticed, as the time is too fresh to trust.
    text = (place / "c.txt").read_text()
    status = (place / "c.txt").stat()
    (place / "c.txt").write_text(text.replace("boat", "goat"))
    os.utime(place / "c.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    with pytest.raises(AssertionError, match="it was read"):
        index(place)


def test_what_was_removed_by_hand_comes_back_with_its_file(place):
    index(place)
    with_ = Catalogue(place.parent / "archive")
    (boat,) = [a.id for a in with_.current() if a.title == "Boat"]
    with_.close()
    remove(place.parent / "archive", [boat], embedder=HashedEmbedder())
    assert titles(place) == ["B 1", "B 2", "ferry"]
    assert counts(index(place)) == (1, 0, 3, 0)


def test_a_file_that_breaks_keeps_all_its_articles_until_it_is_whole_again(place):
    index(place)
    (place / "b.jsonl").write_bytes(b"\xff\xff")
    for _ in range(2):
        report = index(place)
        assert [Path(s.origin).name for s in report.skipped] == ["b.jsonl"]
        assert report.removed == 0
        assert titles(place) == ["B 1", "B 2", "Boat", "ferry"]
    (place / "b.jsonl").write_text('{"text": "The tram runs."}\n')
    assert counts(index(place)) == (0, 0, 3, 1)
    assert index(place).skipped == ()


def ids(folder):
    with closing(Catalogue(folder.parent / "archive")) as catalogue:
        return {article.title: article.id for article in catalogue.current()}


def never(*_):
    raise AssertionError("it was read")


def test_a_moved_folder_keeps_its_articles_and_nothing_is_read_or_embedded(place, monkeypatch):
    first = index(place)
    assert first.embedded == 4
    before = ids(place)
    (place / "sub").mkdir()
    for name in ("a.html", "b.jsonl", "c.txt"):
        (place / name).rename(place / "sub" / name)
    with monkeypatch.context() as patched:
        patched.setattr(Readers, "read", never)
        report = index(place)
    assert (report.moved, report.new, report.removed, report.embedded) == (4, 0, 0, 0)
    assert ids(place) == before
    with closing(Catalogue(place.parent / "archive")) as catalogue:
        stored = sorted((Path(a.origin).parent.name, a.source) for a in catalogue.current())
    # The folder is the source of what names none itself; the page has its title from its head.
    assert stored == [("sub", "sub")] * 4
    assert index(place).published is False
    fresh = update(place.parent / "fresh", [place], embedder=HashedEmbedder())
    assert fresh.articles == 4


def test_a_renamed_file_keeps_its_article_and_its_vectors(place):
    index(place)
    before = ids(place)
    (place / "c.txt").rename(place / "d.txt")
    report = index(place)
    assert (report.moved, report.new, report.removed, report.embedded) == (1, 0, 0, 0)
    assert ids(place) == before
    # Another file in its old place is another article.
    (place / "c.txt").write_text("Plane\nThe plane flies.\n")
    assert index(place).new == 1
    after = ids(place)
    assert after.pop("Plane") not in before.values()
    assert after == before


def test_include_and_exclude(place):
    (place / "drafts").mkdir()
    (place / "drafts" / "d.txt").write_text("Draft\nThe plane flies.\n")
    index(place, choice=Choice(include=("*.txt",), exclude=("/drafts/",)))
    assert titles(place) == ["Boat"]
    index(place, choice=Choice(exclude=("*.jsonl",)))
    assert titles(place) == ["Boat", "Draft", "ferry"]


def test_another_field_mapping_reads_again(place):
    (place / "b.jsonl").write_text('{"text": "The tram runs.", "kop": "Tram"}\n')
    index(place)
    assert "B 1" in titles(place)
    index(place, choice=Choice(fields={"title": "kop"}))
    assert "Tram" in titles(place)


def test_links_that_lead_out_of_the_folder_are_refused(place):
    secret = place.parent / "secret.txt"
    secret.write_text("Secret\nThe key lies under the mat.\n")
    (place / "link.txt").symlink_to(secret)
    (place / "inside.txt").symlink_to(place / "c.txt")
    (place.parent / "other").mkdir()
    (place.parent / "other" / "x.txt").write_text("Other\nThe other one.\n")
    (place / "folder").symlink_to(place.parent / "other")
    os.mkfifo(place / "pipe.html")
    report = index(place)
    left = {Path(s.origin).name: s.reason for s in report.skipped}
    assert "outside the folder" in left.pop("link.txt")
    assert left == {"pipe.html": "it is not a regular file"}
    assert titles(place) == ["B 1", "B 2", "Boat", "ferry"]  # of c.txt and the link inside


HANG = "import sys, time; sys.stdin.buffer.readline(); time.sleep(60)"
CRASH = "import os, sys; sys.stdin.buffer.readline(); os.abort()"


@pytest.mark.parametrize(("code", "told"), [(HANG, "took over 1 sec"), (CRASH, "broke its parser")])
def test_a_parser_that_hangs_or_crashes_is_ended_and_the_next_file_is_read(monkeypatch, code, told):
    # A real process that behaves so; real parsers are not known to on any input at hand.
    page = File(Path("/a/a.html"), "/a/a.html", PAGE.format("ferry").encode())
    with Readers(seconds=1) as readers:
        with monkeypatch.context() as patched:
            patched.setattr(worker, "_START", code.replace("{", "{{").replace("}", "}}"))
            begun = time.monotonic()
            with pytest.raises(NotAnArticle, match=told):
                readers.read(page)
            assert time.monotonic() - begun < 5
        readers._seconds = 60
        assert readers.read(page)[0].title == "ferry"


def test_one_bad_file_does_not_stop_the_command(place):
    (place / "bad.pdf").write_bytes(b"%PDF-1.7 rubbish")
    (place / "bad.docx").write_bytes(b"PK rubbish")
    done = pressmark(place.parent, "index", "articles")
    assert done.returncode == 0
    assert done.stdout.startswith("4 new, 0 unchanged, 2 skipped")
    assert "bad.pdf: it is not a PDF that can be read" in done.stderr
    assert "bad.docx: it is not a ZIP container" in done.stderr


def test_a_pattern_that_means_nothing_is_refused(place):
    with pytest.raises(BadInput, match="pattern"):
        index(place, choice=Choice(exclude=("!",)))


def test_a_parser_that_eats_the_memory_is_ended(monkeypatch, tmp_path):
    # The real worker with a real limit, and a page that is too large for it.
    monkeypatch.setattr(worker, "_START", worker._START.replace(
        "main()", "import index.worker as w; w.MEMORY = 300_000_000; main()"))  # fmt: skip
    page = ("<p>" + "word " * 20 + "</p>") * 190_000
    with Readers() as readers:
        with pytest.raises(NotAnArticle, match=r"GB of memory|broke its parser|parser failed"):
            readers.read(File(tmp_path / "a.html", "a.html", page.encode()))
        small = File(tmp_path / "b.html", "b.html", PAGE.format("ferry").encode())
        assert "ferry" in readers.read(small)[0].text
