"""Every route against its own OpenAPI description: what it promises, and what it refuses."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from conftest import serving

# As long as a test may take; bench/README.md has the longer run.
SECONDS = os.environ.get("PRESSMARK_SCHEMA_SECONDS", "40")


def test_schemathesis_finds_nothing_with_its_default_checks(seeds_archive, tmp_path):
    shutil.copytree(seeds_archive / "archive", tmp_path / "archive")
    more = tmp_path / "more"
    more.mkdir()
    (more / "heron.txt").write_text("Heron seen\nA grey heron stood in Vendmark lake.\n")
    with serving(tmp_path, "--folder", str(more)) as client:
        done = subprocess.run(
            [
                str(Path(sys.executable).with_name("st")), "run", f"{client.base_url}/openapi.json",
                "-H", f"Authorization: {client.headers['authorization']}",
                "--max-time", SECONDS, "--seed", "7", "--no-color",
            ],
            cwd=tmp_path, capture_output=True, text=True, timeout=3600, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout[-6000:]
        tested = re.search(r"Tested: (\d+)", done.stdout)
        operations = client.get("/openapi.json").json()["paths"].values()
        assert int(tested.group(1)) == sum(len(methods) for methods in operations)
        counts = client.get("/metrics").text
    assert not re.search(r'pressmark_requests_total\{[^}]*status="5(?!03)', counts)
