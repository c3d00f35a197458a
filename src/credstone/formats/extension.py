"""Our extension members: everything the model knows, beside what a standard has terms for.

Three absolute IRIs, each with a JSON literal (JSON-LD 1.1, 4.2.2) as value. No context is needed,
so software with pinned contexts accepts them; one RDF statement covers each value to the last
character, order included; and the definition is the very JSON whose digest names the version
(docs/adr/0006-extension-namespace.md, 0010-extension-as-json-literals.md).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from credstone.formats.compact import listed
from credstone.formats.definition import achievement_to_json, parse_achievement
from credstone.formats.finding import Finding, Path, Severity, pointer_of
from credstone.formats.node import Node
from credstone.formats.record import award_alone_to_json, parse_award_alone
from credstone.model.achievement import Achievement
from credstone.model.award import Award
from credstone.ports import Json, JsonObject

NAMESPACE = "https://w3id.org/credstone#"
DEFINITION = f"{NAMESPACE}definition"
AWARD = f"{NAMESPACE}award"
CONSENTS = f"{NAMESPACE}consents"

_RELY = "Rely on the standard's own terms."


def literal(value: Json) -> JsonObject:
    """A JSON literal as contexts write it that alias ``@type``: the compacted form."""
    return {"type": "@json", "@value": value}


def literals(value: Json) -> Iterator[Json]:
    """The values of the JSON literals in ``value``, one or several."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict) and "@json" in (one.get("type"), one.get("@type")):
            yield one.get("@value")


def definition_member(achievement: Achievement) -> JsonObject:
    """The member that holds the whole definition."""
    return {DEFINITION: literal(achievement_to_json(achievement))}


def award_member(award: Award) -> JsonObject:
    """The member that holds the award without its achievement."""
    return {AWARD: literal(award_alone_to_json(award))}


def consents_member(consents: Sequence[JsonObject]) -> JsonObject:
    """The member that holds secured consents of joint awarding bodies, or nothing without one.

    Each is JSON text in a list. As nodes they would not be covered whole: no signature over RDF
    notices when the ``@context`` of an embedded credential is gone, and a consent without it can
    no longer be verified. Strict readers look for contexts even inside JSON literals, hence text.
    """
    texts = (json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in consents)
    return {CONSENTS: literal(listed(texts))} if consents else {}


def read_consents(node: Node) -> Iterator[JsonObject]:
    """The consents in the member at ``node``; those that are no JSON object are told and left."""
    for texts in literals(node.value):
        for text in texts if isinstance(texts, list) else []:
            try:
                value = json.loads(str(text), object_pairs_hook=_members_once)
            except (ValueError, RecursionError):
                value = None
            if isinstance(value, dict):
                yield value
            else:
                node.find("a consent in it is no JSON object", _RELY, Severity.WARNING)


def _members_once(pairs: list[tuple[str, Json]]) -> JsonObject:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a name stands twice")
    return members


def read_members(award: Node, definition: Node, findings: list[Finding]) -> Award | None:
    """The award in the members at ``award`` and ``definition``, or None without both.

    Members that cannot be read are told as warnings in ``findings``: the standard's own terms
    still stand.
    """
    awards, definitions = list(literals(award.value)), list(literals(definition.value))
    if len(awards) != 1 or len(definitions) != 1:
        if awards or definitions:
            award.find(
                "the extension is not complete",
                _RELY,
                Severity.WARNING,
            )
        return None
    problems: list[Finding] = []
    inside: Path = ("@value",)
    achievement = parse_achievement(Node(definitions[0], (*definition.path, *inside), problems))
    read = parse_award_alone(Node(awards[0], (*award.path, *inside), problems), achievement)
    if not achievement.awarding_bodies:
        problems.append(Finding(pointer_of(definition.path), "", "nobody awards it", _RELY))
    findings += (
        Finding(one.pointer, one.value, one.why, one.fix, Severity.WARNING) for one in problems
    )
    return None if problems else read


def without_extension(value: Json) -> Json:
    """A copy of ``value`` without our members, at any depth."""
    if isinstance(value, list):
        return [without_extension(item) for item in value]
    if isinstance(value, dict):
        return {
            name: without_extension(item)
            for name, item in value.items()
            if not name.startswith(NAMESPACE)
        }
    return value
