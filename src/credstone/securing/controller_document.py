"""Controller documents (DID documents) to verification methods (Controlled Identifiers 1.0, 2).

Strict about names: the document is the controller's own, every id is absolute or a plain
fragment, none stands twice. Left out are methods of a kind that we cannot verify with, and those
named under another DID: what this document says of them carries no weight.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from credstone.errors import MalformedInput
from credstone.ports import Json, JsonObject, PublicKey, VerificationMethod
from credstone.securing.canonical.iris import is_absolute
from credstone.securing.keys import from_jwk, from_multikey, thumbprint, to_jwk, to_multikey
from credstone.securing.timestamps import parse_timestamp, render_timestamp

_RELATIONSHIPS = (
    "assertionMethod",
    "authentication",
    "capabilityDelegation",
    "capabilityInvocation",
)
_KEY_MEMBER = {
    "Multikey": "publicKeyMultibase",
    "JsonWebKey": "publicKeyJwk",
    "JsonWebKey2020": "publicKeyJwk",
}
_MATERIAL = frozenset({"publicKeyMultibase", "publicKeyJwk", "secretKeyMultibase", "secretKeyJwk"})
_CONTEXTS = (
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
)
_FRAGMENT = re.compile(r"[A-Za-z0-9._~:@!$&'()*+,;=/?%-]+", re.ASCII)
_ABSOLUTE = re.compile(r"(did|https):[!-~]+\Z")
_MAX_METHODS = 256


def controller_document(did: str, methods: Sequence[VerificationMethod]) -> JsonObject:
    """Answer the document that ``did`` publishes, retired keys included with their ``expires``.

    Each key stands there twice: as Multikey under the method's own id, for embedded proofs, and as
    JsonWebKey under its thumbprint, for tokens (VC-JOSE-COSE 1.0, 4.3). A retired key stays listed:
    what it signed while it was valid goes on verifying (security.md, promise P10).
    """
    twins = [replace(method, id=f"{did}#{thumbprint(method.key)}") for method in methods]
    listed: list[Json] = [
        *(_method_to_json(method, _as_multikey(method.key)) for method in methods),
        *(_method_to_json(method, _as_json_web_key(method.key)) for method in twins),
    ]
    names: list[Json] = [method.id for method in (*methods, *twins)]
    return {
        "@context": list(_CONTEXTS),
        "id": did,
        "verificationMethod": listed,
        "assertionMethod": names,
    }


def methods_from_document(did: str, document: JsonObject) -> tuple[VerificationMethod, ...]:
    """Answer the signing methods in the controller document of ``did``.

    Raises ``MalformedInput`` when the document is another's, has the same id twice, or a member
    of the wrong type.
    """
    if document.get("id") != did:
        raise MalformedInput("The controller document is not the DID's own.", where=did)
    own = list(_objects(document, "verificationMethod"))
    listed: dict[str, set[str]] = {_method_id(did, method): set() for method in own}
    if len(listed) != len(own):
        raise MalformedInput("Two methods have the same id.", where=did)
    for relationship in _RELATIONSHIPS:
        for entry in _entries(document, relationship):
            if isinstance(entry, str):
                listed.setdefault(_absolute(did, entry), set()).add(relationship)
                continue
            embedded = _method_id(did, entry)
            if embedded in listed:
                raise MalformedInput("Two methods have the same id.", where=embedded)
            own.append(entry)
            listed[embedded] = {relationship}
    return tuple(method for method in _methods(did, own, listed) if method.id.startswith(f"{did}#"))


def _as_multikey(key: PublicKey) -> JsonObject:
    return {"type": "Multikey", "publicKeyMultibase": to_multikey(key)}


def _as_json_web_key(key: PublicKey) -> JsonObject:
    return {"type": "JsonWebKey", "publicKeyJwk": to_jwk(key)}


def _method_to_json(method: VerificationMethod, material: JsonObject) -> JsonObject:
    written: JsonObject = {"id": method.id, "controller": method.controller, **material}
    if method.expires is not None:
        written["expires"] = render_timestamp(method.expires)
    return written


def _methods(
    did: str, entries: list[JsonObject], listed: dict[str, set[str]]
) -> Iterator[VerificationMethod]:
    for entry in entries:
        method_id, controller = _method_id(did, entry), entry.get("controller")
        if not isinstance(controller, str) or not is_absolute(controller):
            raise MalformedInput("A method's controller is no absolute address.", where=method_id)
        expires, revoked = _time(entry, "expires", method_id), _time(entry, "revoked", method_id)
        key = _key(entry)
        if key is not None:
            relationships = frozenset(listed[method_id])
            yield VerificationMethod(method_id, controller, key, relationships, expires, revoked)


def _key(entry: JsonObject) -> PublicKey | None:
    """The method's key; None for types, curves and encodings that we do not verify with.

    Material beside the one that the type calls for tells of two keys, or of a secret that is none
    any more (2.2.1 and 2.2.3).
    """
    method_type = entry.get("type")
    member = _KEY_MEMBER.get(method_type) if isinstance(method_type, str) else None
    if entry.keys() & _MATERIAL != {member}:
        return None
    material = entry.get(member) if member is not None else None
    try:
        match material:
            case str() if member == "publicKeyMultibase":
                return from_multikey(material)
            case dict() if member == "publicKeyJwk":
                return from_jwk(material)
            case _:
                return None
    except MalformedInput:
        return None


def _time(entry: JsonObject, member: str, method_id: str) -> datetime | None:
    if member not in entry:
        return None
    return parse_timestamp(entry[member], where=f"{method_id} {member}")


def _method_id(did: str, entry: JsonObject) -> str:
    return _absolute(did, entry.get("id"))


def _absolute(did: str, name: Json) -> str:
    """``#frag`` and ``did#frag`` name the same method; a path or a bare word names none."""
    base, _, fragment = name.partition("#") if isinstance(name, str) else ("", "", "")
    if not (base == "" or _ABSOLUTE.match(base)) or not _FRAGMENT.fullmatch(fragment):
        raise MalformedInput(
            f"{name!r} names no method.",
            where=did,
            fix="Name a method by the DID and a fragment, or by the fragment alone.",
        )
    return f"{base or did}#{fragment}"


def _entries(document: JsonObject, member: str) -> Iterator[str | JsonObject]:
    entries = document.get(member, [])
    if not isinstance(entries, list) or len(entries) > _MAX_METHODS:
        raise MalformedInput(f"{member} is no array of at most {_MAX_METHODS} entries.")
    for entry in entries:
        if not isinstance(entry, str | dict):
            raise MalformedInput(f"{member} has an entry that is neither a name nor a method.")
        yield entry


def _objects(document: JsonObject, member: str) -> Iterator[JsonObject]:
    for entry in _entries(document, member):
        if not isinstance(entry, dict):
            raise MalformedInput(f"{member} has an entry that is no method.")
        yield entry
