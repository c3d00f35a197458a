"""From an HTTP request to values, strictly: one JSON object, read by the one strict reader.

Whatever is not as it must be raises ``Refusal``. What the values mean is left to others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from django.http import HttpRequest

from credstone.errors import MalformedInput
from credstone.model.credential import StatusPurpose
from credstone.ports import Json, JsonObject
from credstone.securing import strict_json
from credstone.securing.secured import ASSERTION_METHOD
from credstone.securing.strict_json import DEFAULT, Limits
from credstone.securing.timestamps import parse_timestamp
from credstone.web.vcapi.problems import PARSING_ERROR, Refusal, malformed, unprocessable

ENTRY_TYPE = "BitstringStatusListEntry"
# A body holds one document and little else, so what the library reads alone is read here too.
_LIMITS = Limits(size=DEFAULT.size + 16 * 1024, depth=DEFAULT.depth + 1)
_CONTENT_TYPES = frozenset({"application/json", "application/ld+json"})
_LENGTH = re.compile(r"[0-9]{1,18}", re.ASCII)
_MOST_CHANGES = 16

# What to send, by what is asked for; told to whoever sent something else.
ISSUING = '{"credential": {…}, "options": {…}}'
VERIFYING = '{"verifiableCredential": {…}, "options": {…}}'
VERIFYING_PRESENTED = '{"verifiablePresentation": {…}, "options": {…}}'
CHANGING = (
    '{"credentialId": "…", "credentialStatus": [{"type": "BitstringStatusListEntry", '
    '"statusPurpose": "revocation", "status": true}]}'
)


@dataclass(frozen=True)
class IssueOptions:
    """What the caller asks of a proof, and how its status is to be named and kept.

    ``credential_id`` names it for later changes of status where that is not the credential's id.
    ``purposes`` is empty where no status is asked for.
    """

    credential_id: str = ""
    expires: datetime | None = None
    domains: tuple[str, ...] = ()
    challenge: str | None = None
    purposes: tuple[StatusPurpose, ...] = ()
    method_id: str = ""


@dataclass(frozen=True)
class Expectations:
    """What the caller expects of a proof; None and "" where they expect nothing."""

    challenge: str | None = None
    domain: str | None = None
    purpose: str = ""


@dataclass(frozen=True)
class StatusChange:
    """A bit that is to be set or taken back."""

    purpose: StatusPurpose
    is_set: bool


def body_of(request: HttpRequest, shape: str) -> JsonObject:
    """The request's body, one JSON object; ``shape`` shows how one is built.

    Raises ``Refusal``: 415 for another content type, 411 without a length, 413 for more than
    1 MiB and a little, 400 for what is not strict JSON or no object.
    """
    content_type = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if content_type not in _CONTENT_TYPES or "Content-Encoding" in request.headers:
        raise Refusal(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send JSON as application/json, not compressed."
        )
    data = request.read(_length(request.META.get("CONTENT_LENGTH", "")))
    try:
        value = strict_json.loads(data, limits=_LIMITS)
    except MalformedInput as error:
        raise Refusal(HTTPStatus.BAD_REQUEST, str(error), kind=PARSING_ERROR) from None
    if not isinstance(value, dict):
        raise malformed(f"The body is no JSON object. Send {shape}.")
    return value


def secured_in(body: JsonObject, name: str, shape: str) -> bytes:
    """The secured document in ``body[name]``, as bytes: an object, or a token as text."""
    value = _asked_about(body, name, shape)
    if isinstance(value, dict):
        return strict_json.dumps(value)
    if isinstance(value, str):
        return value.encode()
    raise malformed(f"{name} is neither an object nor a token. Send {shape}.")


def credential_in(body: JsonObject) -> JsonObject:
    """The unsigned credential."""
    value = _asked_about(body, "credential", ISSUING)
    if not isinstance(value, dict):
        raise malformed(f"credential is no object. Send {ISSUING}.")
    return value


def _asked_about(body: JsonObject, name: str, shape: str) -> Json:
    if name in body:
        return body[name]
    if "@context" in body:
        raise malformed(f"This is the document alone, which belongs into {name}. Send {shape}.")
    raise malformed(f"{name} is missing. Send {shape}.")


def issue_options(body: JsonObject) -> IssueOptions:
    """The options of an issue request; members that we do not know ask for nothing."""
    options = _options(body)
    if options.get("proofPurpose", ASSERTION_METHOD) != ASSERTION_METHOD:
        raise unprocessable(f"Credentials are signed for {ASSERTION_METHOD} only.")
    try:
        expires = (
            parse_timestamp(options["expires"], where="/options/expires")
            if "expires" in options
            else None
        )
    except MalformedInput as error:
        raise malformed(str(error)) from None
    return IssueOptions(
        credential_id=_text(options, "credentialId") or "",
        expires=expires,
        domains=_texts(options.get("domain"), "domain"),
        challenge=_text(options, "challenge"),
        purposes=_purposes(options),
        method_id=_text(options, "verificationMethod") or "",
    )


def expectations(body: JsonObject) -> Expectations:
    """The options of a verify request; everything is checked, whatever ``checks`` asks for."""
    options = _options(body)
    return Expectations(
        challenge=_text(options, "challenge"),
        domain=_text(options, "domain"),
        purpose=_text(options, "expectedProofPurpose") or "",
    )


def status_request(body: JsonObject) -> tuple[str, tuple[StatusChange, ...]]:
    """The credential's id and the changes asked for.

    ``status`` stands in an entry or, as in W3C CCG's VC-API, beside them; without it it is true.
    """
    credential_id = _text(body, "credentialId")
    if not credential_id:
        raise malformed(f"credentialId is missing or empty. Send {CHANGING}.")
    if "credentialStatus" not in body:
        raise malformed(f"credentialStatus is missing. Send {CHANGING}.")
    value = body["credentialStatus"]
    entries = value if isinstance(value, list) else [value]
    if not 1 <= len(entries) <= _MOST_CHANGES:
        raise malformed(
            f"credentialStatus has {len(entries)} entries; send 1 to {_MOST_CHANGES}: {CHANGING}."
        )
    return credential_id, tuple(_change(entry, body.get("status", True)) for entry in entries)


def _change(entry: Json, beside: Json) -> StatusChange:
    if not isinstance(entry, dict):
        raise malformed(f"credentialStatus has an entry that is no object. Send {CHANGING}.")
    is_set = entry.get("status", beside)
    if not isinstance(is_set, bool):
        raise malformed("status is neither true nor false; without it, it is true.")
    return StatusChange(_purpose(entry), is_set)


def _purposes(options: JsonObject) -> tuple[StatusPurpose, ...]:
    if "credentialStatus" not in options:
        return IssueOptions.purposes
    value = options["credentialStatus"]
    entries = value if isinstance(value, list) else [value]
    purposes = tuple(_purpose(entry) for entry in entries)
    if not purposes or len(set(purposes)) < len(purposes):
        raise malformed("credentialStatus names no purpose, or one twice.")
    return purposes


def _purpose(entry: Json) -> StatusPurpose:
    if not isinstance(entry, dict) or not isinstance(entry.get("type"), str):
        raise malformed(f'credentialStatus has an entry without "type": "{ENTRY_TYPE}".')
    if entry["type"] != ENTRY_TYPE:
        raise unprocessable(f"Status is kept as {ENTRY_TYPE} only.")
    name = entry.get("statusPurpose", StatusPurpose.REVOCATION.value)
    if not isinstance(name, str):
        raise malformed("statusPurpose is no text.")
    try:
        return StatusPurpose(name)
    except ValueError:
        known = " and ".join(StatusPurpose)
        raise unprocessable(f"Status is kept for {known} only.") from None


def _options(body: JsonObject) -> JsonObject:
    options = body.get("options", {})
    if not isinstance(options, dict):
        raise malformed('options is no object. Send "options": {}, or leave it out.')
    return options


def _text(values: JsonObject, name: str) -> str | None:
    value = values.get(name)
    if name in values and not isinstance(value, str):
        raise malformed(f'{name} is no text. Send it in quotes: "{name}": "…".')
    return value if isinstance(value, str) else None


def _texts(value: Json, name: str) -> tuple[str, ...]:
    texts = value if isinstance(value, list) else [] if value is None else [value]
    found = tuple(text for text in texts if isinstance(text, str))
    if len(found) != len(texts):
        raise malformed(f"{name} is neither a text nor an array of texts.")
    return found


def _length(text: str) -> int:
    if not _LENGTH.fullmatch(text):
        raise Refusal(HTTPStatus.LENGTH_REQUIRED, "Say how long the body is: Content-Length.")
    length = int(text)
    if length > _LIMITS.size:
        raise Refusal(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
            f"The body has {length} bytes; at most {_LIMITS.size} are read.",
        )
    return length
