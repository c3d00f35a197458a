"""Plans as JSON: the ways on, what-if answers and nearness, with reasons and assumptions.

One way only: an answer is computed anew, never read back. The schemas are pathway-plan and
pathways-near in docs/reference/schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from credstone.formats import compact
from credstone.formats.rule_values import day_to_json
from credstone.model.learning import Offer
from credstone.model.plan import (
    Confirm,
    Decide,
    Difference,
    Learn,
    Near,
    NotOffered,
    Obstacle,
    Plan,
    Step,
    Sum,
    Way,
    WhatIf,
)
from credstone.ports import Json, JsonObject


def plan_to_json(plan: Plan, what_if: WhatIf | None = None) -> JsonObject:
    """Everything ``plan`` says; with ``what_if`` also what a change would do, ``plan`` after it."""
    return {
        "stack": plan.stack,
        "version": plan.version,
        "title": compact.text(plan.title),
        "unit": plan.unit,
        "at": plan.at.isoformat(),
        "criterion": plan.criterion.value,
        "catalogue": {
            "id": plan.catalogue,
            "version": plan.catalogue_version,
            "prices_of": day_to_json(plan.prices_of),
        },
        "promised_only": plan.promised_only,
        "possible": plan.possible,
        "decided": plan.decided,
        "closed": plan.closed,
        "done": plan.done,
        "ways": compact.listed(map(way_to_json, plan.ways)),
        "obstacles": compact.listed(map(_obstacle, plan.obstacles)),
        "assumptions": compact.listed(plan.assumptions),
        "not_offered": compact.listed(map(_not_offered, plan.not_offered)),
        "what_if": _what_if(what_if) if what_if else None,
    }


def way_to_json(way: Way) -> JsonObject:
    """One way with its steps, in order."""
    return {
        "proven": way.proven,
        "guaranteed": way.guaranteed,
        "sum": _sum(way.sum),
        "steps": compact.listed(map(_step, way.steps)),
        "assumptions": compact.listed(way.assumptions),
    }


def near_to_json(answers: Iterable[Near], closed: Mapping[str, str]) -> JsonObject:
    """How close each stack is, in the order given; ``closed`` says why one is no choice at all."""
    return {
        "pathways": compact.listed(map(_near, answers)),
        "closed": [{"stack": stack, "reason": reason} for stack, reason in closed.items()],
    }


def offer_to_json(offer: Offer) -> JsonObject:
    """What a step says of an offer: enough to find it and to pay for it."""
    learning = offer.learning
    return {
        **compact.compact(
            {
                "id": learning.id,
                "code": learning.code,
                "version": learning.version,
                "title": compact.text(learning.title),
                "issuer": learning.issuer,
                "credits": compact.decimal(learning.credits),
                "unit": learning.unit if learning.credits is not None else None,
                "price": compact.decimal(offer.price),
                "currency": offer.currency,
                "weeks": compact.decimal(offer.weeks),
                "starts_on": day_to_json(offer.starts_on),
                "ends_on": day_to_json(offer.ends_on),
                "promised": offer.promised,
            }
        ),
        "exams": offer.exams,
    }


def _step(step: Step) -> JsonObject:
    match step:
        case Learn():
            return {
                "kind": "learn",
                "choose": step.choose,
                "among": compact.listed(map(offer_to_json, step.among)),
                "serves": compact.listed(step.serves),
                "shows": compact.listed(step.shows),
                "opens": compact.listed(step.opens),
                "only_opens": step.only_opens,
                "renews": step.renews,
                "again": step.again,
                "sum": _sum(step.sum),
            }
        case Confirm():
            return {
                "kind": "confirm",
                "requirement": step.requirement,
                "role": step.role,
                "statement": compact.text(step.statement),
                "refused": step.refused,
            }
        case Decide():
            return {"kind": "decide", "stack": step.stack}
        case _:
            assert_never(step)


def _sum(one: Sum) -> JsonObject:
    return {
        "credentials": one.credentials,
        "credits": compact.decimal(one.credits),
        "price": compact.decimal(one.price),
        "currency": one.currency,
        "unpriced": one.unpriced,
        "weeks": compact.decimal(one.weeks),
        "exams": one.exams,
        "last_day": day_to_json(one.last_day),
    }


def _obstacle(one: Obstacle) -> JsonObject:
    return {"kind": one.kind.value, "name": one.name, "reason": one.reason}


def _not_offered(one: NotOffered) -> JsonObject:
    return {"offer": offer_to_json(one.offer), "why": one.why, "successor": one.successor}


def _what_if(one: WhatIf) -> JsonObject:
    before = one.before
    return {
        "changes": compact.listed(one.changes),
        "met_before": one.met_before,
        "met_after": one.met_after,
        "differences": compact.listed(map(_difference, one.differences)),
        "before": {
            "stack": before.stack,
            "version": before.version,
            "possible": before.possible,
            "sum": _sum(before.ways[0].sum) if before.ways else None,
        },
        "dropped": compact.listed(one.dropped),
        "added": compact.listed(one.added),
    }


def _difference(one: Difference) -> JsonObject:
    return {
        "requirement": one.requirement,
        "label": compact.text(one.label),
        "met_before": one.met_before,
        "met_after": one.met_after,
    }


def _near(one: Near) -> JsonObject:
    way: Json = way_to_json(one.way) if one.way else None
    return {
        "stack": one.stack,
        "version": one.version,
        "title": compact.text(one.title),
        "met": one.met,
        "share": compact.decimal(one.share),
        "at_least": compact.decimal(one.at_least),
        "unit": one.unit,
        "reason": one.reason,
        "way": way,
    }
