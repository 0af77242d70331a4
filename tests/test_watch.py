"""A watched folder: real changes, seen by the kernel."""

import queue
import signal
import subprocess
import threading
import time

import pytest
from conftest import HashedEmbedder, command

from index import generation
from index.watch import watch
from search.engine import Archive, search
from search.settings import Settings


@pytest.fixture
def watched(tmp_path):
    """(folder, next report) of a folder that is being watched; the archive lies inside it."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("Boat\nThe boat runs.\n")
    reports, stop = queue.Queue(), threading.Event()

    def run():
        try:
            for report in watch(
                folder / "archive", [folder], embedder=HashedEmbedder(), stop=stop,
                on_trouble=reports.put,
            ):  # fmt: skip
                reports.put(report)
        except BaseException as error:
            reports.put(error)
            raise

    thread = threading.Thread(target=run)
    thread.start()
    assert reports.get(timeout=30).new == 1
    time.sleep(0.5)  # until the kernel watches the folder
    yield folder, lambda: reports.get(timeout=30)
    stop.set()
    thread.join(timeout=30)
    assert not thread.is_alive()
    assert reports.empty()  # the archive's own writes were no change


def titles(folder, words):
    opened = Archive(folder / "archive", HashedEmbedder())
    return {h.article.title for h in search(opened, words, 50, Settings(mode="sparse"))}


def test_a_saved_a_changed_and_a_deleted_file(watched):
    folder, report = watched
    (folder / "b.txt").write_text("Tram\nThe tram runs.\n")
    assert report().new == 1
    assert titles(folder, "tram") == {"Tram"}
    (folder / "b.txt").write_text("Tram\nThe trolley runs.\n")
    assert report().changed == 1
    assert (titles(folder, "trolley"), titles(folder, "tram runs")) == ({"Tram"}, {"Boat", "Tram"})
    (folder / "b.txt").unlink()
    assert report().removed == 1
    assert titles(folder, "trolley") == set()


def test_many_files_at_once_are_one_batch_and_a_moved_folder_embeds_nothing(watched):
    folder, report = watched
    for n in range(300):
        path = folder / "drop" / f"{n}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"Story {n}\nNumber {n} runs.\n")
    assert report().new == 300
    (folder / "drop").rename(folder / "moved")
    moved = report()
    assert (moved.moved, moved.new, moved.removed, moved.embedded) == (300, 0, 0, 0)


def test_an_emptied_folder_is_told_and_takes_nothing_away(watched):
    folder, report = watched
    (folder / "a.txt").unlink()
    assert "no readable article" in report()
    assert titles(folder, "boat") == {"Boat"}


def test_the_command_stops_when_it_is_interrupted(tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("Boat\nThe boat runs.\n")
    (tmp_path / "pressmark.toml").write_text('sources = ["articles"]\nlanguage = "german"\n')
    with subprocess.Popen(
        **command(tmp_path, "watch"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        # A shell lets its background jobs ignore the signal, and a child inherits that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 one thread
    ) as process:  # fmt: skip
        assert process.stdout.readline().startswith("1 new")
        time.sleep(2)
        process.send_signal(signal.SIGINT)
        try:
            _, said = process.communicate(timeout=30)
        finally:
            process.kill()
    assert process.returncode == 130
    assert "Traceback" not in said
    assert generation.find(tmp_path / "archive").manifest.build.language == "german"
