"""Definitions that are retired: who still holds one may use it, but nobody can earn it any more."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.formats.checking import warning
from credstone.formats.finding import Finding
from credstone.model.learning import Offer
from credstone.stacking.facts import is_named, names
from credstone.stacking.lint.look import Look, is_retired


def check(look: Look) -> Iterator[Finding]:
    """Named definitions of which every offer is retired, with what takes over."""
    for one in look.references:
        if not one.asks:
            continue
        offers = [offer for offer in look.offers if names(one.ref, offer.learning)]
        if offers and all(is_retired(offer, look.at) for offer in offers):
            last = max(offers, key=lambda offer: str(offer.retired_on))
            yield warning(
                one.path,
                str(one.ref),
                f"{one.ref.name} is retired since {last.retired_on}",
                _instead(last, look),
            )


def _instead(offer: Offer, look: Look) -> str:
    if not offer.successor:
        return "Name something that is still offered beside it."
    named = any(
        reference.asks and offer.successor in (reference.ref.name, str(reference.ref))
        for reference in look.references
    ) or any(
        reference.asks and is_named(reference.ref, other.learning)
        for other in look.offers
        if offer.successor in (other.learning.id, other.learning.code)
        for reference in look.references
    )
    if named:
        return f"Keep it as long as learners hold it; {offer.successor} stands beside it."
    return f"Add its successor {offer.successor} beside it."
