"""Is a document of the types that Open Badges 3.0 demands? (Annex B: Data Models)

Types as types: members of the right kind and number, enumerations, identity hashes, and results
that point at what their achievement describes. What is not in the data model is left alone:
extensions are allowed. The tables stand in ``openbadges_classes`` and ``clr_classes``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from credstone.formats.clr_classes import CLR_CLASSES, CLR_ENUMERATIONS
from credstone.formats.node import is_language_tag
from credstone.formats.openbadges_classes import CLASSES, ENUMERATIONS, Member, Scalar
from credstone.ports import Json, JsonObject

Problem = tuple[str, str]  # where it is (a JSON pointer), and what is wrong there

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_TOKEN = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]+", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})", re.ASCII)
# JSON-LD processors differ on fractions such as 8.2, so those may stand as digits in a text.
_DIGITS = re.compile(r"-?\d{1,15}(\.\d{1,15})?", re.ASCII)
_HASH = re.compile(r"sha256\$[0-9A-Fa-f]{64}|md5\$[0-9A-Fa-f]{32}", re.ASCII)
_CLASSES = {**CLASSES, **CLR_CLASSES}
_ENUMERATIONS = {**ENUMERATIONS, **CLR_ENUMERATIONS}
_DEEPEST = 8  # levels of classes inside classes; a profile may have a parent that has a parent


def open_badge_problems(document: JsonObject) -> Iterator[Problem]:
    """Say what an OpenBadgeCredential or AchievementCredential lacks; nothing when it is whole."""
    yield from class_problems(document, "AchievementCredential", "")
    subject = document.get("credentialSubject")
    if isinstance(subject, dict):
        yield from _who(subject, "/credentialSubject")
        yield from _results(subject, "/credentialSubject")


def class_problems(value: Json, name: str, where: str, depth: int = 0) -> Iterator[Problem]:
    """Say how ``value`` at ``where`` is not of the class ``name``."""
    if not isinstance(value, dict):
        yield where, "it is no object"
        return
    if depth > _DEEPEST:
        yield where, "it is nested too deeply"
        return
    class_ = _CLASSES[name]
    if class_.named and name not in _types(value.get("type")):
        yield f"{where}/type", f"it is no {name}"
    for member_name, member in class_.members.items():
        place = f"{where}/{member_name}"
        if member_name in value:
            yield from _member(value[member_name], member, place, depth)
        elif member.required:
            yield place, "it is missing"
    yield from _OWN_RULES.get(name, _nothing)(value, where)


def _member(value: Json, member: Member, where: str, depth: int) -> Iterator[Problem]:
    if not isinstance(value, list):
        yield from _value(value, member, where, depth)
        return
    if not value:
        yield where, "the list is empty"
    elif len(value) > 1 and not member.many:
        yield where, "there is more than one"
    for number, one in enumerate(value):
        yield from _value(one, member, f"{where}/{number}", depth)


def _value(value: Json, member: Member, where: str, depth: int) -> Iterator[Problem]:
    if member.or_uri and isinstance(value, str):
        if not _is_scalar(value, Scalar.URI):
            yield where, f"it is not {Scalar.URI}"
    elif member.type in _CLASSES:
        yield from class_problems(value, member.type, where, depth + 1)
    elif member.type in _ENUMERATIONS:
        if not _is_term(value, member.type):
            yield where, f"it is no {member.type} of the standard"
    elif not _is_scalar(value, Scalar(member.type)):
        yield where, f"it is not {member.type}"


def _is_term(value: Json, name: str) -> bool:
    enumeration = _ENUMERATIONS[name]
    if not isinstance(value, str):
        return False
    return value in enumeration.terms or (enumeration.extensible and value.startswith("ext:"))


def _is_scalar(value: Json, kind: Scalar) -> bool:
    match kind:
        case Scalar.TRUTH:
            return isinstance(value, bool)
        case Scalar.NUMBER:
            return _is_number(value)
        case Scalar.TEXT:
            return isinstance(value, str) or _is_text_by_language(value)
    if not isinstance(value, str):
        return False
    match kind:
        case Scalar.URI:
            return _URI.fullmatch(value) is not None
        case Scalar.INSTANT:
            return _INSTANT.fullmatch(value) is not None
        case Scalar.LANGUAGE:
            return is_language_tag(value)
        case Scalar.TOKEN:
            return _TOKEN.fullmatch(value) is not None
        case Scalar.DAY:
            return _is_day(value)


def _is_number(value: Json) -> bool:
    if isinstance(value, str):
        return _DIGITS.fullmatch(value) is not None
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_text_by_language(value: Json) -> bool:
    """A value object of JSON-LD, or a map from language tags to texts."""
    if not isinstance(value, dict) or not value:
        return False
    if "@value" in value:
        known = value.keys() <= {"@value", "@language", "@direction"}
        return known and all(isinstance(one, str) for one in value.values())
    return all(is_language_tag(tag) and isinstance(one, str) for tag, one in value.items())


def _is_day(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _criteria(criteria: JsonObject, where: str) -> Iterator[Problem]:
    if not criteria.keys() & {"id", "narrative"}:
        yield where, "nothing says what it takes"


def _identity(identity: JsonObject, where: str) -> Iterator[Problem]:
    """B.1.14, B.6: a hashed identity is written as algorithm, ``$`` and hexadecimal digits."""
    text = identity.get("identityHash")
    if identity.get("hashed") is True and isinstance(text, str) and not _HASH.fullmatch(text):
        yield f"{where}/identityHash", "it is not sha256$ or md5$ with its digits"


def _description(description: JsonObject, where: str) -> Iterator[Problem]:
    """B.1.19: the level required to pass is one of those described."""
    required = description.get("requiredLevel")
    levels = _ids(description.get("rubricCriterionLevel"))
    if isinstance(required, str) and required not in levels:
        yield f"{where}/requiredLevel", "it is none of the levels described"


def _typed(value: JsonObject, where: str) -> Iterator[Problem]:
    if not _types(value.get("type")):
        yield f"{where}/type", "it does not say what it is"


def _nothing(_: JsonObject, __: str) -> Iterator[Problem]:
    yield from ()


_OWN_RULES = {
    "Criteria": _criteria,
    "CredentialSchema": _typed,
    "CredentialStatus": _typed,
    "IdentityObject": _identity,
    "RefreshService": _typed,
    "ResultDescription": _description,
    "TermsOfUse": _typed,
}


def _who(subject: JsonObject, where: str) -> Iterator[Problem]:
    """B.1.3: an id or an identifier says who earned it."""
    if "id" not in subject and not subject.get("identifier"):
        yield where, "nothing says who earned it"


def _results(subject: JsonObject, where: str) -> Iterator[Problem]:
    """B.1.18: a result is about one of the achievement's descriptions, and fits it."""
    achievement = subject.get("achievement")
    described = achievement.get("resultDescription") if isinstance(achievement, dict) else None
    descriptions = {str(one.get("id")): one for one in _objects(described)}
    for number, result in enumerate(_objects(subject.get("result"))):
        place, name = f"{where}/result/{number}", result.get("resultDescription")
        if not isinstance(name, str):
            continue
        if name not in descriptions:
            yield f"{place}/resultDescription", "the achievement describes no such result"
            continue
        description = descriptions[name]
        if description.get("resultType") == "Status" and "status" not in result:
            yield f"{place}/status", "it is missing, and the result is a status"
        level = result.get("achievedLevel")
        if isinstance(level, str) and level not in _ids(description.get("rubricCriterionLevel")):
            yield f"{place}/achievedLevel", "it is none of the levels described"


def _types(value: Json) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [value]
    return tuple(one for one in listed if isinstance(one, str))


def _objects(value: Json) -> list[JsonObject]:
    listed = value if isinstance(value, list) else [value]
    return [one for one in listed if isinstance(one, dict)]


def _ids(value: Json) -> set[Json]:
    return {one["id"] for one in _objects(value) if isinstance(one.get("id"), str)}
