"""Counting, comparing, putting in order of time, and so many sentences: how that is asked for, and
what it is answered with.
"""

import datetime

import pytest
from conftest import HashedEmbedder, archive_of_dated, said
from hypothesis import given, settings
from hypothesis import strategies as st

from index import update
from index.records import Draft
from search.beside import nothing_asked
from search.engine import Archive, ask
from search.filters import Filters
from search.finder import Finder
from search.settings import Settings
from search.tasks import sides, without_manner
from search.topics import plainly, request, requests

TODAY = datetime.date(2026, 11, 29)
FERRIES = (
    ("Ferry Plover hits the old pier", "The ferry Plover hit the old pier of Halvern on Monday "
     "while eighty people were on board. Nobody was hurt. The pier was closed.", "2025-03-03"),
    ("Halvern closes its old pier", "Halvern will tear down the old pier that the ferry Plover "
     "damaged in spring, the council said on Friday.", "2025-06-20"),
    ("New pier opens in Halvern", "Halvern opened its new pier with a brass band on Saturday, two "
     "years after the old pier was hit by a ferry.", "2027-05-08"),
    ("Rye loaf wins the bread contest", "A rye loaf won the bread contest of Halvern on Sunday, "
     "before forty loaves of wheat. Its baker is seventeen.", "2025-05-11"),
)  # fmt: skip


def opening(number):
    return FERRIES[number][1].partition(". ")[0].rstrip(".") + "."


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return archive_of_dated(tmp_path_factory.mktemp("tasks") / "archive", FERRIES)


@pytest.mark.parametrize(
    ("question", "topic", "kind"),
    [
        ("find articles on the old pier", "the old pier", "overview"),
        ("search for stories about the old pier", "the old pier", "overview"),
        ("Show me everything you have about the pier.", "the pier", "overview"),
        ("what is the article about the pier about?", "the pier", "overview"),
        ("What does the article on the bread contest say?", "the bread contest", "overview"),
        ("give me a three-sentence summary of the contest", "the contest", "overview"),
        ("what should I know about the pier?", "the pier", "overview"),
        ("articles that mention the ferry", "the ferry", "count"),
        ("In which articles is the ferry mentioned?", "the ferry", "count"),
        ("list all articles with the word ferry", "ferry", "count"),
        ("articles containing “Plover”", "Plover", "count"),
        ("give me three facts about the pier", "the pier", "overview"),
        ("explain the bread contest like I'm five", "the bread contest", "overview"),
        ("give me a timeline of the Plover accident", "the Plover accident", "course"),
        ("What was the sequence of events in Halvern?", "Halvern", "course"),
        ("how did the accident unfold?", "the accident", "course"),
        ("the ferry timeline", "ferry", "course"),
        ("what is the project timeline?", "the project timeline", "definition"),
        ("how many articles mention the pier?", "the pier", "count"),
        ("How many articles are there about the pier?", "the pier", "count"),
        ("how many stories about bread do you have?", "bread", "count"),
        ("how often is the ferry mentioned?", "the ferry", "count"),
        ("in how many articles does the name Plover appear?", "Plover", "count"),
        ("compare the old pier and the new pier", "the old pier and the new pier", "comparison"),
        ("What is the difference between rye and wheat?", "rye and wheat", "comparison"),
    ],
)
def test_a_request_names_what_is_to_be_done(question, topic, kind):
    asked = request(question, TODAY)
    assert (asked.topic, asked.kind) == (topic, kind)


@pytest.mark.parametrize("between", ["vs", "vs.", "v.", "versus"])
def test_two_things_may_be_compared(archive, between):
    *_, last = requests(f"the old pier {between} loaves", TODAY)
    assert (last.topic, last.other, last.kind) == ("the old pier", "loaves", "comparison")
    answer = ask(archive, f"the old pier {between} loaves")
    assert answer.status == "answered"


def test_two_sides_of_a_comparison():
    asked = request("How does the old pier differ from the new pier?", TODAY)
    assert (asked.topic, asked.other, asked.kind) == ("the old pier", "the new pier", "comparison")
    assert sides("a and b with c") == [("a", "b with c"), ("a and b", "c")]


@pytest.mark.parametrize(
    "question",
    [
        "how many pieces of bread were baked?",
        "How do puffins differ from other birds?",
        "how many people mentioned the pier?",
        "how often does the ferry run?",
        "Compare what was said and what was done",
    ],
)
def test_other_questions_stay_questions(question):
    assert request(question, TODAY) is None


@pytest.mark.parametrize(
    ("question", "bare", "most"),
    [
        ("summarise the flood in 3 bullet points", "summarise the flood", 3),
        ("summarise the flood briefly, in a sentence", "summarise the flood", 1),
        ("explain the flood in simple words, please", "explain the flood", None),
        ("who swam in two lines and why?", "who swam in two lines and why?", None),
    ],
)
def test_how_to_answer_is_told_from_what_is_asked(question, bare, most):
    assert without_manner(question) == (bare, most)


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    words, most = without_manner(text)
    assert words in text
    assert most is None or most > 0
    assert plainly(text) == text or plainly(text).startswith("tell me about ")


def test_so_many_sentences_as_are_asked_for(archive):
    assert len(said(ask(archive, "summarise the old pier"))) > 2
    assert len(said(ask(archive, "summarise the old pier in two sentences"))) == 2
    assert len(said(ask(archive, "summarise the old pier in one sentence"))) == 1


def test_a_timeline_goes_from_the_oldest_to_the_newest(archive):
    answer = ask(archive, "timeline of the old pier")
    assert said(answer) == [opening(0), opening(1), opening(2)]
    assert [c.published for c in answer.citations] == ["2025-03-03", "2025-06-20", "2027-05-08"]


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("how many articles mention the pier?", "3 of 4 articles have the word “pier”"),
        ("which articles mention the pier?", "3 of 4 articles have the word “pier”"),
        (
            "In which article is the new pier mentioned?",
            "1 of 4 articles has all of the words “new pier”",
        ),
        ("how often is the new pier mentioned?", "1 of 4 articles has all of the words “new pier”"),
        ("how many articles are about loaves?", "1 of 4 articles has the word “loaves”"),
        ("how many articles mention Plover in 2025?", "2 of 3 articles have the word “Plover”"),
        ("are any loaves mentioned anywhere?", "1 of 4 articles has the word “loaves”"),
        ("Is the pier mentioned in any of the articles?", "3 of 4 articles have the word “pier”"),
    ],
)
def test_articles_with_words_are_counted_and_shown(archive, question, reason):
    answer = ask(archive, question)
    assert (answer.status, answer.reason) == ("answered", reason)
    assert len(answer.citations) == int(reason[0])


@pytest.mark.parametrize(
    ("asked", "status", "reason"),
    [
        ("How many articles mention loaves? How many articles mention the pier?", "answered",
         "1 of 4 articles has the word “loaves”; 3 of 4 articles have the word “pier”"),
        ("How many articles mention loaves? Who is king of Norway?", "partial",
         "1 of 4 articles has the word “loaves”; the articles do not say: Who is king of Norway"),
        ("How many articles mention loaves? How many articles mention the Zeppelin?", "partial",
         "1 of 4 articles has the word “loaves”; no article has the word “Zeppelin”"),
    ],
)  # fmt: skip
def test_what_is_told_beside_the_sentences_stands_in_an_answer_of_parts(
    archive, asked, status, reason
):
    answer = ask(archive, asked)
    assert (answer.status, answer.reason) == (status, reason)


def test_where_no_article_has_the_words_that_is_the_answer(archive):
    for asked in ("how many articles mention the Zeppelin?", "Is the Zeppelin mentioned?"):
        answer = ask(archive, asked)
        assert answer.status == "no_answer"
        assert answer.reason == "no article has the word “Zeppelin”"
        assert not answer.sentences


WORDS = ("ferry", "pier", "loaf", "harbour", "mayor", "bell")


@settings(deadline=None)  # each writes an archive to the disk
@given(
    texts=st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), max_size=8),
    asked=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
)
def test_the_count_is_that_of_articles_with_every_word(tmp_path_factory, texts, asked):
    folder = tmp_path_factory.mktemp("count") / "archive"
    embedder = HashedEmbedder()
    drafts = [Draft(f"api:{n}", "", " ".join(words)) for n, words in enumerate(texts)]
    update.put(folder, [*drafts, Draft("api:all", "", " ".join(WORDS))], embedder=embedder)
    archive = Archive(folder, embedder)
    # By hand: texts of the same words in the same order are one article.
    told = {" ".join(words) for words in texts} | {" ".join(WORDS)}
    count = sum(set(asked) <= set(text.split()) for text in told)
    finder = Finder(archive, archive.snapshot())
    assert finder.count(" ".join(asked), Settings()) == (count, len(told))
    assert finder.count("the", Settings()) is None


def test_what_was_removed_or_is_filtered_out_is_not_counted(tmp_path):
    embedder = HashedEmbedder()
    drafts = [
        Draft(f"api:{n}", "", f"The pier number {n} is old.", tags=("sea",) * (n % 2))
        for n in range(5)
    ]
    update.put(tmp_path / "archive", drafts, embedder=embedder)
    archive = Archive(tmp_path / "archive", embedder)
    finder = Finder(archive, archive.snapshot())
    assert finder.count("piers", Settings()) == (5, 5)
    assert finder.count("piers", Settings(filters=Filters(tag="sea"))) == (2, 2)
    gone = archive.article(next(iter(finder.hits("number 3", 1, Settings()))).article.id)
    update.remove(tmp_path / "archive", [gone.id], embedder=embedder)
    assert Finder(archive, archive.snapshot()).count("piers", Settings()) == (4, 4)


def test_a_comparison_tells_of_both(archive):
    answer = ask(archive, "compare the bread contest and the ferry Plover")
    assert answer.status == "answered"
    assert answer.reason == "no sentence compares them; this is told of each"
    assert answer.topic == "the bread contest and the ferry Plover"
    assert opening(3) in said(answer)
    assert opening(0) in said(answer)
    assert [c.number for c in answer.citations] == list(range(1, len(answer.citations) + 1))


def test_a_comparison_with_what_is_not_there_is_refused(archive):
    answer = ask(archive, "what is the difference between the old pier and the Zeppelin?")
    assert answer.status == "no_answer"


@pytest.mark.parametrize(
    "question",
    ["hello", "Hi there!", "thank you so much", "who are you?", "What can you do?", "help",
     "Are you sure?"],
)  # fmt: skip
def test_what_asks_nothing_is_told_what_to_ask(archive, question):
    answer = ask(archive, question)
    assert answer.status == "no_answer"
    assert answer.reason.startswith("that asks nothing of the articles")


@pytest.mark.parametrize(
    "question",
    ["hello kitty", "who are you calling a liar?", "thanksgiving", "help for farmers",
     "what can you do about floods?", "is it true that the pier burnt?"],
)  # fmt: skip
def test_what_may_be_a_topic_is_asked(question):
    assert not nothing_asked(question)


def test_whether_there_is_anything_is_asked_plainly(archive):
    assert plainly("Are there any articles about the pier?") == "tell me about the pier"
    assert plainly("Is there anything on bread, please?") == "tell me about bread"
    assert plainly("Has anyone written about bread?") == "tell me about bread"
    assert plainly("Is there a pier in Halvern?") == "Is there a pier in Halvern?"
    assert opening(3) in said(ask(archive, "do you have anything about the bread contest?"))
    assert ask(archive, "is there anything about the Zeppelin?").status == "no_answer"
