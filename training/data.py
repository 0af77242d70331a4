"""Training rows as tokens: questions with a window of their paragraph, hard negatives, sentences.

    python -m training.data TRAINING_FOLDER TARGET_FOLDER [SEED [ROUNDS]]

Every example is question [SEP] title. window, at most 256 tokens. The window is cut at sentence
ends to a random budget, so that the model meets passages as short as the index makes them; what
is cut away is never the sentence of the answer. Labels: ``span`` (start and end token, 0 where
there is no answer, -1 where it is unknown), ``answers`` and ``relevant`` (1, 0, or -1 unknown).
"""

from __future__ import annotations

import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from index.model_files import verified
from index.split import sentence_spans
from training import asked
from training.example import BUDGETS, Example, overlap_at, window
from training.genuine import found
from training.mined import Temptations
from training.neighbours import Neighbours
from training.source import Row, pairs, rows
from training.swaps import swapped
from training.written import articles

WINDOW = 256
KEEP = {
    "squad2-bt/fuzzy": 0.5,
    "squadshifts/amazon_reviews": 0.5,
    "squadshifts/reddit": 0.5,
}
"""Share of a source that is used, where not all of it: the noisiest ones."""
WEIGHT = {"squad2-bt/fuzzy": 0.5, "squadshifts/amazon_reviews": 0.5, "squadshifts/reddit": 0.5}
"""Weight of the span loss of a source, where not 1."""
PAIRS = ("wikiqa/train", "wikiqa/dev", "trecqa/train", "qed-dev(nq)", "selqa/dev")
PASSAGES = ("boolq-passage/val", "boolq-passage/test", "bioasq9b/kou")
"""Sources of pairs that have right passages only; each gets a negative."""
NEGATIVES = 0.5
"""Negatives for an answerable row, on average; each follows its row, as its rival."""
MINED = 0.4
"""Share of those that are sought among what the shipped reader takes for an answer."""
NAMED = 0.25
"""Share of the passages without a title that get what their article speaks of most as one."""
SWAPS = 0.35
"""Answerable rows of full weight that are asked once more with one thing changed."""
ROUNDS, WRITTEN = 2, 0.45
"""How often the written articles are asked about, each time with other windows, and their share of
all examples: there are few of them, so a part of the others is left out.
"""
DEV_SHARE = 0.02


def article(row: Row) -> str:
    """What a row is split by: its document, or its paragraph where the document has no name."""
    named = row["title"] and row["source"] not in ("squadshifts/reddit", "squad1-en/emptycity")
    return str(row["title"] if named else row["context"])


def is_dev(row: Row) -> bool:
    return int(sha256(article(row).encode()).hexdigest()[:8], 16) % 10_000 < DEV_SHARE * 10_000


def title(row: Row) -> str:
    """The title, if it is one that a person wrote."""
    real = row["source"] in ("nq-open-oracle", "qed-dev(nq)", "squad2-en/asmitapoddar-subset1")
    return str(row["title"]) if real else ""


_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'-]+(?: [A-Z][\w'-]+)*")


def subjects(everything: list[Row]) -> dict[str, str]:
    """Of each paragraph the name that its article has most often."""
    articles: dict[str, dict[str, None]] = {}
    for row in everything:
        if row["source"].startswith("squad2-bt"):
            articles.setdefault(row["title"], {})[row["context"]] = None
    made: dict[str, str] = {}
    for contexts in articles.values():
        names = Counter(name for text in contexts for name in _NAME.findall(text))
        if names:
            made |= dict.fromkeys(contexts, names.most_common(1)[0][0])
    return made


def example(row: Row, name: str, luck: random.Random) -> Example:
    text, answers = row["context"], row["answers"]
    starts = answers["answer_start"]
    at = starts[0] if starts else overlap_at(row["question"], text)
    low, high = window(text, at, luck.choice(BUDGETS), luck)
    start = end = -1
    if starts:
        start, end = at - low, at - low + len(answers["text"][0])
        high = max(high, low + end)
    weight = WEIGHT.get(row["source"], 1.0)
    yes = int(bool(starts))
    return Example(row["question"], name, text[low:high], start, end, 1 if yes else -1, yes, weight)


def pair_examples(given: list[Row], luck: random.Random) -> Iterator[Example]:
    """Single sentences; three wrong ones a question at most."""
    given = list(given)
    luck.shuffle(given)
    wrong: dict[str, int] = {}
    for pair in given:
        if pair["source"] not in PAIRS:
            continue
        question, yes = pair["question"], int(pair["label"])
        if not yes:
            wrong[question] = wrong.get(question, 0) + 1
            if wrong[question] > 3:
                continue
        yield Example(
            question, "", pair["sentence"][:1200], -2 if yes else -1, -1, 1 if yes else -1, yes, 1.0
        )


def swaps(used: list[Row], named: Callable[[str], str], luck: random.Random) -> Iterator[Example]:
    """Answerable rows once more, as unanswerable: one thing of the question is changed. ``named``
    gives a passage without a title one.
    """
    beside: dict[str, list[str]] = {}
    for row in used:
        beside.setdefault(article(row), []).append(row["context"])
    for row in used:
        answers = row["answers"]["text"]
        if not answers or row["source"] in WEIGHT or luck.random() >= SWAPS:
            continue
        more = luck.choice(beside[article(row)])
        question = swapped(row["question"], row["context"], answers, more, luck)
        if question:
            one = example(row, title(row) or named(row["context"]), luck)
            yield replace(one, question=question, start=-1, end=-1, relevant=-1, answers=0)


def examples(folder: Path, seed: int, rounds: int) -> tuple[list[Example], list[Row]]:
    """Training examples in random order, rivals behind their own, and the rows kept for
    development.
    """
    luck = random.Random(seed)
    everything, given = rows(folder), pairs(folder)
    dev = [row for row in everything if is_dev(row)]
    used = [r for r in everything if not is_dev(r) and luck.random() < KEEP.get(r["source"], 1.0)]
    near = Neighbours(sorted({r["context"] for r in used}))
    temptations = Temptations()
    names = subjects(everything)

    def named(context: str) -> str:
        return names.get(context, "") if luck.random() < NAMED else ""

    def cut(question: str, text: str) -> str:
        low, high = window(text, overlap_at(question, text), luck.choice(BUDGETS), luck)
        return text[low:high]

    def rivals(row: Row, right: Example) -> list[Example]:
        """A passage without the answer, if one is found."""
        question = row["question"]
        if right.start >= 0 and right.weight == 1 and luck.random() < MINED:
            others = [(named(t), cut(question, t)) for t in near.alike(row, 5)]
            tempting = temptations.rival(right, others, luck)
            if tempting:
                return [Example(question, *tempting, -1, -1, 0, 0, 1.0, True)]
        drawn = near.draw(row, luck)
        if not drawn:
            return []
        other, relevant = drawn
        weight = WEIGHT.get(row["source"], 1.0)
        passage = cut(question, other)
        return [Example(question, named(other), passage, -1, -1, relevant, 0, weight, True)]

    def asked_of(row: Row) -> list[Example]:
        one = example(row, title(row) or named(row["context"]), luck)
        draws = row["answers"]["text"] and luck.random() < NEGATIVES
        return [one, *rivals(row, one)] if draws else [one]

    def whole(pair: Row) -> list[Example]:
        row = {**pair, "context": pair["sentence"], "answers": {"text": []}}
        right = Example(row["question"], "", row["context"][:1200], -2, -1, 1, 1, 1.0)
        return [right, *rivals(row, right)]

    genuine = [r for r in found(given, everything) if not is_dev(r)]
    print(f"{len(genuine):,} genuine questions found again", flush=True)
    made = list(asked.groups(articles(kept=False), rounds, luck))
    total = sum(map(len, made))
    most = total / WRITTEN
    makers = [partial(asked_of, row) for row in [*used, *genuine]]
    makers += [partial(whole, pair) for pair in given if pair["source"] in PASSAGES]
    ready = [*swaps(used, named, luck), *pair_examples(given, luck)]
    makers += [partial(list, [one]) for one in ready]
    luck.shuffle(makers)
    for make in makers:  # rivals are sought, which takes long, for no more than are used
        if total >= most:
            break
        made.append(make())
        total += len(made[-1])
    near.close()
    luck.shuffle(made)
    return [one for group in made for one in group], dev


def tokenizer() -> Tokenizer:
    made = Tokenizer.from_file(str(verified("tokenizer.json")))
    made.no_padding()
    made.enable_truncation(WINDOW, strategy="only_second")
    return made


def second(title: str, passage: str) -> tuple[str, int]:
    """What the model reads beside the question, and the characters before the passage in it."""
    head = f"{title}. " if title else ""
    return head + passage, len(head)


def write(made: list[Example], target: Path) -> None:
    """Tokens of all examples in one flat array, and a table of where each begins and its labels."""
    encode = tokenizer()
    flat: list[np.ndarray[Any, Any]] = []
    table = np.zeros(
        len(made),
        dtype=[
            ("at", "i8"), ("length", "i2"), ("second", "i2"), ("start", "i2"), ("end", "i2"),
            ("relevant", "i1"), ("answers", "i1"), ("weight", "f4"), ("rival", "?"),
            ("first", "i2"), ("last", "i2"),
        ],
    )  # fmt: skip
    at = 0
    for low in range(0, len(made), 2000):
        part = made[low : low + 2000]
        texts = [second(e.title, e.passage) for e in part]
        asked = [(e.question[:300], text) for e, (text, _) in zip(part, texts, strict=True)]
        for n, (e, (_, head), code) in enumerate(
            zip(part, texts, encode.encode_batch(asked), strict=True), low
        ):
            start, end = _tokens(code, e.start + head, e.end + head) if e.start >= 0 else (0, 0)
            if e.start >= 0 and (start, end) == (0, 0):
                start = end = -1  # the answer was truncated
            if e.start == -2:
                start = end = -1
            ids = np.array(code.ids, dtype=np.uint16)
            flat.append(ids)
            table[n] = (
                at, len(ids), code.type_ids.index(1), start, end, e.relevant, e.answers, e.weight,
                e.rival, *(_sentence(code, e, head) if start > 0 else (0, 0)),
            )  # fmt: skip
            at += len(ids)
    target.mkdir(parents=True, exist_ok=True)
    np.save(target / "tokens.npy", np.concatenate(flat))
    np.save(target / "examples.npy", table)


def _inside(code: Any, start: int, end: int) -> list[int]:
    """The tokens of [start, end) of the second text that were not cut off."""
    return [
        i
        for i, ((a, b), kind, special) in enumerate(
            zip(code.offsets, code.type_ids, code.special_tokens_mask, strict=True)
        )
        if kind == 1 and not special and a < end and b > start
    ]


def _tokens(code: Any, start: int, end: int) -> tuple[int, int]:
    """First and last token of [start, end) of the second text; (0, 0) if it was cut off."""
    inside = _inside(code, start, end)
    if not inside or code.offsets[inside[-1]][1] < end:
        return 0, 0
    return inside[0], inside[-1]


def _sentence(code: Any, e: Example, head: int) -> tuple[int, int]:
    """First and last token of the sentences that hold the answer, as far as the window goes."""
    own = [(a, b) for a, b in sentence_spans(e.passage) if a < e.end and b > e.start]
    inside = _inside(code, own[0][0] + head, own[-1][1] + head)
    return inside[0], inside[-1]


def main() -> None:
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else ROUNDS
    made, dev = examples(source, seed, rounds)
    write(made, target)
    with (target / "dev.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in dev)
    table = np.load(target / "examples.npy")
    print(
        f"{len(table):,} examples, {int(table['length'].mean())} tokens on average, "
        f"{int((table['answers'] == 1).sum()):,} with an answer; {len(dev):,} rows for development"
    )


if __name__ == "__main__":
    main()
