"""All families together, each in its own file and on one line here."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from tests.hostile.case import Case, Exclusion, Family
from tests.hostile.families import (
    bombs,
    chains,
    confused_issuers,
    contexts,
    encodings,
    equivalents,
    identifiers,
    jose_form,
    jose_header,
    keywords,
    languages,
    numbers,
    odd_keys,
    pointers,
    presentation_tricks,
    proofs,
    shared_costs,
    status_tricks,
    syntax,
    terms,
    times_and_claims,
    type_confusion,
)

FAMILIES: dict[str, Family] = {
    one.NAME: one.cases
    for one in (
        type_confusion,
        pointers,
        jose_header,
        jose_form,
        proofs,
        times_and_claims,
        chains,
        contexts,
        keywords,
        identifiers,
        languages,
        terms,
        encodings,
        numbers,
        syntax,
        odd_keys,
        status_tricks,
        bombs,
        shared_costs,
        presentation_tricks,
        confused_issuers,
        equivalents,
    )
}


def cases(*families: str) -> Iterator[Case]:
    """The cases of these families, or of all."""
    for name in families or FAMILIES:
        yield from (one for one in FAMILIES[name]() if isinstance(one, Case))


def exclusions(family: str) -> Iterator[Exclusion]:
    """What was left out of a family, and why."""
    yield from (one for one in FAMILIES[family]() if isinstance(one, Exclusion))


def spread(count: int) -> list[Case]:
    """A fixed choice of ``count`` cases over all families, each by its share, small ones whole.

    A case is chosen by the digest of its id, so that a new case moves few others.
    """
    by_family = {name: sorted(cases(name), key=_lot) for name in FAMILIES}
    share = count // len(FAMILIES)
    chosen = [one for found in by_family.values() for one in found[:share]]
    others = sorted((one for found in by_family.values() for one in found[share:]), key=_lot)
    return [*chosen, *others[: count - len(chosen)]]


def _lot(case: Case) -> bytes:
    return hashlib.sha256(case.id.encode("utf-8", "surrogatepass")).digest()
