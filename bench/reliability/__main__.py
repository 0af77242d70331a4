"""Long trials of what is promised (docs/reliability.md), each by one command.

python -m bench.reliability KIND [--count N] [--seconds S]
"""

from __future__ import annotations

import argparse
import importlib
import sys

KINDS = ("corruption",)


def main() -> None:
    """Run one kind of trial and put its figures down; exit code 1 where a promise was broken."""
    options = argparse.ArgumentParser(prog="python -m bench.reliability")
    options.add_argument("kind", choices=KINDS)
    options.add_argument("--count", type=int)
    options.add_argument("--seconds", type=float)
    given = options.parse_args()
    kind = importlib.import_module(f"bench.reliability.{given.kind}")
    command = " ".join(["python -m bench.reliability", *sys.argv[1:]])
    asked = {name: value for name in ("count", "seconds") if (value := getattr(given, name))}
    sys.exit(0 if kind.long(command, **asked) else 1)


if __name__ == "__main__":
    main()
