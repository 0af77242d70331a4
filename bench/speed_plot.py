"""The table and the growth curves of results/speed.json, for bench/README.md.

python -m bench.speed_plot
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BEGIN, END = "<!-- speed: begin -->", "<!-- speed: end -->"
INK, OURS, PLAIN = "#333", "#0b6e4f", "#b5651d"
WIDE, HIGH, LEFT, TOP, RIGHT, BOTTOM = 400, 300, 56, 34, 100, 40


def panel(x: int, title: str, lines: dict[str, tuple[str, list[tuple[int, float]]]]) -> str:
    """Curves over passages, both axes logarithmic."""
    points = [p for _, line in lines.values() for p in line]
    low_x, high_x = min(p[0] for p in points), max(p[0] for p in points)
    low_y = 10 ** math.floor(math.log10(min(p[1] for p in points)))
    high_y = 10 ** math.ceil(math.log10(max(p[1] for p in points)))
    width, height = WIDE - LEFT - RIGHT, HIGH - TOP - BOTTOM

    def at(size: float, value: float) -> tuple[float, float]:
        across = math.log(size / low_x) / max(math.log(high_x / low_x), 1e-9)
        up = math.log(value / low_y) / math.log(high_y / low_y)
        return round(x + LEFT + across * width, 1), round(TOP + (1 - up) * height, 1)

    made = [f'<text x="{x + LEFT}" y="18" font-weight="bold">{title}</text>']
    value = low_y
    while value <= high_y * 1.001:
        _, y = at(low_x, value)
        made.append(
            f'<path d="M{x + LEFT} {y}h{width}" stroke="#ddd"/>'
            f'<text x="{x + LEFT - 6}" y="{y + 4}" text-anchor="end">{value:g}</text>'
        )
        value *= 10
    for size in sorted({p[0] for p in points}):
        label = f"{size // 1_000_000}M" if size >= 1_000_000 else f"{size // 1_000}k"
        made.append(
            f'<text x="{at(size, low_y)[0]}" y="{HIGH - 18}" text-anchor="middle">{label}</text>'
        )
    for name, (colour, line) in lines.items():
        places = [at(*p) for p in sorted(line)]
        path = "L".join(f"{a} {b}" for a, b in places)
        made.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        made += [f'<circle cx="{a}" cy="{b}" r="3" fill="{colour}"/>' for a, b in places]
        a, b = places[-1]
        made.append(f'<text x="{a + 8}" y="{b + 4}" fill="{colour}">{name}</text>')
    return "\n".join(made)


def curves(sizes: dict[int, Any]) -> str:
    """The picture."""

    def line(*path: str, colour: str) -> tuple[str, list[tuple[int, float]]]:
        made = []
        for size, row in sizes.items():
            value: Any = row
            for key in path:
                value = value[key]
            made.append((size, value))
        return colour, made

    left = panel(
        0,
        "search in a running process, p50, ms",
        {
            "Pressmark": line("warm", "search", "p50_ms", colour=OURS),
            "plain recipe": line("warm", "plain", "p50_ms", colour=PLAIN),
        },
    )
    right = panel(
        WIDE,
        "search in a new process, CPU seconds",
        {
            "Pressmark": line("cold", "search", "cpu_seconds", colour=OURS),
            "plain recipe": line("cold", "plain", "cpu_seconds", colour=PLAIN),
        },
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * WIDE} {HIGH}" '
        f'font-family="sans-serif" font-size="11" fill="{INK}">\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n{left}\n{right}\n'
        f'<text x="{LEFT}" y="{HIGH - 3}">passages</text>\n</svg>\n'
    )


def table(results: dict[str, Any], sizes: dict[int, Any]) -> list[str]:
    """Rows of Markdown."""
    head = [f"{size:,}" for size in sizes]
    rows: list[tuple[str, list[str]]] = []

    def add(label: str, cell: Any) -> None:
        rows.append((label, [cell(row) for row in sizes.values()]))

    add(
        "passages: Pressmark, plain", lambda r: " / ".join(f"{n:,}" for n in r["passages"].values())
    )
    for name in ("search", "ask"):
        add(
            f"`{name}` in a new process: s (plain search: times as long; CPU time)",
            lambda r, n=name: (
                f"{r['cold'][n]['seconds']:.2f} "
                f"(×{r['cold'][n]['plain_over_this_seconds']}; "
                f"×{r['cold'][n]['plain_over_this_cpu_seconds']})"
            ),
        )
    add("memory of that search: MB, plain", lambda r: " / ".join(
        str(round(r["cold"][n]["mb"])) if "mb" in r["cold"][n] else "–"
        for n in ("search", "plain")))  # fmt: skip
    for name, label in (("search", "search, warm"), ("plain", "plain search, warm"),
                        ("ask", "ask, warm")):  # fmt: skip
        add(f"{label}: p50 / p95 / p99 ms", lambda r, n=name: " / ".join(
            f"{r['warm'][n][f'p{q}_ms']:.0f}" for q in (50, 95, 99)))  # fmt: skip
    for number in (1, 4, 16):
        add(f"HTTP search, {number} clients: p50 / p95 / p99 ms, a second", lambda r, n=number: (
            " / ".join(f"{r['http'][f'{n}_clients'][f'p{q}_ms']:.0f}" for q in (50, 95, 99))
            + f", {r['http'][f'{n}_clients']['per_second']:.0f}"))  # fmt: skip
    add("server's memory: MB", lambda r: str(r["http"]["mb"]))
    add("on disk: MB, plain",
        lambda r: " / ".join(str(n) for n in r["megabytes_on_disk"].values()))  # fmt: skip
    add("one article added, found; removed; plain added: s", lambda r: " / ".join(
        f"{r['one_article'][k]:.2f}"
        for k in ("added_seconds", "removed_seconds", "plain_added_seconds")))  # fmt: skip
    made = ["| | " + " | ".join(head) + " |", "|---" * (len(head) + 1) + "|"]
    made += [f"| {label} | " + " | ".join(cells) + " |" for label, cells in rows]
    index = results.get("indexing")
    if index:
        ours = index["pressmark"]
        made += [
            "",
            f"Indexing {index['letters']:,} letters, real models, whole processes: Pressmark "
            f"{ours['passages']} passages, plain {index['plain']['passages']}. Passages a "
            f"second {ours['passages_per_second']} / {index['plain']['passages_per_second']}, a "
            f"CPU-second {ours['passages_per_cpu_second']} / "
            f"{index['plain']['passages_per_cpu_second']}; letters a CPU-second "
            f"{ours['letters_per_cpu_second']:,.0f} / "
            f"{index['plain']['letters_per_cpu_second']:,.0f}; memory "
            f"{ours['mb']:.0f} / {index['plain']['mb']:.0f} MB.",
        ]
    return made


def main() -> None:
    results = json.loads((HERE / "results" / "speed.json").read_text())
    sizes = {
        int(size): row for size, row in sorted(results["sizes"].items(), key=lambda p: int(p[0]))
    }
    (HERE / "speed.svg").write_text(curves(sizes))
    readme = HERE / "README.md"
    text = readme.read_text()
    begin, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    readme.write_text(text[:begin] + "\n" + "\n".join(table(results, sizes)) + "\n" + text[end:])


if __name__ == "__main__":
    main()
