"""Constraints written as JSON, the way ``constraint_parts`` reads them."""

from __future__ import annotations

from credstone.formats import compact
from credstone.formats.requirement_writing import requirement_to_json
from credstone.formats.rule_values import definitions_to_json, period_to_json
from credstone.formats.selector_parts import selector_to_json
from credstone.model.stack import (
    Age,
    Cap,
    Compensation,
    Constraints,
    CrossStack,
    GradeAverage,
    NoDoubleCount,
    Overlap,
    Residency,
)
from credstone.ports import Json, JsonObject


def constraints_to_json(one: Constraints) -> JsonObject:
    """Everything ``one`` says; reading it gives an equal one."""
    levels: JsonObject = {str(eqf): compact.decimal(credits) for eqf, credits in one.min_credits_at}
    return compact.compact(
        {
            "no_double_count": _no_double_count(one.no_double_count),
            "residency": compact.listed(_residency(each) for each in one.residency),
            "level": compact.compact({"min_credits_at": levels}),
            "age": _age(one.age),
            "overlap": compact.listed(_overlap(each) for each in one.overlap),
            "caps": compact.listed(_cap(each) for each in one.caps),
            "compensation": _compensation(one.compensation),
            "capstone": requirement_to_json(one.capstone) if one.capstone else None,
            "order": _pairs(one.order),
            "grade_average": _grade_average(one.grade_average),
            "cross_stack": compact.listed(_cross_stack(each) for each in one.cross_stack),
            "repeatable": definitions_to_json(one.repeatable),
        }
    )


def _no_double_count(one: NoDoubleCount) -> JsonObject:
    if one == NoDoubleCount():
        return {}
    return compact.compact(
        {
            "scope": one.scope.value,
            "except": _pairs(one.exceptions),
            "max_shared_credits": compact.decimal(one.max_shared_credits),
        }
    )


def _pairs(pairs: tuple[tuple[str, str], ...]) -> list[Json]:
    return [compact.listed(pair) for pair in pairs]


def _residency(one: Residency) -> JsonObject:
    return compact.compact(
        {
            "min_credits": compact.decimal(one.min_credits),
            "min_share": compact.decimal(one.min_share),
            "issuer": compact.listed(one.issuer),
        }
    )


def _age(one: Age | None) -> JsonObject:
    return {"max": period_to_json(one.max), "clock": one.clock.value} if one else {}


def _overlap(one: Overlap) -> JsonObject:
    return compact.compact(
        {
            "set": definitions_to_json(one.definitions),
            "count_at_most": one.count_at_most,
            "credit_cap": compact.decimal(one.credit_cap),
        }
    )


def _cap(one: Cap) -> JsonObject:
    amounts = compact.compact(
        {
            "max_credits": compact.decimal(one.max_credits),
            "max_count": one.max_count,
            "within": one.within,
        }
    )
    return {"select": selector_to_json(one.select), **amounts}


def _compensation(one: Compensation | None) -> JsonObject:
    if one is None:
        return {}
    return {
        "scheme": one.scheme,
        "avg_min": one.avg_min,
        "fail_floor": one.fail_floor,
        "max_compensated_credits": compact.decimal(one.max_compensated_credits),
    }


def _grade_average(one: GradeAverage | None) -> JsonObject:
    if one is None:
        return {}
    return {"scheme": one.scheme, "min": one.min, "weights": one.weights.value}


def _cross_stack(one: CrossStack) -> JsonObject:
    return {"other": one.other, "max_shared_credits": compact.decimal(one.max_shared_credits)}
