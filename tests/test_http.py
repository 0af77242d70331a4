"""The HTTP service: a real server on loopback over the seeds, asked by a real client."""

import fcntl
import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import CHROMIUM, assert_problem, pressmark, serving

from api import forms, forms_articles
from index.records import Article, Passage, Report, Skipped, Source, Span
from search import results, wire


@pytest.fixture(scope="module")
def place(seeds_archive, tmp_path_factory):
    folder = tmp_path_factory.mktemp("http")
    shutil.copytree(seeds_archive / "archive", folder / "archive")
    return folder


@pytest.fixture(scope="module")
def client(place):
    with serving(place) as session:
        yield session


def send(client, path, content):
    """Post bytes as JSON: without the header, none of them would even be parsed."""
    return client.post(path, content=content, headers={"content-type": "application/json"})


def test_health_and_articles(client):
    health = client.get("/health").json()
    assert (health["status"], health["articles"]) == ("ok", 25)
    first = client.get("/v1/articles", params={"limit": 20}).json()
    rest = client.get("/v1/articles", params={"limit": 20, "offset": 20}).json()
    assert (len(first), len(rest)) == (20, 5)
    ids = [article["article_id"] for article in first + rest]
    assert ids == sorted(set(ids))
    assert "text" not in first[0]


def test_an_answer_is_the_same_on_the_command_line_and_its_offsets_hold(client, place):
    question = "By what margin was the budget in Oakhaven approved?"
    answer = client.post("/v1/ask", json={"question": question, "min_support": 0}).json()
    printed = pressmark(place, "ask", "--json", "--min-support", "0", question)
    assert json.loads(printed.stdout) == answer
    assert set(answer) == set(results.Answer.__dataclass_fields__)
    assert answer["citations"]
    for citation in answer["citations"]:
        assert set(citation) == set(results.Citation.__dataclass_fields__)
        text = client.get(f"/v1/articles/{citation['article_id']}").json()["text"]
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_search_over_http_equals_search_on_the_command_line(client, place):
    found = client.get("/v1/search", params={"q": "ferry timetable", "k": 7}).json()
    printed = pressmark(place, "search", "--json", "-k", "7", "ferry timetable")
    assert json.loads(printed.stdout) == found
    assert len(found["hits"]) == 7
    assert set(found["hits"][0]) == set(forms.HitOut.model_fields) - {
        "reader",
        "similar",
        "sources",
    }


def test_an_article_is_added_found_replaced_and_removed(client):
    body = {
        "title": "Zeppelin <b>moored</b> at Quayle",
        "text": "A zeppelin was moored at the mast on Thursday. <script>alert(1)</script>",
        "url": "https://example.org/zeppelin",
        "published": "2025-07-01",
    }
    added = client.post("/v1/articles", json=body)
    assert added.status_code == 201
    id_ = added.json()["article_id"]
    assert (added.json()["new"], added.json()["embedded"]) == (1, 1)
    hits = client.get("/v1/search", params={"q": "zeppelin mast"}).json()["hits"]
    assert hits[0]["article_id"] == id_
    again = client.post("/v1/articles", json=body).json()
    assert (again["new"], again["unchanged"], again["published"]) == (0, 1, False)
    page = client.get(f"/articles/{id_}", params={"start": 2, "end": 10})
    assert '<mark id="quote">zeppelin</mark>' in page.text
    assert "<script>" not in page.text
    assert "<b>" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert client.delete(f"/v1/articles/{id_}").json()["removed"] == 1
    assert_problem(client.get(f"/v1/articles/{id_}"), 404)
    hits = client.get("/v1/search", params={"q": "zeppelin mast"}).json()["hits"]
    assert all(hit["article_id"] != id_ for hit in hits)


def test_a_new_generation_is_served_without_a_restart(client, place, seeds_archive):
    before = client.get("/health").json()["generation"]
    (place / "more").mkdir()
    (place / "more" / "comet.txt").write_text("Comet seen\nA green comet was seen at Vendmark.")
    done = pressmark(place, "index", str(seeds_archive / "articles"), str(place / "more"))
    assert done.stdout == "1 new, 25 unchanged, 1 passage embedded\n"
    assert client.get("/health").json()["generation"] == before + 1
    hit = client.get("/v1/search", params={"q": "green comet"}).json()["hits"][0]
    assert hit["title"] == "Comet seen"
    # The archive is the other tests' too, in whichever order they run.
    assert client.delete(f"/v1/articles/{hit['article_id']}").status_code == 200


def test_bad_requests_get_a_problem_document(client):
    assert_problem(client.get("/nowhere"), 404)
    assert_problem(client.get("/v1/articles/000000000000"), 404, "GET /v1/articles")
    assert_problem(client.delete("/v1/articles/000000000000"), 404)
    assert_problem(client.get("/v1/search"), 422, "q")
    assert_problem(client.get("/v1/search", params={"q": "  "}), 422, "blank")
    assert_problem(client.get("/v1/search", params={"q": "x", "k": 0}), 422, "k")
    assert_problem(client.post("/v1/ask", json={"question": "why", "depth": 3}), 422, "depth")
    assert_problem(send(client, "/v1/ask", b"{"), 422)
    surrogate = send(client, "/v1/ask", b'{"question": "why \\ud800"}')
    assert_problem(surrogate, 422)
    assert_problem(client.post("/v1/ask", json={"question": "x" * 2001}), 422)
    bad = {"title": "t", "text": "words", "url": "javascript:alert(1)"}
    assert_problem(client.post("/v1/articles", json=bad), 422, "url")
    assert_problem(client.post("/v1/articles", json={"title": "t", "text": "…"}), 422, "no words")
    bad = {"title": "t", "text": "half \ud800"}
    assert_problem(send(client, "/v1/articles", json.dumps(bad)), 422)
    bad = {"title": "t", "text": "words", "published": "2025-02-30"}
    assert_problem(client.post("/v1/articles", json=bad), 422, "published")
    assert_problem(client.post("/v1/ask", content=b" " * 8_000_001), 413)
    chunks = (b" " * 1_000_000 for _ in range(9))
    assert_problem(client.post("/v1/ask", content=chunks), 413)


def test_the_forms_have_the_fields_of_the_one_json_form():
    source = Source("/y", "T", "R", "https://e.org/x", "2024-05-01", "A. Lee")
    article = Article(
        "a", 1, "d", "/x", "T", "One is.", "S", None, None, None, ("t",), "en", "field",
        ((0, "page 1"),), (source, source),
    )  # fmt: skip
    hit = results.Hit(
        Passage(0, 0, Span("a", 0, 7), "One is."),
        article,
        1.0,
        {"dense": 1},
        {"dense": 0.5},
        ("b",),
    )
    report = Report(1, 0, 0, 0, (Skipped("/x", "it is empty"),), 1, 1, 1, 1, True)
    citation = results.Citation(1, "a", "T", "S", None, None, "One is.", 0, 7, 0.5, "/articles/a",
                                section="page 1", also=(source,))  # fmt: skip
    answer = results.Answer(
        "q", "answered", (results.Sentence("One is.", (1,), 0.5),), (citation,), (citation,)
    )
    for form, value in (
        (forms_articles.ArticleOut, wire.of_article(article)),
        (forms_articles.ArticleLine, wire.of_article(article, text=False)),
        (forms.HitOut, wire.of_hit(1, hit)),
        (forms_articles.ReportOut, wire.of_report(report)),
        (forms_articles.SkippedOut, wire.of_report(report)["skipped"][0]),
        (forms.AnswerOut, wire.of_answer(answer)),
        (forms.SentenceOut, wire.of_answer(answer)["sentences"][0]),
        (forms.SourceOut, wire.of_article(article)["sources"][0]),
        (forms_articles.SectionOut, wire.of_article(article)["sections"][0]),
        (forms.CitationOut, wire.of_answer(answer)["citations"][0]),
    ):
        assert set(form.model_fields) - {"reader"} == set(value), form.__name__
        # Nothing is lost or turned into something else on the way out.
        out = form.model_validate_json(json.dumps(value)).model_dump_json(exclude_unset=True)
        assert json.loads(out) == json.loads(json.dumps(value))
    assert set(forms_articles.AddedOut.model_fields) == {*wire.of_report(report), "article_id"}


def test_many_questions_at_once_get_the_answers_they_get_alone(client):
    questions = ["puffins", "who runs the café?", "ferry timetable"] * 3

    def ask(question):
        body = {"question": question, "min_support": 0, "fast": question != "puffins"}
        return client.post("/v1/ask", json=body).json()

    alone = [ask(question) for question in questions[:3]] * 3
    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(ask, questions)) == alone


def test_numbers_that_are_none_are_refused(client):
    for value in (b"NaN", b"Infinity", b"-0.1", b"1.1", b'"x"'):
        body = b'{"question": "why", "min_support": ' + value + b"}"
        assert_problem(send(client, "/v1/ask", body), 422, "min_support")


def test_half_a_surrogate_in_the_name_of_a_field_is_refused(client):
    # The name comes back in the message, which must not break on it.
    named = send(client, "/v1/ask", b'{"question": "why", "\\ud800": 1}')
    assert_problem(named, 422)


def test_half_a_surrogate_in_a_title_is_refused(client):
    added = send(client, "/v1/articles", b'{"title": "\\udfff", "text": "words"}')
    assert_problem(added, 422)


def test_a_body_that_is_no_json_is_refused(client):
    broken = send(client, "/v1/ask", b'{"question": "\xff"}')
    assert broken.status_code in (400, 422)
    assert_problem(broken, broken.status_code)
    deep = send(client, "/v1/ask", b"[" * 200_000)
    assert deep.status_code in (400, 422)
    assert_problem(deep, deep.status_code)


def test_a_title_of_white_space_is_refused(client):
    blank = client.post("/v1/articles", json={"title": "  ", "text": "words"})
    assert_problem(blank, 422, "title")


def test_a_method_that_a_path_has_not_is_a_problem_document(client):
    assert_problem(client.put("/v1/ask", json={}), 405)
    assert_problem(client.delete("/v1/articles"), 405)


def test_while_another_process_writes_a_change_is_refused_and_reading_goes_on(client, place):
    with (place / "archive" / "write.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        busy = client.post("/v1/articles", json={"title": "Owl", "text": "An owl was seen."})
        assert_problem(busy, 409, "another process is writing")
        assert busy.headers["retry-after"].isdigit()
        assert client.get("/v1/search", params={"q": "ferry"}).status_code == 200


def test_the_page_marks_real_spans_only(client):
    body = {
        "title": "<script>alert('title')</script>",
        "text": "🏮 Lamps & <img src=x onerror=alert(1)> lit.",
    }
    added = client.post("/v1/articles", json=body)
    assert added.status_code == 201
    id_ = added.json()["article_id"]
    assert added.headers["location"] == f"/v1/articles/{id_}"
    # 🏮 is one code point, so "Lamps & <img" is [2, 14).
    page = client.get(f"/articles/{id_}", params={"start": 2, "end": 14}).text
    assert '<mark id="quote">Lamps &amp; &lt;img</mark>' in page
    assert "<script" not in page
    assert "<img" not in page
    for start, end in ((-1, 5), (5, 5), (9, 2), (0, 10_000), (0, 10**30)):
        shown = client.get(f"/articles/{id_}", params={"start": start, "end": end})
        assert shown.status_code == 200
        assert "<mark" not in shown.text
        assert "Lamps &amp; &lt;img" in shown.text
    assert_problem(client.get(f"/articles/{id_}", params={"start": "x"}), 422, "start")
    assert_problem(client.get("/articles/000000000000"), 404)
    assert client.delete(f"/v1/articles/{id_}").status_code == 200
    assert_problem(client.delete(f"/v1/articles/{id_}"), 404)


@pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium")
def test_headings_of_an_article_are_headings_of_its_page(client):
    hits = client.get("/v1/search", params={"q": "Oakhaven budget"}).json()["hits"]
    article = client.get(f"/v1/articles/{hits[0]['article_id']}").json()
    names = [each["section"].split(" › ")[-1] for each in article["sections"]]
    start = article["text"].index(names[1]) + len(names[1]) + 2
    page = client.get(
        f"/articles/{article['article_id']}", params={"start": start, "end": start + 5}
    ).text
    assert re.findall('<strong role="heading" aria-level="2">([^<]*)</strong>', page) == names
    assert page.index(names[1]) < page.index('<mark id="quote">') < page.index(names[2])


def test_the_link_of_a_citation_opens_at_its_quote(client):
    from playwright.sync_api import sync_playwright

    # This article has emoji and no address of its own, so its links open our page.
    question = "Who discovered the balloon's box after the landing, and what did he suspect it was?"
    answer = client.post("/v1/ask", json={"question": question, "min_support": 0}).json()
    citation = next(c for c in answer["citations"] if c["url"] is None and "box" in c["quote"])
    text = client.get(f"/v1/articles/{citation['article_id']}").json()["text"]
    # Told apart only by counting code points: JavaScript's units are one more for each emoji.
    assert any(ord(c) > 0xFFFF for c in text[: citation["start"]])
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 400, "height": 250})
        page.goto(str(client.base_url).rstrip("/") + citation["link"])
        mark = page.locator("mark")
        assert mark.text_content() == citation["quote"]
        assert page.evaluate("scrollY") > 0  # it does not stand on the first screen
        box = mark.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 250
        browser.close()


def test_openapi_names_the_problems(client):
    paths = client.get("/openapi.json").json()["paths"]
    assert set(paths) == {
        "/health", "/ready", "/metrics", "/v1/search", "/v1/ask", "/v1/ask/stream",
        "/v1/answers/{id_}", "/v1/articles", "/v1/articles/{id_}", "/v1/articles/{id_}/text",
        "/v1/articles/{id_}/passages", "/v1/files", "/v1/index/jobs", "/v1/index/jobs/{id_}",
        "/v1/index/jobs/{id_}/events", "/v1/index/jobs/{id_}/cancel",
    }  # fmt: skip
    for methods in paths.values():
        for operation in methods.values():
            assert "application/problem+json" in operation["responses"]["422"]["content"]


@pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium")
def test_a_citation_link_opens_at_the_marked_words(client):
    from playwright.sync_api import sync_playwright

    # Emoji stand before the quote: code points, not UTF-16 units, must be counted.
    question = "how many lanterns used to go missing in former years?"
    answer = client.post("/v1/ask", json={"question": question, "min_support": 0}).json()
    articles = client.get("/v1/articles", params={"limit": 100}).json()
    lantern = next(a for a in articles if "Lantern Night" in a["title"])
    text = client.get(f"/v1/articles/{lantern['article_id']}").json()["text"]
    start = text.index("🎆") + 1 if "🎆" in text else len(text) - 80
    end = min(start + 60, len(text))
    assert answer["citations"]
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 800, "height": 300})
        base = str(client.base_url).rstrip("/")
        page.goto(f"{base}/articles/{lantern['article_id']}?start={start}&end={end}#quote")
        mark = page.locator("mark")
        assert mark.text_content() == text[start:end]
        box = mark.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 300
        browser.close()
