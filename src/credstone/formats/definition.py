"""Achievements as JSON: the shape people write by hand in YAML or JSON, and the canonical one.

The canonical form is what a version's content hash is computed over, so it is total, the same
for equal achievements, and loses nothing. Shapes are read here; what they mean together is
checked by ``definition_checks``; files with lines belong to ``documents``.
"""

from __future__ import annotations

from collections.abc import Mapping

from credstone.errors import MalformedInput
from credstone.formats import compact
from credstone.formats.definition_checks import check_achievement
from credstone.formats.definition_parts import (
    level_to_json,
    parse_level,
    parse_prerequisite,
    parse_price,
    parse_quality,
    parse_stackability,
    parse_validity,
    parse_workload,
    prerequisite_to_json,
    price_to_json,
    quality_to_json,
    stackability_to_json,
    validity_to_json,
    workload_to_json,
)
from credstone.formats.finding import Finding, has_errors
from credstone.formats.node import Node
from credstone.formats.organisation import organisation_to_json, parse_organisation
from credstone.formats.outcome_parts import (
    alignment_to_json,
    assessment_to_json,
    grading_to_json,
    outcome_to_json,
    parse_alignment,
    parse_assessment,
    parse_grading,
    parse_outcome,
)
from credstone.model.achievement import Achievement
from credstone.model.party import Organisation
from credstone.model.vocabulary import ParticipationMode
from credstone.ports import Json, JsonObject

FIELDS = (
    "code",
    "version",
    "id",
    "title",
    "description",
    "awarding_bodies",
    "learning_outcomes",
    "workload",
    "level",
    "assessments",
    "participation_mode",
    "quality_assurance",
    "criteria",
    "field",
    "prerequisites",
    "stackability",
    "further_information",
    "homepage",
    "languages",
    "price",
    "validity",
    "grading",
    "alignments",
    "tags",
)
# Names that other tools give to the same things, edubadges' among them.
_SYNONYMS = {
    "name": "title",
    "name_english": "title: {en: …}",
    "name_dutch": "title: {nl: …}",
    "awarding_body": "awarding_bodies",
    "issuer": "awarding_bodies, the issuer first",
    "issuer_countries": "the country in each organisation's own file",
    "criteria_text": "criteria",
    "narrative": "criteria",
    "learning_outcome": "learning_outcomes",
    "outcomes": "learning_outcomes",
    "participation": "participation_mode",
    "mode": "participation_mode",
    "assessment": "assessments",
    "assessment_type": "assessments, each with a type",
    "assessment_types": "assessments, each with a type",
    "assessment_id_verified": "identity_verified in each of assessments",
    "assessment_supervised": "supervised in each of assessments",
    "supervision": "supervised and identity_verified in each of assessments",
    "quality_assurance_name": "agency in quality_assurance",
    "quality_assurance_url": "report_url in quality_assurance",
    "quality_assurance_description": "description in quality_assurance",
    "stackable": "stackability with a kind",
    "eqf_nlqf_level_verified": "level and quality_assurance",
    "eqf": "level: {eqf: …}",
    "ects": "workload: {credits: [{system: ects, value: …}]}",
    "hours": "workload: {hours: …}",
    "isced": "field",
    "isced_f": "field",
    "language": "languages",
    "url": "homepage",
}


def read_achievement(
    value: Json, organisations: Mapping[str, Organisation]
) -> tuple[Achievement | None, tuple[Finding, ...]]:
    """The achievement in ``value``, or None when an error stands in the way; never raises.

    Awarding bodies are codes looked up in ``organisations``, or whole organisations. Findings
    come in the order of reading: shapes first, then what does not fit together.
    """
    findings: list[Finding] = []
    node = Node(value, (), findings)
    if not isinstance(value, dict):
        node.find("a definition has named fields", "Begin with code, version and title.")
        return None, tuple(findings)
    achievement = parse_achievement(node, organisations)
    # What could not be read is not blamed a second time for being empty.
    blamed = {finding.pointer for finding in findings}
    findings += (
        one for one in check_achievement(achievement) if not _stands_in(one.pointer, blamed)
    )
    return (None if has_errors(findings) else achievement), tuple(findings)


def parse_achievement(
    node: Node, organisations: Mapping[str, Organisation] | None = None
) -> Achievement:
    """The achievement at ``node``, empty where something is missing; keeps findings there."""
    node.only(FIELDS, _SYNONYMS)
    known = organisations or {}
    bodies = (_awarding_body(item, known) for item in node.items("awarding_bodies"))
    return Achievement(
        code=node.string("code"),
        version=node.string("version"),
        id=node.string("id"),
        title=node.text("title"),
        description=node.text("description"),
        awarding_bodies=tuple(body for body in bodies if body is not None),
        learning_outcomes=node.each("learning_outcomes", parse_outcome),
        workload=parse_workload(node.member("workload")),
        level=parse_level(node.member("level")),
        assessments=node.each("assessments", parse_assessment),
        participation_mode=node.choice("participation_mode", ParticipationMode),
        quality_assurance=node.each("quality_assurance", parse_quality),
        criteria=node.text("criteria"),
        field=node.string("field"),
        prerequisites=node.each("prerequisites", parse_prerequisite),
        stackability=parse_stackability(node.member("stackability")),
        further_information=node.text("further_information"),
        homepage=node.string("homepage"),
        languages=node.strings("languages"),
        price=parse_price(node.member("price")),
        validity=parse_validity(node.member("validity")),
        grading=parse_grading(node.member("grading")),
        alignments=node.each("alignments", parse_alignment),
        tags=node.strings("tags"),
    )


def achievement_from_json(value: Json) -> Achievement:
    """The achievement that ``achievement_to_json`` wrote, without asking whether it is good.

    Raises ``MalformedInput`` at the first place that has another shape.
    """
    findings: list[Finding] = []
    node = Node(value, (), findings)
    if not node.is_object():
        raise MalformedInput("not the definition of an achievement")
    achievement = parse_achievement(node)
    for finding in findings:
        raise MalformedInput(finding.why, where=finding.pointer, fix=finding.fix)
    return achievement


def achievement_to_json(achievement: Achievement) -> JsonObject:
    """Everything ``achievement`` says, awarding bodies included; reading it gives an equal one.

    Decimals are strings; members that say nothing are left out. Equal achievements give equal
    values, so that a digest over the canonical bytes names the version.
    """
    bodies = (organisation_to_json(body) for body in achievement.awarding_bodies)
    mode = achievement.participation_mode
    return compact.compact(
        {
            "code": achievement.code,
            "version": achievement.version,
            "id": achievement.id,
            "title": compact.text(achievement.title),
            "description": compact.text(achievement.description),
            "awarding_bodies": compact.listed(bodies),
            "learning_outcomes": compact.listed(
                outcome_to_json(one) for one in achievement.learning_outcomes
            ),
            "workload": workload_to_json(achievement.workload),
            "level": level_to_json(achievement.level),
            "assessments": compact.listed(
                assessment_to_json(one) for one in achievement.assessments
            ),
            "participation_mode": mode.value if mode else None,
            "quality_assurance": compact.listed(
                quality_to_json(one) for one in achievement.quality_assurance
            ),
            "criteria": compact.text(achievement.criteria),
            "field": achievement.field,
            "prerequisites": compact.listed(
                prerequisite_to_json(one) for one in achievement.prerequisites
            ),
            "stackability": stackability_to_json(achievement.stackability),
            "further_information": compact.text(achievement.further_information),
            "homepage": achievement.homepage,
            "languages": compact.listed(achievement.languages),
            "price": price_to_json(achievement.price),
            "validity": validity_to_json(achievement.validity),
            "grading": grading_to_json(achievement.grading),
            "alignments": compact.listed(alignment_to_json(one) for one in achievement.alignments),
            "tags": compact.listed(achievement.tags),
        }
    )


def _awarding_body(node: Node, known: Mapping[str, Organisation]) -> Organisation | None:
    if not isinstance(node.value, str):
        return parse_organisation(node) if node.is_object() else None
    if node.value in known:
        return known[node.value]
    listed = f"Known are: {', '.join(sorted(known))}." if known else "None is registered yet."
    node.find(f"no organisation has the code {node.value}", f"Register it first. {listed}")
    return None


def _stands_in(pointer: str, blamed: set[str]) -> bool:
    """Whether ``pointer``, a place below it or the place above it already has a finding."""
    return (
        pointer in blamed
        or any(one.startswith(f"{pointer}/") for one in blamed)
        or (pointer.rpartition("/")[0] in blamed - {""})
    )
