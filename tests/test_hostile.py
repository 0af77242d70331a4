"""A folder of everything that a folder should not hold: each is refused with its reason, and the
article beside it is indexed.
"""

import contextlib
import os
import stat
import time
import zipfile

from conftest import HashedEmbedder, pressmark

from index.catalogue import Catalogue
from index.update import update

LAUGHS = (
    "<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'ha'>"
    + "".join(
        f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]><rss version='2.0'><channel><item><title>&i;</title></item></channel></rss>"
)


def test_each_is_refused_and_the_run_goes_on(tmp_path):
    folder, outside = tmp_path / "articles", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text("Secret\nThe key lies under the mat.\n")
    (folder / "good.txt").write_text("Ferry\nThe ferry runs again on Monday.\n")
    for name in ("line.txt", "line.md", "line.html", "line.jsonl", "line.csv", "line.pdf"):
        with (folder / name).open("wb") as file:
            file.truncate(2_000_000_000)  # one line of NUL bytes; takes no room on the disk
    (folder / "linked.txt").symlink_to(outside / "secret.txt")
    (folder / "up.txt").symlink_to("../outside/secret.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    (folder / "round.txt").symlink_to("round.txt")
    (folder / "folder").symlink_to(outside)
    (folder / "self").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    with contextlib.suppress(PermissionError):  # only root makes devices
        os.mknod(folder / "device.txt", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    (folder / "deep.html").write_text("<div>" * 200_000 + "A ferry." + "</div>" * 200_000)
    (folder / "deep.json").write_text("[" * 200_000 + "]" * 200_000)
    (folder / "deep.md").write_text("> " * 50_000 + "A quote in a quote.")
    (folder / "laughs.xml").write_text(LAUGHS)
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("a.txt", b"0" * 50_000_000)
    with zipfile.ZipFile(folder / "way.zip", "w") as way:
        way.writestr("../../out.txt", "Out\nThis lies outside.")
    (folder / "nul.txt").write_bytes(b"Nul\nThere is a \0 in it.\n")
    (folder / "half.txt").write_bytes(b"Half\nA lone \xed\xa0\x80 surrogate.\n")
    (folder / "half.jsonl").write_text('{"title": "Odd \\ud800", "text": "A lone \\udfff one."}\n')
    bad = folder / os.fsdecode(b"bad-\xff\xfe.txt")
    bad.write_text("Bad name\nNobody can write it.\n")
    odd = "odd\n\x1b[31m \u202e name.txt"
    (folder / odd).write_text("Odd name\nThe odd one runs too.\n")
    begun = time.monotonic()
    report = update(tmp_path / "archive", [folder], embedder=HashedEmbedder())
    assert time.monotonic() - begun < 120
    left = {s.origin.removeprefix(f"{folder}/"): s.reason for s in report.skipped}
    wanted = {
        **dict.fromkeys(("line.txt", "line.md", "line.html", "line.jsonl", "line.csv", "line.pdf"),
                        "2,000 MB, more than"),
        **dict.fromkeys(("linked.txt", "up.txt", "zero.txt"), "outside the folder"),
        **dict.fromkeys(("pipe.txt", "round.txt"), "not a regular file"),
        "deep.html": "no HTML can be parsed", "deep.json": "not JSON", "laughs.xml": "XML entities",
        "bomb.zip": "as a bomb does", "way.zip#../../out.txt": "leads out of the container",
        "nul.txt": "binary file", "half.txt": "not UTF-8",
        "bad-\ufffd\ufffd.txt": "name is not UTF-8",
    }  # fmt: skip
    if (folder / "device.txt").exists():
        wanted["device.txt"] = "not a regular file"
    assert left.keys() - {"deep.md", "way.zip"} == wanted.keys()
    for name, reason in wanted.items():
        assert reason in left[name], name
    catalogue = Catalogue(tmp_path / "archive")
    texts = {article.title: article.text for article in catalogue.current()}
    catalogue.close()
    assert {"Ferry", "Odd name", "Odd \ufffd"} <= texts.keys()
    assert not any("key lies" in text for text in texts.values())
    # And no name of a file can write to the terminal.
    listed = pressmark(tmp_path, "status")
    assert "\x1b" not in listed.stdout + listed.stderr
