"""Job profiles as JSON: what a job asks for, as an employer or a sector wrote it down.

Its schema is docs/reference/schema/job-profile.schema.json.
"""

from __future__ import annotations

from credstone.formats import compact
from credstone.formats.finding import Finding, Severity, has_errors
from credstone.formats.node import Node
from credstone.formats.rule_values import (
    day_to_json,
    entries,
    level,
    needed,
    one_or_several,
    share,
    words,
)
from credstone.model.goal import Criticality, JobProfile, SkillNeed
from credstone.model.text import Text
from credstone.ports import Json, JsonObject

FIELDS = (
    "id",
    "title",
    "skills",
    "tasks",
    "occupation",
    "employer",
    "sector",
    "evidence",
    "analysed_on",
    "valid_until",
    "min_confidence",
)
_SYNONYMS = {
    "name": "title",
    "competences": "skills",
    "competencies": "skills",
    "esco": "occupation",
    "isco": "occupation",
    "valid_to": "valid_until",
    "date": "analysed_on",
}
_SKILL_FIELDS = ("uri", "label", "level", "criticality")
_SKILL_SYNONYMS = {"id": "uri", "skill": "uri", "eqf": "level", "importance": "criticality"}


def read_goal(value: Json) -> tuple[JobProfile | None, tuple[Finding, ...]]:
    """The job profile in ``value``, or None when an error stands in the way; never raises."""
    findings: list[Finding] = []
    node = Node(value, (), findings)
    if not isinstance(value, dict):
        node.find("a job profile has named fields", "Begin with id, title and skills.")
        return None, tuple(findings)
    profile = _profile(node)
    return (None if has_errors(findings) else profile), tuple(findings)


def goal_to_json(profile: JobProfile) -> JsonObject:
    """Everything ``profile`` says; reading it gives an equal one."""
    return compact.compact(
        {
            "id": profile.id,
            "title": compact.text(profile.title),
            "skills": compact.listed(_skill_to_json(need) for need in profile.skills),
            "tasks": compact.listed(compact.text(task) for task in profile.tasks),
            "occupation": profile.occupation,
            "employer": profile.employer,
            "sector": profile.sector,
            "evidence": profile.evidence,
            "analysed_on": day_to_json(profile.analysed_on),
            "valid_until": day_to_json(profile.valid_until),
            "min_confidence": compact.decimal(profile.min_confidence),
        }
    )


def _profile(node: Node) -> JobProfile:
    node.only(FIELDS, _SYNONYMS)
    needed(node, "id", "Give it a short name of its own.")
    needed(node, "title", "Say what the job is called.")
    needed(node, "skills", "List the skills by their URI.")
    skills = one_or_several(node, "skills", _skill)
    _no_skill_twice(node, skills)
    first, last = node.day("analysed_on"), node.day("valid_until")
    if first is not None and last is not None and last < first:
        node.member("valid_until").find("it ends before the analysis", "Mend one of the days.")
    return JobProfile(
        id=node.string("id"),
        title=words(node, "title"),
        skills=skills,
        tasks=tuple(_task(item) for item in entries(node, "tasks")),
        occupation=node.string("occupation"),
        employer=node.string("employer"),
        sector=node.string("sector"),
        evidence=node.string("evidence"),
        analysed_on=first,
        valid_until=last,
        min_confidence=share(node, "min_confidence"),
    )


def _skill(node: Node) -> SkillNeed:
    node.only(_SKILL_FIELDS, _SKILL_SYNONYMS)
    needed(node, "uri", "Name the skill by its URI, as in ESCO.")
    return SkillNeed(
        uri=node.string("uri"),
        label=words(node, "label"),
        level=level(node, "level"),
        criticality=node.choice("criticality", Criticality) or Criticality.CRITICAL,
    )


def _skill_to_json(need: SkillNeed) -> JsonObject:
    return compact.compact(
        {
            "uri": need.uri,
            "label": compact.text(need.label),
            "level": need.level,
            "criticality": need.criticality.value,
        }
    )


def _task(node: Node) -> Text:
    """A task in several languages; a plain string is English."""
    if isinstance(node.value, dict):
        known = [tag for tag in node.value if node.has_tag(tag)]
        return Text.of({tag: node.member(tag).as_string() for tag in known})
    task = node.as_string()
    return Text.of({"en": task}) if task else Text()


def _no_skill_twice(node: Node, skills: tuple[SkillNeed, ...]) -> None:
    uris = [need.uri for need in skills]
    for item in node.items("skills"):
        uri = item.string("uri") if isinstance(item.value, dict) else ""
        if uri and uris.count(uri) > 1:
            item.find("this skill is listed more than once", "Keep one entry.", Severity.ERROR)
