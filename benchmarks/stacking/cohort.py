"""A whole cohort against one real programme: computer science at Princeton, first to last term.

The records are made up, and no two need be alike: how far a learner got, which courses they chose
and in which term, and whether a placement test was attested, differ from record to record.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import astuple, dataclass, replace
from datetime import timedelta
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from benchmarks.stacking.courses import course
from benchmarks.stacking.princeton import (
    FIRST_TERM,
    all_courses,
    leaves_of,
    named_by,
    patterns,
    programmes,
    question,
)

from credstone.model.enrolment import Enrolment
from credstone.model.learning import Holding
from credstone.model.selector import Selector
from credstone.stacking.allocate import allocate
from credstone.stacking.cohort import allocate_many
from credstone.stacking.question import Question
from credstone.stacking.solvers.registry import HIGHS
from credstone.stacking.solvers.remembering import Remembering

PROGRAMME = "majors/COS-BSE"
TERMS = 8
BATCH = 1000


@dataclass(frozen=True)
class CohortRun:
    """``seconds`` of CPU for deciding alone; making up the records is left out.

    ``asked`` programs were put to the solver, ``solved`` were new to it. ``alike`` of ``compared``
    records came out the same when each was asked alone.
    """

    records: int
    seconds: float
    met: int
    unproven: int
    asked: int
    solved: int
    compared: int
    alike: int


def run(
    shared: Path, records: int, *, first: int = 0, sample: int = 500, processes: int = 1
) -> CohortRun:
    """Decide ``records`` learners from the ``first`` on, and ``sample`` of them once more alone.

    They are made up and taken in batches, so ``first`` is a multiple of ``BATCH``. With several
    processes each takes every so many batches, and remembers for itself.
    """
    every = max(1, records // sample)
    starts = range(first, first + records, BATCH)
    batches = [(start, min(BATCH, first + records - start)) for start in starts]
    if processes == 1:
        return _decide(shared, batches, every)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        parts = [
            pool.submit(_decide, shared, batches[turn::processes], every)
            for turn in range(processes)
        ]
        done = [astuple(part.result()) for part in parts]
    return CohortRun(*(sum(column) for column in zip(*done, strict=True)))


def _decide(shared: Path, batches: Sequence[tuple[int, int]], every: int) -> CohortRun:
    """``batches`` are first records and how many; every so many records is asked alone too."""
    memory = Remembering(HIGHS)
    seconds, decided, met, unproven, compared, alike = 0.0, 0, 0, 0, 0, 0
    for first, count in batches:
        learners = list(islice(cohort(shared, first // BATCH), count))
        began = time.process_time()
        answers = list(allocate_many(learners, solver=memory))
        seconds += time.process_time() - began
        decided += count
        for place, (asked, answer) in enumerate(zip(learners, answers, strict=True), start=first):
            assert not isinstance(answer, Exception)
            met += answer.met
            unproven += not answer.proven
            if place % every == 0:
                compared += 1
                alike += allocate(asked) == answer
        print(f"{decided} records, {seconds:.0f} s", file=sys.stderr, flush=True)
    return CohortRun(decided, seconds, met, unproven, memory.asked, memory.solved, compared, alike)


def cohort(shared: Path, batch: int = 0) -> Iterator[Question]:
    """Learners without end, for each batch always the same ones: some far, some only begun."""
    programme = next(one for one in programmes(shared) if one.name == PROGRAMME)
    everything = all_courses(shared)
    lists = [
        (named_by(everything, _names(leaf.select)), leaf.min_count or 1)
        for leaf in leaves_of(programme.stack.rules)
    ]
    chance = random.Random(f"{PROGRAMME}#{batch}")
    blank = question(shared, programme, chance)
    while True:
        codes = chance.sample(everything, chance.randint(0, 12))
        progress = chance.uniform(0, 1.2)
        for listed, needed in lists:
            if chance.random() < progress:
                among = listed[:4] if chance.random() < 0.6 else listed
                codes += chance.sample(among, min(len(among), needed + chance.randint(0, 1)))
        yield replace(
            blank,
            holdings=tuple(_holding(shared, code, chance) for code in dict.fromkeys(codes)),
            enrolment=blank.enrolment if chance.random() < 0.3 else Enrolment(),
        )


def _names(selector: Selector) -> tuple[str, ...]:
    """The codes and wildcards it lists, exceptions aside."""
    exact = tuple(one.name for one in selector.definition)
    return exact + selector.tag + tuple(name for one in selector.any for name in _names(one))


def _holding(shared: Path, code: str, chance: random.Random) -> Holding:
    return Holding(
        id=f"urn:course:{code.replace(' ', '')}",
        learning=course(code, patterns(shared)),
        awarded_on=FIRST_TERM + timedelta(days=150 * chance.randrange(TERMS)),
    )
