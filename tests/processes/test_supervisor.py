"""A child process that answers questions: what becomes of it, and of the next question, when something goes wrong."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from types import FrameType

import pytest

from quotes.processes.supervisor import Child, ChildDiedError, NoStartError

CHILD = """
import time
from quotes.errors import ModelError
from quotes.processes.child import limit_cpu, limit_memory, serve
from quotes.processes.protocol import value_in

def prepare(message):
    if value_in(message) == "refuse":
        raise ModelError("no such model")
    return answer

def answer(line):
    match value_in(line):
        case ["sleep", seconds]: time.sleep(seconds)
        case ["fill", size]:
            limit_memory(size)
            bytearray(size)
        case ["work", seconds]:
            limit_cpu(seconds)
            while True: pass
    return value_in(line)

serve(prepare)
"""


def answer(child: Child, question: object, seconds: float = 60) -> object:
    return json.loads(child.ask(question, seconds))


@pytest.mark.parametrize(
    ("question", "seconds", "late", "status"),
    [
        (["sleep", 600], 1, True, -signal.SIGKILL),
        (["work", 1], 60, False, -signal.SIGXCPU),
        (["fill", 2**30], 60, False, 1),
    ],
)
def test_after_a_death_the_next_question_is_answered(question: object, seconds: float, late: bool, status: int) -> None:
    child = Child(CHILD, "hello", quiet=True)
    with pytest.raises(ChildDiedError) as death:
        child.ask(question, seconds)
    assert (death.value.late, death.value.status) == (late, status)
    assert answer(child, "next") == "next"
    child.close()


def test_an_interrupted_question_leaves_no_answer_to_the_next() -> None:
    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    child = Child(CHILD, "hello")
    assert answer(child, "first") == "first"
    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    with pytest.raises(KeyboardInterrupt):
        child.ask(["sleep", 2], 60)
    signal.signal(signal.SIGALRM, before)
    assert answer(child, "next") == "next"
    child.close()


def test_a_closed_child_is_not_started_again() -> None:
    child = Child(CHILD, "hello")
    child.close()
    with pytest.raises(NoStartError):
        child.ask("first", 60)
    assert child.process is None


def test_a_child_that_refuses_to_start_ends_without_a_complaint() -> None:
    pipe = subprocess.PIPE
    process = subprocess.Popen([sys.executable, "-c", CHILD], stdin=pipe, stdout=pipe, stderr=pipe)
    assert process.stdin is not None and process.stdout is not None and process.stderr is not None
    with process:
        process.stdin.write(b'"refuse"\n')
        process.stdin.flush()
        assert b"no such model" in process.stdout.readline()
        assert (process.wait(60), process.stderr.read()) == (0, b"")
