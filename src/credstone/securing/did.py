"""DIDs to verification methods: did:key and did:jwk by computing, did:web as pure text work.

Nothing here reaches for the network: ``net`` fetches the document that ``did_web_url`` names and
brings it to ``methods_from_document``. Whether a method may do what it did is for ``verifying``.
"""

from __future__ import annotations

import re

from credstone.errors import KeyUnavailable, MalformedInput, Unavailable
from credstone.ports import JsonObject, PublicKey, VerificationMethod
from credstone.securing.controller_document import methods_from_document
from credstone.securing.keys import from_jwk, from_multikey, thumbprint, to_multikey
from credstone.securing.multibase import base64url_decode
from credstone.securing.strict_json import loads

__all__ = [
    "LocalResolver",
    "did_key",
    "did_key_method_id",
    "did_of",
    "did_web_jwk_id",
    "did_web_method_id",
    "did_web_url",
    "local_method",
    "method_in_document",
    "methods_from_document",
]

_SIGNING_RELATIONSHIPS = frozenset(
    {"assertionMethod", "authentication", "capabilityDelegation", "capabilityInvocation"}
)
_MAX_DID_CHARACTERS = 2048

_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DID_WEB = re.compile(
    rf"did:web:(?P<host>{_LABEL}(?:\.{_LABEL})*)(?:%3A(?P<port>[1-9]\d{{0,4}}))?"
    r"(?P<path>(?::[A-Za-z0-9._-]+)*)",
    re.ASCII,
)


def did_of(method_id: str) -> str:
    """Answer the DID in front of a method's fragment; the text itself when there is none."""
    return method_id.partition("#")[0]


def did_key(key: PublicKey) -> str:
    """Answer the did:key of ``key`` (The did:key Method, 3)."""
    return f"did:key:{to_multikey(key)}"


def did_key_method_id(key: PublicKey) -> str:
    """Answer the id of the one signing method in the did:key document of ``key``."""
    return f"{did_key(key)}#{to_multikey(key)}"


def did_web_method_id(did: str, key: PublicKey) -> str:
    """Answer how ``key`` is named in the document of ``did``, as Multikey: by that itself."""
    return f"{did}#{to_multikey(key)}"


def did_web_jwk_id(did: str, key: PublicKey) -> str:
    """Answer how ``key`` is named there as JsonWebKey: by its thumbprint (RFC 7638)."""
    return f"{did}#{thumbprint(key)}"


def did_web_url(did: str) -> str:
    """Answer where the document of a did:web lies (The did:web Method, 2.5.2): an https URL.

    Raises ``MalformedInput`` for forms that could lead elsewhere or have a twin: upper-case
    hosts, IP addresses, user names, percent-encoding other than the port's colon, empty or
    dotted path segments.
    """
    match = _DID_WEB.fullmatch(did) if len(did) <= _MAX_DID_CHARACTERS else None
    if match is None:
        raise MalformedInput("Not a did:web that we follow.", where=did[:100])
    host, port, segments = match["host"], match["port"], match["path"].split(":")[1:]
    if len(host) > 253 or host.rsplit(".", 1)[-1].isdigit():
        raise MalformedInput("A did:web names a domain, never an address.", where=did[:100])
    if port is not None and int(port) > 65535:
        raise MalformedInput("A did:web names a port beyond 65535.", where=did[:100])
    if any(set(segment) == {"."} for segment in segments):
        raise MalformedInput("A did:web path has a dotted segment.", where=did[:100])
    path = "/".join(segments) if segments else ".well-known"
    return f"https://{host}{':' + port if port else ''}/{path}/did.json"


def local_method(method_id: str) -> VerificationMethod:
    """Answer the method that a did:key or did:jwk URL spells out by itself.

    The fragment must be the one that the DID method defines: ``#`` and the Multikey again for
    did:key, ``#0`` for did:jwk. Raises ``KeyUnavailable`` when the DID holds no such method.
    """
    did, _, fragment = method_id.partition("#")
    try:
        if len(method_id) > _MAX_DID_CHARACTERS:
            raise MalformedInput("The DID URL is too long.")
        if did.startswith("did:key:"):
            expected = did.removeprefix("did:key:")
            key = from_multikey(expected)
        elif did.startswith("did:jwk:"):
            expected = "0"
            key = from_jwk(_jwk_in(did.removeprefix("did:jwk:")))
        else:
            raise MalformedInput("Neither did:key nor did:jwk.")
    except MalformedInput as error:
        raise KeyUnavailable(f"No usable key in it: {error.what}", where=method_id[:200]) from error
    if fragment != expected:
        raise KeyUnavailable("The DID has no method of that fragment.", where=method_id[:200])
    return VerificationMethod(method_id, did, key, _SIGNING_RELATIONSHIPS)


def method_in_document(method_id: str, document: JsonObject) -> VerificationMethod:
    """Answer the method of exactly that id; raises ``KeyUnavailable`` when it is not there.

    ``document`` is what ``did_web_url`` led to; ``MalformedInput`` says that it is no controller
    document of that DID.
    """
    for method in methods_from_document(did_of(method_id), document):
        if method.id == method_id:
            return method
    raise KeyUnavailable("The controller document does not list this key.", where=method_id[:200])


class LocalResolver:
    """A ``ports.KeyResolver`` that needs no network: did:key and did:jwk."""

    def resolve(self, method_id: str) -> VerificationMethod:
        """Answer the method; ``Unavailable`` for every DID method that would have to be fetched."""
        if method_id.startswith(("did:key:", "did:jwk:")):
            return local_method(method_id)
        raise Unavailable(
            "The issuer's key must be fetched, and that was not allowed.", where=method_id[:200]
        )


def _jwk_in(text: str) -> JsonObject:
    jwk = loads(base64url_decode(text))
    if not isinstance(jwk, dict):
        raise MalformedInput("A did:jwk holds no JSON object.")
    return jwk
