"""What somebody said of something: who says a sentence, how that is asked for, and answered."""

import datetime
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index import update
from index.models import load
from index.records import Draft
from search.engine import Archive, ask
from search.settings import Settings
from search.speakers import Speaker, said_by
from search.spoken import spoken

TODAY = datetime.date(2025, 10, 22)
SAYING = [
    ("Greta Lindqvist", "Lindqvist said on Monday that she would resign."),
    ("greta lindqvist", "“I was told too late,” said the mayor, Greta Lindqvist."),
    ("Greta Lindqvist", "G. Lindqvist, who was on holiday in Crete, has denied that."),
    ("the mayor", "The quay is safe, the mayor told reporters."),
    ("the mayor of Dorn", "The mayor of Dorn has promised a new bridge."),
    ("Ferrum", "The plant will close, according to a spokesman for Ferrum."),
    ("Ferrum", "“It pays no more,” Ferrum spokeswoman Ida Brandt said."),
    ("the White House", "The talks go on, White House press secretary Ann Lee said."),
    ("Ann Lee", "LEE: I never saw the letter."),
    ("Smith", "“Keep away from my boat,” Smith shouted."),
    ("WHO", "The WHO has warned of a second wave."),
    ("Theresa May", "May announced an election."),
    ("economists", "Economists expect a recession."),
    ("shopkeepers", "Shopkeepers on the northern side said that it was a blow."),
]
SILENT = [
    ("Greta Lindqvist", "Lindqvist was in Crete."),
    ("Greta Lindqvist", "Paul Lindqvist said that he knew nothing."),
    ("Greta Lindqvist", "The paper said Lindqvist was in Crete."),
    ("Greta Lindqvist", "Lindqvist was told of it on Monday."),
    ("Greta Lindqvist", "He spoke after Lindqvist's comments."),
    ("the police", "A former police officer, Tom Hall, said that it was too late."),
    ("WHO", "The people who said so were wrong."),
    ("China", "Nobody knew how China would respond to the visit."),
    ("the unions", "The plant closes if the unions agree."),
    ("Theresa May", "The ferry may explain the noise, and on May 12 they said so."),
]


@pytest.mark.parametrize(("name", "sentence"), SAYING)
def test_a_sentence_that_somebody_says(name, sentence):
    assert Speaker.named(name).says(sentence)


@pytest.mark.parametrize(("name", "sentence"), SILENT)
def test_a_sentence_that_only_names_somebody(name, sentence):
    assert not Speaker.named(name).says(sentence)


def test_words_that_name_nobody_are_no_speaker():
    assert Speaker.named("who") is None
    assert Speaker.named("!?") is None


@pytest.mark.parametrize(
    ("sentences", "by"),
    [
        # A quotation that goes on, and one that ends with the name.
        (["“It rots,” Lee said.", "“It will fall.”", "It fell."], [0, 0, None]),
        (["“It rots.", "It will fall,” said Ann Lee.", "It fell."], [1, 1, None]),
        # "She" is who was last spoken of, for three sentences, and nobody who was named since.
        (["Lee came on Friday.", "It rots, she said.", "It will fall, she added."], [None, 0, 0]),
        (["Lee said no.", "It rained.", "It rained.", "It rained.", "She said so."],
         [0, None, None, None, None]),
        (["Lee said no.", "Hall said yes.", "He said it again."], [0, None, None]),
        (["Tom Hall thanked Lee.", "“It rots,” he said."], [None, None]),
        (["Lee said no.", "Hall came.", "“It rots,” said Hall.", "“It falls.”"],
         [0, None, None, None]),
    ],
)  # fmt: skip
def test_who_says_the_sentences_of_a_text(sentences, by):
    assert said_by(Speaker.named("Ann Lee"), sentences) == by


def test_an_office_is_no_he_or_she():
    said = ["The White House said no.", "He said that it was late."]
    assert said_by(Speaker.named("the White House"), said) == [0, None]


_WORDS = st.sampled_from(
    ["Lee", "Ann Lee", "said", "he said", "“", "”", '"', ",", ".", "Tom Hall", "the bridge", "\n"]
)


@given(st.lists(st.lists(_WORDS, max_size=12).map(" ".join), max_size=8))
def test_who_says_it_is_named_where_that_is_said_to_be(sentences):
    for by in said_by(Speaker.named("Ann Lee"), sentences):
        assert by is None or "Lee" in sentences[by]


def test_long_sentences_and_names_are_not_slow():
    began = time.process_time()
    for name in ("Lee", "Lee " * 5, "a" * 200, "Lee-" * 50):
        speaker = Speaker.named(name)
        for part in (
            "Lee ",
            "Lee, ",
            "said ",
            "“",
            ", said the ",
            "according to ",
            "Lee of A ",
            "(a",
        ):
            said_by(speaker, [part * 5_000])
    assert time.process_time() - began < 5


REQUESTS = [
    ("What did Greta Lindqvist say about the flood?", "Greta Lindqvist", "the flood"),
    ("what has the mayor said about it", "the mayor", "it"),
    ("Please tell me, did Ferrum say anything about the plant?", None, None),
    ("Did Ferrum say anything about the plant?", "Ferrum", "the plant"),
    ("What is Ferrum's position on the plant?", "Ferrum", "the plant"),
    ("How did the unions react to the closure?", "the unions", "the closure"),
    ("What was said about the quay by the mayor?", "the mayor", "the quay"),
    ("quotes by Ann Lee about trams", "Ann Lee", "trams"),
    ("Ferrum's reaction to the strike", "Ferrum", "the strike"),
    ("What did Ann Lee say?", "Ann Lee", ""),
    ("what do shopkeepers think?", "shopkeepers", ""),
    ("What did people say about the quay?", "", "the quay"),
    ("give me all quotes about the quay", "", "the quay"),
    ("What was the reaction to the strike?", "", "the strike"),
    ("Who said what about the quay?", "", "the quay"),
    ("What did people say?", None, None),
    ("What did they say about the quay?", None, None),
    ("What do the articles say about the quay?", None, None),
    ("Who said that the quay rots?", None, None),
    ("What is the state of the bridge?", None, None),
]


@pytest.mark.parametrize(("question", "speaker", "topic"), REQUESTS)
def test_what_is_asked_for(question, speaker, topic):
    found = spoken(question, TODAY)
    expected = [] if speaker is None else [(speaker, topic)]
    assert [(each.speaker, each.topic) for each in found] == expected


def test_a_time_is_of_the_articles_or_of_the_topic():
    found = spoken("What did Lee say about the flood in May 2024?", TODAY)
    assert [(each.topic, each.days) for each in found] == [
        ("the flood", ("2024-05-01", "2024-05-31")), ("the flood in May 2024", None),
    ]  # fmt: skip
    near = spoken("What did Lee say about the flood yesterday?", TODAY)
    assert [each.days for each in near] == [("2025-10-21", "2025-10-21")]


QUAY = """Marlow Bay closed the old quay on Monday.

Greta Lindqvist visited the quay in the afternoon. "Two piles are rotten through," she said. "I \
would not let a dog walk on it."

Tom Hall, who keeps the ferry, said that the town had known of the rot for years."""
FERRY = """Greta Lindqvist opened the new ferry line to Dorn on Sunday. The ferry will pay for \
itself in six years, Lindqvist told reporters.

The old quay will be repaired in spring, according to the town."""


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sayings") / "archive"
    texts = (("Quay closed", QUAY, "2025-10-14"), ("New ferry line", FERRY, "2025-10-20"))
    drafts = [Draft(f"api:{t}", t, text, published=day) for t, text, day in texts]
    update.put(folder, drafts, embedder=load())
    return Archive(folder)


@pytest.mark.parametrize("settings", [Settings(), Settings(fast=True), Settings(mode="sparse")])
def test_what_was_said_is_cited_with_who_said_it(archive, settings):
    answer = ask(archive, "What did Greta Lindqvist say about the quay?", settings)
    assert [sentence.text for sentence in answer.sentences] == [
        "Greta Lindqvist visited the quay in the afternoon.",
        '"Two piles are rotten through," she said.',
        '"I would not let a dog walk on it."',
    ]
    assert answer.status == "answered"


def test_what_others_said_is_no_answer(archive):
    told = ask(archive, "What did Tom Hall say about the quay?")
    assert [s.text for s in told.sentences] == [
        "Tom Hall, who keeps the ferry, said that the town had known of the rot for years."
    ]
    assert ask(archive, "What did Greta Lindqvist say about the school?").status == "no_answer"
    assert ask(archive, "What did Ida Brandt say about the school?").status == "no_answer"


def test_what_anybody_said(archive):
    answer = ask(archive, "What did people say about the quay?")
    assert {sentence.text for sentence in answer.sentences} >= {
        '"Two piles are rotten through," she said.',
        "Tom Hall, who keeps the ferry, said that the town had known of the rot for years.",
    }


def test_all_that_somebody_said_the_newest_first(archive):
    answer = ask(archive, "what did lindqvist say?")
    assert answer.sentences[0].text == (
        "The ferry will pay for itself in six years, Lindqvist told reporters."
    )
    assert [c.published for c in answer.citations] == ["2025-10-20", *["2025-10-14"] * 3]


def test_what_was_said_at_a_time(archive):
    answer = ask(archive, "What did Greta Lindqvist say on 14 October 2025?")
    assert {c.title for c in answer.citations} == {"Quay closed"}
