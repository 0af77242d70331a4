"""The API beyond reading and asking: keys, cursors, streams, kept answers, files, jobs, limits."""

import asyncio
import json
import os
import socket
import stat
import threading
import time

import httpx
import jsonschema_rs
import pytest
from conftest import assert_problem, pressmark, serving

from api import keys
from api.app import create_app
from api.gate import Gate, HungUp, Overloaded
from api.guard import hostname
from api.jobs import Jobs
from api.problems import Refused
from api.service import READS
from api.serving import Options

BRIDGE = "how many people were injured on the Kestrel Bridge?"


def events(client, path, **more):
    """(name, data) of each server-sent event."""
    with client.stream(**{"method": "POST", **more}, url=path) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        blocks = "".join(answer.iter_text()).split("\n\n")
    assert blocks.pop() == ""
    lines = [block.split("\n") for block in blocks]
    return [(a.removeprefix("event: "), json.loads(b.removeprefix("data: "))) for a, b in lines]


@pytest.fixture(scope="module")
def stranger(served):
    """A client without a key."""
    with httpx.Client(base_url=served.base_url, timeout=60) as client:
        yield client


def test_the_streamed_answer_is_the_answer(served):
    plain = served.post("/v1/ask", json={"question": BRIDGE})
    told = events(served, "/v1/ask/stream", json={"question": BRIDGE})
    names = [name for name, _ in told]
    assert names[:2] == ["retrieval", "reading"]
    assert names[-2:] == ["kept", "done"]
    answer = told[-1][1]
    assert answer == plain.json()
    assert [data for name, data in told if name == "sentence"] == answer["sentences"]
    assert [data for name, data in told if name == "citation"] == answer["citations"]
    assert dict(told)["kept"]["link"] == plain.headers["content-location"]
    hits, readings = dict(told)["retrieval"]["hits"], dict(told)["reading"]["readings"]
    assert [hit["rank"] for hit in hits] == [reading["rank"] for reading in readings]
    bad = served.post("/v1/ask/stream", json={"question": "?!"})
    assert_problem(bad, 422, "no letter")


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("how many people were injured on the Kestrel Bridge and who won the bread contest?",
         ["retrieval", "reading"]),
        ("what happened in June 2024?", ["retrieval", "reading"]),
        ("articles from June 2024", ["retrieval"]),
        ("news from last week", ["retrieval"]),
        ("hello", ["retrieval"]),
        ("which newspapers are there?", ["retrieval"]),
    ],
)  # fmt: skip
def test_what_is_told_on_the_way_to_other_answers(served, question, names):
    answer = served.post("/v1/ask", json={"question": question}).json()
    told = events(served, "/v1/ask/stream", json={"question": question})
    assert [name for name, _ in told if name in ("retrieval", "reading")] == names
    last = told[-1]
    assert (last[0], last[1]) == ("done", answer)
    found = {hit["article_id"] for hit in told[0][1]["hits"]}
    if "reading" in names:
        assert len(told[1][1]["readings"]) == len(told[0][1]["hits"])
    else:
        assert {citation["article_id"] for citation in answer["citations"]} == found


def test_a_kept_answer_tells_how_its_quotes_stand(served):
    first = {"title": "Newt log", "text": "Six newts were found in the Oakhaven pond."}
    id_ = served.post("/v1/articles", json=first).json()["article_id"]
    ask = {"question": "How many newts were found in the pond?", "min_support": 0}
    link = served.post("/v1/ask", json=ask).headers["content-location"]

    def standing():
        kept = served.get(link).json()
        citations = kept["answer"]["citations"]
        number = next(c["number"] for c in citations if c["article_id"] == id_)
        return kept, next(c for c in kept["checks"] if c["number"] == number)

    kept, check = standing()
    assert (kept["holds"], kept["changed"], check["state"]) == (True, False, "same")
    for text, state in (
        (first["text"] + " It was May.", "changed"),
        ("In May. " + first["text"], "moved"),
        ("Seven newts were found.", "gone"),
    ):
        assert served.put(f"/v1/articles/{id_}", json={**first, "text": text}).status_code == 200
        kept, check = standing()
        assert (check["state"], kept["changed"]) == (state, True)
        assert kept["holds"] == (state != "gone")
        if check["start"] is not None:
            assert (
                text[check["start"] : check["end"]] == "Six newts were found in the Oakhaven pond."
            )
    served.delete(f"/v1/articles/{id_}")
    assert standing()[1]["state"] == "removed"
    assert_problem(served.get("/v1/answers/" + "0" * 24), 404, "ask again")


def test_pages_of_a_search_join_without_a_gap(served):
    asked = {"q": "the bridge and the ferry", "k": 30}
    whole = served.get("/v1/search", params=asked).json()["hits"]
    pages, answer = [], served.get("/v1/search", params={**asked, "k": 7})
    while True:
        pages += answer.json()["hits"]
        if len(pages) >= 30 or "next" not in answer.links:
            break
        answer = served.get(answer.links["next"]["url"])
    assert pages[:30] == whole
    assert [hit["rank"] for hit in pages] == list(range(1, len(pages) + 1))
    other = served.get("/v1/search", params={**asked, "k": 7}).links["next"]["url"]
    assert_problem(served.get(other.replace("ferry", "boat")), 404, "not one of this search")
    added = served.post("/v1/articles", json={"title": "Crane", "text": "A crane was seen."})
    assert_problem(served.get(other), 404, "has changed")
    served.delete(f"/v1/articles/{added.json()['article_id']}")


def test_modes_explanations_and_one_per_article(served):
    hits = served.get("/v1/search", params={"q": "Aurus", "mode": "sparse"}).json()["hits"]
    assert all(set(hit["ranks"]) == {"sparse"} for hit in hits)
    one = served.get("/v1/search", params={"q": "bridge", "one_per_article": "true"}).json()["hits"]
    assert len({hit["article_id"] for hit in one}) == len(one) > 1
    found = served.get("/v1/search", params={"q": BRIDGE, "k": 2, "explain": "true"}).json()
    for hit in found["hits"]:
        reader = hit["reader"]
        assert 0 <= reader["support"] <= 1
        assert hit["text"].count(reader["quote"]) >= 1
        assert hit["start"] <= reader["start"] < reader["end"] <= hit["end"]


def test_filters_narrow_search_answer_and_list(served):
    source = "Quayle Evening Post"
    listed = served.get("/v1/articles", params={"source": source}).json()
    assert len(listed) >= 2
    assert {article["source"] for article in listed} == {source}
    first = served.get("/v1/articles", params={"source": source, "limit": 1})
    second = served.get(first.links["next"]["url"]).json()
    assert first.json() + second == listed[:2]
    hits = served.get("/v1/search", params={"q": "bread", "source": source}).json()["hits"]
    assert {hit["source"] for hit in hits} == {source}
    ask = {"question": "bread", "filters": {"since": "2025-06"}, "min_support": 0}
    cited = served.post("/v1/ask", json=ask).json()["citations"]
    assert cited
    assert all(citation["published"] >= "2025-06" for citation in cited)
    one = listed[0]["article_id"]
    assert served.get("/v1/articles", params={"article": one}).json() == listed[:1]
    only = served.get("/v1/search", params={"q": "bread", "article": one}).json()["hits"]
    assert {hit["article_id"] for hit in only} == {one}
    summed = {"question": "what is it about?", "filters": {"article": one}}
    told = served.post("/v1/ask", json=summed).json()
    assert {citation["article_id"] for citation in told["citations"]} == {one}
    assert_problem(served.get("/v1/search", params={"q": "x", "article": "a/b"}), 422, "article")
    both = {"q": "bread", "since": "2025", "until": "2024"}
    refused = served.get("/v1/search", params=both)
    assert_problem(refused, 409, "later than")
    # The same request will not do later.
    assert refused.json()["title"] == "Conflict"
    assert "retry-after" not in refused.headers


def test_what_a_route_does_not_have_is_refused(served, stranger):
    assert_problem(served.get("/v1/search", params={"q": "x", "sorce": "BBC"}), 422, "'sorce'")
    assert_problem(served.get("/v1/search?q=x&q=y"), 422, "given twice")
    assert_problem(served.get("/health?x=1"), 422, "there are none")
    assert_problem(served.get("/v1/articles/xyz"), 422, "id_")
    refused = served.patch("/v1/articles")
    assert_problem(refused, 405, "GET, POST, PUT")
    given = stranger.get("/nowhere", headers={"X-Request-Id": "abc-1"})
    assert given.headers["x-request-id"] == given.json()["request_id"] == "abc-1"
    odd = stranger.get("/nowhere", headers={"X-Request-Id": "a b\tc"})
    assert odd.headers["x-request-id"] == odd.json()["request_id"] != "a b\tc"


def test_a_blank_field_is_refused_by_the_server_as_by_its_description(served):
    """White space of ECMA-262, of Rust and of Python are three sets: none of it is a name."""
    spaces = [chr(c) for c in range(0x3100) if chr(c).isspace()] + ["\ufeff", " \x1f\x85 "]
    described = served.get("/openapi.json").json()
    title = described["components"]["schemas"]["ArticleBody"]["properties"]["title"]
    by_description = jsonschema_rs.validator_for(title)
    for blank in spaces:
        assert not by_description.is_valid(blank)
    for name in ("a", "日", "\U0002e82c", "\u200b", "?", "\x00"):
        assert by_description.is_valid(name)
    for blank in (" ", "\x1f", "\x85", "\ufeff", "\u3000"):
        answer = served.post("/v1/articles", json={"title": blank, "text": "Words."})
        assert_problem(answer, 422, "title: is blank")
        assert_problem(served.get("/v1/articles", params={"lang": blank}), 422, "lang: is blank")
    asked = described["components"]["schemas"]["AskBody"]["properties"]["question"]
    assert jsonschema_rs.validator_for(asked).is_valid("\U0002e82c")
    assert not jsonschema_rs.validator_for(asked).is_valid("?!")


def test_an_article_as_text_as_passages_and_not_twice(served):
    lines = served.get("/v1/articles", params={"limit": 100}).json()
    # A long one, since short answers are not compressed.
    line = next(each for each in lines if each["title"] == "The winter without a bridge")
    path = f"/v1/articles/{line['article_id']}"
    whole = served.get(path)
    text = whole.json()["text"]
    assert served.get(path + "/text").text == text
    passages = served.get(path + "/passages").json()["passages"]
    assert all(text[p["start"] : p["end"]] == p["text"] for p in passages)
    assert [p["start"] for p in passages] == sorted(p["start"] for p in passages)
    for each in (path, path + "/text", path + "/passages"):
        tag = served.get(each).headers["etag"]
        again = served.get(each, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert served.get(each, headers={"If-None-Match": '"other"'}).status_code == 200
    assert whole.headers["content-encoding"] == "gzip"
    plain = served.get(path, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.json() == whole.json()


def test_many_articles_and_files_are_added_at_once(served):
    bodies = [{"title": f"Toad {n}", "text": f"Toad number {n} crossed the road."} for n in (1, 2)]
    added = served.post("/v1/articles", json=bodies).json()
    assert (added["new"], len(added["article_ids"])) == (2, 2)
    assert_problem(served.post("/v1/articles", json=[bodies[0], bodies[0]]), 409, "same")
    assert_problem(served.post("/v1/articles", json=[]), 422)
    assert_problem(served.post("/v1/articles", json=[bodies[0]] * 101), 422)
    data = b"---\ntitle: Eel\nsource: River News\n---\nAn *eel* was 90 cm long."
    file = served.post("/v1/files", params={"name": "eel.md"}, content=data)
    assert file.status_code == 201
    eel = served.get(file.headers["location"]).json()
    assert (eel["title"], eel["source"], eel["text"]) == (
        "Eel", "River News", "An eel was 90 cm long.",
    )  # fmt: skip
    assert_problem(served.post("/v1/files", params={"name": "x.txt"}, content=b"\xff\xfe"), 422)
    assert_problem(served.post("/v1/files", params={"name": "x.exe"}, content=b"MZ"), 409)
    assert_problem(served.post("/v1/files", params={"name": "../x.txt"}, content=b"x"), 422)
    for id_ in [*added["article_ids"], eel["article_id"]]:
        assert served.delete(f"/v1/articles/{id_}").status_code == 200


def test_many_articles_are_replaced_all_or_none(served):
    bodies = [{"title": f"Carp {n}", "text": f"Carp number {n} was fat."} for n in (1, 2)]
    ids = served.post("/v1/articles", json=bodies).json()["article_ids"]
    new = [{"article_id": id_, "title": "Carp", "text": f"Carp {id_} was thin."} for id_ in ids]
    unknown = [new[0], {**new[1], "article_id": "0" * 12}]
    assert_problem(served.put("/v1/articles", json=unknown), 404, "0" * 12)
    assert_problem(served.put("/v1/articles", json=[new[0], new[0]]), 409, "same article_id")
    assert_problem(served.put("/v1/articles", json=[]), 422)
    assert_problem(served.put("/v1/articles", json=[bodies[0]]), 422, "article_id")
    assert "fat" in served.get(f"/v1/articles/{ids[0]}/text").text
    done = served.put("/v1/articles", json=new).json()
    assert (done["changed"], done["article_ids"]) == (2, ids)
    for id_ in ids:
        assert served.get(f"/v1/articles/{id_}/text").text == f"Carp {id_} was thin."
        assert served.delete(f"/v1/articles/{id_}").status_code == 200


def test_what_was_searched_for_instead_of_a_word_is_told(served):
    found = served.get("/v1/search", params={"q": "the Kestral bridge"}).json()
    assert found["respelt"] == {"kestral": "kestrel"}
    ask = {"question": "the Kestral bridge", "fast": True}
    assert served.post("/v1/ask", json=ask).json()["respelt"] == {"kestral": "kestrel"}
    dense = {"q": "the Kestral bridge", "mode": "dense"}
    assert served.get("/v1/search", params=dense).json()["respelt"] == {}


def test_a_question_may_go_on_from_the_one_before(served):
    body = {"question": "why?", "after": "When was the Kestrel Bridge closed?"}
    plain = served.post("/v1/ask", json=body)
    answer = plain.json()
    assert (answer["question"], answer["status"]) == ("why?", "answered")
    assert answer["read_as"] == "why was the Kestrel Bridge closed?"
    told = events(served, "/v1/ask/stream", json=body)
    assert told[-1] == ("done", answer)
    assert [name for name, _ in told].count("retrieval") == 1
    kept = served.get(plain.headers["content-location"]).json()
    assert (kept["answer"], kept["holds"]) == (answer, True)
    alone = served.post("/v1/ask", json={"question": "why?"}).json()
    assert (alone["status"], alone["read_as"]) == ("no_answer", None)
    for path in ("/v1/ask", "/v1/ask/stream"):
        bad = served.post(path, json={"question": "why?", "after": "?!"})
        assert_problem(bad, 422, "asked before holds no letter")


def test_one_citation_a_story_or_all(served):
    said = "Two beavers built a dam at Oakhaven in a single night, wrote the warden on Tuesday."
    bodies = [{"title": f"Beaver {n}", "text": said} for n in range(3)]
    ids = served.post("/v1/articles", json=bodies).json()["article_ids"]
    ask = {"question": "Who built a dam at Oakhaven?", "min_support": 0, "fast": True}
    one = served.post("/v1/ask", json=ask).json()["citations"]
    story = [c for c in one if c["article_id"] in ids]
    assert len(story) == 1
    assert {story[0]["article_id"], *story[0]["similar"]} == set(ids)
    answer = served.post("/v1/ask", json={**ask, "all": True})
    every = [c["article_id"] for c in answer.json()["citations"]]
    assert set(ids) <= set(every)
    kept = served.get(answer.headers["content-location"]).json()
    assert (kept["holds"], kept["changed"]) == (True, False)
    for id_ in ids:
        assert served.delete(f"/v1/articles/{id_}").status_code == 200


def test_reading_articles_is_bounded_too(seeds_archive):
    app = create_app(Options(seeds_archive / "archive", waiting=1, keep=0))
    service = app.state.service
    stop = threading.Event()

    async def go():
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            blocked = [asyncio.ensure_future(service.reads.run(stop.wait)) for _ in range(READS)]
            while service.reads.running < READS:
                await asyncio.sleep(0.01)
            queued = asyncio.ensure_future(client.get("/v1/articles"))
            while not service.reads.waiting:
                await asyncio.sleep(0.01)
            paths = ("/v1/articles", "/articles", "/v1/articles/c609109ba5a2", "/articles/x")
            refused = [await client.get(path) for path in paths]
            stop.set()
            await asyncio.gather(*blocked)
            return refused, await queued

    refused, queued = asyncio.run(go())
    for answer in refused:
        assert_problem(answer, 503, "waiting already")
        assert answer.headers["retry-after"] == "1"
    assert len(queued.json()) == 25
    service.close()


@pytest.mark.parametrize("url", ["http://]", "http://[x", "http://a]b/", "http://ℂ℀.example/"])
def test_an_odd_address_stops_no_later_update(served, url):
    # What Python can't split once broke every update after it.
    body = {"title": "Odd address", "text": "A siskin was seen.", "url": url}
    added = served.post("/v1/articles", json=body)
    assert added.status_code == 201
    assert served.get("/v1/search", params={"q": "siskin", "source": "x"}).status_code == 200
    assert served.delete(f"/v1/articles/{added.json()['article_id']}").status_code == 200


def test_a_job_indexes_the_folder(served, served_place):
    job = served.post("/v1/index/jobs")
    assert job.status_code == 202
    path = f"/v1/index/jobs/{job.json()['id']}"
    told = events(served, path + "/events", method="GET")
    assert told[-1][0] == "done"
    done = told[-1][1]
    assert (done["state"], done["report"]["new"]) == ("done", 1), done
    assert served.get(path).json() == done
    assert served.get("/v1/index/jobs").json()[0] == done
    hits = served.get("/v1/search", params={"q": "grey heron"}).json()["hits"]
    assert hits[0]["title"] == "Heron seen"
    assert_problem(served.get("/v1/index/jobs/" + "0" * 16), 404)
    assert served.delete(f"/v1/articles/{hits[0]['article_id']}").json()["removed"] == 1


def test_a_job_is_cancelled_between_two_steps_and_not_while_it_publishes():
    going, go_on = threading.Event(), threading.Event()
    reached = []

    def work(progress):
        for step in ("embedding", "publishing", "embedding", "never"):
            reached.append(step)
            progress(step, 0, 1)
            going.set()
            go_on.wait(10)

    jobs = Jobs()
    job = jobs.start(work)
    assert going.wait(10)
    with pytest.raises(Refused, match="is running"):
        jobs.start(work)
    job.cancel()
    go_on.set()
    deadline = time.monotonic() + 10
    while job.state == "running" and time.monotonic() < deadline:
        time.sleep(0.01)
    assert (job.state, reached) == ("cancelled", ["embedding", "publishing", "embedding"])


def test_who_may_write(served, stranger, served_place):
    body = {"title": "Stork", "text": "A stork was seen."}
    refused = stranger.post("/v1/articles", json=body)
    assert_problem(refused, 401, "pressmark key new")
    assert refused.headers["www-authenticate"].startswith("Bearer")
    bad = {"Authorization": "Bearer pm_wrong"}
    assert_problem(stranger.post("/v1/articles", json=body, headers=bad), 401, "valid key")
    page = stranger.get("/").text
    token = page.split('name="pressmark-token" content="')[1].split('"')[0]
    own = {"X-Pressmark-Token": token}
    base = str(served.base_url)
    for foreign in (
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Origin": base.replace("127.0.0.1", "localhost")},
        {"Sec-Fetch-Site": "cross-site"},
    ):
        assert_problem(stranger.post("/v1/articles", json=body, headers={**own, **foreign}), 401)
    added = stranger.post(
        "/v1/articles", json=body,
        headers={**own, "Origin": base, "Sec-Fetch-Site": "same-origin"},
    )  # fmt: skip
    assert added.status_code == 201
    id_ = added.json()["article_id"]
    assert_problem(stranger.delete(f"/v1/articles/{id_}"), 401)
    assert stranger.delete(f"/v1/articles/{id_}", headers=own).status_code == 200
    for host in ("example.org", "example.org:80", "127.0.0.1.example.org", ""):
        assert_problem(stranger.get("/", headers={"Host": host}), 400, "--allow-host")
    preflight = stranger.options(
        "/v1/articles", headers={"Origin": "https://example.org",
                                 "Access-Control-Request-Method": "POST"})  # fmt: skip
    assert preflight.status_code == 405
    assert "access-control-allow-origin" not in preflight.headers


def test_keys_are_stored_hashed_and_can_be_revoked(seeds_archive, tmp_path):
    archive = tmp_path / "archive"
    archive.mkdir()
    made = pressmark(tmp_path, "key", "new", "laptop")
    key = made.stdout.strip()
    assert key.startswith("pm_")
    file = archive / keys.FILE
    assert key not in file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert keys.valid(archive, key)
    assert not keys.valid(archive, key + "x")
    assert not keys.valid(archive, "")
    assert pressmark(tmp_path, "key", "new", "laptop").returncode == 2
    assert "laptop" in pressmark(tmp_path, "key", "list").stdout
    assert pressmark(tmp_path, "key", "revoke", "laptop").returncode == 0
    assert not keys.valid(archive, key)
    assert pressmark(tmp_path, "key", "revoke", "laptop").returncode == 2


def test_reached_from_elsewhere_everything_needs_a_key(own_seeds):
    with serving(own_seeds, "--host", "0.0.0.0", "--allow-host", "pressmark.test") as client:  # noqa: S104
        page = httpx.get(client.base_url, headers={"Host": "pressmark.test"})
        assert 'name="pressmark-token" content=""' in page.text
        for path in ("/health", "/v1/articles", "/v1/search?q=x", "/metrics", "/articles", "/docs",
                     "/openapi.json", "/plain?q=x"):  # fmt: skip
            assert_problem(httpx.get(str(client.base_url) + path), 401)
            assert client.get(path, headers={"Host": "pressmark.test"}).status_code == 200


def test_the_log_tells_of_requests_and_not_of_questions(served, served_place):
    words = "Zanzibar quokka, whispered"
    served.post("/v1/ask", json={"question": words, "fast": True})
    served.get("/v1/search", params={"q": words}, headers={"X-Request-Id": "look-for-me"})
    served.get(f"/nowhere/{words}")
    log = (served_place / "log").read_text()
    assert "quokka" not in log
    lines = [json.loads(line) for line in log.splitlines() if line.startswith("{")]
    mine = next(line for line in lines if line.get("request_id") == "look-for-me")
    assert (mine["route"], mine["status"], mine["level"]) == ("/v1/search", 200, "info")
    counts = served.get("/metrics").text
    assert "quokka" not in counts
    assert 'pressmark_requests_total{method="GET",route="/v1/search",status="200"}' in counts


def test_an_origin_that_may_read_may_not_write(seeds_archive):
    from api.app import create_app

    reader = "https://reader.example"
    app = create_app(Options(seeds_archive / "archive", cors=(reader,)))
    token = app.state.service.token

    async def scene():
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            read = await client.get("/v1/articles", headers={"Origin": reader})
            assert read.headers["access-control-allow-origin"] == reader
            other = await client.get("/v1/articles", headers={"Origin": "https://other.example"})
            assert "access-control-allow-origin" not in other.headers
            written = await client.post(
                "/v1/articles", json={"title": "Rook", "text": "A rook was seen."},
                headers={"Origin": reader, "X-Pressmark-Token": token},
            )  # fmt: skip
            assert_problem(written, 401)

    asyncio.run(scene())
    app.state.service.close()


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch):
    from api import limits

    monkeypatch.setattr(limits, "SLOWEST_BODY", 0.05)
    sent = []

    async def scene():
        async def never():
            await asyncio.sleep(30)

        async def send(message):
            sent.append(message)

        scope = {"type": "http", "method": "POST", "path": "/v1/ask", "headers": []}
        await limits.BodyLimit(None)(scope, never, send)

    asyncio.run(scene())
    assert sent[0]["status"] == 408
    assert b"stopped for more than" in sent[1]["body"]


def test_who_hung_up_is_not_waited_for_and_who_is_refused_hears_when_there_is_room():
    async def scene():
        gate = Gate(running=1, waiting=2, timeout=30)
        assert gate.drained == 1
        await gate.run(lambda: time.sleep(1.2))
        hold = threading.Event()
        done: list[str] = []

        async def left() -> bool:
            return True

        first = asyncio.create_task(gate.run(lambda: hold.wait(5)))
        await asyncio.sleep(0.05)
        second = asyncio.create_task(gate.run(lambda: done.append("second"), left))
        third = asyncio.create_task(gate.run(lambda: done.append("third")))
        await asyncio.sleep(0.05)
        with pytest.raises(Overloaded) as refused:
            await gate.run(lambda: done.append("fourth"))
        # Three before it, of 1.2 s each, one at a time.
        assert refused.value.after == 4
        hold.set()
        await first
        with pytest.raises(HungUp):
            await second
        await third
        assert done == ["third"]
        assert (gate.running, gate.waiting) == (0, 0)
        gate.close()

    asyncio.run(scene())


@pytest.mark.parametrize("route", ["/v1/ask", "/v1/ask/stream"])
def test_questions_of_connections_that_are_closed_are_not_answered(served, route):
    def hung_up() -> int:
        named = f'pressmark_requests_total{{method="POST",route="{route}",status="499"}} '
        lines = served.get("/metrics").text.splitlines()
        return sum(int(float(line.removeprefix(named))) for line in lines if line.startswith(named))

    before = hung_up()
    body = b'{"question": "what gifts were exchanged?"}'
    head = f"POST {route} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
    for _ in range(4 + 4 * (os.cpu_count() or 1)):
        with socket.create_connection((served.base_url.host, served.base_url.port)) as asking:
            asking.sendall(head.encode() + b"Content-Length: %d\r\n\r\n" % len(body) + body)
    # As many are at work at once as there are cores: the rest never begin.
    end = time.monotonic() + 30
    while hung_up() == before and time.monotonic() < end:
        time.sleep(0.1)
    assert served.post("/v1/ask", json={"question": "heron"}).status_code == 200
    assert hung_up() > before


def test_the_queue_is_bounded_and_a_late_answer_is_given_up():
    async def scene():
        gate = Gate(running=1, waiting=1, timeout=0.4)
        hold = threading.Event()
        first = asyncio.create_task(gate.run(lambda: hold.wait(5)))
        await asyncio.sleep(0.05)
        second = asyncio.create_task(gate.run(lambda: "second"))
        await asyncio.sleep(0.05)
        assert (gate.running, gate.waiting) == (1, 1)
        with pytest.raises(Overloaded, match="come back later"):
            await gate.run(lambda: "third")
        with pytest.raises(Overloaded, match="given up"):
            await first
        # The thread still runs, so its place is still taken.
        with pytest.raises(Overloaded, match="no turn"):
            await second
        assert gate.running == 1
        hold.set()
        await asyncio.sleep(0.1)
        assert await gate.run(lambda: "fourth") == "fourth"
        assert gate.running == 0
        with pytest.raises(ValueError, match="its own"):
            await gate.run(lambda: int("its own"))
        gate.close()

    asyncio.run(scene())


def test_too_many_questions_get_503_with_a_time_to_come_back(seeds_archive):
    from api.app import create_app

    app = create_app(Options(seeds_archive / "archive", running=1, waiting=0, keep=0))
    service = app.state.service

    async def scene():
        hold = threading.Event()
        busy = asyncio.create_task(service.gate.run(lambda: hold.wait(20)))
        await asyncio.sleep(0.05)
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            for path in ("/v1/ask", "/v1/ask/stream"):
                refused = await client.post(path, json={"question": "why?"})
                assert_problem(refused, 503)
                assert int(refused.headers["retry-after"]) >= 1
            assert_problem(await client.get("/ready"), 503, "being loaded")
            hold.set()
            await busy
            answered = await client.post("/v1/ask", json={"question": BRIDGE, "fast": True})
            assert answered.status_code == 200
            assert "content-location" not in answered.headers  # keep=0

    asyncio.run(scene())
    service.close()


def test_what_goes_wrong_in_the_server_is_told_without_its_words(seeds_archive, caplog):
    from api.app import create_app

    app = create_app(Options(seeds_archive / "archive"))

    @app.get("/broken")
    def broken():
        raise RuntimeError("quokka")

    async def scene():
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            return await client.get("/broken")

    answer = asyncio.run(scene())
    assert_problem(answer, 500)
    assert "quokka" not in answer.text
    record = next(r for r in caplog.records if r.name == "pressmark")
    assert record.fields["error"] == "RuntimeError"
    assert any("test_api.py" in place for place in record.fields["trace"])


def test_the_examples_of_the_description_run(served):
    paths = served.get("/openapi.json").json()["paths"]
    run = 0
    for path, methods in paths.items():
        for method, operation in methods.items():
            if "{" in path or method not in ("get", "post") or "jobs" in path:
                continue
            query = {
                p["name"]: p["schema"]["examples"][0]
                for p in operation.get("parameters", ())
                if p["in"] == "query" and p.get("required")
            }
            content = operation.get("requestBody", {}).get("content", {})
            if "application/json" in content:
                schema = served.get("/openapi.json").json()["components"]["schemas"]
                name = "AskBody" if "ask" in path else "ArticleBody"
                fields = schema[name]
                body = {f: fields["properties"][f]["examples"][0] for f in fields["required"]}
                answer = served.request(method, path, params=query, json=body)
            else:
                raw = content.get("application/octet-stream", {}).get("example", "").encode()
                answer = served.request(method, path, params=query, content=raw)
            assert answer.is_success, (path, answer.text)
            run += 1
            if method == "post" and "article_id" in answer.text and "ask" not in path:
                served.delete(f"/v1/articles/{answer.json()['article_id']}")
    assert run >= 8


def test_a_host_is_read_with_and_without_its_port():
    assert hostname("127.0.0.1:8420") == "127.0.0.1"
    assert hostname("LOCALHOST") == "localhost"
    assert hostname("[::1]:8420") == "::1"
    assert hostname("[::1") is None
    assert Options(os.curdir, host="::1").exposed is False
    assert Options(os.curdir, host="0.0.0.0").exposed is True  # noqa: S104
    assert Options(os.curdir, allow_hosts=("example.org",)).exposed is True
