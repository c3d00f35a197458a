"""Selectors as JSON: which credentials a requirement means (stacking 3.2, ``Selector``)."""

from __future__ import annotations

import re

from credstone.formats import compact
from credstone.formats.node import Node
from credstone.formats.rule_values import (
    as_written,
    day_to_json,
    definitions,
    definitions_to_json,
    entries,
    level,
    needed,
    one_of,
    period,
    period_to_json,
    share,
    some,
    too_deep,
)
from credstone.model.selector import GradeRule, Selector
from credstone.model.vocabulary import ParticipationMode, QualityAssuranceType, Supervised
from credstone.ports import Json, JsonObject

FIELDS = (
    "definition",
    "issuer",
    "agreement",
    "subject",
    "level",
    "type",
    "tag",
    "skill",
    "min_confidence",
    "assessed",
    "qa_min",
    "supervised",
    "mode",
    "issued_after",
    "max_age",
    "recognised_by",
    "grade",
    "not",
    "any",
)
_SYNONYMS = {
    "definitions": "definition",
    "code": "definition",
    "codes": "definition",
    "issuers": "issuer",
    "provider": "issuer",
    "field": "subject",
    "isced": "subject",
    "isced_f": "subject",
    "eqf": "level: {eqf_min: …, eqf_max: …}",
    "eqf_min": "level: {eqf_min: …}",
    "eqf_max": "level: {eqf_max: …}",
    "tags": "tag",
    "skills": "skill",
    "types": "type",
    "age": "max_age",
    "recognized_by": "recognised_by",
    "none_of": "not",
    "min_grade": "grade: {scheme: …, min: …}",
}
_SUPERVISED = (Supervised.ONLINE, Supervised.ONSITE)
_ISCED = re.compile(r"[0-9]{1,4}")


def parse_selector(node: Node) -> Selector:
    """The selector at ``node``; empty when absent. Keeps findings there."""
    if not node.is_object() or too_deep(node):
        return Selector()
    node.only(FIELDS, _SYNONYMS)
    lowest, highest = _levels(node.member("level"))
    return Selector(
        definition=definitions(node, "definition"),
        issuer=some(node, "issuer"),
        agreement=some(node, "agreement"),
        subject=_subjects(node),
        eqf_min=lowest,
        eqf_max=highest,
        type=some(node, "type"),
        tag=some(node, "tag"),
        skill=some(node, "skill"),
        min_confidence=share(node, "min_confidence"),
        assessed=None if node.member("assessed").is_absent else node.boolean("assessed", True),
        qa_min=node.choice("qa_min", QualityAssuranceType),
        supervised=_supervised(node),
        mode=tuple(
            mode for item in entries(node, "mode") if (mode := item.as_choice(ParticipationMode))
        ),
        issued_after=node.day("issued_after"),
        max_age=period(node, "max_age"),
        recognised_by=some(node, "recognised_by"),
        grade=parse_grade(node.member("grade"), average=False),
        none_of=_none_of(node.member("not")),
        any=_any(node),
    )


def selector_to_json(one: Selector) -> JsonObject:
    """Everything ``one`` asks; reading it gives an equal one."""
    return compact.compact(
        {
            "definition": definitions_to_json(one.definition),
            "issuer": compact.listed(one.issuer),
            "agreement": compact.listed(one.agreement),
            "subject": compact.listed(one.subject),
            "level": compact.compact({"eqf_min": one.eqf_min, "eqf_max": one.eqf_max}),
            "type": compact.listed(one.type),
            "tag": compact.listed(one.tag),
            "skill": compact.listed(one.skill),
            "min_confidence": compact.decimal(one.min_confidence),
            "assessed": one.assessed,
            "qa_min": one.qa_min.value if one.qa_min else None,
            "supervised": _supervised_to_json(one.supervised),
            "mode": compact.listed(mode.value for mode in one.mode),
            "issued_after": day_to_json(one.issued_after),
            "max_age": period_to_json(one.max_age),
            "recognised_by": compact.listed(one.recognised_by),
            "grade": grade_to_json(one.grade),
            "not": selector_to_json(one.none_of) if one.none_of else None,
            "any": compact.listed(selector_to_json(each) for each in one.any),
        }
    )


def parse_grade(node: Node, *, average: bool) -> GradeRule | None:
    """``{scheme, min}``, or ``avg_min`` too where an ``average`` can be asked."""
    if not node.is_object():
        return None
    least = ("min", "avg_min") if average else ("min",)
    if not average and not node.member("avg_min").is_absent:
        node.member("avg_min").find(
            "one credential has no average", "Write min here, or avg_min in grade of a take."
        )
    node.only(("scheme", "min", "avg_min"), {"at_least": "min", "average": "avg_min"})
    needed(node, "scheme", "Write the id of the grading scheme.")
    one_of(node, least)
    return GradeRule(node.string("scheme"), as_written(node, "min"), as_written(node, "avg_min"))


def grade_to_json(one: GradeRule | None) -> JsonObject:
    if one is None:
        return {}
    return compact.compact({"scheme": one.scheme, "min": one.min, "avg_min": one.avg_min})


def _levels(node: Node) -> tuple[int | None, int | None]:
    if not node.is_object():
        return None, None
    node.only(("eqf_min", "eqf_max"), {"min": "eqf_min", "max": "eqf_max", "eqf": "eqf_min"})
    one_of(node, ("eqf_min", "eqf_max"))
    lowest, highest = level(node, "eqf_min"), level(node, "eqf_max")
    if lowest is not None and highest is not None and lowest > highest:
        node.find("eqf_min is above eqf_max", "Exchange them, or mend one.")
    return lowest, highest


def _subjects(node: Node) -> tuple[str, ...]:
    for item in entries(node, "subject"):
        if isinstance(item.value, str) and not _ISCED.fullmatch(item.value):
            item.find("it is not an ISCED-F code", "Write one to four digits, such as 06 or 0613.")
    return some(node, "subject")


def _supervised(node: Node) -> tuple[Supervised, ...]:
    """``true`` is online or onsite."""
    written = node.member("supervised")
    if written.value is True:
        return _SUPERVISED
    if written.value is False:
        written.find(
            "it could mean two things", "Remove it, or write none for unsupervised assessment."
        )
        return ()
    found = (item.as_choice(Supervised) for item in entries(node, "supervised"))
    return tuple(one for one in found if one is not None)


def _supervised_to_json(kinds: tuple[Supervised, ...]) -> Json:
    return True if kinds == _SUPERVISED else compact.listed(kind.value for kind in kinds)


def _none_of(node: Node) -> Selector | None:
    if not node.is_object():
        return None
    if not node.value:
        node.find("it excludes everything", "Write below it what is not meant.")
    return parse_selector(node)


def _any(node: Node) -> tuple[Selector, ...]:
    alternatives = node.member("any")
    if isinstance(alternatives.value, dict):
        alternatives.find("a list is expected here", "Begin each selector with a dash.")
        return ()
    return tuple(parse_selector(item) for item in entries(node, "any"))
