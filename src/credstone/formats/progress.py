"""Progress as JSON: the tree, the conditions beside it and every credential, with the reasons.

One way only: an answer is computed anew, never read back. Its schema is
docs/reference/schema/pathway-progress.schema.json.
"""

from __future__ import annotations

from credstone.formats import compact
from credstone.model.progress import (
    Branch,
    Condition,
    Contest,
    Counted,
    Hint,
    HoldingAnswer,
    NotCounted,
    Progress,
)
from credstone.ports import Json, JsonObject


def progress_to_json(progress: Progress) -> JsonObject:
    """Everything ``progress`` says."""
    return {
        "stack": progress.stack,
        "version": progress.version,
        "title": compact.text(progress.title),
        "unit": progress.unit,
        "at": progress.at.isoformat(),
        "met": progress.met,
        "proven": progress.proven,
        "headline": progress.headline,
        "rules": branch_to_json(progress.rules),
        "capstone": branch_to_json(progress.capstone) if progress.capstone else None,
        "conditions": compact.listed(map(_condition, progress.conditions)),
        "holdings": compact.listed(map(holding_to_json, progress.holdings)),
        "hints": compact.listed(map(hint_to_json, progress.hints)),
    }


def branch_to_json(branch: Branch) -> JsonObject:
    """One requirement with all below it; what is empty is left out."""
    always: JsonObject = {
        "id": branch.id,
        "kind": branch.kind,
        "state": branch.state.value,
        "reason": branch.reason,
    }
    return {
        **always,
        **compact.compact(
            {
                "label": compact.text(branch.label),
                "notes": compact.listed(branch.notes),
                "counted": compact.listed(map(_counted, branch.counted)),
                "not_counted": compact.listed(map(_not_counted, branch.not_counted)),
                "contests": compact.listed(map(_contest, branch.contests)),
                "hints": compact.listed(map(hint_to_json, branch.hints)),
                "parts": compact.listed(map(branch_to_json, branch.parts)),
            }
        ),
    }


def holding_to_json(one: HoldingAnswer) -> JsonObject:
    """What became of one credential."""
    places: list[Json] = [
        {"requirement": place.requirement, "credits": compact.decimal(place.credits)}
        for place in one.counts
    ]
    return {
        "id": one.id,
        "code": one.code,
        "title": compact.text(one.title),
        "issuer": one.issuer,
        "awarded_on": one.awarded_on.isoformat(),
        "credits": compact.decimal(one.credits),
        "counts": places,
        "why_not": one.why_not,
        "nearest": one.nearest,
    }


def _condition(one: Condition) -> JsonObject:
    return {
        "name": one.name,
        "kind": "gate" if one.is_gate else "wall",
        "holds": one.holds,
        "state": one.state,
        "reason": one.reason,
    }


def _counted(one: Counted) -> JsonObject:
    granted = one.granted_on.isoformat() if one.granted_on else None
    return compact.compact(
        {
            "holding": one.holding,
            "credits": compact.decimal(one.credits),
            "cut": one.cut,
            "granted_on": granted,
        }
    )


def _not_counted(one: NotCounted) -> JsonObject:
    return {"holding": one.holding, "reasons": compact.listed(one.reasons)}


def _contest(one: Contest) -> JsonObject:
    return {
        "requirements": compact.listed(one.requirements),
        "holdings": compact.listed(one.holdings),
        "reason": one.reason,
    }


def hint_to_json(one: Hint) -> JsonObject:
    """One change and what it would do."""
    return {
        "kind": one.kind.value,
        "requirement": one.requirement,
        "holding": one.holding,
        "role": one.role,
        "reason": one.reason,
        "meets": compact.listed(one.meets),
        "stack_met": one.stack_met,
    }
