"""Learning outcomes, assessments and grading schemes: read from a node, written as JSON."""

from __future__ import annotations

from credstone.formats import compact
from credstone.formats.node import Node
from credstone.model.outcome import Alignment, AssessmentMethod, GradingScheme, LearningOutcome
from credstone.model.vocabulary import AssessmentType, OutcomeType, ReuseLevel, Supervised
from credstone.ports import JsonObject


def parse_alignment(node: Node) -> Alignment:
    node.only(
        ("target_url", "target_name", "framework", "target_code", "target_type"),
        {"url": "target_url", "uri": "target_url", "name": "target_name", "code": "target_code"},
    )
    return Alignment(
        target_url=node.string("target_url"),
        target_name=node.string("target_name"),
        framework=node.string("framework"),
        target_code=node.string("target_code"),
        target_type=node.string("target_type"),
    )


def alignment_to_json(one: Alignment) -> JsonObject:
    return compact.compact(
        {
            "target_url": one.target_url,
            "target_name": one.target_name,
            "framework": one.framework,
            "target_code": one.target_code,
            "target_type": one.target_type,
        }
    )


def parse_outcome(node: Node) -> LearningOutcome:
    node.only(
        ("id", "statement", "verb", "essential", "type", "reuse_level", "alignments"),
        {"text": "statement", "title": "statement", "name": "statement", "esco": "alignments"},
    )
    return LearningOutcome(
        id=node.string("id"),
        statement=node.text("statement"),
        verb=node.string("verb"),
        essential=node.boolean("essential", default=True),
        type=node.choice("type", OutcomeType),
        reuse_level=node.choice("reuse_level", ReuseLevel),
        alignments=node.each("alignments", parse_alignment),
    )


def outcome_to_json(one: LearningOutcome) -> JsonObject:
    return compact.compact(
        {
            "id": one.id,
            "statement": compact.text(one.statement),
            "verb": one.verb,
            "essential": None if one.essential else False,
            "type": one.type.value if one.type else None,
            "reuse_level": one.reuse_level.value if one.reuse_level else None,
            "alignments": compact.listed(alignment_to_json(link) for link in one.alignments),
        }
    )


def parse_assessment(node: Node) -> AssessmentMethod:
    node.only(
        (
            "id",
            "type",
            "outcomes",
            "description",
            "supervised",
            "identity_verified",
            "identity_method",
        ),
        {"assesses": "outcomes", "id_verified": "identity_verified", "name": "description"},
    )
    return AssessmentMethod(
        id=node.string("id"),
        type=node.required("type", AssessmentType, AssessmentType.WRITTEN_EXAMINATION),
        outcomes=node.strings("outcomes"),
        description=node.text("description"),
        supervised=node.choice("supervised", Supervised) or Supervised.NONE,
        identity_verified=node.boolean("identity_verified", default=False),
        identity_method=node.string("identity_method"),
    )


def assessment_to_json(one: AssessmentMethod) -> JsonObject:
    return compact.compact(
        {
            "id": one.id,
            "type": one.type.value,
            "outcomes": compact.listed(one.outcomes),
            "description": compact.text(one.description),
            "supervised": None if one.supervised is Supervised.NONE else one.supervised.value,
            "identity_verified": one.identity_verified or None,
            "identity_method": one.identity_method,
        }
    )


def parse_grading(node: Node) -> GradingScheme | None:
    if not node.is_object():
        return None
    node.only(
        (
            "id",
            "name",
            "allowed",
            "passing",
            "minimum",
            "maximum",
            "pass_mark",
            "lower_is_better",
        ),
        {"min": "minimum", "max": "maximum", "values": "allowed"},
    )
    stated = not node.member("lower_is_better").is_absent
    return GradingScheme(
        id=node.string("id"),
        name=node.text("name"),
        allowed=node.strings("allowed"),
        passing=node.strings("passing"),
        minimum=node.string("minimum"),
        maximum=node.string("maximum"),
        pass_mark=node.string("pass_mark"),
        lower_is_better=node.boolean("lower_is_better", default=False) if stated else None,
    )


def grading_to_json(one: GradingScheme | None) -> JsonObject:
    if one is None:
        return {}
    return compact.compact(
        {
            "id": one.id,
            "name": compact.text(one.name),
            "allowed": compact.listed(one.allowed),
            "passing": compact.listed(one.passing),
            "minimum": one.minimum,
            "maximum": one.maximum,
            "pass_mark": one.pass_mark,
            "lower_is_better": one.lower_is_better,
        }
    )
