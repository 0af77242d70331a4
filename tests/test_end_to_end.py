"""The command line over a copy of the seeds, in whole processes with the real model."""

import fcntl
import json
import re
import shutil
from pathlib import Path

import pytest
from conftest import pressmark

from search.results import Answer, Citation, Sentence

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds" / "articles"
ANSWERABLE = "How much money did the battery maker lose last year?"
FOREIGN = "who won the 1998 World Cup?"


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A folder with articles/ and archive/, for tests that only read."""
    folder = tmp_path_factory.mktemp("e2e")
    shutil.copytree(SEEDS, folder / "articles")
    done = pressmark(folder, "index", "articles")
    assert done.returncode == 0, done.stderr
    # The number of passages is the splitter's; that every one was embedded is what is said here.
    assert re.fullmatch(r"25 new, 0 unchanged, \d+ passages embedded\n", done.stdout)
    embedded = int(done.stdout.split(", ")[2].split()[0])
    assert f"25 articles, {embedded} passages in archive (generation 1)" in done.stderr
    return folder


@pytest.fixture
def own(place):
    """``place`` for a test that changes it: all is put back afterwards. An article's id is made
    from its path, so a copy elsewhere would be other articles.
    """
    shutil.copytree(place / "archive", place / "kept")
    yield place
    shutil.rmtree(place / "archive")
    (place / "kept").rename(place / "archive")
    shutil.rmtree(place / "articles")
    shutil.copytree(SEEDS, place / "articles")


def test_a_second_run_finds_nothing_to_do(place):
    before = (place / "archive" / "CURRENT").read_bytes()
    done = pressmark(place, "index", "articles")
    assert done.returncode == 0
    assert done.stdout == "0 new, 25 unchanged, 0 passages embedded\n"
    assert (place / "archive" / "CURRENT").read_bytes() == before


def test_search_prints_a_head_and_a_snippet_for_each_hit(place):
    done = pressmark(place, "search", "-k", "3", "puffins on the Skerrow islands")
    assert done.returncode == 0
    heads = [line for line in done.stdout.splitlines() if not line.startswith("   ")]
    assert [head.split()[0] for head in heads] == ["1", "2", "3"]
    assert re.fullmatch(
        r" 1 \d\.\d{3} [^—]+ — [^·]+ · \d{4}-\d\d-\d\d ¶\d+ #[0-9a-f]{12}", heads[0]
    )
    assert "\x1b" not in done.stdout  # no colours where stdout is no terminal


def test_quotation_marks_around_a_question_may_be_left_out(place):
    words = "puffins on the Skerrow islands"
    quoted = pressmark(place, "search", words, "-k", "2")
    assert quoted.returncode == 0
    assert pressmark(place, "search", *words.split(), "-k", "2").stdout == quoted.stdout
    none = pressmark(place, "search")
    assert none.returncode == 2
    assert "Missing argument 'QUESTION'" in none.stderr


@pytest.mark.parametrize("mode", ["hybrid", "dense", "sparse"])
def test_search_as_json_has_ranks_from_1_and_falling_scores(place, mode):
    done = pressmark(place, "search", "--json", "--mode", mode, "puffins")
    assert done.returncode == 0
    assert done.stderr == ""
    hits = json.loads(done.stdout)["hits"]
    assert [hit["rank"] for hit in hits] == list(range(1, len(hits) + 1))
    scores = [hit["score"] for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert "puffin" in hits[0]["text"].lower()
    expected = {"hybrid": {"dense", "sparse"}, "dense": {"dense"}, "sparse": {"sparse"}}[mode]
    assert set(hits[0]["ranks"]) == expected


def test_an_answer_as_json_has_the_fields_of_answer(place):
    done = pressmark(place, "ask", "--json", ANSWERABLE)
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    assert set(answer) == set(Answer.__dataclass_fields__)
    assert answer["status"] in ("answered", "partial")
    assert answer["question"] == ANSWERABLE
    assert answer["sentences"]
    for sentence in answer["sentences"]:
        assert set(sentence) == set(Sentence.__dataclass_fields__)
    for citation in answer["citations"]:
        assert set(citation) == set(Citation.__dataclass_fields__)
    # The whole process, offsets and all, gives a sentence of the article that is asked about.
    assert any("Quillon" in citation["title"] for citation in answer["citations"])


def test_no_answer_is_exit_code_1_with_the_nearest(place):
    done = pressmark(place, "ask", "--json", FOREIGN)
    answer = json.loads(done.stdout)
    assert (done.returncode, answer["status"]) == (1, "no_answer")
    assert (answer["sentences"], answer["citations"]) == ([], [])
    assert answer["reason"]
    assert answer["nearest"]


def test_show_at_prints_exactly_the_quote(place):
    done = pressmark(place, "ask", "--json", "--min-support", "0", "How big was the crowd?")
    citation = json.loads(done.stdout)["citations"][0]
    at = f"{citation['start']}:{citation['end']}"
    shown = pressmark(place, "show", citation["article_id"], "--at", at)
    assert (shown.returncode, shown.stdout) == (0, citation["quote"] + "\n")
    # As printed beside a hit, with the sign before it.
    as_json = pressmark(place, "show", "#" + citation["article_id"], "--at", at, "--json")
    assert json.loads(as_json.stdout)["text"] == citation["quote"]


def test_list_status_and_verify(place):
    listed = pressmark(place, "list")
    assert listed.returncode == 0
    assert len(listed.stdout.splitlines()) == 25
    assert all(re.match(r"#[0-9a-f]{12}  ", line) for line in listed.stdout.splitlines())
    articles = json.loads(pressmark(place, "list", "--json").stdout)
    assert len({article["article_id"] for article in articles}) == 25
    status = pressmark(place, "status", "--json")
    found = json.loads(status.stdout)
    assert (status.returncode, found["state"], found["articles"]) == (0, "ok", 25)
    verified = pressmark(place, "verify")
    assert verified.returncode == 0
    assert all(line.startswith("ok ") for line in verified.stdout.splitlines())
    assert len(verified.stdout.splitlines()) == 3  # catalogue, current, generation 1


def test_what_was_removed_is_not_found(own):
    query = ("search", "--json", "glacier lake Vendmark Sørensen")
    first = json.loads(pressmark(own, *query).stdout)["hits"][0]["article_id"]
    removed = pressmark(own, "remove", first)
    assert removed.returncode == 0
    assert removed.stdout == "0 new, 0 unchanged, 1 removed, 0 passages embedded\n"
    hits = json.loads(pressmark(own, *query).stdout)["hits"]
    assert hits
    assert first not in {hit["article_id"] for hit in hits}
    assert pressmark(own, "show", first).returncode == 1


def test_a_deleted_file_is_gone_after_the_next_run(own):
    (own / "articles" / "seabird-count.md").unlink()
    done = pressmark(own, "index", "articles")
    assert done.stdout == "0 new, 24 unchanged, 1 removed, 0 passages embedded\n"
    printed = pressmark(own, "search", "puffins").stdout
    assert "Skerrow" not in printed


def test_the_archive_option_wins_over_the_environment(place, tmp_path):
    folder = str(place / "archive")
    assert pressmark(tmp_path, "list", PRESSMARK_ARCHIVE=folder).returncode == 0
    assert pressmark(tmp_path, "list", PRESSMARK_ARCHIVE="nowhere").returncode == 3
    chosen = pressmark(tmp_path, "list", "--archive", folder, PRESSMARK_ARCHIVE="nowhere")
    assert chosen.returncode == 0


def test_an_edit_of_one_paragraph_embeds_three_passages_at_most(own):
    file = own / "articles" / "winter-without-a-bridge.md"
    text = file.read_text(encoding="utf-8")
    old = "She goes to the breakers in May after all."
    assert text.count(old) == 1
    file.write_text(text.replace(old, "She goes to the breakers in June after all."))
    report = json.loads(pressmark(own, "index", "--json", "articles").stdout)
    assert (report["new"], report["changed"], report["unchanged"]) == (0, 1, 24)
    assert 1 <= report["embedded"] <= 3
    hits = json.loads(pressmark(own, "search", "--json", "ferry Plover breakers").stdout)["hits"]
    assert any("breakers in June" in hit["text"] for hit in hits)
    assert not any("breakers in May" in hit["text"] for hit in hits)


def test_notes_go_to_stderr_and_data_to_stdout(own):
    (own / "articles" / "empty.txt").write_bytes(b"")
    done = pressmark(own, "index", "--json", "articles")
    report = json.loads(done.stdout)  # nothing but JSON stands there
    assert [skipped["reason"] for skipped in report["skipped"]] == ["it is empty"]
    assert "empty.txt" in done.stderr
    status = json.loads(pressmark(own, "status", "--json").stdout)
    assert len(status["skipped"]) == 1


def test_a_second_indexer_is_refused_while_the_lock_is_held(own):
    (own / "articles" / "new.txt").write_text("Comet seen\nA green comet was seen.\n")
    before = (own / "archive" / "CURRENT").read_bytes()
    with (own / "archive" / "write.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = pressmark(own, "index", "articles")
        assert (done.returncode, done.stdout) == (3, "")
        assert done.stderr.count("\n") == 1
        assert "another process is writing" in done.stderr
        # Reading goes on meanwhile.
        assert pressmark(own, "list").returncode == 0
    assert (own / "archive" / "CURRENT").read_bytes() == before
    # The kernel freed the lock with the file.
    assert pressmark(own, "index", "articles").stdout.startswith("1 new, 25 unchanged")
