"""Princeton's majors, minors and certificates as stacks, and random transcripts to try them on.

The requirements are read from ``CREDSTONE_SHARED`` and never copied. What our stacks simplify:

- A node without a list of courses (``no_req``, ``dist_req``) is taken as attested: the data says
  nothing a transcript could show.
- Where a parent counts courses (a part may count for more than one, or more is needed than there
  are parts), it becomes ``any`` with ``min_count`` over everything below, and ``max_counted`` of
  its parts becomes the wall ``max_count``. What is attested adds no course to such a count.
- Elsewhere a part counts for one when it is met; a part that needs nothing counts for one only
  when something was taken there (``counts_up_to: 1``), and below ``min_needed: ALL`` not at all.
- ``double_counting_allowed`` holds for all below it and becomes an exception for each leaf;
  ``double_counting_allowed_local`` (5 nodes) and sharing with another programme are not asked.
- A wildcard is a tag of the courses it means (``courses``); cross-listed codes are alternatives.
- ``pdfs_allowed``, ``completed_by_semester``, ``no_crosslist``, ``num_courses``, declaration limits
  and excluded majors are not asked. Four ``min_needed`` are written in words: a leading number is
  that number, anything else is ALL.
- Courses carry no credits. Transcripts are random samples, not students.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from benchmarks.stacking.courses import PRINCETON, codes_in, course, is_wildcard, means, universe

from credstone.model.enrolment import Attestation, Enrolment
from credstone.model.learning import Catalogue, Holding, Offer
from credstone.model.requirement import All, AnyOf, Attest, NOf, Requirement, Take
from credstone.model.selector import DefinitionRef, Selector
from credstone.model.stack import Constraints, NoDoubleCount, Stack
from credstone.model.text import Text
from credstone.stacking.question import Question

FOLDERS = ("majors", "minors", "certificates")
TRANSCRIPTS = 3
TODAY = date(2026, 6, 1)
FIRST_TERM = date(2022, 9, 1)
_ROLE = "department"
_NO_LIMIT = 10**6

Node = dict[str, Any]


@dataclass(frozen=True)
class Programme:
    """``codes`` are what its lists name; ``attested`` are requirements taken as confirmed."""

    name: str
    stack: Stack
    codes: tuple[str, ...]
    attested: tuple[str, ...]


@cache
def programmes(shared: Path) -> tuple[Programme, ...]:
    """Every programme with a list of courses, by folder and file name."""
    files = [path for name in FOLDERS for path in sorted(_folder(shared, name).glob("*.yaml"))]
    read = (_programme(path) for path in files)
    return tuple(programme for programme in read if programme.codes)


@cache
def patterns(shared: Path) -> tuple[str, ...]:
    """Every wildcard of every programme, sorted."""
    named = {code for each in programmes(shared) for code in each.codes if is_wildcard(code)}
    return tuple(sorted(named))


@cache
def all_courses(shared: Path) -> tuple[str, ...]:
    """The codes of the universe: everything that any programme names."""
    return universe(code for each in programmes(shared) for code in each.codes)


@cache
def catalogue(shared: Path) -> Catalogue:
    """Every course of the universe, on offer."""
    offers = (Offer(course(code, patterns(shared))) for code in all_courses(shared))
    return Catalogue("princeton", "2024-09-24", tuple(offers))


def cases(shared: Path, per_programme: int = TRANSCRIPTS) -> Iterator[tuple[str, Question]]:
    """Each programme with random transcripts: always the same ones, each under its name."""
    for programme in programmes(shared):
        for number in range(per_programme):
            name = f"{programme.name}#{number}"
            yield name, question(shared, programme, random.Random(name))


def question(shared: Path, programme: Programme, chance: random.Random) -> Question:
    """A transcript of 4 to 12 courses that the programme names and 12 others."""
    everything = all_courses(shared)
    relevant = _relevant(shared, programme.codes)
    taken = chance.sample(relevant, min(chance.randint(4, 12), len(relevant)))
    others = sorted(set(everything) - set(taken))
    taken += chance.sample(others, 12)
    return Question(
        stack=programme.stack,
        holdings=tuple(_holding(code, patterns(shared), chance) for code in taken),
        at=TODAY,
        enrolment=Enrolment(
            attestations=tuple(
                Attestation(requirement, _ROLE, "department", TODAY)
                for requirement in programme.attested
            )
        ),
    )


def leaves_of(requirement: Requirement) -> Iterator[Take]:
    """The requirements that take courses, in the order of the file."""
    match requirement:
        case Take():
            yield requirement
        case All() | AnyOf() | NOf():
            for part in requirement.of:
                yield from leaves_of(part)


def named_by(everything: Sequence[str], named: Sequence[str]) -> list[str]:
    """Those of ``everything`` that one of the codes or wildcards means."""
    exact = set(named)
    wild = [code for code in named if is_wildcard(code)]
    return [code for code in everything if code in exact or any(means(one, code) for one in wild)]


@cache
def _relevant(shared: Path, named: tuple[str, ...]) -> list[str]:
    return named_by(all_courses(shared), named)


def _folder(shared: Path, name: str) -> Path:
    return shared / "data" / "princeton" / name


def _holding(code: str, wildcards: tuple[str, ...], chance: random.Random) -> Holding:
    awarded = FIRST_TERM + timedelta(days=180 * chance.randrange(7))
    return Holding(
        id=f"urn:course:{code.replace(' ', '')}",
        learning=course(code, wildcards),
        awarded_on=awarded,
    )


def _programme(path: Path) -> Programme:
    document: Node = yaml.load(path.read_bytes(), yaml.CSafeLoader)
    reading = _Reading([], [], [])
    name = f"{path.parent.name}/{path.stem}"
    rules = reading.requirement({"min_needed": "ALL", **document}, "r", shared=False)
    stack = Stack(
        id=f"{PRINCETON}{name}",
        version="2024-09-24",
        title=Text.of({"en": str(document["name"])}),
        rules=rules,
        issuers=(("princeton", PRINCETON),),
        unit="course",
        constraints=Constraints(
            no_double_count=NoDoubleCount(exceptions=tuple((leaf, "*") for leaf in reading.sharing))
        ),
    )
    return Programme(name, stack, tuple(dict.fromkeys(reading.codes)), tuple(reading.attested))


@dataclass
class _Reading:
    """What is gathered while one tree is read."""

    codes: list[str]
    attested: list[str]
    sharing: list[str]

    def requirement(self, node: Node, at: str, *, shared: bool) -> Requirement:
        """The node as a requirement with the id ``at``."""
        shared = bool(node.get("double_counting_allowed", shared))
        if node.get("req_list"):
            return self._group(node, at, shared=shared)
        if node.get("course_list"):
            return self._leaf(node, at, shared=shared)
        self.attested.append(at)
        return Attest(id=at, label=_label(node), role=_ROLE, statement=_label(node))

    def _group(self, node: Node, at: str, *, shared: bool) -> Requirement:
        nodes: list[Node] = node["req_list"]
        parts = [
            self.requirement(part, f"{at}.{place}", shared=shared)
            for place, part in enumerate(nodes, start=1)
        ]
        needed = _needed(node)
        if needed is None:
            return All(id=at, label=_label(node), of=tuple(parts))
        if needed > len(nodes) or any(_limit(part) > 1 for part in nodes):
            return _counting(node, at, parts, needed)
        return NOf(
            id=at,
            label=_label(node),
            n=needed,
            of=tuple(_standing_for_one(part) for part in parts),
        )

    def _leaf(self, node: Node, at: str, *, shared: bool) -> Take:
        named = [code for entry in node["course_list"] for code in codes_in(str(entry))]
        without = [
            code for entry in node.get("excluded_course_list") or () for code in codes_in(entry)
        ]
        self.codes.extend(named)
        if shared:
            self.sharing.append(at)
        needed = _needed(node)
        return Take(
            id=at,
            label=_label(node),
            select=_selector(named, without),
            min_count=len(node["course_list"]) if needed is None else needed,
        )


def _counting(node: Node, at: str, parts: list[Requirement], needed: int) -> Requirement:
    """A group that counts the courses below it, each part up to its limit."""
    of = tuple(
        _limited(part, _limit(below)) for part, below in zip(parts, node["req_list"], strict=True)
    )
    if needed == 0:
        return NOf(id=at, label=_label(node), n=0, of=of)
    return AnyOf(id=at, label=_label(node), of=of, min_count=needed)


def _limited(part: Requirement, limit: int) -> Requirement:
    """The part with ``limit`` as a wall, where it leaves room for what the part itself asks."""
    match part:
        case Take() if (part.min_count or 0) <= limit < _NO_LIMIT:
            return replace(part, max_count=limit)
        case AnyOf() | NOf() if (part.min_count or 0) <= limit < _NO_LIMIT:
            return replace(part, max_count=limit)
        case _:
            return part


def _standing_for_one(part: Requirement) -> Requirement:
    if isinstance(part, Take) and part.min_count == 0:
        return replace(part, counts_up_to=1)
    return part


def _selector(named: Sequence[str], without: Sequence[str]) -> Selector:
    exact = tuple(DefinitionRef(code) for code in named if not is_wildcard(code))
    wild = tuple(code for code in named if is_wildcard(code))
    ways: list[Selector] = [
        *((Selector(definition=exact),) if exact else ()),
        *((Selector(tag=wild),) if wild else ()),
    ]
    unless = _selector(without, ()) if without else None
    if len(ways) == 1:
        return replace(ways[0], none_of=unless)
    return Selector(any=tuple(ways), none_of=unless)


def _needed(node: Node) -> int | None:
    """How many of the parts or courses are needed; None for all of them."""
    stated = node.get("min_needed", "ALL")
    if isinstance(stated, int):
        return stated
    leading = str(stated).split(" ", 1)[0]
    return int(leading) if leading.isdigit() else None


def _limit(node: Node) -> int:
    stated = node.get("max_counted", 1)
    return stated if isinstance(stated, int) else _NO_LIMIT


def _label(node: Node) -> Text:
    return Text.of({"en": str(node["name"])}) if node.get("name") else Text()
