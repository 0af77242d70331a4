"""Questions that name the article that they are asked of."""

from dataclasses import replace

import pytest
from conftest import said
from hypothesis import given
from hypothesis import strategies as st

from index import update
from index.models import load
from index.records import Draft
from search.engine import Archive, ask, search
from search.filters import Filters
from search.scoped import address, of_all, quoted, scoped
from search.settings import Settings

PAGE = "https://post.example/2025/ferry-runs-aground/"
FERRY = ("The ferry to Marlow ran aground on Monday with 212 people on board. Nine passengers were "
         "hurt, two of them badly. The captain, Odile Varga, had taken a shorter route. Repairs "
         "will take six weeks.")  # fmt: skip
TRAM = ("A tram hit a lorry in Dorn on Tuesday. Fourteen passengers were hurt. The tram was "
        "crowded with people on their way to the market.")  # fmt: skip
FARES = ("Tram fares in Dorn will rise to 3.20 crowns in May. The council said that pensioners pay "
         "half. Riders protested in front of the town hall.")  # fmt: skip
DRAFTS = (
    Draft("api:1", "Ferry runs aground off Marlow", FERRY, source="Harbour Post", url=PAGE,
          published="2025-06-02", author="Ann Lee"),
    Draft("api:2", "Fourteen hurt as tram hits lorry", TRAM, source="Dorn Courier",
          published="2025-07-08"),
    Draft("api:3", "Tram fares to rise in May", FARES, source="Harbour Post",
          published="2025-03-01"),
)  # fmt: skip
CAPTAIN = "The captain, Odile Varga, had taken a shorter route."
REPAIRS = "Repairs will take six weeks."
NINE, FOURTEEN = "Nine passengers were hurt, two of them badly.", "Fourteen passengers were hurt."


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scoped") / "archive"
    update.put(folder, DRAFTS, embedder=load())
    return Archive(folder)


@pytest.mark.parametrize(
    ("question", "text", "topic", "by"),
    [
        ("In the article about the ferry, who was hurt?", "who was hurt?", "the ferry", ""),
        ("Who was hurt in the article about the ferry?", "Who was hurt?", "the ferry", ""),
        ("in the piece on trams who was hurt", "who was hurt?", "trams", ""),
        ("According to the Harbour Post story on trams, who pays half?", "who pays half?", "trams",
         "Harbour Post"),
        ("In the Harbour Post article, who was hurt?", "who was hurt?", "", "Harbour Post"),
        ("Who was hurt in the ferry article?", "Who was hurt?", "", "ferry"),
        ('In the article "Ferry runs aground", who was hurt?', "who was hurt?",
         "Ferry runs aground", ""),
        ("In “Ferry Runs Aground,” who was hurt?", "who was hurt?", "Ferry Runs Aground", ""),
        ("in the article about how to save money, what is best?", "what is best?",
         "how to save money", ""),
        ("In the article about trams, buses and ferries, who was hurt?", "who was hurt?",
         "trams, buses and ferries", ""),
        ("according to the report on inflation, prices rose by how much?",
         "prices rose by how much?", "inflation", ""),
        ("In the article about trams, fare in May", "fare in May?", "trams", ""),
        ("What does the article about trams say about fares?", "tell me about fares", "trams", ""),
        ("what do the articles about trams say about fares?", "tell me about fares", "trams", ""),
        ("What does the tram article say?", "tell me about tram", "", "tram"),
        ("Does the article about trams say why fares rose?", "why fares rose?", "trams", ""),
        ("Does the piece on trams say that fares rose?", "Is it true that fares rose?", "trams",
         ""),
        ("Does the article on trams mention Lee?", "Is Lee mentioned?", "trams", ""),
        ("Regarding the piece on trams, who pays?", "who pays?", "trams", ""),
        ("tell me about fares in the article about trams", "tell me about fares?", "trams", ""),
    ],
)  # fmt: skip
def test_an_article_that_is_named_is_told_from_the_rest(question, text, topic, by):
    found = scoped(question)
    assert (found.text, found.topic, found.by) == (text, topic, by)


@pytest.mark.parametrize(
    "question",
    [
        "Who was hurt in the accident on the ferry?",
        "Who wrote the article about trams?",
        "When was the article about trams published?",
        "Tell me about the article about trams",
        "What did Varga say in her speech about the ferry?",
        "Which people in the story about the ferry were hurt?",
        "What did the report on the accident conclude?",
        "In the article, who was hurt?",
        "What happened in the last article?",
        "in the news article, who was hurt?",
        "What is the moral of the story?",
        "How many people died in the post office?",
        "Which article about trams is the longest?",
        "Who ranked Dorn first in a 2010 article?",
    ],
)
def test_other_questions_name_no_article_that_they_are_asked_of(question):
    assert scoped(question) is None


@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_is_typed_is_read(before, behind):
    for question in (before, f"In the article about {before}, {behind}", f"{before} in “{behind}”"):
        found = scoped(question)
        assert found is None or (found.text and (found.topic or found.by))
        at = quoted(question)
        assert at is None or of_all(question, at) in (None, 1, 3)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("How many passengers were hurt in the article about the ferry?", NINE),
        ("In the article about the ferry to Marlow, how many passengers were hurt?", NINE),
        ("In the tram article, how many passengers were hurt?", FOURTEEN),
        ("In the Harbour Post article, how many passengers were hurt?", NINE),
        ("In the Dorn Courier article, how many passengers were hurt?", FOURTEEN),
        ('In "Ferry runs aground off Marlow", how many passengers were hurt?', NINE),
        ("how many passengers were hurt according to “Fourteen hurt as tram hits lorry”?",
         FOURTEEN),
        (f"According to {PAGE}, how many passengers were hurt?", NINE),
        (f"how many passengers were hurt? {PAGE}?utm_source=mail#top", NINE),
        ("What does the article about the ferry say about repairs?", REPAIRS),
        ("About the ferry article: who was its captain?", CAPTAIN),
        ("Is there anything about repairs in the article about the ferry?", REPAIRS),
    ],
)  # fmt: skip
def test_the_article_that_is_named_answers(archive, question, sentence):
    answer = ask(archive, question)
    assert said(answer) == [sentence]
    assert answer.status != "no_answer"
    assert answer.question == question
    assert answer.reason.startswith("asked of ")


def test_what_is_named_between_marks_alone_may_be_a_book(archive):
    for question in (
        'Who was hurt in "The Ferry"?',
        'How many passengers were hurt, according to "tram"?',
    ):
        assert scoped(question).alone
        assert not (ask(archive, question).reason or "").startswith("asked of")


def test_an_article_that_does_not_say_it_is_told_so(archive):
    answer = ask(archive, 'In "Tram fares to rise in May", how many passengers were hurt?')
    assert answer.status == "no_answer"
    assert answer.reason.endswith("asked of “Tram fares to rise in May” alone")
    assert {each.title for each in answer.nearest} <= {"Tram fares to rise in May"}


def test_all_are_asked_where_no_article_is_about_that(archive):
    for question in (
        "In the article about unicorns, how many passengers were hurt?",
        "In the unicorn piece, how many passengers were hurt?",
    ):
        answer = ask(archive, question)
        assert not (answer.reason or "").startswith("asked of")


@pytest.mark.parametrize(
    "question",
    [
        PAGE,
        f"summarize {PAGE}",
        f"What does {PAGE} say?",
        f"<{PAGE}> tl;dr",
        PAGE.replace("https", "http").rstrip("/"),
        'What is "Ferry runs aground off Marlow" about?',
        "summarise “Ferry Runs Aground off Marlow”, please",
    ],
)
def test_an_article_is_summed_up_by_how_it_begins(archive, question):
    answer = ask(archive, question)
    assert answer.status == "answered"
    assert said(answer) == [each + "." for each in FERRY.split(". ")[:3]]


@pytest.mark.parametrize("of", [PAGE, '"Ferry runs aground off Marlow"'])
def test_who_wrote_it_and_when_its_citation_says(archive, of):
    for question in (f"Who wrote {of}?", f"When was {of} published?"):
        (citation,) = ask(archive, question).citations
        assert (citation.author, citation.published) == ("Ann Lee", "2025-06-02")


def test_several_addresses_are_several_articles(tmp_path):
    texts = FERRY, TRAM, FARES
    pages = [
        Draft(f"api:{n}", f"News {n}", text, url=f"https://post.example/{n}")
        for n, text in enumerate(texts)
    ]
    update.put(tmp_path / "archive", pages, embedder=load())
    answer = ask(
        Archive(tmp_path / "archive"), "compare https://post.example/0 and https://post.example/2"
    )
    assert {citation.url for citation in answer.citations} == {pages[0].url, pages[2].url}


def test_an_address_that_no_article_has_is_named(archive):
    answer = ask(archive, "summarize https://post.example/unknown")
    assert answer.status == "no_answer"
    assert answer.reason.startswith("no article has the address https://post.example/unknown: ")


@pytest.mark.parametrize(
    "question",
    [
        "what are the main points of the article about the ferry?",
        "give me three facts from the article about the ferry",
        "summarise the article about the ferry",
    ],
)
def test_what_an_article_is_about_is_told_of_without_that_it_is_an_article(archive, question):
    answer = ask(archive, question)
    assert answer.status == "answered"
    assert answer.topic == "the ferry"


def test_filters_hold_inside_the_article_that_is_named(archive):
    question = "In the article about the ferry, how many passengers were hurt?"
    assert said(ask(archive, question, Settings(filters=Filters(since="2025-06")))) == [NINE]
    of = Settings(filters=Filters(since="2025-07"))
    assert NINE not in said(ask(archive, question, of))
    assert ask(archive, f"summarize {PAGE}", of).status == "no_answer"


@pytest.mark.parametrize("settings", [
    Settings(fast=True), Settings(mode="sparse"), Settings(mode="dense"), Settings(fusion="rrf"),
])  # fmt: skip
def test_every_way_to_rank_asks_the_article_that_is_named(archive, settings):
    answer = ask(archive, f"According to {PAGE}, how many passengers were hurt?", settings)
    assert {citation.article_id for citation in answer.citations} <= {
        each.article_id for each in ask(archive, f"summarize {PAGE}", settings).citations
    }
    assert NINE in said(answer)


def test_an_address_is_told_with_the_marks_around_it():
    for text in (
        "see https://a.example/b.",
        "(https://a.example/b)",
        "<https://a.example/b>, who?",
    ):
        assert address(text)["address"] == "https://a.example/b"
    assert address("who wrote http?") is None


@pytest.mark.parametrize(
    ("before", "question", "sentence", "read_as"),
    [
        (f"Who was hurt? {PAGE}", "who was its captain?", CAPTAIN,
         f"according to {PAGE}, who was its captain?"),
        (f"According to {PAGE}, how many passengers were hurt?", "how long will repairs take?",
         REPAIRS, f"according to {PAGE}, how long will repairs take?"),
        (PAGE, "how many passengers were hurt?", NINE,
         f"according to {PAGE}, how many passengers were hurt?"),
        (PAGE, "In the article about the tram, how many passengers were hurt?", FOURTEEN, None),
    ],
)  # fmt: skip
def test_what_goes_on_from_it_is_asked_of_the_same_article(
    archive, before, question, sentence, read_as
):
    answer = ask(archive, question, after=before)
    assert said(answer) == [sentence]
    assert answer.read_as == read_as
    assert answer.question == question


def test_who_wrote_it_is_asked_of_the_article_that_was_named(archive):
    answer = ask(archive, "who wrote it?", after=f"summarize {PAGE}")
    assert answer.citations[0].author == "Ann Lee"
    assert answer.read_as == f"according to {PAGE}, who wrote it?"


def test_a_new_question_is_not_kept_to_the_article_that_was_named(archive):
    before = f"According to {PAGE}, who was hurt?"
    answer = ask(archive, "How much will tram fares be in May?", after=before)
    assert said(answer) == ["Tram fares in Dorn will rise to 3.20 crowns in May."]
    assert answer.read_as is None


def only(archive, title):
    """Settings for the one article of that title."""
    with archive.catalogue() as catalogue:
        (id_,) = [each.id for each in catalogue.current() if each.title == title]
    return Settings(filters=Filters(article=id_))


def test_one_article_alone_is_asked_by_its_id(archive):
    question = "How many passengers were hurt?"
    for title, sentence in (
        ("Ferry runs aground off Marlow", NINE),
        ("Fourteen hurt as tram hits lorry", FOURTEEN),
    ):
        settings = only(archive, title)
        assert said(ask(archive, question, settings)) == [sentence]
        assert {hit.article.title for hit in search(archive, question, 10, settings)} == {title}
    fares = ask(archive, question, only(archive, "Tram fares to rise in May"))
    assert fares.status == "no_answer"
    assert {citation.title for citation in fares.nearest} <= {"Tram fares to rise in May"}


@pytest.mark.parametrize(
    ("question", "sentences"),
    [("What is it about?", 3), ("summarise this article", 3), ("what happened?", 3),
     ("tl;dr", 3), ("Who wrote it?", 1), ("when was this published?", 1)],
)  # fmt: skip
def test_an_article_that_is_asked_alone_is_meant_by_it(archive, question, sentences):
    settings = only(archive, "Ferry runs aground off Marlow")
    answer = ask(archive, question, settings)
    assert said(answer) == [each + "." for each in FERRY.split(". ")[:sentences]]
    assert answer.reason is None
    later = ask(archive, question, settings, after="How many passengers were hurt on the tram?")
    assert said(later) == said(answer)


def test_a_source_may_be_called_as_its_host_is(tmp_path):
    pages = [
        Draft(f"api:{n}", f"Storm {n}", f"The storm felled {trees} trees in Dorn on Monday.",
              url=f"https://{host}/storm")
        for n, (host, trees) in enumerate([("www.usatoday.com", "nine"), ("edition.cnn.com", "ten"),
                                           ("cnn.com", "twelve")])
    ]  # fmt: skip
    update.put(tmp_path / "archive", pages, embedder=load())
    opened = Archive(tmp_path / "archive")
    question = "In the {} article, how many trees were felled in Dorn?"
    assert "nine" in said(ask(opened, question.format("USA Today")))[0]
    assert "twelve" in said(ask(opened, question.format("CNN")))[0]
    assert "nine" in said(ask(opened, "How many trees were felled, according to USA Today?"))[0]


def test_an_article_that_is_not_there_is_named(archive):
    answer = ask(archive, "Who was hurt?", Settings(filters=Filters(article="ffffffffffff")))
    assert answer.status == "no_answer"
    assert answer.reason.startswith("there is no article ffffffffffff")


def test_one_article_and_other_filters_must_all_hold(archive):
    settings = only(archive, "Ferry runs aground off Marlow")
    for since, there in (("2025-06", True), ("2025-07", False)):
        filters = replace(settings.filters, since=since)
        found = search(archive, "Who was hurt?", 10, Settings(filters=filters))
        assert bool(found) is there
