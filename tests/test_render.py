"""Lines for a terminal: what they show, and what an article can't make them show."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.records import Article, Passage, Report, Skipped, Span
from search.render import answer_lines, hit_lines, report_line, safe
from search.results import Answer, Citation, Hit, Sentence

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
EVIL = "\x1b[31mRed\x1b]0;owned\x07 \x9b2J back\x08space\rreturn\nline\ttab\x00"


def plain(text):
    return text


def starred(text):
    return f"*{text}*"


def is_ferry(word):
    return word.lower() in ("ferry", "ferries")


def hit(text, title="Title", source="Courier", published="2025-01-02", score=0.9):
    article = Article("0123456789ab", 1, "d", "/x", title, text, source, None, published, None, ())
    return Hit(Passage(0, 2, Span(article.id, 0, len(text)), text), article, score, {}, {})


def citation(number=1, title="Title", quote="One is.", link="/articles/a", source="Courier"):
    return Citation(
        number, "0123456789ab", title, source, None, "2025-01-02", quote, 5, 12, 0.6, link
    )


def answered(*sentences, citations, status="answered"):
    return Answer("q", status, sentences, citations, ())


def test_safe_is_one_line_without_control_characters():
    assert safe(EVIL) == "[31mRed ]0;owned 2J back space return line tab"


def test_a_hit_has_its_rank_score_title_place_and_id():
    lines = hit_lines(3, hit("Short text."), is_ferry, bold=plain, width=80)
    # The ordinal counts from 0, the mark for people from 1.
    assert lines == [
        " 3 0.900 Title — Courier · 2025-01-02 ¶3 #0123456789ab",
        "   Short text.",
    ]


@pytest.mark.parametrize(
    ("source", "published", "expected"),
    [
        ("", None, " 1 0.900 Title ¶3 #0123456789ab"),
        ("Courier", None, " 1 0.900 Title — Courier ¶3 #0123456789ab"),
        ("", "2025-01-02", " 1 0.900 Title — 2025-01-02 ¶3 #0123456789ab"),
    ],
)
def test_what_is_not_known_leaves_no_gap(source, published, expected):
    found = hit("Text.", source=source, published=published)
    assert hit_lines(1, found, is_ferry, bold=plain, width=80)[0] == expected


def test_the_words_of_the_question_are_bold():
    lines = hit_lines(
        1, hit("The Ferry left; ferries return. Ferryman no."), is_ferry, bold=starred, width=80
    )
    assert lines[0].startswith(" 1 0.900 *Title*")
    assert lines[1] == "   The *Ferry* left; *ferries* return. Ferryman no."


def test_a_snippet_has_two_lines_and_begins_near_the_first_match():
    text = "word " * 200 + "the ferry sank " + "word " * 200
    lines = hit_lines(1, hit(text), is_ferry, bold=plain, width=60)
    assert len(lines) == 3
    assert all(len(line) <= 60 for line in lines[1:])
    assert "ferry" in " ".join(lines[1:])
    assert lines[1].startswith("   …")
    assert lines[2].endswith("…")


@given(
    st.lists(st.integers(1, 14).map(lambda n: "x" * n), max_size=80),
    st.lists(st.integers(1, 14).map(lambda n: "x" * n), max_size=80),
    st.integers(40, 110),
)
def test_the_match_is_in_the_snippet_wherever_it_stands(before, after, width):
    text = " ".join([*before, "ferry", *after])
    lines = hit_lines(1, hit(text), is_ferry, bold=plain, width=width)
    assert len(lines) <= 3
    assert any("ferry" in line for line in lines[1:])


@given(st.text(max_size=300), st.integers(40, 110))
def test_no_text_brings_a_control_character_into_the_output(text, width):
    found = hit(text, title=text, source=text, published=None)
    proof = citation(title=text, quote=text, link=text, source=text)
    lines = hit_lines(1, found, lambda word: True, bold=plain, width=width)
    lines += answer_lines(answered(Sentence(text, (1,), 0.6), citations=(proof,)), plain, width)
    lines += answer_lines(Answer("q", "no_answer", (), (), (proof,), reason="why"), plain, width)
    assert not any(CONTROL.search(line) for line in lines)


def test_escape_codes_of_an_article_never_reach_the_terminal():
    found = hit(EVIL, title=EVIL, source=EVIL, published=EVIL)
    proof = citation(title=EVIL, quote=EVIL, link=EVIL, source=EVIL)
    lines = hit_lines(1, found, is_ferry, bold=plain, width=80)
    for answer in (
        answered(Sentence(EVIL, (1,), 0.6), citations=(proof,)),
        Answer("q", "no_answer", (), (), (proof,), reason="why"),
    ):
        lines += answer_lines(answer, plain, 80)
    assert any("owned" in line for line in lines)  # the words are still there
    assert not any(CONTROL.search(line) for line in lines)


def test_an_answer_shows_its_sentences_and_where_they_stand():
    answer = answered(
        Sentence("One is.", (1,), 0.6),
        Sentence("Two is.", (2, 3), 0.7),
        citations=(citation(1), citation(2, title="Other"), citation(3, source="")),
    )
    assert answer_lines(answer, starred, 80) == [
        "*One is.* [1] *Two is.* [2] [3]",
        "",
        "[1] Title (Courier, 2025-01-02) #0123456789ab 5–12",
        "    /articles/a",
        "[2] Other (Courier, 2025-01-02) #0123456789ab 5–12",
        "    /articles/a",
        "[3] Title (2025-01-02) #0123456789ab 5–12",
        "    /articles/a",
    ]


def test_each_sentence_of_an_overview_has_its_own_lines():
    told = answered(
        Sentence("One is.", (1,), 0.6),
        Sentence("Two is so long.", (2,), 0.7),
        citations=(citation(1), citation(2)),
    )
    lines = answer_lines(replace(told, topic="", reason="that is two"), plain, 14)
    assert lines[:6] == ["One is. [1]", "Two is so", "long. [2]", "", "(That is two.)", ""]


def test_a_citation_names_the_page():
    proof = replace(citation(), section="page 4", author="Ann Lee")
    answer = answered(Sentence("One is.", (1,), 0.6), citations=(proof,))
    assert answer_lines(answer, plain, 80)[2] == (
        "[1] Title (by Ann Lee, Courier, 2025-01-02, page 4) #0123456789ab 5–12"
    )


def test_a_citation_names_who_speaks():
    proof = replace(citation(), speaker="MS OKAFOR")
    answer = answered(Sentence("One is.", (1,), 0.6), citations=(proof,))
    assert answer_lines(answer, plain, 80)[2] == (
        "[1] Title (Courier, 2025-01-02, said by MS OKAFOR) #0123456789ab 5–12"
    )


def test_a_partial_answer_says_that_it_is_not_sure():
    answer = answered(Sentence("One is.", (1,), 0.314), citations=(citation(),), status="partial")
    assert "(Not sure: support 0.31.)" in answer_lines(answer, plain, 80)


def test_a_part_that_is_not_sure_makes_not_all_of_an_answer_so():
    told = answered(
        Sentence("One is.", (1,), 0.8),
        Sentence("Two is.", (2,), 0.45),
        citations=(citation(1), citation(2)),
    )
    assert "(Not sure of all of it.)" in answer_lines(replace(told, status="partial"), plain, 80)


def test_no_answer_gives_the_reason_and_the_nearest_quotes():
    answer = Answer("q", "no_answer", (), (), (citation(),), reason="the articles do not say")
    assert answer_lines(answer, plain, 80) == [
        "No answer: the articles do not say.",
        "",
        "Nearest:",
        "[1] Title (Courier, 2025-01-02) #0123456789ab 5–12",
        "    “One is.”",
        "    /articles/a",
    ]
    bare = Answer("q", "no_answer", (), (), (), reason="nothing")
    assert answer_lines(bare, plain, 80) == ["No answer: nothing."]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((1, 0, 3999, 0, 0, 2), "1 new, 3,999 unchanged, 2 passages embedded"),
        ((0, 0, 25, 0, 0, 0), "0 new, 25 unchanged, 0 passages embedded"),
        ((0, 1, 24, 0, 0, 1), "1 changed, 24 unchanged, 1 passage embedded"),
        ((1200, 2, 0, 3, 4, 1), "1,200 new, 2 changed, 0 unchanged, 3 removed, 4 skipped, "
                                "1 passage embedded"),
    ],
)  # fmt: skip
def test_the_report_is_one_exact_line(counts, expected):
    new, changed, unchanged, removed, skipped, embedded = counts
    left_out = tuple(Skipped(f"{n}.txt", "it is empty") for n in range(skipped))
    report = Report(new, changed, unchanged, removed, left_out, embedded, 9, 9, 1, True)
    assert report_line(report) == expected


def toned(short, width):
    """The lines of an answer's sentence: <bold>, {short}."""
    words = "Of the crew, exactly forty-two people and a dog were hurt in 1942 near 42."
    answer = Answer(
        "q", "answered", (Sentence(words, (1,), 0.6),), (citation(quote=words),), (), short=short
    )
    lines = answer_lines(answer, lambda t: f"<{t}>", width, mark=lambda t: f"{{{t}}}")
    return lines[: lines.index("")]


def test_the_short_answer_has_a_tone_of_its_own():
    assert toned("forty-two people and a dog", 30) == [
        "<Of the crew, exactly>",
        "{forty-two people and a dog}",
        "<were hurt in 1942 near 42.>",
        "[1]",
    ]
    # As words, not inside of others.
    assert toned("42", 100)[0].endswith(" in 1942 near >{42}<.> [1]")
    assert "{" not in "".join(toned("not said", 100))


def test_a_tone_ends_with_its_line_and_begins_again():
    lines = toned("forty-two people and a dog", 17)
    marked = [part for line in lines for part in re.findall(r"\{(.*?)\}", line)]
    assert len(marked) > 1
    assert " ".join(part.strip() for part in marked) == "forty-two people and a dog"
    assert all(line.count("{") == line.count("}") for line in lines)


def test_what_goes_into_a_pipe_stays_word_for_word():
    from api.console import mark

    assert mark("forty-two") == "forty-two"
