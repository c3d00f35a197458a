"""Open Badges 2.x, read only: the badges that people already hold.

An assertion names its badge class and issuer, embedded or by address; documents at addresses are
handed in, nothing is fetched. A hosted assertion carries no signature: whoever fetched it from
its own address trusts that place, and nothing here says more. A signed one is the same JSON as
the payload of a token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from credstone.errors import Refused
from credstone.formats.alignment_reading import read_alignments
from credstone.formats.finding import Finding, Severity
from credstone.formats.losses import Export
from credstone.formats.node import Node, is_language_tag
from credstone.formats.reading import Reading, id_of, one_or_many, only_object, words
from credstone.model.achievement import Achievement, CreditPoints, Level, Workload
from credstone.model.award import Award, Evidence
from credstone.model.credential import StatusEntry
from credstone.model.identifier import Identifier, IdentifierType
from credstone.model.outcome import LearningOutcome
from credstone.model.party import Organisation, Person
from credstone.model.text import Text
from credstone.model.vocabulary import CreditSystem
from credstone.ports import JsonObject

Documents = Mapping[str, JsonObject]

_CONTEXT = re.compile(r"https?://w3id\.org/openbadges/v[12]")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Verification:
    """How an assertion asks to be verified: ``kind`` is "hosted", "signed" or "".

    ``url`` is where a hosted assertion lives; ``key_url`` names the key of a signed one.
    """

    kind: str
    url: str = ""
    key_url: str = ""


def detect(document: JsonObject) -> bool:
    """Whether ``document`` is an assertion of Open Badges 2.x, or of 1.1 in the same form."""
    context = document.get("@context")
    known = isinstance(context, str) and _CONTEXT.match(context) is not None
    types = document.get("type")
    return (known and _is_a(types, "Assertion")) or (
        "recipient" in document and "badge" in document and "credentialSubject" not in document
    )


def export(
    award: Award,
    *,
    credential_id: str,
    statuses: Sequence[StatusEntry] = (),
    endorsements: Sequence[JsonObject] = (),
) -> Export:
    """Raises ``Refused``: nothing new is issued in a format without signatures."""
    raise Refused("Open Badges 2 is only read here", fix="Issue openbadges, which is version 3.")


def verification(assertion: JsonObject) -> Verification:
    """How ``assertion`` asks to be verified; ``verify`` is what version 1 called it."""
    node = Node(assertion, (), [])
    asked = only_object(node.member("verification"))
    if asked.is_absent:
        asked = only_object(node.member("verify"))
    kind = _text(asked, "type").lower().removesuffix("badge")
    if kind not in ("hosted", "signed"):
        return Verification("")
    url = id_of(node) or _text(asked, "url")
    key = id_of(asked.member("creator")) or _text(asked, "url")
    return Verification(kind, url, key if kind == "signed" else "")


def wanted(assertion: JsonObject, documents: Documents) -> tuple[str, ...]:
    """Addresses whose documents are still missing, badge class before issuer."""
    badge = _resolve(Node(assertion, (), []).member("badge"), documents)
    if not isinstance(badge.value, dict):
        return _address(badge)
    return _address(_resolve(badge.member("issuer"), documents))


def read(assertion: JsonObject, documents: Documents | None = None) -> Reading:
    """What the badge says; ``documents`` are those found at the addresses it names.

    Never raises. Without its badge class there is no award, and a finding names the address.
    """
    known = documents or {}
    findings: list[Finding] = []
    node = Node(assertion, (), findings)
    badge = _resolve(node.member("badge"), known)
    if not isinstance(badge.value, dict):
        badge.find(
            "the badge's definition stands elsewhere and is not at hand",
            f"Fetch {id_of(badge) or 'its document'} and read again.",
        )
        return Reading(None, tuple(findings))
    issuer = _resolve(badge.member("issuer"), known)
    if not isinstance(issuer.value, dict):
        issuer.find(
            "the issuer's profile stands elsewhere and is not at hand",
            f"Fetch {id_of(issuer) or 'its document'} and read again.",
            Severity.WARNING,
        )
    award = _award(node, _achievement(badge, issuer))
    if node.member("revoked").value is True:
        node.member("revoked").find(
            "the issuer has revoked it", "Ask the issuer why.", Severity.WARNING
        )
    return Reading(award, tuple(findings))


def _is_a(types: object, name: str) -> bool:
    return types == name or (isinstance(types, list) and name in types)


def _resolve(node: Node, documents: Documents) -> Node:
    """The object at ``node``, or the document at the address that stands there."""
    if isinstance(node.value, str) and node.value in documents:
        return Node(documents[node.value], node.path, node.findings)
    return node


def _address(node: Node) -> tuple[str, ...]:
    return (node.value,) if isinstance(node.value, str) and node.value else ()


def _text(node: Node, name: str) -> str:
    return words(node.member(name), "en").best()


def _award(node: Node, achievement: Achievement) -> Award:
    issued = _moment(node, "issuedOn")
    if issued is None:
        node.member("issuedOn").find(
            "it does not say when it was issued", "Ask the issuer.", Severity.WARNING
        )
    issued = issued or _EPOCH
    recipient = only_object(node.member("recipient"))
    language = achievement.title.languages[0] if achievement.title else "en"
    return Award(
        id=id_of(node),
        achievement=achievement,
        learner=_learner(recipient),
        learner_id="",
        awarded_on=issued.date(),
        issued_at=issued,
        valid_until=_moment(node, "expires"),
        evidence=tuple(_evidence(node.member("evidence"))),
        narrative=words(node.member("narrative"), language),
    )


def _moment(node: Node, name: str) -> datetime | None:
    """A date-time; version 1 also allowed dates and seconds since 1970."""
    member = node.member(name)
    value = member.value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        day = node.day(name)
        return None if day is None else datetime(day.year, day.month, day.day, tzinfo=UTC)
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**33:
        return datetime.fromtimestamp(value, tz=UTC)
    return node.instant(name)


def _learner(recipient: Node) -> Person:
    """The recipient, when the identity is not hashed; a hash only lets others compare."""
    identity = _text(recipient, "identity")
    if not identity or recipient.member("hashed").value is True:
        return Person(full_name="")
    kinds = {"email": IdentifierType.EMAIL}
    kind = kinds.get(_text(recipient, "type"), IdentifierType.OTHER)
    return Person(full_name="", identifiers=(Identifier(kind, identity),))


def _evidence(node: Node) -> Iterator[Evidence]:
    for one in one_or_many(node):
        if isinstance(one.value, str):
            yield Evidence("", one.value)
        elif isinstance(one.value, dict):
            yield Evidence(_text(one, "name"), id_of(one), _text(one, "narrative"))


def _achievement(badge: Node, issuer: Node) -> Achievement:
    tag = _text(badge, "@language") or "en"
    language = tag if is_language_tag(tag) else "en"
    aligned = read_alignments(one_or_many(badge.member("alignment")), language)
    criteria = badge.member("criteria")
    tags = (one.value for one in one_or_many(badge.member("tags")))
    return Achievement(
        code="",
        version=_text(badge, "version"),
        id=id_of(badge),
        title=words(badge.member("name"), language),
        description=words(badge.member("description"), language),
        awarding_bodies=(_organisation(issuer, language),),
        learning_outcomes=tuple(_outcomes(badge, language)),
        workload=_workload(badge),
        level=_level(badge, aligned.level),
        assessments=aligned.methods,
        participation_mode=aligned.mode,
        quality_assurance=(),
        criteria=words(only_object(criteria).member("narrative"), language),
        homepage=id_of(criteria),
        alignments=tuple(aligned.others),
        tags=tuple(tag for tag in tags if isinstance(tag, str)),
    )


def _organisation(issuer: Node, language: str) -> Organisation:
    return Organisation(
        code="",
        name=words(issuer.member("name"), language),
        country="",
        id=id_of(issuer),
        homepage=_text(issuer, "url"),
        email=_text(issuer, "email"),
    )


def _extension(badge: Node, name: str) -> Node:
    """A metadata extension of edubadges, the one that European institutions use with 2.x."""
    return only_object(badge.member(f"extensions:{name}Extension"))


def _outcomes(badge: Node, language: str) -> Iterator[LearningOutcome]:
    said = _text(_extension(badge, "LearningOutcome"), "LearningOutcome")
    if said:
        yield LearningOutcome("o1", Text.of({language: said}), verb="")


def _workload(badge: Node) -> Workload:
    ects = _number(_extension(badge, "ECTS"), "ECTS")
    hours = _number(_extension(badge, "StudyLoad"), "StudyLoad")
    hours = hours or _number(_extension(badge, "TimeInvestment"), "TimeInvestment")
    credits = (CreditPoints(CreditSystem.ECTS, ects),) if ects is not None else ()
    return Workload(hours=hours, credits=credits)


def _level(badge: Node, aligned: Level) -> Level:
    stated = _number(_extension(badge, "EQF"), "EQF")
    if stated is not None and aligned.eqf is None and stated in range(1, 9):
        return Level(eqf=int(stated), nqf=aligned.nqf)
    return aligned


def _number(node: Node, name: str) -> Decimal | None:
    return Node(node.value, node.path, []).decimal(name)
