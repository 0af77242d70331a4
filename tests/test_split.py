"""Splitting loses nothing, and an edit stays local."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.paragraphs import paragraphs
from index.read_markdown import read_markdown
from index.sentences import sentences
from index.split import MOST, split, tokens

SEEDS = Path(__file__).parents[1] / "seeds" / "articles"

WORDS = st.sampled_from(
    ["Kim", "gave", "3.5", "Dr.", "U.S.", "“yes”", "👍🏽", "cafe\u0301", "said.", "no!", "why?",
     "-", "treaty", "x" * 400, "漢字" * 60, "…", "(see", "fig.", "2).", "\u200d", "1.", "•"]
)  # fmt: skip
TEXTS = st.lists(
    st.tuples(
        WORDS, st.sampled_from([" ", " ", " ", "  ", "\n", "\n\n", "\t", "\u00a0", " \n \n"])
    ),
    max_size=400,
).map(lambda parts: "".join(word + gap for word, gap in parts))


def assert_whole(text, spans):
    last = 0
    for start, end in spans:
        assert last <= start < end
        assert text[last:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        last = end
    assert text[last:].strip() == ""


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_passages_hold_every_word_once_in_order(text):
    spans = split(text)
    assert_whole(text, spans)
    assert all(tokens(text[a:b]) <= MOST for a, b in spans)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_sentences_of_paragraphs_hold_every_word_once_in_order(text):
    assert_whole(text, [s for a, b in paragraphs(text) for s in sentences(text, a, b)])


def cut(text):
    return [text[a:b] for a, b in paragraphs(text)]


def test_a_line_is_a_paragraph_unless_the_block_is_wrapped_by_hand():
    assert cut("One.\nTwo.\n\nThree.") == ["One.", "Two.", "Three."]
    line = "The ferry left the harbour at ten and was back before noon"
    assert cut(f"{line}\n{line}\nagain.\n\n- {line}\n- {line}") == [
        f"{line}\n{line}\nagain.",
        f"- {line}",
        f"- {line}",
    ]


def test_abbreviations_do_not_end_a_sentence():
    text = "Dr. Smith of the U.S. team said so. He left at 5 p.m. on Monday."
    found = [text[a:b] for a, b in sentences(text, 0, len(text))]
    assert found == ["Dr. Smith of the U.S. team said so.", "He left at 5 p.m. on Monday."]


def test_an_edit_of_any_paragraph_changes_few_passages():
    path = SEEDS / "winter-without-a-bridge.md"
    blocks = read_markdown(path.read_text(encoding="utf-8"), path).text.split("\n\n")
    before = passages(blocks)
    changed = []
    for number in range(len(blocks)):
        edited = [*blocks]
        edited[number] = "Nobody had expected that the river would be quiet. " * 3
        changed.append(len(passages(edited) - before))
    assert len(before) > 15
    assert min(changed) >= 1
    assert max(changed) <= 5
    assert sum(changed) / len(changed) <= 2.5


def passages(blocks):
    text = "\n\n".join(blocks)
    return {text[a:b] for a, b in split(text)}


@pytest.mark.parametrize(("text", "count"), [("", 0), ("treaty", 1), ("漢字", 2), ("Kim, Kim", 3)])
def test_tokens_by_hand(text, count):
    assert tokens(text) == count
