"""What is asked to be told about: how requests are read, and what they are answered with."""

import datetime
from dataclasses import replace

import pytest
from conftest import HashedEmbedder, said
from hypothesis import given
from hypothesis import strategies as st

from index import update
from index.models import load
from index.records import Draft
from search.engine import Archive, ask
from search.filters import Filters
from search.settings import Settings
from search.topics import MOST_WORDS, attributed, request, requests

FLOOD = """Marlow Bay was under water again on Tuesday, four weeks after the first flood of the \
autumn. The river Tarn rose to 5.2 metres at the old mill.

The mayor did not attend the emergency meeting; her deputy, Paul Okafor, chaired it. Schools stay \
closed until Thursday."""
RESIGNED = """By Tom Brandt

Greta Lindqvist resigned as mayor of Marlow Bay on Monday after six days of criticism over her \
absence during the flood. She had been on holiday in Crete.

Paul Okafor will lead the town until an election on 7 December."""
PLANT = """Steelmaker Ferrum said on Monday that it will close its plant in Dorn by the end of \
2027. About 1,900 people work there.

The unions called it a betrayal: in 2022 Ferrum had promised to keep the plant open. The minister \
of the economy offered talks.

Ferrum's revenue fell 12 percent, and Ferrum's shares rose."""
ARTICLES = (
    ("Second flood in a month hits Marlow Bay", FLOOD, "2025-10-14"),
    ("Mayor steps down after flood criticism", RESIGNED, "2025-10-20"),
    ("1,900 jobs lost in Dorn", PLANT, "2025-06-30"),
)
TODAY = datetime.date(2025, 10, 22)
OPENS_FLOOD, OPENS_RESIGNED, OPENS_PLANT = (
    FLOOD.split(" The river", maxsplit=1)[0],
    RESIGNED.split("\n\n")[1].split(" She", maxsplit=1)[0],
    PLANT.split(" About", maxsplit=1)[0],
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("overview") / "archive"
    drafts = [
        Draft(f"api:{n}", title, text, "Courier", published=day)
        for n, (title, text, day) in enumerate(ARTICLES)
    ]
    drafts[1] = replace(drafts[1], author="Tom Brandt")
    drafts[2] = replace(drafts[2], author="Ann Lee and Tom Brandt", source="Dorn Post")
    update.put(folder, drafts, embedder=load())
    return Archive(folder)


@pytest.mark.parametrize(
    ("question", "topic", "kind"),
    [
        ("Tell me about the flood in Marlow Bay!", "the flood in Marlow Bay", "overview"),
        ("please can you tell me more about  Ferrum ?", "Ferrum", "overview"),
        ("What do the articles say about the flood", "the flood", "overview"),
        ("what is known about wages?", "wages", "overview"),
        ("Summarise the article about Ferrum", "Ferrum", "overview"),
        ("latest on the flood", "the flood", "news"),
        ("what's the latest about Ferrum?", "Ferrum", "news"),
        ("what is happening in Marlow Bay?", "Marlow Bay", "news"),
        ("any Marlow Bay news?", "Marlow Bay", "news"),
        ("flood updates", "flood", "news"),
        ("timeline of the flood", "the flood", "course"),
        ("give me the background to the flood", "the flood", "overview"),
        ("the steel crisis explained", "steel crisis", "overview"),
        ("what is the history of the mill?", "the mill", "happened"),
        ("what happened in Marlow Bay?", "Marlow Bay", "happened"),
        ("what has happened with the mill", "the mill", "happened"),
        ("What happened to Paul Okafor?", "Paul Okafor", "happened"),
        ("what became of the old mill?", "the old mill", "happened"),
        ("What’s happening to wages?", "wages", "happened"),
        ("summarize “the flood”", "the flood", "overview"),
        ("I'd like to know about plums", "plums", "overview"),
        ("a short overview of malaria", "malaria", "overview"),
        ("what about the school?", "the school", "overview"),
        ("articles on floods", "floods", "overview"),
        ("Which articles mention Ghana?", "Ghana", "count"),
        ("explain the vaccine", "the vaccine", "overview"),
        ("what's the latest news about the mayor?", "the mayor", "news"),
        ("news from Dorn", "Dorn", "news"),
        ("any updates on the dam?", "the dam", "news"),
        ("what is new with Ferrum?", "Ferrum", "news"),
        ("Who was Paul Okafor?", "Paul Okafor", "person"),
        ("who's paul okafor", "paul okafor", "person"),
        ("Paul Okafor", "Paul Okafor", "words"),
        ("plum cake recipe.", "plum cake recipe", "words"),
        ("who wrote the Harbour Post article about plums?", "plums", "article"),
        ("When was the Times report on the dam published?", "the dam", "article"),
        ("What is trace stitching?", "trace stitching", "definition"),
        ("what does a herdsman mean", "a herdsman", "definition"),
        ("define the harbour rules", "the harbour rules", "definition"),
        ("what's the meaning of sid?", "sid", "definition"),
        ("What are these articles about?", "", "everything"),
        ("summarize all the articles", "", "everything"),
        ("what's new?", "", "everything"),
        ("latest news", "", "everything"),
        ("what is the latest article?", "", "everything"),
        ("show me the most recent stories", "", "everything"),
        ("newest posts", "", "everything"),
        ("top stories", "", "everything"),
        ("what are the three main stories?", "", "everything"),
        ("the most important news", "", "everything"),
        ("anything new?", "", "everything"),
        ("what's happening right now?", "", "everything"),
        ("what happened recently?", "", "everything"),
        ("the biggest news about Ferrum", "Ferrum", "news"),
        ("anything new about Ferrum?", "Ferrum", "news"),
        ("open the article about plums", "plums", "overview"),
        ("give me the link to the article on plums", "plums", "overview"),
        ("full text of the article about plums", "plums", "overview"),
        ("where can I read about plums?", "plums", "overview"),
        ("sources on plums", "plums", "overview"),
        ("top stories about plums", "plums", "overview"),
        ("In which articles are plums discussed?", "plums", "overview"),
        ("what was published in May?", "", "everything"),
    ],
)
def test_a_request_names_its_topic(question, topic, kind):
    found = request(question, TODAY)
    assert found is not None
    assert (found.topic, found.kind) == (topic, kind)


@pytest.mark.parametrize(
    "question",
    [
        "When was the flood?",
        "tell me about it",
        "Tell me when the flood was",
        "About how many people work in Dorn?",
        "About 1,900 of whom?",
        "What happened?",
        "who said that?",
        "summarize",
        "Ferrum?",
        "explain why Ferrum closes",
        "a tram that nobody has paid for",
        "The development of which plant was stopped?",
        "tell me about " + "very " * MOST_WORDS + "much",
    ],
)
def test_a_question_is_no_request(question):
    assert requests(question, TODAY) == []


@given(st.text(max_size=200))
def test_any_text_is_read(text):
    whole = " ".join(text.split())
    for found in requests(text, TODAY):
        assert found.topic in whole and (found.author or "") in whole


def test_every_article_about_it_is_quoted_with_its_opening(archive):
    answer = ask(archive, "Tell me about the flood")
    assert answer.status == "answered"
    assert answer.topic == "the flood"
    assert said(answer) == [OPENS_FLOOD, OPENS_RESIGNED]
    for citation in answer.citations:
        text = archive.article(citation.article_id).text
        assert text[citation.start : citation.end] == citation.quote


def test_one_article_is_quoted_further_where_it_names_it(archive):
    answer = ask(archive, "summarize the article about Ferrum")
    assert said(answer) == [
        OPENS_PLANT,
        "The unions called it a betrayal: in 2022 Ferrum had promised to keep the plant open.",
        "Ferrum's revenue fell 12 percent, and Ferrum's shares rose.",
    ]


def test_of_lists_and_headings_nothing_is_told_where_there_are_sentences(tmp_path):
    towns = "Ten towns\n\nDorn\n\nRent: 800\n\nDorn, Marlow county\n\nIt has a mill.\n\nDorn"
    week = "Get the news in your inbox every day.\n\nDorn\n\nThe plant in Dorn closes in May ."
    drafts = [Draft(f"api:{n}", "", text, "Courier") for n, text in enumerate((towns, week))]
    update.put(tmp_path / "archive", drafts, embedder=load())
    both = Archive(tmp_path / "archive")
    assert said(ask(both, "tell me about Dorn")) == ["The plant in Dorn closes in May ."]
    assert said(ask(both, "tell me about Marlow county")) == ["Dorn, Marlow county"]
    counted = ask(both, "how many articles mention Dorn?")
    assert counted.reason == "2 of 2 articles have the word “Dorn”"
    assert said(counted) == ["The plant in Dorn closes in May .", "Dorn"]


def test_news_come_newest_first(archive):
    answer = ask(archive, "What's the latest news about the flood?")
    assert [c.published for c in answer.citations] == ["2025-10-20", "2025-10-14"]


def test_what_happened_somewhere_is_told_where_no_sentence_answers(archive):
    assert said(ask(archive, "what happened in Marlow Bay?"))
    refused = ask(archive, "what happened in Valencia?")
    assert refused.status == "no_answer"
    told = ask(archive, "what became of Paul Okafor?")
    assert all("Okafor" in sentence for sentence in said(told))
    assert told.reason == "no sentence answers that; this is told of Paul Okafor"
    assert ask(archive, "what became of Pia Okello?").status == "no_answer"


@pytest.mark.parametrize("question", ["latest", "the latest?", "breaking news", "any headlines?"])
def test_the_latest_is_of_everything(question):
    assert requests(question, TODAY)[0].kind == "everything"


@pytest.mark.parametrize(
    "question",
    ["Who reads the news?", "What happened to the deputy of the mayor?", "What news did Ann bring?",
     "Madonna's mother had what family background?", "When was the update?",
     "What happens in the lungs when you cough?", "What happened in the 1100s?",
     "What was happening on the roof of the farm house?", "Where can I find plums under 3 dollars?",
     "What is the biggest event in Dorn's history?", "Is anything new in the old mill?"],
)  # fmt: skip
def test_questions_with_such_words_stay_questions(question):
    assert requests(question, TODAY) == []


INVITATION = "Sign here for the flood newsletter of the Courier and never miss a story."


def newsletters(tmp_path, of):
    drafts = [
        Draft(f"api:{n}", f"Flood number {n}", text, published=f"2025-0{n}-01")
        for n, text in enumerate(of, 1)
    ]
    update.put(tmp_path, drafts, embedder=HashedEmbedder(), apart=True)
    return Archive(tmp_path, HashedEmbedder())


def test_what_many_articles_say_opens_none(tmp_path):
    own = [
        "The flood of the Tarn carried off a footbridge and two parked cars before dawn on Friday.",
        "Insurers put what the autumn flood cost shopkeepers in Dorn at nine million crowns.",
        "A school that was rebuilt after the flood welcomes its first ninety pupils next week.",
    ]
    more = [
        "Divers looked for a ferryman whom neighbours had last seen at the lower lock at midnight.",
        "Premiums will rise by a tenth, a broker said, and cellars may not be covered at all.",
        "Its gym stands on stilts, and the kitchen, which the parents paid for, is on the roof.",
    ]
    archive = newsletters(
        tmp_path,
        [f"{INVITATION}\n\n{text}\n\n{rest}" for text, rest in zip(own, more, strict=True)],
    )
    plain = Settings(fast=True)
    assert said(ask(archive, "what's new?", plain)) == own[::-1]
    assert sorted(said(ask(archive, "any news of the flood?", plain))) == sorted(own)


def test_what_two_articles_say_may_open_both(tmp_path):
    opening = "The flood of the river Tarn took four houses on Sunday, the town said."
    own = ["A dam is planned above it.", "Nobody was hurt by it."]
    archive = newsletters(tmp_path, [f"{opening}\n\n{text}" for text in own])
    assert said(ask(archive, "what's new?", Settings(fast=True))) == [opening]


def test_an_article_about_several_things_is_quoted_where_it_names_one(tmp_path):
    several = (
        "Here is what you need to know today.\n\nThe tram drivers of Dorn went on strike for a day."
        "\n\nThe Tarn bridge closes for repairs until the end of May, the town council said."
    )
    update.put(
        tmp_path, [Draft("api:1", "Trams, Tarn bridge: five things", several)],
        embedder=HashedEmbedder(),
    )  # fmt: skip
    archive = Archive(tmp_path, HashedEmbedder())
    answer = ask(archive, "latest on the Tarn bridge", Settings(fast=True))
    assert said(answer) == [several.split("\n\n")[2]]


def test_what_no_article_is_about_is_refused(archive):
    for topic in ("the Champions League", "the flood in Valencia", "the Dorn film festival"):
        answer = ask(archive, f"tell me about {topic}")
        assert answer.status == "no_answer", topic
        assert answer.topic is None


def test_a_misspelt_topic_is_read_as_the_nearest(archive):
    answer = ask(archive, "tell me about Ferrrum")
    assert said(answer)[0] == OPENS_PLANT
    assert answer.respelt == {"ferrrum": "ferrum"}


def test_a_person_is_introduced_where_articles_name_him(archive):
    for question in ("who is Paul Okafor?", "Who is paul okafor"):
        answer = ask(archive, question)
        assert answer.status != "no_answer"
        assert all("Paul Okafor" in sentence for sentence in said(answer))


def test_an_office_is_no_name(archive):
    answer = ask(archive, "Who is the minister of the economy?")
    assert "The minister of the economy offered talks." not in said(answer)


def test_a_topic_alone_is_told_of_unless_the_reader_answers(archive):
    assert said(ask(archive, "Ferrum"))[0] == OPENS_PLANT
    assert ask(archive, "Ferrum").topic == "Ferrum"
    assert ask(archive, "blue whales").status == "no_answer"
    answered = ask(archive, "river Tarn height")
    assert answered.topic is None
    assert said(answered) == ["The river Tarn rose to 5.2 metres at the old mill."]


def test_everything_is_told_of_newest_first(archive):
    answer = ask(archive, "What are these articles about?")
    assert said(answer) == [OPENS_RESIGNED, OPENS_FLOOD, OPENS_PLANT]
    assert answer.topic == ""
    early = ask(archive, "latest news", Settings(filters=Filters(until="2025-10-15")))
    assert said(early) == [OPENS_FLOOD, OPENS_PLANT]
    none = ask(archive, "latest news", Settings(filters=Filters(until="2020")))
    assert none.status == "no_answer"


def test_where_more_articles_fit_than_are_quoted_that_is_said(tmp_path):
    texts = [
        "The old mill at Marlow closed in spring after two hundred years.",
        "Ferrum will hire ninety welders for its plant in Dorn.",
        "Three herons were seen on the lake for the first time.",
        "A baker from Quayle won the national bread contest.",
        "Schools in the county begin an hour later from May.",
        "The ferry to Skerrow runs again since the storm.",
        "Engineers found cracks below the northern bridge deck.",
        "Tickets for the jazz festival sold out in a day.",
        "The library lends tools, tents and cake tins now.",
    ]
    drafts = [
        Draft(f"api:{n}", f"Mill {n}", text, published=f"2025-01-{n}")
        for n, text in enumerate(texts, 10)
    ]
    update.put(tmp_path, drafts, embedder=HashedEmbedder())
    archive = Archive(tmp_path, HashedEmbedder())
    told = ask(archive, "what are these articles about?", Settings(fast=True))
    assert (told.status, len(told.sentences)) == ("answered", 6)
    assert told.reason == "these are the 6 newest of 9 articles"
    some = Settings(fast=True, filters=Filters(since="2025-01-13"))
    told = ask(archive, "what are these articles about?", some)
    assert (len(told.sentences), told.reason) == (6, None)


def test_undated_articles_come_last_and_a_removed_one_not_at_all(tmp_path):
    texts = {
        "Undated": (PLANT, None),
        "Old": (FLOOD, "2024-01-01"),
        "New": (RESIGNED, "2025-01-01"),
    }
    drafts = [
        Draft(f"api:{title}", title, text, published=day) for title, (text, day) in texts.items()
    ]
    update.put(tmp_path, drafts, embedder=HashedEmbedder())
    archive, plain = Archive(tmp_path, HashedEmbedder()), Settings(fast=True)
    told = ask(archive, "what's new?", plain).citations
    assert [citation.title for citation in told] == ["New", "Old", "Undated"]
    update.remove(tmp_path, [told[0].article_id], embedder=HashedEmbedder())
    told = ask(archive, "what's new?", plain).citations
    assert [citation.title for citation in told] == ["Old", "Undated"]


def test_settings_hold_for_overviews_too(archive):
    question = "tell me about the flood"
    early = ask(archive, question, Settings(filters=Filters(until="2025-10-15")))
    assert said(early) == [OPENS_FLOOD]
    assert ask(archive, question, Settings(min_support=1.0)).status == "no_answer"
    for settings in (Settings(fast=True), Settings(mode="sparse"), Settings(mode="dense")):
        assert said(ask(archive, question, settings)) == [OPENS_FLOOD, OPENS_RESIGNED], settings


@pytest.mark.parametrize(
    ("question", "topic", "kind", "days"),
    [
        ("What happened in May 2024?", "", "happened", ("2024-05-01", "2024-05-31")),
        ("what happened on 12 June 2024?", "", "happened", ("2024-06-12", "2024-06-12")),
        ("what happened in November?", "", "happened", ("2024-11-01", "2024-11-30")),
        ("what happened in October?", "", "happened", ("2025-10-01", "2025-10-31")),
        ("What happened last week?", "", "everything", ("2025-10-13", "2025-10-19")),
        ("what's new this month?", "", "everything", ("2025-10-01", "2025-10-31")),
        ("news from yesterday", "", "everything", ("2025-10-21", "2025-10-21")),
        ("which articles are from 2024?", "", "everything", ("2024-01-01", "2024-12-31")),
        ("articles since March 2025", "", "everything", ("2025-03-01", "2025-10-22")),
        ("news of the past year", "", "everything", ("2024-01-01", "2024-12-31")),
        ("tell me about the flood in October 2025", "the flood", "overview",
         ("2025-10-01", "2025-10-31")),
        ("any news of the mayor this week?", "the mayor", "news", ("2025-10-20", "2025-10-26")),
        ("news from the last 7 days", "", "everything", ("2025-10-15", "2025-10-22")),
        ("what happened in the past two weeks?", "", "everything", ("2025-10-08", "2025-10-22")),
        ("what happened on Monday?", "", "happened", ("2025-10-20", "2025-10-20")),
        ("what happened last Wednesday?", "", "happened", ("2025-10-15", "2025-10-15")),
        ("what happened between March and May 2024?", "", "happened", ("2024-03-01", "2024-05-31")),
        ("news from 3 June 2024 to 5 June 2024", "", "everything", ("2024-06-03", "2024-06-05")),
        ("articles before June 2024", "", "everything", ("0001-01-01", "2024-05-31")),
        ("what happened in Marlow Bay on 14 October 2025?", "Marlow Bay", "happened",
         ("2025-10-14", "2025-10-16")),
        ("what happened at the Old Mill on May 3?", "the Old Mill", "happened",
         ("2025-05-03", "2025-05-05")),
        ("articles of December 24th", "", "everything", ("2024-12-24", "2024-12-24")),
        ("news of the mayor since the 3rd of May", "the mayor", "news",
         ("2025-05-03", "2025-10-22")),
        ("articles until June 2024", "", "everything", ("0001-01-01", "2024-06-30")),
        ("articles after June 2024", "", "everything", ("2024-07-01", "2025-10-22")),
        ("news about the flood since Monday", "the flood", "news", ("2025-10-20", "2025-10-22")),
        ("yesterday's news", "", "everything", ("2025-10-21", "2025-10-21")),
        ("anything new since yesterday?", "", "everything", ("2025-10-21", "2025-10-22")),
        ("biggest stories of 2024", "", "everything", ("2024-01-01", "2024-12-31")),
        ("last month's articles about the flood", "the flood", "overview",
         ("2025-09-01", "2025-09-30")),
    ],
)  # fmt: skip
def test_a_request_names_its_days(question, topic, kind, days):
    first = requests(question, TODAY)[0]
    assert (first.topic, first.kind, first.days) == (topic, kind, days)


def test_days_without_a_year_are_the_last_that_articles_may_be_of(archive):
    told = ask(archive, "what happened on October 20?", Settings(asked_on="2031-02-03"))
    assert said(told) == [OPENS_RESIGNED]
    assert said(ask(archive, "articles from June")) == [OPENS_PLANT]
    assert said(ask(archive, "what happened in Marlow Bay on 13 October?"))  # of the 14th
    assert ask(archive, "articles from November").reason == (
        "no article is from 2024-11-01 to 2024-11-30"
    )
    early = ask(archive, "articles from October", Settings(asked_on="2025-09-30"))
    assert early.reason == "no article is from 2024-10-01 to 2024-10-31"


def test_a_day_that_only_leap_years_have():
    found = requests("articles from 29 February", datetime.date(2025, 1, 22))[-1]
    assert found.days == ("2024-02-29", "2024-02-29")
    for day in ("29 February", "31 November"):
        found = requests(f"articles from {day}", datetime.date(2026, 11, 30))
        assert not any(each.days for each in found)


@pytest.mark.parametrize(
    ("question", "topic", "kind"),
    [
        ("Who wrote the article about Ferrum?", "Ferrum", "article"),
        ("who wrote about the flood", "the flood", "article"),
        ("who is the author of the report on Ferrum?", "Ferrum", "article"),
        ("When was the article about the flood published?", "the flood", "article"),
        ("which newspapers reported on the mayor?", "the mayor", "article"),
    ],
)
def test_what_is_asked_about_an_article(question, topic, kind):
    first = requests(question, TODAY)[0]
    assert (first.topic, first.kind, first.author) == (topic, kind, None)


@pytest.mark.parametrize(
    ("question", "author", "topic"),
    [
        ("articles by Ann Lee", "Ann Lee", ""),
        ("What has Tom Brandt written?", "Tom Brandt", ""),
        ("what did Tom Brandt write about the mayor?", "Tom Brandt", "the mayor"),
        ("which stories did Ann Lee write", "Ann Lee", ""),
        ("everything by Ann Lee on Ferrum", "Ann Lee", "Ferrum"),
        ("Ann Lee's latest articles", "Ann Lee", ""),
        ("articles from the Dorn Post", "the Dorn Post", ""),
        ("what does the Dorn Post say about the plant?", "the Dorn Post", "the plant"),
        ("what did the Post report on Ferrum?", "the Post", "Ferrum"),
    ],
)
def test_a_request_names_who_wrote(question, author, topic):
    first = requests(question, TODAY)[0]
    assert (first.author, first.topic) == (author, topic)


@pytest.mark.parametrize(
    ("question", "openings"),
    [
        ("what happened in October 2025?", [OPENS_RESIGNED, OPENS_FLOOD]),
        ("articles from June 2025", [OPENS_PLANT]),
        ("articles by Tom Brandt", [OPENS_RESIGNED, OPENS_PLANT]),
        ("what did tom brandt write about Ferrum?", [OPENS_PLANT]),
        ("articles from the Dorn Post", [OPENS_PLANT]),
        ("what does the Post say about Ferrum?", [OPENS_PLANT]),
        ("what was reported in June 2025?", [OPENS_PLANT]),
        ("who wrote the article about Ferrum?", [OPENS_PLANT]),
        ("tell me about the flood in October 2025", [OPENS_FLOOD, OPENS_RESIGNED]),
        ("what's new this week?", [OPENS_RESIGNED]),
    ],
)
def test_articles_of_some_days_or_by_somebody_are_told_of(archive, question, openings):
    answer = ask(archive, question, Settings(asked_on="2025-10-22"))
    own = [text for text in said(answer) if text in (OPENS_FLOOD, OPENS_RESIGNED, OPENS_PLANT)]
    assert own == openings


def test_a_question_of_what_one_newspaper_says_is_asked_of_its_articles(archive):
    assert attributed("who won according to the Dorn Post?") == ("the Dorn Post", "who won")
    assert attributed("who won, according to Bo, and why?") is None
    for question in (
        "According to the Dorn Post, what will Ferrum build?",
        "what will Ferrum build according to the Post",
    ):
        answer = ask(archive, question)
        assert answer.question == question
        titles = {c.article_id for c in (*answer.citations, *answer.nearest)}
        alone = ask(
            archive, "what will Ferrum build", Settings(filters=Filters(source="Dorn Post"))
        )
        assert titles == {c.article_id for c in (*alone.citations, *alone.nearest)}
        assert len(titles) == 1
    # Somebody who is no source may be named so, and filters of the user hold.
    question = "according to Nobody, what will Ferrum build?"
    assert ask(archive, question).citations == ask(archive, f"{question} ").citations
    other = ask(
        archive, "according to the Dorn Post, what will Ferrum build?",
        Settings(filters=Filters(source="Elsewhere")),
    )  # fmt: skip
    assert (other.status, other.nearest) == ("no_answer", ())


def test_a_citation_names_the_author(archive):
    answer = ask(archive, "who wrote the article about Ferrum?")
    assert answer.citations[0].author == "Ann Lee and Tom Brandt"


def test_days_of_which_there_is_nothing_are_said(archive):
    answer = ask(archive, "what happened last week?", Settings(asked_on="2026-11-28"))
    assert (answer.status, answer.nearest) == ("no_answer", ())
    assert answer.reason == "no article is from 2026-11-16 to 2026-11-22"
    answer = ask(archive, "news from yesterday", Settings(asked_on="2026-11-28"))
    assert answer.reason == "no article is of 2026-11-27"
    answer = ask(archive, "articles before 1999", Settings(asked_on="2026-11-28"))
    assert answer.reason == "no article is of 1998-12-31 or before"


def test_a_year_may_be_one_that_articles_tell_of(archive):
    answer = ask(archive, "what happened in 2022?")
    assert answer.reason.startswith("the articles do not say") or "2022" in answer.sentences[0].text
    answer = ask(archive, "what happened in March 1907?")
    assert answer.reason.startswith("the articles do not say")
    assert answer.reason.endswith("; no article is from 1907-03-01 to 1907-03-31")
    assert answer.nearest


def test_filters_of_the_user_hold_beside_those_of_a_request(archive):
    of = Settings(filters=Filters(author="Ann Lee"))
    assert said(ask(archive, "articles from 2025", of)) == [OPENS_PLANT]
    of = Settings(filters=Filters(since="2025-10-15"))
    assert said(ask(archive, "articles by Tom Brandt", of)) == [OPENS_RESIGNED]
    assert ask(archive, "articles from June 2025", of).status == "no_answer"
    for wider in (Filters(since="2025"), Filters(until="2025-06"), Filters("2025-06", "2025-06")):
        assert said(ask(archive, "articles from June 2025", Settings(filters=wider))) == [
            OPENS_PLANT
        ]
    assert said(ask(archive, "articles from 2025", Settings(filters=Filters(until="2025-07")))) == [
        OPENS_PLANT
    ]


def test_who_no_article_is_by_is_asked_about_as_before(archive):
    assert ask(archive, "articles by Nobody Atall").status == "no_answer"


def test_a_part_of_a_name_is_enough_where_one_author_has_it(archive):
    assert said(ask(archive, "what did Brandt write?")) == [OPENS_RESIGNED, OPENS_PLANT]
    assert said(ask(archive, "articles by Lee")) == [OPENS_PLANT]


def test_a_name_that_several_authors_have_is_nobody(tmp_path):
    drafts = [
        Draft(f"api:{name}", f"Notes of {name}", f"{name} saw the flood today.", author=name)
        for name in ("Tom Brandt", "Ida Brandt")
    ]
    update.put(tmp_path, drafts, embedder=load())
    shared = Archive(tmp_path)
    table = shared.facets(shared.snapshot())
    assert table.values("author", "BRANDT") == ["ida brandt", "tom brandt"]
    assert table.values("author", "Brand") == table.values("source", "brandt") == []
    assert said(ask(shared, "articles by Ida")) == ["Ida Brandt saw the flood today."]
    assert said(ask(shared, "articles by Brandt")) == []


def test_who_wrote_is_not_answered_with_an_article_that_does_not_say(archive):
    answer = ask(archive, "who wrote the article about the flood in Marlow Bay?")
    assert OPENS_FLOOD not in said(answer) or "Tom Brandt" in {c.author for c in answer.citations}
    assert ask(archive, "when was the article about the flood published?").status == "answered"


def test_what_has_nothing_of_the_title_opens_no_article(tmp_path):
    text = (
        "Sign up for our free newsletter and never miss a story again.\n\nA bridge in Dorn fell "
        "into the river on Monday. Nobody was hurt."
    )
    drafts = [
        Draft("api:1", "Bridge falls", text, published="2025-01-02"),
        Draft("api:2", "Newt log", "Six were found in the pond today. It is dry.",
              published="2025-01-01"),
    ]  # fmt: skip
    update.put(tmp_path, drafts, embedder=load())
    assert said(ask(Archive(tmp_path), "what's new?")) == [
        "A bridge in Dorn fell into the river on Monday.", "Six were found in the pond today.",
    ]  # fmt: skip


def test_so_many_stories_as_are_asked_for(archive):
    answer = ask(archive, "top 2 stories")
    days = [citation.published for citation in answer.citations]
    assert days == ["2025-10-20", "2025-10-14"]
    assert answer.reason == "these are the 2 newest of 3 articles"


def test_the_oldest_articles_come_first_where_they_are_asked_for(archive):
    answer = ask(archive, "What are the oldest articles?")
    days = [citation.published for citation in answer.citations]
    assert days == ["2025-06-30", "2025-10-14", "2025-10-20"]
    one = ask(archive, "What is the oldest article?")
    assert [citation.published for citation in one.citations] == days[:1]
    assert one.reason == "that is the oldest of 3 articles"
    two = ask(archive, "show me the two oldest articles")
    assert [citation.published for citation in two.citations] == days[:2]
    assert two.reason == "these are the 2 oldest of 3 articles"


@pytest.mark.parametrize("question", ["How many articles are there?", "what are the main topics?"])
def test_all_there_is_is_told_with_how_many(archive, question):
    assert len(ask(archive, question).sentences) == len(ARTICLES)
