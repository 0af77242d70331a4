"""Every route against its own OpenAPI description: what it promises, and what it refuses."""

import re
import subprocess
import sys
from pathlib import Path

from conftest import pressmark, serving

# Every operation in three phases takes about a minute; bench/fuzz_api.py is the longer run, which
# has the fourth phase, chains of requests, too.
EXTENT = ["--phases", "examples,coverage,fuzzing", "--max-examples", "1"]


def test_schemathesis_finds_nothing_with_its_default_checks(tmp_path):
    # Two short articles: the time goes into requests, not into reading passages.
    more = tmp_path / "more"
    more.mkdir()
    (more / "heron.txt").write_text("Heron seen\nA grey heron stood in Vendmark lake.\n")
    (more / "gifts.md").write_text(
        "# Gifts for Kim\n\nGifts were exchanged: a car and a tea set.\n"
    )
    assert pressmark(tmp_path, "index", "more").returncode == 0
    # So that a busy machine's slowness is not mistaken for a failure.
    with serving(tmp_path, "--folder", str(more), "--timeout", "600") as client:
        done = subprocess.run(
            [
                str(Path(sys.executable).with_name("st")), "run", f"{client.base_url}/openapi.json",
                "-H", f"Authorization: {client.headers['authorization']}",
                *EXTENT, "--seed", "7", "--no-color",
            ],
            cwd=tmp_path, capture_output=True, text=True, timeout=3600, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-6000:]
        tested = re.search(r"Tested: (\d+)", done.stdout)
        operations = client.get("/openapi.json").json()["paths"].values()
        assert int(tested.group(1)) == sum(len(methods) for methods in operations)
        counts = client.get("/metrics").text
    assert not re.search(r'pressmark_requests_total\{.*status="5', counts)
