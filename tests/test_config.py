"""pressmark.toml, and the options over it."""

from pathlib import Path

import pytest
from conftest import pressmark
from test_formats import zipped

from api.chosen import chosen_of
from api.config import read_config
from index.errors import BadInput
from index.sources import read_roots


def write(place, text):
    path = place / "pressmark.toml"
    path.write_text(text)
    return path


def test_paths_are_relative_to_the_file_and_options_win(tmp_path):
    path = write(
        tmp_path,
        'sources = ["articles"]\ninclude = ["*.txt"]\nexclude = ["drafts/"]\n'
        'language = "german"\n[fields]\ntext = "tekst"\n',
    )
    config, choice = chosen_of(path, (), (), ())
    assert config.sources == (tmp_path / "articles",)
    assert (choice.include, choice.exclude, choice.fields) == (
        ("*.txt",), ("drafts/",), {"text": "tekst"},
    )  # fmt: skip
    assert (config.language, config.model) == ("german", None)
    _, choice = chosen_of(path, ("*.md",), (), ("title=kop",))
    assert (choice.include, choice.exclude, choice.fields) == (
        ("*.md",), ("drafts/",), {"title": "kop"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("souces = []", "unknown key souces; known are sources, include"),
        ("sources = 'articles'", "sources must be a list of texts"),
        ("include = [1]", "include must be a list of texts"),
        ("model = 1", "model must be one text"),
        ("fields = []", "fields must be a table"),
        ("[fields]\ntext = 1", "fields must be a table"),
        ("encoding = ['cp1252']", "encoding must be one text"),
        ("sources = [", "it is not TOML"),
    ],
)
def test_what_nobody_knows_is_refused(tmp_path, text, told):
    with pytest.raises(BadInput, match=told):
        read_config(write(tmp_path, text))


def test_a_field_that_is_none_of_ours_is_refused(tmp_path):
    with pytest.raises(BadInput, match="'body=text': expected OURS=THEIRS"):
        chosen_of(write(tmp_path, ""), (), (), ("body=text",))
    with pytest.raises(BadInput, match=r"nowhere\.toml: No such file"):
        read_config(tmp_path / "nowhere.toml")


@pytest.mark.parametrize("name", ["latin-0", "rot13", "base64", "a\0b"])
def test_an_encoding_that_nobody_knows_is_refused(tmp_path, name):
    with pytest.raises(BadInput, match="there is no such encoding of text; often it is cp1252"):
        chosen_of(write(tmp_path, ""), (), (), (), name)


def test_text_in_another_encoding_is_read_when_it_is_named(tmp_path):
    files = {
        "utf8.txt": "Caf\u00e9\nOpen at \u20ac2.".encode(),
        "windows.txt": "Fa\u00e7ade\nClosed \u2013 at \u20ac3.".encode("cp1252"),
        "wide.txt": "Tea\nIn \u00dcbersee.".encode("utf-16"),
        "table.csv": "title,text\nNa\u00efve,\u201cYes\u201d.\n".encode("cp1252"),
        "zip.zip": zipped({"in/a.md": "# Se\u00f1or\n\nHere.".encode("cp1252")}),
        "binary.txt": b"\0\1\2",
        "half.txt": b"Title\nA byte that cp1252 does not have: \x81.",
    }
    (tmp_path / "a").mkdir()
    for name, data in files.items():
        (tmp_path / "a" / name).write_bytes(data)

    def read(encoding):
        _, choice = chosen_of(write(tmp_path, f'encoding = "{encoding}"' if encoding else ""))
        (found,) = read_roots([tmp_path / "a"], choice, {}, None)
        skipped = {Path(s.origin.partition("#")[0]).name: s.reason for s in found.skipped}
        return {draft.title: draft.text for draft in found.drafts}, skipped

    texts, skipped = read(None)
    assert list(texts) == ["Caf\u00e9"]
    for name in ("windows.txt", "table.csv", "zip.zip"):
        assert "or index it with --encoding NAME" in skipped[name]
    texts, skipped = read("Windows-1252")
    assert texts == {
        "Caf\u00e9": "Open at \u20ac2.", "Fa\u00e7ade": "Closed \u2013 at \u20ac3.",
        "Na\u00efve": "\u201cYes\u201d.", "Se\u00f1or": "Here.", "Tea": "In \u00dcbersee.",
    }  # fmt: skip
    assert skipped == {
        "binary.txt": "it is a binary file",
        "half.txt": "it is not cp1252 (byte 40), and not UTF-8",
    }


def test_the_command_reads_the_file_of_its_folder(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(f"About {name}\nThe {name}.\n")
        (tmp_path / name / "b.md").write_text("Left out.")
    write(tmp_path, 'sources = ["one", "two"]\nexclude = ["*.md"]\n')
    done = pressmark(tmp_path, "index")
    assert (done.returncode, done.stdout[:5]) == (0, "2 new"), done.stderr
    write(tmp_path, "source = []\n")
    done = pressmark(tmp_path, "index")
    assert (done.returncode, done.stdout) == (2, "")
    assert "unknown key source;" in done.stderr
