"""Does an Open Badge say all that Open Badges 3.0 promises its readers? (3.0, B.1)

What is missing does not make a badge a forgery; it makes it incomplete, and says where.
"""

from __future__ import annotations

from collections.abc import Iterator

from credstone.ports import Json, JsonObject
from credstone.verifying.checks.structure import type_names
from credstone.verifying.report import Bearing, Check, Outcome

_CLAUSE = "Open Badges 3.0, B.1"
_TYPES = frozenset({"OpenBadgeCredential", "AchievementCredential"})
_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context"


def is_open_badge(document: JsonObject) -> bool:
    """Whether it says that it is an Open Badge 3.0."""
    return not _TYPES.isdisjoint(type_names(document.get("type")))


def open_badge(document: JsonObject) -> Check:
    """Whether the badge has what 3.0 requires; ``document`` has passed ``structure``."""
    missing = next(_missing(document), None)
    if missing is None:
        reason = "It is built as an Open Badge must be."
        return Check("open_badge", _CLAUSE, Outcome.PASSED, reason, Bearing.COMPLETE)
    return Check("open_badge", _CLAUSE, Outcome.FAILED, missing, Bearing.COMPLETE)


def _missing(document: JsonObject) -> Iterator[str]:
    contexts = document["@context"]
    listed = contexts if isinstance(contexts, list) else [contexts]
    if not any(isinstance(url, str) and url.startswith(_CONTEXT) for url in listed):
        yield "/@context: the context of Open Badges 3.0 is missing"
    for name in ("id", "validFrom"):
        if name not in document:
            yield f"/{name}: it is missing"
    subject = document["credentialSubject"]
    if isinstance(subject, dict):
        yield from _subject(subject)
    else:
        yield "/credentialSubject: a badge has one subject"


def _subject(subject: JsonObject) -> Iterator[str]:
    where = "/credentialSubject"
    if "AchievementSubject" not in type_names(subject.get("type")):
        yield f"{where}/type: it is no AchievementSubject"
    identifiers = subject.get("identifier", [])
    listed = identifiers if isinstance(identifiers, list) else [identifiers]
    if "id" not in subject and not listed:
        yield f"{where}: nothing says who earned it"
    if not all(_is_identity(one) for one in listed):
        yield f"{where}/identifier: an identifier is incomplete"
    yield from _achievement(subject.get("achievement"), f"{where}/achievement")


def _achievement(value: Json, where: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{where}: nothing says what was achieved"
        return
    if "Achievement" not in type_names(value.get("type")):
        yield f"{where}/type: it is no Achievement"
    for name in ("id", "name", "description"):
        if not isinstance(value.get(name), str):
            yield f"{where}/{name}: it is missing"
    criteria = value.get("criteria")
    if not isinstance(criteria, dict) or not criteria.keys() & {"id", "narrative"}:
        yield f"{where}/criteria: nothing says what it takes"


def _is_identity(value: Json) -> bool:
    return (
        isinstance(value, dict)
        and "IdentityObject" in type_names(value.get("type"))
        and isinstance(value.get("hashed"), bool)
        and isinstance(value.get("identityHash"), str)
        and isinstance(value.get("identityType"), str)
    )
