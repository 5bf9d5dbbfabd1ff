"""Correct a database at random: `python -m tools.corrections [--runs 10] [--steps 200] [--seed S]`.

Articles are loaded, loaded again with other speakers, and corrected in every way; corrections are undone in any order.
After each step the database must be sound and every correction hold (as `quotes check` has it). At the end all of them
are undone, everything is loaded once more, and everybody must have said what a database without corrections says.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from quotes.errors import CorrectionError
from quotes.models import Article, Quote
from quotes.store import check, correct, open_to_write, save
from quotes.store.correct import By
from tools.crash import UnsoundError

ME = By("ida", "read it")
WORDS = ("The bridge is safe,", "Ferries will sail,", "Nobody was hurt.")
TEXT = "“The bridge is safe,” said Zoë Lindqvist. “Ferries will sail,” she said. “Nobody was hurt.”"
NAMES = ("Zoë Lindqvist", "Olaf Stein", "Mona Tarn", "Lindqvist", "Tarn", "Zo Lindqvist", None)
ARTICLES = "abcde"
TROUBLE = "select id from quotes order by id"
COUPLES = "select a.id, b.id from speakers a join speakers b on a.id < b.id and a.kind = b.kind order by 1, 2"


class Run:
    """One database, and what was loaded into it last.

    Attributes:
        done: how often each kind of step was done.
    """

    def __init__(self, folder: Path, seed: int | str) -> None:
        self.folder, self.luck = folder, random.Random(seed)
        self.db = open_to_write.connect(folder / "corrected.db")
        self.loaded: dict[str, Article] = {}
        self.done: Counter[str] = Counter()
        self.steps: dict[str, Callable[[int], Any]] = {
            "load": self._load,
            "to a new speaker": lambda step: self._correct(f"Ida {step} Vane", new=True),
            "to a known speaker": lambda _: self._correct(self._one("select id from speakers order by id")[0]),
            "to nobody": lambda _: self._correct(None),
            "no quotation": lambda _: correct.not_a_quotation(self.db, *self._one(TROUBLE), ME),
            "merge": lambda _: correct.merge(self.db, *self._one(COUPLES), ME),
            "merge all": lambda _: correct.merge_all(self.db, *self._several(), ME),
            "keep apart": lambda _: correct.keep_apart(self.db, *self._one(COUPLES), ME),
            "apart from all": lambda _: correct.apart_from_all(self.db, *self._several(), ME),
            "rename": lambda step: correct.rename(
                self.db, *self._one("select id from speakers order by id"), f"Ib {step} Holm", ME
            ),
            "split": self._split,
            "undo": lambda _: correct.undo(self.db, *self._one(UNDONE)),
            "join again": lambda _: correct.rejoin(self.db),
        }

    def step(self, number: int) -> None:
        """Do something at random, and check the database.

        Raises:
            UnsoundError: something does not hold.
        """
        kind = self.luck.choice([*self.steps, "load", "load", "undo"])
        try:
            self.steps[kind](number)
            self.done[kind] += 1
        except CorrectionError:  # it builds on another, or there is nothing left to correct
            self.done["refused"] += 1
        with closing(check.connect(self.folder / "corrected.db")) as checked:
            if found := list(check.problems(checked)):
                raise UnsoundError(f"step {number}, {kind}: {found}")

    def end(self) -> None:
        """Undo all corrections, load everything again, and compare with a database that never had any.

        Raises:
            UnsoundError: somebody said something else.
        """
        while left := [one.id for one in correct.listed(self.db)]:
            for number in reversed(left):
                try:
                    correct.undo(self.db, number)
                    break
                except CorrectionError:
                    continue
            else:
                raise UnsoundError(f"none of {left} can be undone")
        with closing(open_to_write.connect(self.folder / "plain.db")) as plain:
            for db in (plain, self.db):
                for article in self.loaded.values():
                    save.save(db, article)
                correct.rejoin(db)
            wanted, found = said(plain), said(self.db)
        if wanted != found:
            raise UnsoundError(f"only without corrections: {wanted - found}; only after them: {found - wanted}")

    def _one(self, sql: str) -> tuple[Any, ...]:
        rows = self.db.execute(sql).fetchall()
        if not rows:
            raise CorrectionError("nothing to correct")
        return tuple(self.luck.choice(rows))

    def _several(self) -> tuple[int, list[int]]:
        people = [row[0] for row in self.db.execute("select id from speakers where kind = 'person' order by id")]
        if len(people) < 3:
            raise CorrectionError("too few people")
        one, *others = self.luck.sample(people, 3)
        return one, others

    def _load(self, step: int) -> None:
        key, found = self.luck.choice(ARTICLES), {"kind": "direct", "rule": "test", "confidence": 0.6}
        quotes = []
        for words in self.luck.sample(WORDS, self.luck.randint(1, len(WORDS))):
            speaker, start = self.luck.choice(NAMES), TEXT.index(words)
            about = {"text": words, "spans": [(start, start + len(words))], "speaker": speaker}
            quotes.append(Quote.model_validate(found | about | {"speaker_kind": "person" if speaker else "unknown"}))
        about = {"id": key, "source": "Tarn Post", "published": f"2026-03-0{ARTICLES.index(key) + 1}", "text": TEXT}
        self.loaded.pop(key, None)
        self.loaded[key] = Article.model_validate(about | {"quotes": quotes})
        save.save(self.db, self.loaded[key], version=str(step))

    def _correct(self, speaker: str | int | None, *, new: bool = False) -> None:
        correct.correct(self.db, *self._one(TROUBLE), ME, speaker=speaker, new=new)

    def _split(self, _: int) -> None:
        speaker, place = self._one("select speaker, min(id) from names group by speaker having count(*) > 1 order by 1")
        correct.split(self.db, speaker, [place], ME)


UNDONE = "select id from corrections where undone is null order by id"


def said(db: Database) -> set[frozenset[tuple[str, ...]]]:
    """What each person said in which article; not under which of their names they are shown, which may stay."""
    sql = "select articles.key, said.text, said.speaker_id from said join articles on articles.id = said.article_id"
    people: dict[int | None, set[tuple[str, ...]]] = {}
    for article, words, speaker in db.execute(sql):
        people.setdefault(speaker, set()).add((article, words, "" if speaker else "nobody"))
    return {frozenset(words) for words in people.values()}


def once(steps: int, seed: int | str) -> Counter[str]:
    """One run in a folder of its own. Returns how often each kind of step was done."""
    with tempfile.TemporaryDirectory(prefix="quotes-corrections-") as folder:
        run = Run(Path(folder), seed)
        try:
            for number in range(steps):
                run.step(number)
            run.end()
        finally:
            run.db.close()
        return run.done


def main() -> None:
    """Run as often as asked, and print what was done."""
    parser = argparse.ArgumentParser(prog="python -m tools.corrections", description=__doc__)
    parser.add_argument("--runs", type=int, default=10)
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--seed", default="c", help="run N of a seed is always the same")
    given = parser.parse_args()
    done: Counter[str] = Counter()
    for number in range(given.runs):
        try:
            done += once(given.steps, f"{given.seed}{number}")
        except UnsoundError as error:
            sys.exit(f"run {number} of seed {given.seed}: {error}")
    sys.stdout.write(f"{given.runs} runs: " + ", ".join(f"{count} {kind}" for kind, count in done.most_common()) + "\n")


if __name__ == "__main__":
    main()
