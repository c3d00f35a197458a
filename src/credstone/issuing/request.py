"""What a row of results asks for, before anything has an id or a time.

Two requests with the same key are the same wish: it is granted once. Requests are kept as JSON
beside the award, so that a later run can tell "already awarded" from "awarded otherwise".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256

from credstone.model.achievement import Achievement
from credstone.model.award import Award, AwardPart, Evidence
from credstone.model.identifier import Identifier, IdentifierType
from credstone.model.party import Person
from credstone.model.text import Text
from credstone.ports import Json, JsonObject
from credstone.securing.canonical import jcs

# The identifiers that say who a learner is, strongest first: the first one present is the one
# that makes two results the same person's.
IDENTIFYING = (
    IdentifierType.EUROPEAN_STUDENT,
    IdentifierType.STUDENT_NUMBER,
    IdentifierType.NATIONAL_ID,
    IdentifierType.USER_NAME,
    IdentifierType.EMAIL,
)


@dataclass(frozen=True)
class AwardRequest:
    """One result to award. ``occasion`` tells a second earning by the same person apart.

    ``parts`` are the credentials that it stacks, where it does. ``learner_uri`` is what the
    credential names the learner by; "" lets the register draw one.
    """

    learner: Person
    awarded_on: date
    grade: str = ""
    valid_until: datetime | None = None
    evidence: tuple[Evidence, ...] = ()
    narrative: Text = Text()
    occasion: str = ""
    parts: tuple[AwardPart, ...] = ()
    learner_uri: str = ""

    def keys(self, achievement_uri: str, version: str) -> tuple[str, ...]:
        """Idempotency keys, 64 hex digits each: achievement version, learner, occasion.

        One for each identifier that tells the learner apart, strongest first. An award is kept
        under the first and found under any, so that a list which gained a column does not award
        twice. Raises ValueError when there is no such identifier.
        """
        identifiers = [one for kind in IDENTIFYING for one in _of_kind(self.learner, kind)]
        if not identifiers:
            raise ValueError("the learner has no identifier to tell two people apart")
        return tuple(self._key(who, achievement_uri, version) for who in identifiers)

    def _key(self, who: Identifier, achievement_uri: str, version: str) -> str:
        wish: JsonObject = {
            "achievement": achievement_uri,
            "version": version,
            "learner": [who.type.value, who.value],
            "occasion": self.occasion,
        }
        return sha256(jcs.canonicalize(wish)).hexdigest()


def _of_kind(person: Person, kind: IdentifierType) -> list[Identifier]:
    return [one for one in person.identifiers if one.type is kind]


def identifying(person: Person) -> Identifier | None:
    """The strongest identifier of ``person`` that tells people apart, or None."""
    return next((one for kind in IDENTIFYING for one in _of_kind(person, kind)), None)


def to_award(
    request: AwardRequest,
    *,
    award_id: str,
    learner_id: str,
    issued_at: datetime,
    achievement: Achievement,
) -> Award:
    """The award that grants ``request``: ids and the instant were drawn by the caller."""
    return Award(
        id=award_id,
        achievement=achievement,
        learner=request.learner,
        learner_id=learner_id,
        awarded_on=request.awarded_on,
        issued_at=issued_at,
        valid_until=request.valid_until,
        grade=request.grade,
        evidence=request.evidence,
        narrative=request.narrative,
        parts=request.parts,
    )


def to_json(request: AwardRequest) -> JsonObject:
    """``request`` as JSON; empty fields are left out, so equal requests give equal bytes."""
    person = request.learner
    identifiers: list[Json] = [[one.type.value, one.value] for one in person.identifiers]
    evidence: list[Json] = [[one.name, one.url, one.narrative] for one in request.evidence]
    narrative: JsonObject = dict(request.narrative.values)
    full: JsonObject = {
        "full_name": person.full_name,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "birth_date": person.birth_date.isoformat() if person.birth_date else "",
        "identifiers": identifiers,
        "awarded_on": request.awarded_on.isoformat(),
        "grade": request.grade,
        "valid_until": request.valid_until.isoformat() if request.valid_until else "",
        "evidence": evidence,
        "narrative": narrative,
        "occasion": request.occasion,
        "parts": [_part_to_json(one) for one in request.parts],
        "learner_uri": request.learner_uri,
    }
    return {name: value for name, value in full.items() if value}


def from_json(value: JsonObject) -> AwardRequest:
    """The request that ``to_json`` wrote; only ever fed what we stored ourselves."""
    birth, until = _text(value, "birth_date"), _text(value, "valid_until")
    return AwardRequest(
        learner=Person(
            full_name=_text(value, "full_name"),
            given_name=_text(value, "given_name"),
            family_name=_text(value, "family_name"),
            birth_date=date.fromisoformat(birth) if birth else None,
            identifiers=tuple(
                Identifier(IdentifierType(kind), text)
                for kind, text in _rows(value, "identifiers", 2)
            ),
        ),
        awarded_on=date.fromisoformat(_text(value, "awarded_on")),
        grade=_text(value, "grade"),
        valid_until=datetime.fromisoformat(until) if until else None,
        evidence=tuple(Evidence(*row) for row in _rows(value, "evidence", 3)),
        narrative=Text.of(_mapping(value, "narrative")),
        occasion=_text(value, "occasion"),
        parts=tuple(_part(one) for one in _objects(value, "parts")),
        learner_uri=_text(value, "learner_uri"),
    )


def _part_to_json(one: AwardPart) -> JsonObject:
    title: JsonObject = dict(one.title.values)
    return {
        "credential_id": one.credential_id,
        "achievement_id": one.achievement_id,
        "title": title,
        "document": one.document,
    }


def _part(value: JsonObject) -> AwardPart:
    return AwardPart(
        _text(value, "credential_id"),
        _text(value, "achievement_id"),
        Text.of(_mapping(value, "title")),
        _text(value, "document"),
    )


def _text(value: JsonObject, name: str) -> str:
    return str(value.get(name, ""))


def _rows(value: JsonObject, name: str, width: int) -> list[tuple[str, ...]]:
    rows = value.get(name, [])
    if not isinstance(rows, list):
        raise TypeError(f"{name} is not a list")
    out = [tuple(str(cell) for cell in row) for row in rows if isinstance(row, list)]
    if any(len(row) != width for row in out):
        raise ValueError(f"{name} has a row of another width than {width}")
    return out


def _objects(value: JsonObject, name: str) -> list[JsonObject]:
    found = value.get(name, [])
    if not isinstance(found, list):
        raise TypeError(f"{name} is not a list")
    return [one for one in found if isinstance(one, dict)]


def _mapping(value: JsonObject, name: str) -> dict[str, str]:
    found = value.get(name, {})
    if not isinstance(found, dict):
        raise TypeError(f"{name} is not an object")
    return {key: str(text) for key, text in found.items()}
