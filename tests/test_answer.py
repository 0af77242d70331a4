"""Composing an answer from readings made by hand."""

from index.records import Article, Passage, Span
from search.answer import compose
from search.cite import link
from search.reader import Reading, ScoredSpan
from search.results import Hit

FERRY = "The ferry 🚢 is back. It sails at ten. Tickets cost $4."
BRIDGE = "Tickets cost $4. The bridge stays shut."


def article(id_, text, url=None):
    return Article(id_, 1, "", "", f"About {id_}", text, "Post", url, "2025-01-02", None, ())


def hit(row, text, id_, url=None):
    of = article(id_, text, url)
    return Hit(Passage(row, 0, Span(id_, 0, len(text)), text), of, 1.0, {}, {})


def reading(text, *sentences):
    spans = [
        ScoredSpan(text.index(words), text.index(words) + len(words), score, support)
        for words, score, support in sentences
    ]
    return Reading(1.0, tuple(spans), 0.0)


def test_a_pronoun_brings_its_subject_and_quotes_are_cut_from_the_text():
    hits = [hit(0, FERRY, "a")]
    answer = compose("when?", hits, [reading(FERRY, ("It sails at ten.", 2.0, 0.7))], 0.2)
    assert answer.status == "answered"
    assert [s.text for s in answer.sentences] == ["The ferry 🚢 is back.", "It sails at ten."]
    assert [c.number for c in answer.citations] == [1, 2]
    assert all(c.quote == FERRY[c.start : c.end] for c in answer.citations)


def test_the_same_words_in_two_articles_are_one_sentence_with_two_citations():
    hits = [hit(0, FERRY, "a"), hit(1, BRIDGE, "b")]
    same = ("Tickets cost $4.", 2.0, 0.4)
    answer = compose("cost?", hits, [reading(FERRY, same), reading(BRIDGE, same)], 0.2)
    assert answer.status == "partial"
    assert [(s.text, s.citations) for s in answer.sentences] == [("Tickets cost $4.", (1, 2))]
    assert [c.article_id for c in answer.citations] == ["a", "b"]


def test_sentences_stand_in_reading_order():
    readings = [reading(FERRY, ("Tickets cost $4.", 2.0, 0.9), ("The ferry 🚢 is back.", 1.9, 0.8))]
    answer = compose("ferry?", [hit(0, FERRY, "a")], readings, 0.2)
    assert [s.text for s in answer.sentences] == ["The ferry 🚢 is back.", "Tickets cost $4."]


def test_below_the_threshold_there_is_no_answer_but_a_reason_and_what_is_near():
    hits = [hit(0, FERRY, "a"), hit(1, BRIDGE, "b")]
    readings = [
        reading(FERRY, ("It sails at ten.", 2.0, 0.1), ("Tickets cost $4.", 1.9, 0.1)),
        reading(BRIDGE, ("The bridge stays shut.", 1.0, 0.05)),
    ]
    answer = compose("who?", hits, readings, 0.2)
    assert (answer.status, answer.sentences, answer.citations) == ("no_answer", (), ())
    assert "0.10, below 0.20" in answer.reason
    assert [c.quote for c in answer.nearest] == ["It sails at ten.", "The bridge stays shut."]
    assert compose("who?", [], [], 0.2).nearest == ()


def test_links_open_at_the_quote():
    assert link(article("a", FERRY), 0, 9) == "/articles/a?start=0&end=9#quote"
    of = article("b", "A well-kept café, & more.", "https://example.org/x")
    assert link(of, 0, 17) == ("https://example.org/x#:~:text=A%20well%2Dkept%20caf%C3%A9%2C")
