"""``ask`` without a question on the command line: typed on a terminal, or lines of a pipe."""

import json
import os
import pty
import select
import subprocess
import time
from contextlib import contextmanager

import pytest
from conftest import command

BRIDGE = "When was the Kestrel Bridge closed?"
MOON = "Who was the first person on the moon?"


def piped(place, given, *options):
    return subprocess.run(
        **command(place, "ask", *options),
        input=given, capture_output=True, timeout=120, check=False,
    )  # fmt: skip


class Typist:
    """Somebody at the terminal of a real ``pressmark ask``."""

    def __init__(self, process, line):
        self._process, self._line = process, line

    def reads(self):
        """What comes on the screen until the next question is awaited."""
        seen, end = "", time.monotonic() + 120
        while not seen.endswith("\n? "):
            assert time.monotonic() < end, seen
            if select.select([self._line], [], [], 1)[0]:
                seen += os.read(self._line, 65536).decode().replace("\r\n", "\n")
        return " ".join(seen.split())

    def types(self, text):
        """A line; what comes on the screen then."""
        os.write(self._line, f"{text}\n".encode())
        return self.reads()

    def leaves(self):
        """The exit code, after Ctrl-D."""
        os.write(self._line, b"\x04")
        return self._process.wait(60)


@contextmanager
def sitting(place, *options):
    ours, theirs = pty.openpty()
    screen = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    with subprocess.Popen(**command(place, "ask", *options, TERM="dumb"), **screen) as process:
        os.close(theirs)
        try:
            typist = Typist(process, ours)
            assert "Ctrl-D ends" in typist.reads()
            yield typist
        finally:
            process.kill()
            os.close(ours)


def test_questions_that_are_typed_go_on_from_each_other(seeds_archive):
    with sitting(seeds_archive) as at:
        assert "struck one of its piers" in at.types(BRIDGE)
        assert "asks nothing of the articles" in at.types("thanks")
        seen = at.types("why?")
        assert "read as: why was the Kestrel Bridge closed?" in seen
        assert "barge" in seen
        assert "read as: when did the Kestrel Bridge open?" in at.types("and when did it open?")
        assert at.leaves() == 0


def test_a_line_that_can_not_be_asked_is_told_and_the_next_one_awaited(seeds_archive):
    with sitting(seeds_archive) as at:
        assert "holds no letter and no digit" in at.types("??")
        assert at.types("  ") == "?"
        assert "No answer" in at.types(MOON)
        assert at.leaves() == 1


def test_the_first_that_is_typed_goes_on_from_after(seeds_archive):
    with sitting(seeds_archive, "--after", BRIDGE, "--json") as at:
        assert '"read_as": "why was the Kestrel Bridge closed?"' in at.types("why?")
        assert at.leaves() == 0


def test_lines_of_a_pipe_are_asked_each_by_itself(seeds_archive):
    done = piped(seeds_archive, f"\ufeff{BRIDGE}\n\n  \nwhy?\r\n{MOON}".encode(), "--json")
    assert done.returncode == 0
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [answer["question"] for answer in answers] == [BRIDGE, "why?", MOON]
    assert [answer["status"] for answer in answers] == ["answered", "no_answer", "no_answer"]
    assert not any(answer.get("read_as") for answer in answers)


def test_lines_go_on_from_after_each(seeds_archive):
    done = piped(seeds_archive, b"why?\nby whom?\n", "--json", "--after", BRIDGE)
    answers = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [answer["read_as"] for answer in answers] == [
        "why was the Kestrel Bridge closed?", "by whom was the Kestrel Bridge closed?",
    ]  # fmt: skip


def test_an_answer_to_a_line_stands_under_its_question(seeds_archive):
    done = piped(seeds_archive, f"{BRIDGE}\n{MOON}\n".encode())
    told = done.stdout.decode()
    first, second = told.index(f"? {BRIDGE}\n"), told.index(f"\n\n? {MOON}\n")
    assert first == 0
    assert "struck one of its piers" in told[first:second]
    assert "No answer" in told[second:]
    assert b"\x1b" not in done.stdout


def test_lines_without_any_answer_exit_as_one_question_does(seeds_archive):
    assert piped(seeds_archive, f"{MOON}\n".encode()).returncode == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        (b"", b"Missing argument 'QUESTION'"),
        (b"\n \n", b"Missing argument 'QUESTION'"),
        (b"who?\n\n!!\n", b"the question in line 3 holds no letter and no digit"),
        (b"who?\n\xff\n", b"standard input is not UTF-8 (byte 5)"),
    ],
)
def test_lines_that_can_not_be_asked_are_named_before_any_is_answered(seeds_archive, given, told):
    done = piped(seeds_archive, given)
    assert done.returncode == 2
    assert told in done.stderr
    assert done.stdout == b""


def test_a_question_that_is_blank_is_refused_and_not_waited_for(seeds_archive):
    done = piped(seeds_archive, BRIDGE.encode(), "")
    assert done.returncode == 2
    assert b"the question is blank" in done.stderr
