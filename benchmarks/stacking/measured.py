"""What each benchmark measures, as values: milliseconds of CPU, and how the answers compare."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeVar

from benchmarks.stacking.combined import combined
from benchmarks.stacking.first_fit import first_fit
from benchmarks.stacking.princeton import cases, catalogue

from credstone.stacking.allocate import allocate
from credstone.stacking.allocation import Use
from credstone.stacking.plan import plan
from credstone.stacking.question import Question
from credstone.stacking.solvers.registry import CP_SAT, HIGHS
from credstone.stacking.weigh import weigh

Answer = TypeVar("Answer")


@dataclass
class Timing:
    """CPU time of one way to answer, question by question, in milliseconds."""

    who: str
    each: list[float] = field(default_factory=list)
    unproven: int = 0

    def of(self, work: Callable[[], Answer]) -> Answer:
        """Do the work and keep what it took."""
        began = time.process_time()
        answer = work()
        self.each.append(1000 * (time.process_time() - began))
        return answer

    @property
    def median(self) -> float:
        """As many took longer as shorter."""
        return median(self.each)

    @property
    def p95(self) -> float:
        """What 95 of 100 did not exceed."""
        return sorted(self.each)[max(0, -(-95 * len(self.each) // 100) - 1)]


@dataclass
class Compared:
    """``more`` questions in which first-fit meets fewer requirements, ``lost`` by how many.

    ``fewer`` are those in which we meet fewer, ``differing`` those in which the value of some
    stage is another one by CP-SAT, staged or with one objective.
    """

    ways: tuple[Timing, ...]
    met: int = 0
    more: list[str] = field(default_factory=list)
    fewer: list[str] = field(default_factory=list)
    differing: list[str] = field(default_factory=list)
    lost: int = 0


def compare(questions: Iterable[tuple[str, Question]]) -> Compared:
    """HiGHS stage by stage, CP-SAT stage by stage, CP-SAT at once, and first-fit, side by side."""
    highs, cp_sat, at_once, fitting = ways = (
        Timing("HiGHS, stage by stage (the default)"),
        Timing("CP-SAT, stage by stage"),
        Timing("CP-SAT, one combined objective"),
        Timing("first-fit, judged by our weigher"),
    )
    found = Compared(ways)
    for place, (name, question) in enumerate(questions):
        if place == 0:  # what is imported at the first call is no one's work
            _ = allocate(question), allocate(question, solver=CP_SAT), combined(question)
        ours = highs.of(partial(allocate, question, solver=HIGHS))
        theirs = cp_sat.of(partial(allocate, question, solver=CP_SAT))
        worth, proven = at_once.of(partial(combined, question))
        taken = fitting.of(partial(first_fit, question))
        highs.unproven += not ours.proven
        cp_sat.unproven += not theirs.proven
        at_once.unproven += not proven
        values = [stage.value for stage in ours.stages]
        if any([one.value for one in other.stages] != values for other in (theirs, worth)):
            found.differing.append(name)
        found.met += ours.met
        _count(found, name, nodes_met(question, ours.uses) - nodes_met(question, taken))
    return found


def nodes_met(question: Question, uses: Iterable[Use]) -> int:
    """How many requirements these uses meet."""
    return sum(part.met for part in weigh(question, uses).parts)


def time_dense(questions: Iterable[tuple[str, Question]], node_limit: int) -> Timing:
    """HiGHS on questions that are hard on purpose."""
    timing = Timing("HiGHS, stage by stage")
    for _, question in questions:
        answer = timing.of(partial(allocate, question, node_limit=node_limit))
        timing.unproven += not answer.proven
    return timing


@dataclass
class Planned:
    """``possible`` transcripts can be completed; ``impossible`` ones cannot, with a reason each."""

    timing: Timing
    possible: int = 0
    impossible: int = 0
    unexplained: int = 0


def time_plans(shared: Path, every: int = 1) -> Planned:
    """The fewest further courses out of the whole universe, for every so many transcripts."""
    found = Planned(Timing("fewest further courses"))
    offered = catalogue(shared)
    transcripts = list(cases(shared))[::every]
    plan(transcripts[0][1], offered)  # what is imported at the first call is no one's work
    for _, question in transcripts:
        answer = found.timing.of(partial(plan, question, offered))
        if answer.ways:
            found.possible += 1
            found.timing.unproven += not answer.ways[0].proven
        else:
            found.impossible += 1
            found.unexplained += not answer.obstacles
    return found


def _count(found: Compared, name: str, ahead: int) -> None:
    if ahead > 0:
        found.more.append(name)
        found.lost += ahead
    elif ahead < 0:
        found.fewer.append(name)
