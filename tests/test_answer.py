"""Answers composed from hand-made readings, and the links of citations."""

from dataclasses import replace

import pytest

from index.records import Article, Passage, Span
from search.answer import compose
from search.cite import cite
from search.reader import Reading, ScoredSpan
from search.results import Hit

THRESHOLD = 0.3


def article(id_, text, url=None):
    return Article(
        id_, 1, "d", f"/x/{id_}.txt", f"Title {id_}", text, "Courier", url, "2025-01-02", None, ()
    )


def hit(row, of, passage=None):
    """The passage ``passage`` of ``of``, by default the whole text."""
    words = of.text if passage is None else passage
    start = of.text.index(words)
    span = Span(of.id, start, start + len(words))
    return Hit(Passage(row, 0, span, span.cut(of.text)), of, 1.0, {}, {})


def _place(text, words, short):
    start = text.index(short, text.index(words))
    return start, start + len(short)


def reading(of, *found):
    """A reading of (words, score, support), or with the words of a short answer as the fourth; the
    words are looked up in the text.
    """
    spans = tuple(
        ScoredSpan(
            of.text.index(words), of.text.index(words) + len(words), score, support,
            *(_place(of.text, words, s) for s in short),
        )
        for words, score, support, *short in found
    )  # fmt: skip
    return Reading(1.0, spans, 1 - max((s.support for s in spans), default=0.0))


def behind(made, *further):
    """``made``, whose spans are as sure as ``further`` where they are not the best one."""
    spans = zip(made.spans, further, strict=True)
    return replace(made, spans=tuple(replace(span, further=own) for span, own in spans))


def texts(answer):
    return [sentence.text for sentence in answer.sentences]


def test_articles_stand_in_order_of_their_best_sentence_and_sentences_in_reading_order():
    a = article("a", "Alpha one. Alpha two.")
    b = article("b", "Beta one. Beta two.")
    answer = compose(
        "q",
        [hit(0, a), hit(1, b)],
        [
            reading(a, ("Alpha two.", 9.5, 0.6)),
            reading(b, ("Beta two.", 10.0, 0.7), ("Beta one.", 9.0, 0.6)),
        ],
        THRESHOLD,
    )
    assert texts(answer) == ["Beta one.", "Beta two.", "Alpha two."]
    assert [s.citations for s in answer.sentences] == [(1,), (2,), (3,)]
    assert [c.number for c in answer.citations] == [1, 2, 3]
    assert [c.article_id for c in answer.citations] == ["b", "b", "a"]
    assert [c.support for c in answer.citations] == [0.5999, 0.7, 0.6]
    assert (answer.status, answer.reason, answer.nearest) == ("answered", None, ())
    held = {"a": a.text, "b": b.text}
    for c in answer.citations:
        assert c.quote == held[c.article_id][c.start : c.end]


def test_the_same_words_in_two_articles_are_one_sentence_with_two_citations():
    a = article("a", "The dam broke. More.")
    b = article("b", "Yesterday it rained. THE dam\nbroke.")
    answer = compose(
        "q",
        [hit(0, a), hit(1, b)],
        [reading(a, ("The dam broke.", 9.0, 0.6)), reading(b, ("THE dam\nbroke.", 8.9, 0.8))],
        THRESHOLD,
    )
    assert texts(answer) == ["The dam broke."]
    assert answer.sentences[0].citations == (1, 2)
    assert answer.sentences[0].support == 0.6  # that of the one that was ranked first
    # Each quote stays as its own article has it.
    assert [c.quote for c in answer.citations] == ["The dam broke.", "THE dam\nbroke."]


def test_a_sentence_with_a_pronoun_alone_brings_the_one_before():
    a = article("a", "Rain fell. The kiln is Roman. It is 1,700 years old.")
    answer = compose("q", [hit(0, a)], [reading(a, ("It is 1,700 years old.", 5, 0.6))], THRESHOLD)
    assert texts(answer) == ["The kiln is Roman.", "It is 1,700 years old."]
    assert [c.number for c in answer.citations] == [1, 2]
    # It is there to be understood: who takes the surest takes the one that answers.
    assert [c.support for c in answer.citations] == pytest.approx([0.5999, 0.6])


def test_no_support_is_less_than_nothing():
    a = article("a", "The kiln is Roman. It is old. Rain fell.")
    spans = [("It is old.", 5.0, 0.00004), ("Rain fell.", 4.0, 0.00003)]
    answer = compose("q", [hit(0, a)], [reading(a, *spans)], 0.0)
    assert texts(answer)[0] == "The kiln is Roman."
    assert all(c.support >= 0 for c in answer.citations)


def test_a_pronoun_beside_a_name_brings_nothing():
    a = article("a", "The kiln is Roman. It was found by Ida Quill.")
    only = "It was found by Ida Quill."
    assert texts(compose("q", [hit(0, a)], [reading(a, (only, 5, 0.6))], THRESHOLD)) == [only]


def test_a_pronoun_at_the_start_of_a_passage_stands_alone():
    a = article("a", "The kiln is Roman. It is old.")
    answer = compose(
        "q", [hit(0, a, "It is old.")], [reading(a, ("It is old.", 5, 0.6))], THRESHOLD
    )
    assert texts(answer) == ["It is old."]


def test_the_sentence_before_is_said_once_where_it_was_chosen_itself():
    a = article("a", "The kiln is Roman. It is old.")
    answer = compose(
        "q",
        [hit(0, a)],
        [reading(a, ("It is old.", 5.0, 0.6), ("The kiln is Roman.", 4.9, 0.9))],
        THRESHOLD,
    )
    assert texts(answer) == ["The kiln is Roman.", "It is old."]
    assert [s.support for s in answer.sentences] == [0.5999, 0.6]


def test_a_further_sentence_must_come_close_to_the_best_and_three_are_enough():
    a = article("a", "One is. Two is. Three is. Four is. Five is.")
    near = 0.85 * 0.6  # the share of the best support that is close
    answer = compose(
        "q",
        [hit(0, a)],
        [reading(a, ("Two is.", 10.0, 0.6), ("One is.", 9, near), ("Three is.", 8.4, 0.5))],
        THRESHOLD,
    )
    assert texts(answer) == ["One is.", "Two is."]
    every = [(f"{n} is.", 10.0, 0.6) for n in ("One", "Two", "Three", "Four", "Five")]
    assert len(compose("q", [hit(0, a)], [reading(a, *every)], THRESHOLD).sentences) == 3


def test_a_sentence_below_the_threshold_is_not_said():
    a = article("a", "One is. Two is.")
    answer = compose(
        "q", [hit(0, a)], [reading(a, ("One is.", 10, 0.6), ("Two is.", 9.9, 0.2))], THRESHOLD
    )
    assert texts(answer) == ["One is."]


@pytest.mark.parametrize(
    ("support", "status"),
    [(0.29, "no_answer"), (0.30, "partial"), (0.49, "partial"), (0.50, "answered")],
)
def test_the_status_follows_from_support(support, status):
    a = article("a", "One is.")
    answer = compose("q", [hit(0, a)], [reading(a, ("One is.", 1.0, support))], THRESHOLD)
    assert answer.status == status


def test_what_is_answered_holds_a_sentence_whose_support_reaches_a_half():
    # The sentence of high support is far behind in score, so it is not said.
    a = article("a", "One is. Two is.")
    answer = compose(
        "q", [hit(0, a)], [reading(a, ("One is.", 10, 0.35), ("Two is.", 2, 0.6))], THRESHOLD
    )
    assert answer.sentences
    sure = max(s.support for s in answer.sentences) >= 0.5
    assert answer.status == ("answered" if sure else "partial")


def test_a_best_score_below_zero_still_answers():
    # Scores are sums of weighted features: only their order means something.
    a = article("a", "One is. Two is.")
    answer = compose(
        "q", [hit(0, a)], [reading(a, ("One is.", -1.0, 0.6), ("Two is.", -3.0, 0.4))], THRESHOLD
    )
    assert texts(answer) == ["One is."]


def test_ties_go_to_the_lower_row_and_then_to_the_earlier_sentence():
    a, b = article("a", "One is. Two is."), article("b", "Six is.")
    readings = [
        reading(b, ("Six is.", 5.0, 0.6)),
        reading(a, ("Two is.", 5.0, 0.6), ("One is.", 5.0, 0.6)),
    ]
    answer = compose("q", [hit(7, b), hit(2, a)], readings, THRESHOLD)
    assert texts(answer) == ["One is.", "Two is.", "Six is."]


def test_below_the_threshold_there_is_no_answer_but_what_comes_nearest():
    of = [article(name, f"First {name}. Second {name}.") for name in "abcd"]
    readings = [
        reading(x, (f"Second {x.id}.", 10.0 - n, 0.2), (f"First {x.id}.", 9.9 - n, 0.1))
        for n, x in enumerate(of)
    ]
    answer = compose("q", [hit(n, x) for n, x in enumerate(of)], readings, THRESHOLD)
    assert (answer.status, answer.sentences, answer.citations) == ("no_answer", (), ())
    assert answer.reason is not None
    assert "0.20" in answer.reason
    assert "0.30" in answer.reason
    # Each article once, with its best sentence, the best three articles.
    assert [c.quote for c in answer.nearest] == ["Second a.", "Second b.", "Second c."]
    assert [c.number for c in answer.nearest] == [1, 2, 3]
    assert [c.article_id for c in answer.nearest] == ["a", "b", "c"]


def test_with_nothing_read_there_is_no_answer_even_at_a_threshold_of_0():
    answer = compose("q", [], [], 0.0)
    assert (answer.status, answer.nearest) == ("no_answer", ())
    assert answer.reason == "no passage has anything to do with the question"


def test_offsets_count_code_points_beyond_the_basic_plane():
    a = article("a", "🏮🏮 Lanterns. 👩🏽‍🚒 Sixty came.")
    found = cite(1, a, 13, len(a.text), 0.51239)
    # 🏮🏮 is 2 code points, " Lanterns. " ends at 2 + 11 = 13.
    assert found.quote == "👩🏽‍🚒 Sixty came."
    assert found.support == 0.5124
    assert (found.title, found.source, found.published) == ("Title a", "Courier", "2025-01-02")


def test_a_link_without_an_address_opens_our_own_page():
    a = article("abc123", "One is. Two is.")
    assert cite(1, a, 8, 15, 0.5).link == "/articles/abc123?start=8&end=15#quote"


def test_a_text_fragment_encodes_what_has_a_meaning_in_it():
    text = "Café – co-op, R&D 100%"
    a = article("a", text, "https://example.org/x")
    # é C3 A9, – E2 80 93, - 2D, comma 2C, & 26, % 25.
    assert cite(1, a, 0, len(text), 0.5).link == (
        "https://example.org/x#:~:text=Caf%C3%A9%20%E2%80%93%20co%2Dop%2C%20R%26D%20100%25"
    )


def test_a_long_quote_is_named_by_six_words_at_either_end():
    words = [f"w{n}" for n in range(1, 14)]
    a = article("a", " ".join(words), "https://example.org/x")
    assert cite(1, a, 0, len(a.text), 0.5).link == (
        "https://example.org/x#:~:text=w1%20w2%20w3%20w4%20w5%20w6,w8%20w9%20w10%20w11%20w12%20w13"
    )
    # Twelve words are still named whole.
    twelve = len(" ".join(words[:12]))
    assert "," not in cite(1, a, 0, twelve, 0.5).link


def test_an_address_with_a_fragment_of_its_own_keeps_it():
    a = article("a", "One is.", "https://example.org/x#top")
    assert cite(1, a, 0, 7, 0.5).link == "https://example.org/x#top:~:text=One%20is."


def test_a_heading_brings_the_sentence_below_it():
    text = "It rained.\n\nSkell\n\nRents fell by 2 per cent. Many houses stand empty.\n\nNo Skell."
    a = article("a", text)
    places = ((text.index("Skell"), "Rents › Skell"), (text.index("Many"), "page 2"))
    headed = replace(a, places=places)
    for of, words, found in (
        (headed, "Skell", ["Skell", "Rents fell by 2 per cent."]),
        (headed, "Many houses stand empty.", ["Many houses stand empty."]),
        (a, "Skell", ["Skell"]),
    ):
        answer = compose("Where?", [hit(0, of)], [reading(of, (words, 9.0, 0.8))], THRESHOLD)
        assert texts(answer) == found
    last = replace(a, text="It rained.\n\nSkell", places=((12, "Skell"),))
    answer = compose("Where?", [hit(0, last)], [reading(last, ("Skell", 9.0, 0.8))], THRESHOLD)
    assert texts(answer) == ["Skell"]


def test_articles_that_give_the_same_short_answer_are_cited_for_one_sentence():
    a = article("a", "The race was won by Ida Quill. More.")
    b = article("b", "Quill, Ida, took the cup; Ida Quill was first.")
    c = article("c", "The race was won by Ben Hale, some say.")
    answer = compose(
        "Who won the race?",
        [hit(0, a), hit(1, b), hit(2, c)],
        [
            reading(a, ("The race was won by Ida Quill.", 9.0, 0.8, "Ida Quill")),
            reading(b, (b.text, 8.0, 0.5, "Ida Quill was first"[:9])),
            reading(c, (c.text, 7.0, 0.35, "Ben Hale")),
        ],
        THRESHOLD,
    )
    assert texts(answer) == ["The race was won by Ida Quill."]
    assert answer.sentences[0].citations == (1, 2)
    assert [c.article_id for c in answer.citations] == ["a", "b"]
    assert answer.claims == ()  # names that differ are not weighed against each other


def test_articles_that_give_other_numbers_are_all_shown_and_told_apart():
    a = article("a", "The fire killed 12 people.")
    b = article("b", "The fire in Marwick killed fourteen people, then 14 were buried.")
    c = article("c", "Twelve people were killed by the fire.")
    d = article("d", "A storm took 30 lives.")
    answer = compose(
        "How many people did the fire kill?",
        [hit(0, a), hit(1, b), hit(2, c), hit(3, d)],
        [
            reading(a, (a.text, 9.0, 0.9, "12 people")),
            reading(b, (b.text, 8.0, 0.7, "14")),
            reading(c, (c.text, 7.0, 0.6, "Twelve people")),
            reading(d, (d.text, 6.0, 0.7, "30 lives")),  # another matter
        ],
        THRESHOLD,
    )
    assert texts(answer) == [a.text, b.text]
    assert [s.citations for s in answer.sentences] == [(1, 2), (3,)]
    assert [(c.short, c.citations) for c in answer.claims] == [("12 people", (1, 2)), ("14", (3,))]
    assert [c.article_id for c in answer.citations] == ["a", "c", "b"]


def test_a_question_for_several_things_gets_more_sentences_of_less_support():
    a = article("a", "They gave a car. They gave two dogs. They gave a tea set. They gave a knife.")
    found = [
        ("They gave a car.", 9.0, 0.8, "a car"),
        ("They gave two dogs.", 8.0, 0.6, "two dogs"),
        ("They gave a tea set.", 7.0, 0.5, "a tea set"),
        ("They gave a knife.", 6.0, 0.4, "a knife"),
    ]
    several = compose("What gifts were given?", [hit(0, a)], [reading(a, *found)], THRESHOLD)
    assert len(several.sentences) == 3  # the knife has less than .6 of the best one's support
    one = compose("What was given?", [hit(0, a)], [reading(a, *found)], THRESHOLD)
    assert texts(one) == ["They gave a car."]


def test_support_falls_along_the_order():
    a = article("a", "One is. Two is. Three is.")
    found = (("One is.", 9.0, 0.6), ("Two is.", 8.0, 0.9), ("Three is.", 7.0, 0.55))
    answer = compose("q", [hit(0, a)], [reading(a, *found)], THRESHOLD)
    # .6 as it is, then .9 that may not exceed it, then .55 as it is.
    assert [s.support for s in answer.sentences] == [0.6, 0.5999, 0.55]


def test_a_further_sentence_is_as_sure_as_those_behind_the_best_one_are():
    a = article("a", "One is. Two is. Three is. Four is.")
    found = (
        ("Two is.", 9.0, 0.7),
        ("One is.", 8.9, 0.69),
        ("Three is.", 8.8, 0.68),
        ("Four is.", 8.7, 0.67),
    )
    read = behind(reading(a, *found), 0.4, 0.3, 0.75, 0.29)
    answer = compose("q", [hit(0, a)], [read], THRESHOLD)
    # The fourth is near the best one, and not sure enough; none is surer than its order tells.
    assert texts(answer) == ["One is.", "Two is.", "Three is."]
    assert [c.support for c in answer.citations] == [0.3, 0.7, 0.68]
    assert answer.status == "answered"


@pytest.mark.parametrize(
    ("question", "told"), [("What was given?", 1), ("What gifts were given?", 2)]
)
def test_where_several_things_are_asked_for_a_further_sentence_may_be_less_sure(question, told):
    a = article("a", "One is. Two is. Three is.")
    found = (("One is.", 9.0, 0.7), ("Two is.", 8.0, 0.65), ("Three is.", 7.0, 0.6))
    read = behind(reading(a, *found), 0.4, 0.27, 0.24)
    assert len(compose(question, [hit(0, a)], [read], THRESHOLD).sentences) == told


def test_what_agrees_in_another_article_keeps_its_own_support():
    a, b = article("a", "Ann Lee won it."), article("b", "It was won by Ann Lee.")
    answer = compose(
        "Who won?",
        [hit(0, a), hit(1, b)],
        [
            reading(a, ("Ann Lee won it.", 9.0, 0.7, "Ann Lee")),
            behind(reading(b, (b.text, 8.9, 0.65, "Ann Lee")), 0.3),
        ],
        THRESHOLD,
    )
    assert [c.support for c in answer.citations] == [0.7, 0.65]
