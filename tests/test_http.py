"""The HTTP service: a real server on loopback over the seeds, asked by a real client."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from api import forms
from search import results

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds" / "articles"
CHROMIUM = Path("/usr/bin/chromium")


def environment(place):
    return {**os.environ, "PYTHONPATH": str(ROOT), "PRESSMARK_ARCHIVE": str(place / "archive")}


def pressmark(place, *arguments):
    return subprocess.run(
        [sys.executable, "-m", "api.main", *arguments],
        env=environment(place), capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    folder = tmp_path_factory.mktemp("http")
    shutil.copytree(SEEDS, folder / "articles")
    assert pressmark(folder, "index", str(folder / "articles")).returncode == 0
    return folder


@pytest.fixture(scope="module")
def client(place):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "api.main", "serve", "--port", str(port)],
        env=environment(place), stderr=subprocess.PIPE,
    )  # fmt: skip
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as session:
        for _ in range(200):
            try:
                session.get("/health")
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        yield session
    server.terminate()
    server.communicate(timeout=20)


def assert_problem(answer, status, words=""):
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert words in body["detail"]


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
    assert set(found["hits"][0]) == set(forms.HitOut.model_fields)


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


def test_a_new_generation_is_served_without_a_restart(client, place):
    before = client.get("/health").json()["generation"]
    (place / "articles" / "comet.txt").write_text("Comet seen\nA green comet was seen at Vendmark.")
    done = pressmark(place, "index", str(place / "articles"))
    assert done.stdout == "1 new, 25 unchanged, 1 passage embedded\n"
    assert client.get("/health").json()["generation"] == before + 1
    hits = client.get("/v1/search", params={"q": "green comet"}).json()["hits"]
    assert hits[0]["title"] == "Comet seen"


def test_bad_requests_get_a_problem_document(client):
    assert_problem(client.get("/nowhere"), 404)
    assert_problem(client.get("/v1/articles/000000000000"), 404, "GET /v1/articles")
    assert_problem(client.delete("/v1/articles/000000000000"), 404)
    assert_problem(client.get("/v1/search"), 422, "q")
    assert_problem(client.get("/v1/search", params={"q": "  "}), 422, "blank")
    assert_problem(client.get("/v1/search", params={"q": "x", "k": 0}), 422, "k")
    assert_problem(client.post("/v1/ask", json={"question": "why", "depth": 3}), 422, "depth")
    assert_problem(client.post("/v1/ask", content=b"{"), 422)
    surrogate = client.post("/v1/ask", content=b'{"question": "why \\ud800"}')
    assert_problem(surrogate, 422)
    assert_problem(client.post("/v1/ask", json={"question": "x" * 2001}), 422)
    bad = {"title": "t", "text": "words", "url": "javascript:alert(1)"}
    assert_problem(client.post("/v1/articles", json=bad), 422, "url")
    assert_problem(client.post("/v1/articles", json={"title": "t", "text": "…"}), 422, "no words")
    bad = {"title": "t", "text": "half \ud800"}
    assert_problem(client.post("/v1/articles", content=json.dumps(bad)), 422)
    bad = {"title": "t", "text": "words", "published": "2025-02-30"}
    assert_problem(client.post("/v1/articles", json=bad), 422, "published")
    assert_problem(client.post("/v1/ask", content=b" " * 8_000_001), 413)
    chunks = (b" " * 1_000_000 for _ in range(9))
    assert_problem(client.post("/v1/ask", content=chunks), 413)


def test_openapi_names_the_problems(client):
    paths = client.get("/openapi.json").json()["paths"]
    assert set(paths) == {
        "/health", "/v1/search", "/v1/ask", "/v1/articles", "/v1/articles/{id_}",
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
