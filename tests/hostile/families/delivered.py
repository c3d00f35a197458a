"""One trick, delivered in every way: put into honest documents, and signed by its own author.

What somebody put in afterwards must be refused by the signature. What an issuer signed in earnest
must be refused for itself: two readers would read two credentials.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, TypeAlias

from tests.hostile.case import Case, sampled
from tests.hostile.honest import SHAPES, Honest, credentials, strangers
from tests.hostile.keys import ATTACKER, issuer_of, sealed

Trick: TypeAlias = Callable[[dict[str, Any]], Any]
SHAPES_TRIED = ("minimal", "badge")
_TARGETS_FOR_EACH = 4


@cache
def targets() -> tuple[Honest, ...]:
    """Small honest documents over each mechanism, tokens included."""
    return tuple(
        one
        for one in credentials() + strangers()
        if one.name.removesuffix("/stranger").endswith(SHAPES_TRIED)
    )


def put_in(family: str, name: str, trick: Trick) -> Iterator[Case]:
    """The trick in honest documents, under their signatures; not where it changes nothing."""
    for honest in sampled(targets(), _TARGETS_FOR_EACH, f"{family} {name}"):
        value = honest.value
        touched = trick(value)
        if touched != value:
            case_id = f"{family}/{name}/in {honest.name}"
            yield Case(case_id, family, honest.carrying(touched))


def signed(family: str, name: str, trick: Trick) -> Iterator[Case]:
    """The trick under a good signature of the issuer that the document names."""
    for shape in SHAPES_TRIED:
        document = SHAPES[shape](issuer_of(ATTACKER))
        for way, data in sealed(trick(document)):
            yield Case(f"{family}/{name}/signed {shape} {way}", family, data)


def delivered(family: str, name: str, trick: Trick) -> Iterator[Case]:
    yield from put_in(family, name, trick)
    yield from signed(family, name, trick)
