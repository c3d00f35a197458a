"""The facts of a definition in their short form, as a line of a catalogue states them.

``issuers`` are short names of the catalogue; what they stand for is looked up here, so that
nothing later has to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from credstone.formats import compact
from credstone.formats.finding import Severity
from credstone.formats.node import Node
from credstone.formats.outcome_parts import grading_to_json, parse_grading
from credstone.formats.rule_values import credits, entries, level, needed, said, share, some, words
from credstone.model.learning import Learning, Recognition, Skill
from credstone.model.outcome import GradingScheme
from credstone.model.text import Text
from credstone.model.vocabulary import ParticipationMode, QualityAssuranceType, Supervised
from credstone.ports import Json, JsonObject

FIELDS = (
    "code",
    "version",
    "id",
    "title",
    "issuer",
    "issuers",
    "credits",
    "unit",
    "hours",
    "level",
    "field",
    "type",
    "tags",
    "skills",
    "assessed",
    "quality",
    "supervised",
    "mode",
    "grading",
    "prerequisites",
)
SYNONYMS = {
    "name": "title",
    "ects": "credits",
    "eqf": "level",
    "isced": "field",
    "subject": "field",
    "tag": "tags",
    "skill": "skills",
    "outcomes": "skills",
    "quality_assurance": "quality",
    "provider": "issuer",
    "awarding_bodies": "issuers",
    "workload": "credits and hours",
    "participation_mode": "mode",
    "recognized": "recognised",
}


def parse_learning(node: Node, issuers: Mapping[str, str]) -> Learning:
    """The learning at ``node``, whose fields may stand beside others; keeps findings there."""
    needed(node, "code", "Write its code, such as MC-ETH-01.")
    needed(node, "version", "Write its version, in quotes.")
    needed(node, "title", "Write it in a language, as in title: {en: …}.")
    if node.member("issuer").is_absent:
        needed(node, "issuers", "Name who awards it, the issuer first.")
    elif not node.member("issuers").is_absent:
        node.member("issuers").find("issuer says the same", "Write one of the two.")
    code = node.string("code")
    return Learning(
        id=node.string("id") or code,
        code=code,
        version=node.string("version"),
        title=words(node, "title"),
        issuers=(*looked_up(node, "issuer", issuers), *looked_up(node, "issuers", issuers)),
        credits=credits(node, "credits"),
        unit=node.string("unit") or "ects",
        hours=credits(node, "hours"),
        eqf=level(node, "level"),
        field=node.string("field"),
        type=node.string("type") or "micro-credential",
        tags=some(node, "tags"),
        skills=tuple(_skills(node)),
        assessed=node.boolean("assessed", default=True),
        quality=qualities(node, "quality"),
        supervised=node.choice("supervised", Supervised) or Supervised.NONE,
        mode=node.choice("mode", ParticipationMode),
        grading=_grading(node.member("grading")),
        prerequisites=some(node, "prerequisites"),
    )


def learning_to_json(one: Learning) -> JsonObject:
    """Everything ``one`` says, with whole ids of issuers; reading it gives an equal one."""
    return compact.compact(
        {
            "code": one.code,
            "version": one.version,
            "id": one.id if one.id != one.code else None,
            "title": compact.text(one.title),
            "issuers": compact.listed(one.issuers),
            "credits": compact.decimal(one.credits),
            "unit": one.unit if one.unit != "ects" else None,
            "hours": compact.decimal(one.hours),
            "level": one.eqf,
            "field": one.field,
            "type": one.type if one.type != "micro-credential" else None,
            "tags": compact.listed(one.tags),
            "skills": compact.listed(_skill_to_json(skill) for skill in one.skills),
            "assessed": None if one.assessed else False,
            "quality": compact.listed(kind.value for kind in one.quality),
            "supervised": None if one.supervised is Supervised.NONE else one.supervised.value,
            "mode": one.mode.value if one.mode else None,
            "grading": grading_to_json(one.grading),
            "prerequisites": compact.listed(one.prerequisites),
        }
    )


def parse_issuers(node: Node) -> dict[str, str]:
    """Short names and what they stand for; keeps findings there."""
    if not node.is_object() or not isinstance(node.value, dict):
        return {}
    for name, value in node.value.items():
        if value in (None, ""):
            node.member(name).find("the issuer has no id", "Write its DID or address.")
    return {name: node.string(name) for name in node.value}


def looked_up(node: Node, name: str, issuers: Mapping[str, str]) -> tuple[str, ...]:
    """Ids at ``name``, short names among them replaced."""
    return tuple(_id(item, issuers) for item in entries(node, name))


def qualities(node: Node, name: str) -> tuple[QualityAssuranceType, ...]:
    """Kinds of quality assurance; an empty list says that there is none."""
    if node.member(name).value == []:
        return ()
    kinds = (item.as_choice(QualityAssuranceType) for item in entries(node, name))
    return tuple(kind for kind in kinds if kind is not None)


def parse_recognised(node: Node, name: str, issuers: Mapping[str, str]) -> tuple[Recognition, ...]:
    """Recognitions: ``{by, agreement}``, or only by whom; an empty list: there are none."""
    if node.member(name).value == []:
        return ()
    found = []
    for item in entries(node, name):
        if isinstance(item.value, str):
            found.append(Recognition(_id(item, issuers)))
        elif item.is_object():
            item.only(("by", "agreement"))
            needed(item, "by", "Name the institution or unit that recognised it.")
            found.append(Recognition(_id(item.member("by"), issuers), item.string("agreement")))
    return tuple(found)


def recognised_to_json(recognised: tuple[Recognition, ...]) -> list[Json]:
    return [compact.compact({"by": one.by, "agreement": one.agreement}) for one in recognised]


def _id(node: Node, issuers: Mapping[str, str]) -> str:
    name = said(node)
    if name and name not in issuers and ":" not in name:
        node.find(
            f"{name} is no address, and issuers has no such short name",
            "Add it to issuers, with the issuer's id.",
            Severity.WARNING,
        )
    return issuers.get(name, name)


def _skills(node: Node) -> Iterator[Skill]:
    for item in entries(node, "skills"):
        if isinstance(item.value, str):
            yield Skill(said(item))
        elif item.is_object():
            item.only(("uri", "confidence"), {"id": "uri", "min_confidence": "confidence"})
            needed(item, "uri", "Write the URI of the skill.")
            confidence = share(item, "confidence")
            uri = item.string("uri")
            yield Skill(uri) if confidence is None else Skill(uri, confidence)


def _skill_to_json(one: Skill) -> Json:
    if one.confidence == 1:
        return one.uri
    return {"uri": one.uri, "confidence": compact.decimal(one.confidence)}


def _grading(node: Node) -> GradingScheme | None:
    """A grading scheme, or only its id."""
    if isinstance(node.value, str):
        return GradingScheme(node.as_string(), Text())
    return parse_grading(node)
