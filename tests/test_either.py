"""Questions for a yes or a no that name two things."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.models import load
from search.either import either
from search.engine import Archive, ask


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("did it close in May or in June?", "did it close in May?", "did it close in June?"),
        ("was it nine or ten years?", "was it nine years?", "was it ten years?"),
        ("Did Ian hit Florida or New York?", "Did Ian hit Florida?", "Did Ian hit New York?"),
        ("Does Pfizer or Moderna make it?", "Does Pfizer make it?", "Does Moderna make it?"),
        ("Did the mayor resign or retire?", "Did the mayor resign?", "Did the mayor retire?"),
        ("Is she either a baker or a cook?", "Is she a baker?", "Is she a cook?"),
        ("Was it the red car or the blue car?", "Was it the red car?", "Was it the blue car?"),
        (
            "Is there a bus or train to Dorn?",
            "Is there a bus to Dorn?",
            "Is there a train to Dorn?",
        ),
        ("Did he die of cancer or of a fall?", "Did he die of cancer?", "Did he die of a fall?"),
        ("Did he die of a fall or of cancer?", "Did he die of a fall?", "Did he die of cancer?"),
        (
            "Did it stop because of rain or because of the strike?",
            "Did it stop because of rain?",
            "Did it stop because of the strike?",
        ),
        ("Was Lee, or Okparo, the mayor?", "Was Lee the mayor?", "Was Okparo the mayor?"),
        (
            "Did the King of Norway or Kim come?",
            "Did the King of Norway come?",
            "Did Kim come?",
        ),
    ],
)
def test_each_is_asked_alone(question, one, other):
    assert either(question) == (one, other)


@pytest.mark.parametrize(
    "question",
    [
        "Did it close?",
        "did it close or not?",
        "Did it rain or did it snow?",
        "Is it ten or more?",
        "Did it rain, snow or hail or freeze?",
        "who won, Dorn or Halvern?",
        "Or did it close?",
        "Did it close or",
        "the bridge or the tunnel",
    ],
)
def test_others_name_no_two(question):
    assert either(question) is None


PIECES = st.lists(st.sampled_from(["Is", "or", "in", "a", "Dorn", "of", "it", ",", "either", "12"]))


@given(st.text(max_size=80) | PIECES.map(" ".join))
def test_any_text_is_read(text):
    found = either(text)
    if found is not None:
        assert all(each.endswith("?") for each in found)
        assert all(" or " not in each.lower() for each in found)


@pytest.fixture(scope="module")
def archive(seeds_archive):
    return Archive(seeds_archive / "archive", load())


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("Did a barge or a ferry hit the Kestrel Bridge?", "gravel barge struck one of its piers"),
        ("Did a ferry or a barge hit the Kestrel Bridge?", "gravel barge struck one of its piers"),
        ("Did Putin give Kim a dog or a car?", "luxury Aurus car"),
    ],
)
def test_what_says_one_of_them_answers(archive, question, quoted):
    answer = ask(archive, question)
    assert answer.status == "answered"
    assert quoted in answer.citations[0].quote
    assert answer.question == question


def test_where_neither_is_so_that_is_no_answer(archive):
    assert ask(archive, "Did the Danube freeze at Vienna or at Linz?").status == "no_answer"
