"""The sentence picker: its features by hand, and on a small archive with the real model."""

import math

import pytest

from index.models import load
from index.update import update
from search import engine
from search.features import NAMES, covered, kind, length, named, share_of_named, words
from search.pick import Calibration, SentencePicker, calibration, is_question, saying, spans_of
from search.settings import Settings

FERRY = [
    "The ferry Plover hit the old pier on Monday.",
    "Nobody was hurt.",
    "Dr. Ida Quill paid 40 crowns for a new ferry bell.",
]
BREAD = [
    "Bakers in Halvern met for the bread contest.",
    "The first prize went to a rye loaf.",
]
QUESTION = "Who paid for the ferry bell?"


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    place = tmp_path_factory.mktemp("pick")
    folder = place / "articles"
    folder.mkdir()
    # Two paragraphs, so that a sentence also ends where no full stop tells it.
    ferry = f"Plover damaged\n{FERRY[0]} {FERRY[1]}\n\n{FERRY[2]}\n"
    (folder / "ferry.txt").write_text(ferry, encoding="utf-8")
    (folder / "bread.txt").write_text(f"Bread contest\n{' '.join(BREAD)}\n", encoding="utf-8")
    embedder = load()
    update(place / "archive", [folder], embedder=embedder)
    return engine.Archive(place / "archive", embedder)


@pytest.fixture(scope="module")
def hits(archive):
    return engine.search(archive, QUESTION)


@pytest.fixture(scope="module")
def picker(archive):
    snapshot = archive.snapshot()
    return SentencePicker(archive.embedder(snapshot.manifest), snapshot.terms)


@pytest.fixture(scope="module")
def candidates(picker, hits):
    return picker.candidates(QUESTION, hits)


def feature(candidate, name):
    return candidate.features[NAMES.index(name)]


@pytest.mark.parametrize(
    ("question", "sentence", "expected"),
    [
        ("How many were hurt?", "Five people were hurt.", 1.0),
        ("How many were hurt?", "Several people were hurt.", 0.0),
        ("What number was drawn?", "It was 17.", 1.0),
        ("When did it open?", "It opened on Friday.", 1.0),
        ("When did it open?", "It opened soon.", 0.0),
        ("In which year was it?", "It was in 1961.", 1.0),
        ("Who won?", "The cup went to Ada.", 1.0),
        ("Who won?", "Nobody knew it then.", 0.0),  # a capital at the start is no name
        ("Where is it?", "It lies in “Quayle.”", 1.0),
        ("Why did it close?", "It closed because of rain.", 1.0),
        ("Why did it close?", "It closed.", 0.0),
        ("What happened?", "Anything.", 0.5),
    ],
)
def test_kind_is_what_the_question_word_asks_for(question, sentence, expected):
    assert kind(question, sentence) == expected


def test_covered_is_a_share_of_weights():
    idf = {"gift": 3.0, "exchang": 2.0, "kim": 1.0}
    assert covered(idf, ["gift", "kim", "tea"]) == (3 + 1) / (3 + 2 + 1)
    assert covered(idf, ["kim", "kim", "kim"]) == 1 / (3 + 2 + 1)  # repeats count once
    assert covered(idf, ["exchang", "kim", "gift"]) == 1
    assert covered(idf, []) == 0
    assert covered({}, ["gift"]) == 0


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("Where did Ida Quill sail in 1961?", {"ida", "quill", "1961"}),
        ("Was it Halvern's 4.50 crowns?", {"halvern", "4.50"}),
        ("Did the F-16 and O’Hara’s DC-3 land?", {"f-16", "o’hara", "dc-3"}),
        ("Kestrel bridge, when?", set()),  # a capital at the start is no name
        ("what happened in vendmark?", set()),
    ],
)
def test_names_and_numbers_of_a_question(question, names):
    assert named(question) == names


def test_the_share_of_names_is_of_whole_words():
    names = named("Did Ida Quill pay 40 crowns?")
    assert share_of_named(names, words("IDA paid 40, and no more.")) == 2 / 3
    assert share_of_named(names, words("Idaho, Quillon and 400.")) == 0
    assert share_of_named(frozenset(), set()) == 1


def test_length_is_a_logarithm():
    assert length(0) == 0
    assert length(3) == pytest.approx(math.log(1 + 3))


def test_score_and_support_are_weighted_sums():
    fitted = Calibration((2.0, -1.0), (1.0, 3.0), -2.0, 0.3)
    assert fitted.score((3.0, 4.0)) == 2 * 3 - 1 * 4
    assert fitted.support((0.5, 0.5)) == 1 / (1 + math.exp(0))  # 0.5 + 1.5 - 2 = 0
    assert fitted.support((1.0, 1.0)) == pytest.approx(1 / (1 + math.exp(-2)))  # 1 + 3 - 2 = 2


def test_the_shipped_calibration_has_a_weight_for_every_feature():
    fitted = calibration()
    assert len(fitted.weights) == len(fitted.evidence) == len(NAMES)
    assert 0 < fitted.threshold < 1


def test_every_candidate_is_a_sentence_of_its_passage(hits, candidates):
    assert sorted(hits[c.hit].article.text[c.start : c.end] for c in candidates) == sorted(
        FERRY + BREAD
    )
    for c in candidates:
        span = hits[c.hit].passage.span
        assert span.start <= c.start < c.end <= span.end
    for hit in hits:
        assert "".join(hit.article.text[a:b] for a, b in spans_of(hit)).split() == (
            "".join(FERRY if hit.article.title == "Plover damaged" else BREAD).split()
        )


def test_the_bm25_share_equals_okapi_written_out(archive, hits, candidates):
    # Robertson's BM25 with k1 1.5, b 0.75; an idf below 0 becomes a quarter of the mean idf
    # (what rank-bm25 documents for BM25Okapi), written here without that library.
    analyze = archive.snapshot().terms.analyzer.terms
    sentences = [analyze(hits[c.hit].article.text[c.start : c.end]) for c in candidates]
    n, mean = len(sentences), sum(map(len, sentences)) / len(sentences)
    holding = {t: sum(t in s for s in sentences) for s in sentences for t in s}
    raw = {t: math.log(n - df + 0.5) - math.log(df + 0.5) for t, df in holding.items()}
    floor = 0.25 * sum(raw.values()) / len(raw)
    idf = {t: value if value >= 0 else floor for t, value in raw.items()}
    scores = [
        sum(
            idf.get(t, 0) * s.count(t) * 2.5
            / (s.count(t) + 1.5 * (0.25 + 0.75 * len(s) / mean))
            for t in dict.fromkeys(analyze(QUESTION))
        )
        for s in sentences
    ]  # fmt: skip
    assert max(scores) > 0
    expected = [max(score, 0) / max(scores) for score in scores]
    assert [feature(c, "bm25") for c in candidates] == pytest.approx(expected)
    best = candidates[expected.index(1.0)]
    assert hits[best.hit].article.text[best.start : best.end] == FERRY[2]


def test_covered_by_sentence_uses_the_idf_of_the_archive(archive, hits, candidates):
    analyze = archive.snapshot().terms.analyzer.terms
    assert len(hits) == 2  # each article is one passage
    passages = [analyze(hit.passage.text) for hit in hits]
    idf = {}
    for term in analyze(QUESTION):
        n = sum(term in passage for passage in passages)
        idf[term] = math.log(1 + (2 - n + 0.5) / (n + 0.5))
    for c in candidates:
        words = analyze(hits[c.hit].article.text[c.start : c.end])
        share = sum(w for t, w in idf.items() if t in words) / sum(idf.values())
        assert feature(c, "covered_by_sentence") == pytest.approx(share)


def test_cosine_and_peak_are_those_of_the_real_model(archive, hits, candidates):
    embedder = archive.embedder(archive.snapshot().manifest)
    question = embedder.encode([QUESTION])[0]
    cosines = [
        float(embedder.encode([hits[c.hit].article.text[c.start : c.end]])[0] @ question)
        for c in candidates
    ]
    mean = sum(cosines) / len(cosines)
    # One by one or in a batch: padding moves the last digits.
    assert [feature(c, "cosine") for c in candidates] == pytest.approx(cosines, abs=1e-4)
    assert [feature(c, "peak") for c in candidates] == pytest.approx(
        [cosine - mean for cosine in cosines], abs=2e-4
    )
    for c in candidates:
        assert feature(c, "passage_score") == hits[c.hit].score
        assert feature(c, "passage_cosine") == hits[c.hit].scores["dense"]


def test_a_reading_orders_its_sentences_and_tells_the_chance_of_none(picker, hits, candidates):
    readings = picker.read(QUESTION, hits)
    assert len(readings) == len(hits)
    fitted = calibration()
    for number, reading in enumerate(readings):
        own = [c for c in candidates if c.hit == number]
        own.sort(key=lambda c: -fitted.score(c.features))
        assert [(s.start, s.end) for s in reading.spans] == [(c.start, c.end) for c in own]
        assert [s.support for s in reading.spans] == [fitted.support(c.features) for c in own]
        assert reading.no_answer == pytest.approx(1 - reading.spans[0].support)
        assert reading.relevance == hits[number].score


def test_a_question_without_terms_of_its_own_has_no_bm25(picker, hits):
    # "who" and "is" are stop words: nothing is left to match, and nothing is divided by 0.
    assert {feature(c, "bm25") for c in picker.candidates("Who is it?", hits)} == {0.0}


def test_no_passages_no_candidates(picker):
    assert picker.candidates(QUESTION, []) == []
    assert picker.read(QUESTION, []) == []


@pytest.mark.parametrize("fast", [False, True])
def test_a_line_that_is_a_date_alone_answers_nothing(tmp_path, fast):
    opened = "The market of Lisky opened on Monday."
    more = "Vendors sold honey, candles and woollen socks, and the mayor cut a ribbon."
    (tmp_path / "a.txt").write_text(f"Market of Lisky\n4 June 2024\n{opened} {more}\n", "utf-8")
    (tmp_path / "b.txt").write_text("A day\n4 June 2024\n", "utf-8")
    embedder = load()
    update(tmp_path / "archive", [tmp_path], embedder=embedder)
    archive = engine.Archive(tmp_path / "archive", embedder)
    for hit in engine.search(archive, "When did the market of Lisky open on 4 June 2024?"):
        text = hit.article.text
        assert [text[a:b] for a, b in spans_of(hit)] == (
            [opened, more] if hit.article.title == "Market of Lisky" else [text]
        )
    answer = engine.ask(archive, "When did the market of Lisky open?", Settings(fast=fast))
    assert (answer.citations or answer.nearest)[0].quote == opened


DIARY = "2024-05-13\nKick-off. It rained.\n\n2024-05-21\nNils left.\n\n4 June 2024:\nFirst demo.\n"


def test_a_day_of_a_diary_is_one_with_the_sentence_below_it():
    assert [DIARY[a:b] for a, b in saying(DIARY)] == [
        "2024-05-13\nKick-off.", "It rained.", "2024-05-21\nNils left.",
        "4 June 2024:\nFirst demo.",
    ]  # fmt: skip
    part = DIARY[DIARY.index("2024-05-21") :]
    assert [part[a:b] for a, b in saying(part)] == ["Nils left.", "First demo."]
    assert next(part[a:b] for a, b in saying(part, DIARY)) == "2024-05-21\nNils left."


def test_what_mail_programs_write_is_no_sentence():
    mail = "I agree.\n\nOn Thu, 6 Jun 2024, Ann Kern wrote:\n\n> The board gave us 4,000 euros."
    assert [mail[a:b] for a, b in saying(mail)] == ["I agree.", "> The board gave us 4,000 euros."]
    linked = "It is at https://e.example now.\n\nhttps://e.example/the/ferry.html"
    assert [linked[a:b] for a, b in saying(linked)] == ["It is at https://e.example now."]


def test_a_request_is_no_question():
    assert not is_question("Could you ask Carla whether the band is free on 6 July?")
    assert is_question("Could it be the band?")
