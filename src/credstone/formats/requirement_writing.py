"""Requirements written as JSON, the way ``requirement_parts`` reads them."""

from __future__ import annotations

from typing import assert_never

from credstone.formats import compact
from credstone.formats.outcome_cover import cover_to_json, wanted_to_json
from credstone.formats.predicate_parts import predicate_to_json
from credstone.formats.rule_values import window_to_json
from credstone.formats.selector_parts import grade_to_json, selector_to_json
from credstone.model.requirement import (
    All,
    AnyOf,
    Attest,
    Cond,
    Distinct,
    NOf,
    Outcomes,
    Requirement,
    Take,
    Totals,
)
from credstone.ports import Json, JsonObject


def requirement_to_json(one: Requirement) -> JsonObject:
    """Everything ``one`` says, its parts included; reading it gives an equal one."""
    return {"id": one.id, "kind": kind_of(one), **_common(one), **_own(one)}


def kind_of(one: Requirement) -> str:
    """The kind as the language writes it."""
    match one:
        case All():
            return "all"
        case AnyOf():
            return "any"
        case NOf():
            return "n_of"
        case Take():
            return "take"
        case Outcomes():
            return "outcomes"
        case Attest():
            return "attest"
        case Cond():
            return "cond"
        case _:
            assert_never(one)


def _common(one: Requirement) -> JsonObject:
    return compact.compact(
        {
            "label": compact.text(one.label),
            "weight": one.weight if one.weight != 1 else None,
            "explain": compact.text(one.explain),
            "attest": one.attest,
            "effective": window_to_json(one.effective),
            "waivable_by": one.waivable_by,
        }
    )


def _own(one: Requirement) -> JsonObject:
    match one:
        case All():
            return {**_totals(one), "of": _parts(one.of)}
        case AnyOf():
            best: JsonObject = {"best": True} if one.best else {}
            return {**best, **_totals(one), "of": _parts(one.of)}
        case NOf():
            apart = compact.compact({"distinct_by": _distinct_to_json(one.distinct)})
            return {"n": one.n, **apart, **_totals(one), "of": _parts(one.of)}
        case Take():
            return _take_to_json(one)
        case Outcomes():
            return compact.compact(
                {
                    "framework": one.framework,
                    "outcomes": compact.listed(wanted_to_json(each) for each in one.outcomes),
                    "cover": cover_to_json(one.cover),
                    "min_confidence": compact.decimal(one.min_confidence),
                    "select": selector_to_json(one.select),
                }
            )
        case Attest():
            return {"role": one.role, "statement": compact.text(one.statement)}
        case Cond():
            branch = requirement_to_json(one.then)
            written: JsonObject = {"if": predicate_to_json(one.when), "then": branch}
            if one.otherwise is not None:
                written["else"] = requirement_to_json(one.otherwise)
            return written
        case _:
            assert_never(one)


def _take_to_json(one: Take) -> JsonObject:
    written = compact.compact(
        {
            "per_item_cap": compact.decimal(one.per_item_cap),
            "min_each": compact.decimal(one.min_each),
            "distinct_by": _distinct_to_json(one.distinct),
            "grade": grade_to_json(one.grade),
            "counts_up_to": one.counts_up_to,
        }
    )
    # An empty selector is written too: it means any credential.
    return {"select": selector_to_json(one.select), **_totals(one), **written}


def _totals(one: Totals | Take) -> JsonObject:
    return compact.compact(
        {
            "min_count": one.min_count,
            "max_count": one.max_count,
            "min_credits": compact.decimal(one.min_credits),
            "max_credits": compact.decimal(one.max_credits),
        }
    )


def _parts(of: tuple[Requirement, ...]) -> list[Json]:
    return [requirement_to_json(each) for each in of]


def _distinct_to_json(one: Distinct | None) -> Json:
    if one is None or one.at_least is None:
        return one.by.value if one else None
    return {"by": one.by.value, "at_least": one.at_least}
