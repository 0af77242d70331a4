"""The day of a question: of stories that say the same, the one of that week comes first."""

import pytest
from conftest import HashedEmbedder, pressmark

from index import update
from index.errors import BadInput
from index.records import Draft
from search.engine import Archive, ask, search
from search.filters import Filters
from search.settings import Settings

DAYS = (None, "2022-06-01", "2022-09-14", "2023-01-02")


@pytest.fixture(scope="module")
def archive(tmp_path_factory):
    folder = tmp_path_factory.mktemp("asked") / "archive"
    drafts = [
        Draft(f"api:{day}", "Strike", f"The tram drivers are on strike, {n}.", published=day)
        for n, day in enumerate(DAYS)
    ]
    update.put(folder, drafts, embedder=HashedEmbedder())
    return Archive(folder, HashedEmbedder())


@pytest.mark.parametrize("day", [d for d in DAYS if d])
def test_the_story_of_that_day_comes_first(archive, day):
    hits = search(archive, "tram strike", 4, Settings(asked_on=day))
    assert hits[0].article.published == day
    assert len(hits) == len(DAYS)
    assert all(0 <= hit.score <= 1 for hit in hits)


def test_stories_of_later_days_get_nothing(archive):
    plain = search(archive, "tram strike", 4)
    early = search(archive, "tram strike", 4, Settings(asked_on="2020-01-01"))
    assert [h.article.id for h in early] == [h.article.id for h in plain]


def test_days_count_from_the_newest_story_not_from_the_day_of_the_question(archive):
    """An archive that nobody adds to is asked as it was on its last day."""
    then, later = (
        search(archive, "tram strike", 4, Settings(asked_on=day))
        for day in (DAYS[-1], "2031-08-05")
    )
    assert later == then


def test_days_count_from_the_newest_story_of_those_that_fit(archive):
    until = Filters(until="2022-09-30")
    then, later = (
        search(archive, "tram strike", 4, Settings(asked_on=day, filters=until))
        for day in ("2022-09-14", "2023-01-02")
    )
    assert later[0].article.published == "2022-09-14"
    assert later == then


def test_where_no_story_has_a_day_the_day_changes_nothing(tmp_path):
    folder = tmp_path / "archive"
    drafts = [Draft(f"api:{n}", "Strike", f"Tram drivers strike, {n}.") for n in range(3)]
    update.put(folder, drafts, embedder=HashedEmbedder())
    undated = Archive(folder, HashedEmbedder())
    asked_on = ask(undated, "tram strike", Settings(asked_on="2022-09-14", min_support=0))
    assert asked_on == ask(undated, "tram strike", Settings(min_support=0))


def test_an_answer_follows_the_day_too(archive):
    told = ask(archive, "tram strike", Settings(asked_on="2022-09-14", min_support=0, read=1))
    assert told.citations[0].published == "2022-09-14"


def test_a_day_that_no_calendar_has_is_refused(tmp_path):
    with pytest.raises(BadInput, match="2022-02-30"):
        Settings(asked_on="2022-02-30")
    done = pressmark(tmp_path, "search", "x", "--asked-on", "tomorrow")
    assert done.returncode == 2
    assert "tomorrow" in done.stderr


def test_over_http_the_day_counts_and_a_bad_one_is_refused(archive):
    from fastapi.testclient import TestClient

    from api.app import create_app

    app = create_app(archive.folder, archive._embedder)
    with TestClient(app, base_url="http://127.0.0.1") as c:
        asked = {"q": "tram strike", "asked_on": "2022-09-14", "k": 1, "all": True}
        got = c.get("/v1/search", params=asked)
        assert got.json()["hits"][0]["published"] == "2022-09-14"
        assert c.get(got.headers["Link"].split("<")[1].split(">")[0]).status_code == 200
        assert c.get("/v1/search", params={"q": "x", "asked_on": "2022-02-30"}).status_code == 422
        body = {"question": "tram strike", "asked_on": "2022-09-14", "min_support": 0}
        with_day = c.post("/v1/ask", json=body).json()
        plain = c.post("/v1/ask", json={**body, "asked_on": None}).json()
        # The day raises its story's place, and with that its support.
        support = {
            name: {x["published"]: x["support"] for x in (*told["citations"], *told["nearest"])}
            for name, told in (("with", with_day), ("without", plain))
        }
        day = "2022-09-14"
        assert support["with"][day] > support["without"].get(day, 0)
        assert c.post("/v1/ask", json={**body, "asked_on": "2022-02-30"}).status_code == 422
