"""Which requirements compete for which credentials (Hall's theorem).

Where requirements ask plain numbers and no credential may serve two of them, one that stays open
shows a set of requirements that ask more together than all credentials they could use. Following
the credentials from the open one to where they are used finds that set.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Wants:
    """What one leaf asks (a count, or hundredths of a credit) and what could serve it."""

    asked: int
    could_use: frozenset[str]


@dataclass(frozen=True)
class Shortage:
    """``leaves`` ask ``asked`` together, and ``holdings``, all they could use, give ``given``."""

    leaves: tuple[str, ...]
    holdings: tuple[str, ...]
    asked: int
    given: int


def shortage(
    start: str, wants: Mapping[str, Wants], gives: Mapping[str, int], used_in: Mapping[str, str]
) -> Shortage | None:
    """The smallest shortage found around the open leaf ``start``; None when there is none.

    ``wants`` holds the leaves that compete at all, in the order of the file; ``gives`` what each
    holding is worth in the same unit, ``used_in`` where it counts. Of at least two leaves.
    """
    leaves = _reached(start, wants, used_in)
    if len(leaves) < 2 or not _falls_short(leaves, wants, gives):
        return None
    for leaf in sorted(leaves - {start}):
        fewer = leaves - {leaf}
        if len(fewer) >= 2 and _falls_short(fewer, wants, gives) and _meet(fewer, wants):
            leaves = fewer
    holdings = _together(leaves, wants)
    return Shortage(
        tuple(leaf for leaf in wants if leaf in leaves),
        tuple(sorted(holdings)),
        sum(wants[leaf].asked for leaf in leaves),
        sum(gives[one] for one in holdings),
    )


def _reached(start: str, wants: Mapping[str, Wants], used_in: Mapping[str, str]) -> frozenset[str]:
    """From the open leaf along what it could use to the leaves that use it, and so on."""
    reached = {start}
    waiting = [start]
    while waiting:
        for one in sorted(wants[waiting.pop()].could_use):
            leaf = used_in.get(one, "")
            if leaf in wants and leaf not in reached:
                reached.add(leaf)
                waiting.append(leaf)
    return frozenset(reached)


def _together(leaves: frozenset[str], wants: Mapping[str, Wants]) -> frozenset[str]:
    return frozenset().union(*(wants[leaf].could_use for leaf in leaves))


def _falls_short(
    leaves: frozenset[str], wants: Mapping[str, Wants], gives: Mapping[str, int]
) -> bool:
    given = sum(gives[one] for one in _together(leaves, wants))
    return sum(wants[leaf].asked for leaf in leaves) > given


def _meet(leaves: frozenset[str], wants: Mapping[str, Wants]) -> bool:
    """Whether each of ``leaves`` could use something that another of them could use too."""
    return all(
        any(wants[leaf].could_use & wants[other].could_use for other in leaves - {leaf})
        for leaf in leaves
    )
