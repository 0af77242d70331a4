"""pressmark.toml, and the options over it."""

import pytest
from conftest import pressmark

from api.chosen import chosen_of
from api.config import read_config
from index.errors import BadInput


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
