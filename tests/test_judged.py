import gzip
import json

import pytest
from conftest import ROOT

from index.errors import BadInput
from search.gold import Evidence
from search.judged import read_judged


def beir(folder, queries, corpus=None, qrels=None):
    folder.mkdir(parents=True, exist_ok=True)
    corpus = corpus or [{"_id": "d1", "title": "Bridge", "text": "The bridge closed on Monday."}]
    with gzip.open(folder / "corpus.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in corpus)
    (folder / "queries.jsonl").write_text("\n".join(json.dumps(q) for q in queries) + "\n")
    if qrels is not None:
        (folder / "qrels").mkdir(exist_ok=True)
        (folder / "qrels" / "test.tsv").write_text(qrels)
    return folder


def test_beir_with_everything_that_a_question_may_have(tmp_path):
    quote = "The bridge closed on Monday."
    folder = beir(
        tmp_path / "news",
        [
            {"_id": "1", "text": "when did it close?", "answers": ["Monday"], "answerable": True,
             "evidence": [{"doc_id": "d1", "sentences": [quote]}, {"doc_id": "d1", "starts": [21]}],
             "date": "2024-05-06T10:00"},
            {"_id": "2", "text": "who won?", "answerable": False},
        ],
        qrels="query-id\tcorpus-id\tscore\n1\td1\t2\n",
    )  # fmt: skip
    judged = read_judged(folder)
    assert judged.name == "news"
    assert [d.origin for d in judged.documents] == ["d1"]
    first, second = judged.questions
    assert first.relevant == {"d1": 2}
    assert first.answers == ("Monday",)
    assert first.evidence == (Evidence("d1", 0, len(quote)), Evidence("d1", 21, 22))
    assert first.date == "2024-05-06"
    assert second.answerable is False
    assert second.relevant == {}


def test_the_seeds_are_such_a_folder():
    judged = read_judged(ROOT / "seeds")
    assert len(judged.documents) == 25
    assert sum(q.answerable is False for q in judged.questions) == 16
    texts = {d.origin: d.text for d in judged.documents}
    for question in judged.questions:
        for gold in question.evidence:
            assert gold.start is not None, question.id
            assert texts[gold.document][gold.start : gold.end].strip()
        if question.evidence:
            assert set(question.relevant) == {e.document for e in question.evidence}


def test_a_limit_takes_questions_evenly(tmp_path):
    folder = beir(tmp_path, [{"_id": str(n), "text": f"q {n}"} for n in range(10)])
    assert [q.id for q in read_judged(folder, 3).questions] == ["0", "3", "6"]


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda f: (f / "queries.jsonl").unlink(), "neither queries.jsonl nor questions.jsonl"),
        (lambda f: (f / "corpus.jsonl.gz").unlink(), "neither corpus.jsonl"),
        (lambda f: (f / "queries.jsonl").write_text('{"_id": "1"'), "line 1: not JSON"),
        (lambda f: (f / "queries.jsonl").write_text('{"_id": "1"}\n'), "line 1: no text in field"),
        (lambda f: (f / "queries.jsonl").write_text("[1]\n"), "line 1: not a JSON object"),
        (lambda f: (f / "queries.jsonl").write_text("\n"), "no questions"),
        (lambda f: (f / "qrels" / "test.tsv").write_text("1 d1 1\n"), "test.tsv, line 1: expected"),
        (
            lambda f: (f / "queries.jsonl").write_text(
                '{"_id": "1", "text": "a", "answerable": "no"}\n'
            ),
            "'answerable' is neither true nor false",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(tmp_path, spoil, message):
    folder = beir(tmp_path, [{"_id": "1", "text": "a?"}], qrels="1\td1\t1\n")
    spoil(folder)
    with pytest.raises(BadInput, match=message):
        read_judged(folder)


def test_a_document_that_is_there_twice_is_named(tmp_path):
    row = {"_id": "d1", "title": "", "text": "words"}
    folder = beir(tmp_path, [{"_id": "1", "text": "a?"}], corpus=[row, row])
    with pytest.raises(BadInput, match="line 2: _id 'd1' is there twice"):
        read_judged(folder)


def test_articles_are_all_that_index_reads_and_quotes_are_found_as_people_write_them(tmp_path):
    articles = tmp_path / "articles"
    (articles / "sub").mkdir(parents=True)
    (articles / "news.csv").write_text(
        "id,title,text\n"
        "a1,Bridge closed,The bridge was closed on Monday.\n"
        "a2,Ferry back,“The ferry – it runs again”.\n"
    )
    # Lines that a program has filled, and two files of one name.
    (articles / "owl.txt").write_text("Owl seen\n    An owl was seen at Quayle on\nFriday night.\n")
    (articles / "sub" / "owl.txt").write_text("Another owl\nIt was seen in May.\n")
    (articles / "broken.pdf").write_bytes(b"%PDF-1.4 nothing")
    asked = [
        {"article": "news.csv", "quote": '"the ferry - it runs AGAIN"'},
        {"article": "news.csv#a1", "quote": "closed on Monday"},
        {"article": "owl.txt", "quote": "seen at Quayle on Friday"},
        {"article": "sub/owl.txt", "quote": "seen in May"},
        {"article": "owl.txt", "quote": "seen in June"},
        {"article": "heron.txt", "quote": "seen"},
        {"article": "sub/owl.txt"},
    ]
    (tmp_path / "questions.jsonl").write_text(
        "".join(
            json.dumps({"id": n, "question": "q?", "answerable": True, "gold": [gold]}) + "\n"
            for n, gold in enumerate(asked)
        )
    )
    judged = read_judged(tmp_path)
    texts = {d.origin: d.text for d in judged.documents}
    assert sorted(texts) == ["news.csv#a1", "news.csv#a2", "owl.txt", "sub/owl.txt"]
    (gold,) = zip(*(q.evidence for q in judged.questions), strict=True)
    assert [texts[e.document][e.start : e.end] for e in gold[:4]] == [
        "“The ferry – it runs again”", "closed on Monday", "seen at Quayle on\nFriday",
        "seen in May",
    ]  # fmt: skip
    assert gold[4:] == (Evidence("owl.txt"), Evidence("heron.txt"), Evidence("sub/owl.txt"))
    assert [q.relevant for q in judged.questions][4:] == [{"owl.txt": 1}, {}, {"sub/owl.txt": 1}]
    broken, unsaid, absent = judged.notes
    assert broken.startswith("broken.pdf: ")
    assert unsaid.endswith("questions.jsonl, line 5: owl.txt does not say 'seen in June'")
    assert absent.endswith("questions.jsonl, line 6: there is no article 'heron.txt'")
