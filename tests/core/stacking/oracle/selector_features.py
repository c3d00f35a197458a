"""What selectors may say, each with the question as it is when none of them says it."""

from __future__ import annotations

from dataclasses import replace

from credstone.model.requirement import Outcomes, Requirement, Take
from credstone.model.selector import Selector
from tests.core.stacking.oracle.trees import Without, default_of, everywhere


def _unsaid(*fields: str) -> Without:
    """Selectors everywhere, and in them, without these fields."""

    def said_less(selector: Selector) -> Selector:
        change: dict[str, object] = {field: default_of(selector, field) for field in fields}
        inner = selector.none_of
        if inner is not None and "none_of" not in fields:
            change["none_of"] = _unless_empty(said_less(inner))
        if "any" not in fields:
            change["any"] = tuple(said_less(one) for one in selector.any)
        return replace(selector, **change)

    def edit(one: Requirement) -> Requirement:
        has_one = isinstance(one, Take | Outcomes)
        return replace(one, select=said_less(one.select)) if has_one else one

    return lambda question: everywhere(question, edit)


def _unless_empty(selector: Selector) -> Selector | None:
    return None if selector == Selector() else selector


SELECTORS: dict[str, Without] = {
    "select definition": _unsaid("definition"),
    "select issuer": _unsaid("issuer"),
    "select agreement": _unsaid("agreement"),
    "select recognised_by": _unsaid("recognised_by"),
    "select subject": _unsaid("subject"),
    "select level": _unsaid("eqf_min", "eqf_max"),
    "select type": _unsaid("type"),
    "select tag": _unsaid("tag"),
    "select skill": _unsaid("skill"),
    "select min_confidence": _unsaid("min_confidence"),
    "select assessed": _unsaid("assessed"),
    "select qa_min": _unsaid("qa_min"),
    "select supervised": _unsaid("supervised"),
    "select mode": _unsaid("mode"),
    "select issued_after": _unsaid("issued_after"),
    "select max_age": _unsaid("max_age"),
    "select grade": _unsaid("grade"),
    "select not": _unsaid("none_of"),
    "select any": _unsaid("any"),
}
