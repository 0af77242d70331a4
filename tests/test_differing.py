"""The real reader over articles that agree and articles that give other numbers."""

import pytest

from index.records import Draft
from index.update import put
from search.engine import Archive, ask

ARTICLES = {
    "Courier": (
        "Fire in Marwick",
        "A fire broke out in a warehouse in Marwick on Monday. The fire killed 12 people, police "
        "said. The mayor spoke of a dark day.",
        "2025-03-01",
    ),
    "Herald": (
        "Marwick warehouse fire: toll rises",
        "The toll rose on Tuesday. The warehouse fire in Marwick killed 14 people, officials "
        "said. Schools stayed closed.",
        "2025-03-02",
    ),
    "Post": (
        "Mourning in Marwick",
        "Marwick mourned on Sunday. At least 12 people were killed by the fire in the warehouse. "
        "A service was held.",
        "2025-03-05",
    ),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    place = tmp_path_factory.mktemp("differing") / "archive"
    put(
        place,
        [
            Draft(origin=source, source=source, title=title, text=text, published=day)
            for source, (title, text, day) in ARTICLES.items()
        ],
    )
    return Archive(place)


def test_all_sides_are_shown_with_their_dates_and_who_says_what(archive):
    answer = ask(archive, "How many people did the fire in Marwick kill?")
    by_number = {c.number: c for c in answer.citations}
    sides = {
        claim.short.removesuffix(" people"): sorted(by_number[n].source for n in claim.citations)
        for claim in answer.claims
    }
    assert sides == {"12": ["Courier", "Post"], "14": ["Herald"]}
    assert {c.source: c.published for c in answer.citations} == {
        source: day for source, (_, _, day) in ARTICLES.items()
    }
    assert len(answer.sentences) == 2  # the two that agree are one sentence, cited twice


def test_a_question_that_one_article_answers_has_no_sides(archive):
    assert ask(archive, "What stayed closed in Marwick?").claims == ()
