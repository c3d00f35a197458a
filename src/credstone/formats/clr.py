"""Comprehensive Learner Record 2.0: an award together with the credentials it was stacked from.

The larger credential is an achievement of the record's own, its parts stand in it as they were
signed, and associations say which achievement is made of which. Our extension members stand at
the top: the learner's node may be the subject of parts as well, and in RDF nobody could tell
whose members those were.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from credstone.contexts import content
from credstone.errors import Refused
from credstone.formats import clr_types, extension, openbadges_terms, vcdm
from credstone.formats.compact import compact, listed
from credstone.formats.finding import Finding, Severity
from credstone.formats.losses import Export, losses
from credstone.formats.node import Node
from credstone.formats.openbadges_reading import read_achievement_terms, read_award_alone
from credstone.formats.reading import Reading, disagreements, id_of, one_or_many, only_object
from credstone.model.achievement import Achievement
from credstone.model.award import Award, AwardPart
from credstone.model.credential import StatusEntry
from credstone.model.elements import Element
from credstone.ports import Json, JsonObject

CONTEXT = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"
CONTEXTS = (vcdm.CONTEXT, CONTEXT, openbadges_terms.CONTEXT)

_FROM_WHOLE = "isParentOf"
_TO_WHOLE = ("isChildOf", "isPartOf")
_REASONS = {
    Element.LEARNER: "name and identifiers are said; birth date and parts of the name are not",
    Element.TITLE: "it is said in one language",
    Element.ISSUER_COUNTRIES: "only the issuer has an address, not the other awarding bodies",
    Element.AWARDING_BODIES: "names and ids are said; accreditations and keys are not",
    Element.ISSUED_ON: "the day and the instant are said",
    Element.LEARNING_OUTCOMES: "each is an alignment in one language, without verb and weight",
    Element.WORKLOAD: "one number of credits is said; hours and other systems are not",
    Element.LEVEL: "levels are alignments to URIs; a national one without a URI is not said",
    Element.ASSESSMENT_TYPES: "each is an alignment, without the outcomes it assesses",
    Element.PARTICIPATION_MODE: "the mode is an alignment",
    Element.QUALITY_ASSURANCE: "each is an alignment, without its agency's id and report",
    Element.PREREQUISITES: "there is no term for prerequisites",
    Element.SUPERVISION: "each is an alignment of the definition, without the method used",
    Element.GRADE: "a record has no result of its own; only the credentials in it have",
    Element.STACKABILITY: "associations say what it is made of, not what it may count towards",
    Element.FURTHER_INFORMATION: "there is no term for it",
}


def detect(document: JsonObject) -> bool:
    """Whether ``document`` says that it is a Comprehensive Learner Record 2.0."""
    return clr_types.is_clr(document)


def export(
    award: Award,
    *,
    credential_id: str,
    statuses: Sequence[StatusEntry] = (),
    endorsements: Sequence[JsonObject] = (),
) -> Export:
    """``award`` as a ClrCredential with its parts inside; the same input, the same document.

    Raises ``Refused`` when an awarding body has no id yet, and for an award none of whose parts
    can stand in a record: the standard asks for one at least.
    """
    vcdm.require_ids(award.achievement)
    document = _document(award, credential_id)
    document |= extension.award_member(award) | extension.definition_member(award.achievement)
    document |= extension.consents_member(endorsements)
    document |= vcdm.status_members(credential_id, statuses)
    return Export(document, losses(award, _told(award), _REASONS))


def read(document: JsonObject) -> Reading:
    """What a record says about the one achievement that it is of; never raises.

    A record of many achievements, none of which is made of the others, states no single award.
    """
    findings: list[Finding] = []
    node = Node(document, (), findings)
    plain = _plain(node)
    whole = extension.read_members(
        node.member(extension.AWARD), node.member(extension.DEFINITION), findings
    )
    if whole is None and plain is None:
        node.member("credentialSubject").find(
            "it is a record of several achievements, and no single award",
            "Look at the credentials in it one by one.",
            Severity.WARNING,
        )
    if whole is not None and plain is not None:
        findings += disagreements(plain, _told(whole))
    return Reading(
        award=whole or plain,
        findings=tuple(findings),
        complete=whole is not None,
        consents=tuple(extension.read_consents(node.member(extension.CONSENTS))),
    )


def left_out(parts: Sequence[AwardPart]) -> dict[str, str]:
    """Of each part that can only be named in a record: its credential's id, and why.

    Of several credentials of one definition only one stands inside: their JSON literals are the
    same statement, which some JSON-LD processors write into the signed form twice.
    """
    found: dict[str, str] = {}
    seen: set[str] = set()
    for one in parts:
        why = _why_not_inside(one)
        if not why and _is_json(one) and one.achievement_id in seen:
            why = "another credential of the same definition stands in the record"
        if why:
            found[one.credential_id] = why
        elif _is_json(one):
            seen.add(one.achievement_id)
    return found


def _why_not_inside(part: AwardPart) -> str:
    """A credential under other contexts would redefine protected terms (JSON-LD 1.1, 4.1.11)."""
    if not part.document:
        return "its signed document was not given"
    if not _is_json(part):
        return ""
    written = _json(part.document).get("@context")
    contexts = written if isinstance(written, list) else [written]
    if contexts[:1] != [vcdm.CONTEXT]:
        return "it is a credential of another data model than 2.0"
    for one in contexts[1:]:
        if one not in CONTEXTS and not (isinstance(one, str) and _gets_along(one)):
            return f"a record cannot take in its context {one}"
    return ""


def _is_json(part: AwardPart) -> bool:
    return part.document.lstrip().startswith("{")


def _gets_along(context: str) -> bool:
    """Whether the context is frozen here and is no other edition of one that a record has."""
    return content(context) is not None and "/spec/ob/v3p0/context" not in context


def _told(award: Award) -> Award:
    """``award`` as far as the standard's own terms tell it."""
    plain = read_achievement_terms(
        Node(_achievement(award.achievement), (), []),
        Node(openbadges_terms.issuer_terms(award.achievement)["issuer"], (), []),
    )
    return read_award_alone(Node(_around(award, ""), (), []), plain)


def _document(award: Award, credential_id: str) -> JsonObject:
    outside = left_out(award.parts)
    fitting = {one.credential_id: one for one in award.parts if one.credential_id not in outside}
    inside = [_inside(one) for one in fitting.values()]
    if not inside:
        raise Refused(
            "a learner record holds the credentials it is made of, and here is none",
            fix="Award it as an Open Badge, or give the signed credentials of its parts.",
        )
    document = _around(award, credential_id)
    subject = document["credentialSubject"]
    assert isinstance(subject, dict)
    subject |= {
        "achievement": [
            _achievement(award.achievement),
            *map(_named, _untold(award, filter(_is_json, fitting.values()))),
        ],
        "verifiableCredential": inside,
        "association": listed(_associations(award)),
    }
    return document


def _around(award: Award, credential_id: str) -> JsonObject:
    """The record without what it is of."""
    terms = openbadges_terms.subject_terms(award, "")
    return {
        "@context": listed(CONTEXTS),
        "id": credential_id,
        "type": [vcdm.CREDENTIAL, clr_types.CREDENTIAL],
        **openbadges_terms.issuer_terms(award.achievement),
        **vcdm.time_members(award),
        **openbadges_terms.credential_terms(award),
        "credentialSubject": compact(
            {
                "id": award.learner_id,
                "type": ["ClrSubject"],
                "identifier": terms.get("identifier"),
            }
        ),
    }


def _achievement(achievement: Achievement) -> JsonObject:
    return openbadges_terms.achievement_terms(achievement)


def _inside(part: AwardPart) -> Json:
    """The part as it was signed: JSON where it is, a token in an envelope (VCDM 2.0, 4.13.1)."""
    if _is_json(part):
        return _json(part.document)
    return {
        "@context": vcdm.CONTEXT,
        "id": f"data:application/vc+jwt,{part.document.strip()}",
        "type": clr_types.ENVELOPED,
    }


def _untold(award: Award, telling: Iterable[AwardPart]) -> Iterator[AwardPart]:
    """Of each achievement that no JSON in the record describes, one part."""
    told = {award.achievement.id, *(one.achievement_id for one in telling)}
    for one in award.parts:
        if one.achievement_id and one.achievement_id not in told:
            told.add(one.achievement_id)
            yield one


def _named(part: AwardPart) -> JsonObject:
    """An achievement of which the record only knows the name (Open Badges 3.0, B.1.1)."""
    told = f"Awarded by a credential of its own, {part.credential_id}."
    return {
        "id": part.achievement_id,
        "type": ["Achievement"],
        "name": part.title.best("en") or part.achievement_id,
        "description": told,
        "criteria": {"narrative": "As its own credential says."},
    }


def _associations(award: Award) -> Iterator[Json]:
    """Each achievement of a part once, as a child of the larger one."""
    for target in dict.fromkeys(one.achievement_id for one in award.parts):
        if target and target != award.achievement.id:
            yield {
                "type": "Association",
                "associationType": _FROM_WHOLE,
                "sourceId": award.achievement.id,
                "targetId": target,
            }


def _plain(document: Node) -> Award | None:
    """The award as the standard's own terms tell it, or None when they tell of no single one."""
    subject = only_object(document.member("credentialSubject"))
    achievement = _top(subject)
    if achievement is None:
        return None
    plain = read_achievement_terms(achievement, document.member("issuer"))
    return read_award_alone(document, plain)


def _top(subject: Node) -> Node | None:
    """The one achievement of the record that is part of no other, or None."""
    made_of = {pair for one in one_or_many(subject.member("association")) for pair in _pairs(one)}
    parts = {part for _, part in made_of}
    found = [
        one
        for one in one_or_many(subject.member("achievement"))
        if isinstance(one.value, dict) and id_of(one) not in parts
    ]
    return found[0] if len(found) == 1 else None


def _pairs(association: Node) -> Iterator[tuple[str, str]]:
    """(whole, part), where the association says such a thing."""
    source, target = (association.member(name).value for name in ("sourceId", "targetId"))
    if not isinstance(source, str) or not isinstance(target, str):
        return
    kind = association.member("associationType").value
    if kind == _FROM_WHOLE:
        yield source, target
    elif kind in _TO_WHOLE:
        yield target, source


def _json(text: str) -> JsonObject:
    """The document in ``text``, {} for any other text."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
