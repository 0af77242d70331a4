"""The README's words on HTTP and the examples in docstrings are run as they stand."""

import doctest
import importlib
import json
import os
import pkgutil
import re
import shutil
import subprocess
import textwrap
from pathlib import Path

import pytest

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
ASKED = "What did Putin and Kim give each other?"
HTTP = README[README.index("## Over HTTP") : README.index("## Measure it")]


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl")
def test_every_curl_of_the_readme_does_what_it_says(served, served_place):
    block = textwrap.dedent(re.search(r"(?m)(?:^    curl .*\n(?:^    .*\n)*)", HTTP).group())
    commands = [c for c in re.split(r"(?m)^(?=curl )", block) if c.strip()]
    environment = {
        **os.environ,
        "URL": str(served.base_url),
        "KEY": served.headers["authorization"].removeprefix("Bearer "),
        "JSON": "Content-Type: application/json",
    }
    ids, called, owls = {}, set(), []
    answer = served.post("/v1/ask", json={"question": ASKED})
    ids["ANSWER_ID"] = answer.headers["content-location"].rsplit("/", 1)[-1]
    for written in commands:
        command = written
        for name, value in ids.items():
            command = command.replace(name, value)
        done = subprocess.run(
            ["bash", "-c", command.replace("curl ", "curl -sS --fail-with-body ", 1)],
            env=environment, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 0, command + done.stdout + done.stderr
        method = re.search(r"-X (\w+)", command)
        posts = re.search(r" (-d|--data-binary) ", command)
        path = re.search(r"\$URL(/[^\s?\"]*)", command).group(1)
        for id_ in ids.values():
            path = path.replace(id_, "{id_}")
        called.add((method.group(1) if method else "POST" if posts else "GET", path))
        if "/v1/articles -H" in command and not method:
            ids["ARTICLE_ID"] = json.loads(done.stdout)["article_id"]
        elif "/v1/files" in command:
            owls.append(json.loads(done.stdout)["article_id"])
        elif "-X POST $URL/v1/index/jobs -H" in command:
            ids["JOB_ID"] = json.loads(done.stdout)["id"]
    described = {
        (method.upper(), path)
        for path, methods in served.get("/openapi.json").json()["paths"].items()
        for method in methods
    }
    assert described - called == set(), "routes without an example"
    found = served.get("/v1/search", params={"q": "grey heron"}).json()["hits"]
    herons = [hit["article_id"] for hit in found if hit["title"] == "Heron seen"]
    for id_ in {*owls, *herons}:
        assert served.delete(f"/v1/articles/{id_}").status_code == 200


def test_the_python_of_the_readme_runs(served):
    code = textwrap.dedent(re.search(r"(?m)^    import httpx\n(?:^    .*\n|^\n)*", HTTP).group())
    code = code.replace("http://127.0.0.1:8420", str(served.base_url))
    names = {}
    exec(code, names)  # noqa: S102 our own README
    assert names["answer"]["question"] == ASKED
    assert names["answer"]["citations"]


def test_the_images_of_the_readme_are_there():
    root = Path(__file__).parents[1]
    images = re.findall(r"docs/images/[\w-]+\.png", README)
    assert len(images) >= 4
    assert all((root / image).stat().st_size > 10_000 for image in images)


@pytest.mark.parametrize(
    ("package", "least"),
    [
        ("index", 15),
        ("search", 12),
        ("api", 0),
        ("training", 1),
        ("bench", 0),
        ("bench.reliability", 0),
    ],
)
def test_every_module_imports_and_the_examples_in_its_docstrings_hold(package, least):
    found = importlib.import_module(package)
    names = [m.name for m in pkgutil.iter_modules(found.__path__, f"{package}.") if not m.ispkg]
    results = [doctest.testmod(importlib.import_module(name)) for name in names]
    assert sum(result.failed for result in results) == 0
    assert sum(result.attempted for result in results) >= least
