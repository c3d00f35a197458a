"""What a document says of itself, briefly, whatever its format and however odd.

An index for reports and lists: taken from the document as it stands, so it may be shown only
beside the verdict. Reading an award in full belongs to ``formats``.
"""

from __future__ import annotations

from credstone.conforming.limits import limits
from credstone.conforming.values import type_names
from credstone.ports import Json, JsonObject
from credstone.verifying.report import CredentialSummary

_LONGEST = 500


def summarise(
    document: JsonObject, *, mechanism: str = "", replaced_by: str = ""
) -> CredentialSummary:
    """The summary of any JSON object; members of the wrong type read as ""."""
    subject = _only(document.get("credentialSubject"))
    achievement = _object(subject.get("achievement"))
    return CredentialSummary(
        id=_text(document.get("id")),
        types=type_names(document.get("type")),
        title=_text(achievement.get("name")) or _text(document.get("name")),
        subject=_text(subject.get("id")),
        mechanism=mechanism,
        valid_from=_text(document.get(limits(document).first)),
        valid_until=_text(document.get(limits(document).last)),
        replaced_by=replaced_by,
    )


def issuer_name(document: JsonObject) -> str:
    """The name that the document gives its issuer, which nobody vouches for."""
    return _text(_object(document.get("issuer")).get("name"))


def _text(value: Json) -> str:
    """A text; of several (VC Data Model 2.0, 11.1) the least, for their order is not signed."""
    if isinstance(value, list):
        return min(map(_text, value), default="")
    if isinstance(value, dict):
        return _text(value.get("@value"))
    return value[:_LONGEST] if isinstance(value, str) else ""


def _only(value: Json) -> JsonObject:
    return _object(value[0] if isinstance(value, list) and len(value) == 1 else value)


def _object(value: Json) -> JsonObject:
    return value if isinstance(value, dict) else {}
