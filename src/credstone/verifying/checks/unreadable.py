"""What a thing is that is no signed credential, for whoever took it for one.

People hand over whatever arrived: an empty file, the printed PDF, half a token. Nothing is
decided here; it only names what lies there and what to ask for.
"""

from __future__ import annotations

import re

from credstone.conforming.credential import CONTEXT_V2
from credstone.conforming.credential_1_1 import CONTEXT_V1
from credstone.errors import CredstoneError
from credstone.ports import Json
from credstone.securing import jose
from credstone.securing.strict_json import loads
from credstone.verifying.trust_list import TYP as TRUST_LIST

ASK = "Ask the issuer, or whoever sent it, for the credential's .json, .jwt, .png or .svg file."

_BEGINNINGS = (
    (b"%PDF", "This is a PDF, and a print proves nothing."),
    (b"PK\x03\x04", "This is a ZIP archive or an Office document. Unpack it, if it is an archive."),
    (b"\xff\xd8\xff", "This is a JPEG image, which cannot carry a credential."),
    (b"GIF8", "This is a GIF image, which cannot carry a credential."),
    (b"RIFF", "This is a WebP image or a sound, which cannot carry a credential."),
)
# Members of the requests and answers of the VC-API.
_WRAPPERS = ("verifiableCredential", "verifiablePresentation", "credential")
_PAGE = re.compile(rb"<(!doctype html|html|head|body)", re.IGNORECASE)
_TOKEN = re.compile(rb"[A-Za-z0-9_.-]+")


def described(data: bytes, error: CredstoneError) -> str:
    """What ``data`` is and what to do, in sentences; ``error`` is why it could not be read."""
    wrapped = _wrapped(data)
    if wrapped:
        return (
            f"This is JSON around a document, as services send it. Save what stands under "
            f"{wrapped} as a file of its own, and give that file."
        )
    return f"{_what(data, error)} {ASK}"


def is_trust_list(data: bytes) -> bool:
    """Whether it is a signed trust list, good or not."""
    try:
        header = jose.read_compact(data.strip()).header
    except CredstoneError:
        return False
    return jose.media_type(header.get("typ")) == TRUST_LIST


def _wrapped(data: bytes) -> str:
    """The member under which the document itself stands, when ``data`` only wraps one; or ""."""
    try:
        document: Json = loads(data)
    except CredstoneError:
        return ""
    if not isinstance(document, dict) or "@context" in document or "type" in document:
        return ""
    wrapping = (name for name in _WRAPPERS if isinstance(document.get(name), dict | str))
    return next(wrapping, "")


def _what(data: bytes, error: CredstoneError) -> str:
    text = data.removeprefix(b"\xef\xbb\xbf").strip()
    if not text:
        return "The file is empty."
    for beginning, words in _BEGINNINGS:
        if text.startswith(beginning):
            return words
    if is_trust_list(text):
        return "This is a trust list, not a credential. Give it beside a credential."
    if text.startswith((b"{", b"[", b'"')):
        return _json(text, error)
    if _PAGE.match(text):
        return "This is a web page, not a credential."
    if text.startswith(b"eyJ") and _TOKEN.fullmatch(text):
        return f"This looks like a token that was cut off or changed on its way. ({error})"
    return _neither(text)


def _json(text: bytes, error: CredstoneError) -> str:
    try:
        document: Json = loads(text)
    except CredstoneError:
        return f"This looks like JSON, but it is damaged or cut off. ({error})"
    if not isinstance(document, dict):
        return "This is JSON, but no credential."
    if "proof" in document or str(document.get("id", "")).startswith("data:"):
        return f"This is JSON, but we cannot read it as a signed credential. ({error})"
    contexts = document.get("@context")
    listed = contexts if isinstance(contexts, list) else [contexts]
    if CONTEXT_V2 in listed or CONTEXT_V1 in listed:
        return "This is a credential that nobody signed: it carries no proof of who wrote it."
    return "This is JSON, but no credential."


def _neither(text: bytes) -> str:
    try:
        text.decode("utf-8")
    except UnicodeDecodeError:
        return "This is a file of a kind that we do not know."
    return "This is plain text, not a credential."
