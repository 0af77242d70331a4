"""Questions what happens at a time, which the text of an article tells of."""

import datetime

import pytest
from conftest import archive_of_dated, said
from hypothesis import given
from hypothesis import strategies as st

from search.engine import ask
from search.happening import happening
from search.moments import moments
from search.settings import Settings
from search.when import When

WRITTEN = datetime.date(2026, 6, 3)
"""A Wednesday."""
TODAY = "2026-06-10"


def when(years=None, months=None, days=None, minute=None, *, lasts=False):
    def ends(part):
        return (part, part) if isinstance(part, int) else part

    return When(ends(years), ends(months), ends(days), minute, lasts)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It was on 14 September 2024.", when(2024, 9, 14)),
        ("It was on Saturday, September 14th, 2024, at last.", when(2024, 9, 14)),
        ("It was on the 14th of September.", when(None, 9, 14)),
        ("It was on Sept. 14.", when(None, 9, 14)),
        ("From 3 to 7 May it rained.", when(None, 5, (3, 7), lasts=True)),
        ("May 3-7, 2020, were wet.", when(2020, 5, (3, 7), lasts=True)),
        ("It is on 27 and 28 September.", when(None, 9, (27, 28), lasts=True)),
        ("2024-09-14 was dry.", when(2024, 9, 14)),
        ("14.09.2024: it rained.", when(2024, 9, 14)),
        ("In late June it rained.", when(None, 6)),
        ("In May 2021 it rained.", when(2021, 5)),
        ("In the spring of 1911 it rained.", when(1911, (3, 5))),
        ("In 1976 it was dry.", when(1976)),
        ("Between 1951 and 1954 it stood empty.", when((1951, 1954), lasts=True)),
        ("It stood empty in 1914–18.", when((1914, 1918), lasts=True)),
        ("In the 1970s it was dry.", when((1970, 1979))),
        ("In the seventies it was dry.", when((1970, 1979))),
        ("In the nineteenth century it was dry.", when((1800, 1899))),
        ("On New Year’s Eve 1999 it rained.", when(1999, 12, 31)),
        ("It starts at 10.30 p.m. sharp.", when(minute=22 * 60 + 30)),
        ("It starts at 22:30.", when(minute=22 * 60 + 30)),
        ("It starts at ten o’clock.", when(minute=600)),
        ("It starts at midnight.", when(minute=0)),
        ("It was on Monday.", when(2026, 6, 1)),
        ("It was yesterday.", when(2026, 6, 2)),
        ("It was on 12 August last year.", when(2025, 8, 12)),
        ("It was last month.", when(2026, 5)),
        ("It was last August.", when(2025, 8)),
        ("It is next spring.", when(2027, (3, 5))),
        ("It was last week.", when(2026, 5, (25, 31))),
    ],
)
def test_a_time_is_read(text, told):
    assert [moment.when for moment in moments(text, WRITTEN)] == [told]


@pytest.mark.parametrize(
    "text",
    [
        "It may rain, and they march on.",
        "1,976 people came to room 12.",
        "It cost £1976 or 1976%.",
        "On 31 May1 and 40 May nobody came.",
        "The over-sixties came in a 2014er.",
        "That day nobody came, nor the following spring, nor two years later.",
        "Version 3.12.2 of 10.2 km.",
    ],
)
def test_what_is_no_time_is_none(text):
    assert not moments(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("It burned in 1911. Two years later it stood again.", [when(1911), when(1913)]),
        ("It burned in 1911. That same year it was sold.", [when(1911), when(1911)]),
        ("It burned in 1911, and the following spring it stood.", [when(1911), when(1912, (3, 5))]),
        ("On 30 May 2020 it closed. Three days later it opened.",
         [when(2020, 5, 30), when(2020, 6, 2)]),
        ("From May 14 to 16 it is shut; on the 17th it opens.",
         [when(None, 5, (14, 16), lasts=True), when(None, 5, 17)]),
        ("In 1911 it burned. On 5 May it was sold.",
         [when(1911), when(None, 5, 5), when(1911, 5, 5)]),
        ("In 2030 it opens. On 5 May it was sold.", [when(2030), when(None, 5, 5)]),
    ],
)  # fmt: skip
def test_a_time_is_counted_from_the_one_before(text, told):
    assert [moment.when for moment in moments(text, WRITTEN)] == told


@given(st.dates(datetime.date(1400, 1, 1), datetime.date(2099, 12, 31)), st.integers(0, 4))
def test_a_day_is_read_however_it_is_written(day, form):
    name = day.strftime("%B")
    written = (
        f"{day.day} {name} {day.year}",
        f"{name} {day.day}, {day.year}",
        f"the {day.day}th of {name} {day.year}",
        day.isoformat(),
        f"{day.day:02}.{day.month:02}.{day.year}",
    )[form]
    text = f"It rained on {written}."
    assert [moment.when for moment in moments(text)] == [When.day(day)]


@given(st.dates(datetime.date(1990, 1, 1), datetime.date(2050, 1, 1)), st.integers(0, 364))
def test_a_day_without_its_year_is_of_the_last_year_or_soon(published, back):
    day = published - datetime.timedelta(days=back % 245)
    assert When(None, (day.month,) * 2, (day.day,) * 2).dated(published) == When.day(day)


@pytest.mark.parametrize(
    ("question", "topic", "years"),
    [
        ("What happened in 1976?", "", (1976, 1976)),
        ("what went on in the 1850s", "", (1850, 1859)),
        ("In 1976, what happened to the mill?", "the mill", (1976, 1976)),
        ("What did the council do in May 2021?", "the council", (2021, 2021)),
        ("What was done to the tannery in 1920?", "the tannery", (1920, 1920)),
        ("Which events took place at the mill in 1911?", "the mill", (1911, 1911)),
        ("Did anything happen at the mill in 1911?", "the mill", (1911, 1911)),
        ("and in 1988, what happened then?", "", (1988, 1988)),
        ("What happened last year?", "", (2025, 2025)),
        ("Summarise what happened in 1976", "", (1976, 1976)),
        ("What happened since 1976?", None, None),
        ("What happened on Tuesday?", None, None),
        ("What did Heath ask Norway to do in 1976?", None, None),
        ("Who won in 1976?", None, None),
        ("What was announced in 1976?", None, None),
        ("What happened?", None, None),
    ],
)
def test_a_question_what_happened_is_told_by_its_form(question, topic, years):
    found = happening(question, WRITTEN)
    if topic is None:
        assert found is None
    else:
        assert (found.topic, found.parts[0].years) == (topic, years)


@pytest.mark.parametrize(
    ("question", "year"),
    [
        ("What happened on 14 September?", 2025),
        ("What happens on 14 September?", 2026),
        ("What will happen on 3 May?", 2027),
        ("What happened on 3 May?", 2026),
        ("What happened on 3 May 1998?", None),
    ],
)
def test_a_day_is_of_the_year_that_is_meant(question, year):
    assert happening(question, WRITTEN).year == year


ARTICLES = (
    ("Old Kettle Bridge", "The bridge opened in 1931. In 1976 a barge struck the east pier. That "
     "repair took five weeks. The mill has been shut since 1990.", None),
    ("The mill at Kettle", "Fire broke out in the drying loft on the night of 9 March 1911.\n\n"
     "Two years later the roof was put back. It stood empty until 1958, when a potter "
     "came.",
     None),
    ("Treasurer jailed", "Janet Cole was jailed for two years on Tuesday. A hearing on "
     "14 September will decide how much she must pay. She bought a 1976 Volvo for 1,976 pounds.",
     "2026-06-03"),
    ("Festival programme", "Friday, 21 August, is for the voices. At noon the Seven Mile Choir "
     "sings in the fish market.\n\n"
     "On 22 August there is a dance. The tent opens at noon.", "2026-05-28"),
    ("Chronicle of the affair", "2017: Two paintings change hands in Zürich. A waiter helps.\n\n"
     "05.03.2018. The prosecutor, Wim Hasselaer, charges the dealer.", None),
)  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    return archive_of_dated(tmp_path_factory.mktemp("archive"), ARTICLES)


@pytest.mark.parametrize(
    ("question", "sentences"),
    [
        ("What happened in 1976?", ["In 1976 a barge struck the east pier."]),
        ("What happened in the 1970s?", ["In 1976 a barge struck the east pier."]),
        ("What happened in 1911?",
         ["Fire broke out in the drying loft on the night of 9 March 1911."]),
        ("What happened to the mill in 1911?",
         ["Fire broke out in the drying loft on the night of 9 March 1911."]),
        ("What happened in 1913?", ["Two years later the roof was put back."]),
        ("What happened in 1958?", ["It stood empty until 1958, when a potter came."]),
        ("What happens on September 14?",
         ["A hearing on 14 September will decide how much she must pay."]),
        ("What happened on 2 June 2026?", ["Janet Cole was jailed for two years on Tuesday."]),
        ("What happened on 5 March 2018?",
         ["The prosecutor, Wim Hasselaer, charges the dealer."]),
    ],
)  # fmt: skip
def test_what_happened_is_told_by_the_sentence_with_the_time(archive, question, sentences):
    answer = ask(archive, question, Settings(asked_on=TODAY))
    assert answer.status == "answered"
    assert said(answer)[-len(sentences) :] == sentences
    texts = [text for _, text, _ in ARTICLES]
    for citation in answer.citations:
        assert any(text[citation.start : citation.end] == citation.quote for text in texts)


def test_what_is_happening_on_a_day_is_told_too(archive):
    answer = ask(archive, "what's happening on the 22nd of August", Settings(asked_on=TODAY))
    assert said(answer) == ["On 22 August there is a dance.", "The tent opens at noon."]


def test_an_answer_of_another_time_is_none(tmp_path):
    burned = "The clubrooms burned down on the night of 2 July 1981."
    more = "A tea urn was blamed. The players rebuilt them with their own hands."
    archive = archive_of_dated(tmp_path, [("Gannets", f"{burned} {more}", None)])
    answer = ask(archive, "What happened to the clubrooms in July 1981?")
    assert said(answer) == [burned]
    answer = ask(archive, "What happened to the clubrooms in July 1982?")
    assert answer.status == "no_answer"
    assert "another time" in answer.reason
    assert answer.nearest


def test_a_weekday_may_be_that_of_the_text(archive):
    answer = ask(archive, "What happened to Janet Cole on Tuesday?", Settings(asked_on=TODAY))
    assert said(answer)[0] == "Janet Cole was jailed for two years on Tuesday."


def test_the_hours_of_a_day_are_of_that_day(archive):
    answer = ask(archive, "What is on on 21 August at noon?", Settings(asked_on=TODAY))
    assert said(answer) == ["At noon the Seven Mile Choir sings in the fish market."]


@pytest.mark.parametrize(
    "question",
    [
        "What happened in 1990?",  # "since 1990"
        "What happened in 1945?",
        "What happened to the mill in 1976?",  # that was the bridge
        "What happened to the bridge in 1911?",
        "What happened on 14 September 2019?",
        "What did Janet Cole do in 1976?",
    ],
)
def test_what_nothing_tells_of_the_time_is_refused(archive, question):
    assert ask(archive, question, Settings(asked_on=TODAY)).status == "no_answer"


def test_a_sentence_with_a_pronoun_brings_the_one_before(tmp_path):
    text = "Ada Brandt is a diver. She found the wreck in 1988. It is deep."
    archive = archive_of_dated(tmp_path, [("A diver", text, None)])
    assert said(ask(archive, "What happened in 1988?")) == [
        "Ada Brandt is a diver.",
        "She found the wreck in 1988.",
    ]


def test_of_a_dense_day_the_beginnings_of_its_articles_are_told(tmp_path):
    begun = (
        "Ida Brandt won the harbour race on Sunday.",
        "A fire destroyed the Hall bakery overnight.",
        "Greta Lind was elected mayor by nine votes.",
        "The Marlow ferry broke down with forty on board.",
    )
    articles = [
        (f"News {n}", f"{text} That was on 14 June.", "2026-06-14") for n, text in enumerate(begun)
    ]
    archive = archive_of_dated(tmp_path, articles)
    answer = ask(archive, "What happened on 14 June 2026?", Settings(asked_on="2026-06-20"))
    assert sorted(said(answer)) == sorted(begun)


def test_how_articles_of_the_time_begin_is_told_once(tmp_path):
    articles = [
        ("Kiln", "Workers have found a kiln. It was seen on Monday at a depth of a metre.",
         "2024-06-05"),
        ("Plans", "The museum is shut. The kiln goes on show in May.", None),
    ]  # fmt: skip
    archive = archive_of_dated(tmp_path, articles)
    assert said(ask(archive, "What happened in June 2024?")) == ["Workers have found a kiln."]


def test_what_has_no_verb_is_no_statement(archive):
    answer = ask(archive, "anything planned for 22 August?", Settings(asked_on=TODAY))
    assert answer.read_as is None
    assert said(answer) == ["On 22 August there is a dance.", "The tent opens at noon."]


def test_support_can_be_asked_for(archive):
    least = Settings(asked_on=TODAY, min_support=0.96)
    assert ask(archive, "What happened in 1976?", least).status == "no_answer"
