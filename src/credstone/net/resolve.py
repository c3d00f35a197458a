"""From the id in a proof to the key behind it, wherever the key is written down.

did:key and did:jwk spell their key out; a home knows its own organisations; did:web is fetched.
Reading a controller document is ``securing``'s, and judging the method is ``verifying``'s.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from credstone.errors import KeyUnavailable, MalformedInput, TooComplex, Unavailable
from credstone.net.cache import Cache
from credstone.net.fetch import DID_DOCUMENT_TYPES, Fetcher
from credstone.ports import JsonObject, VerificationMethod
from credstone.securing.did import did_of, did_web_url, local_method, method_in_document
from credstone.securing.strict_json import loads

DOCUMENT_SECONDS = 60.0  # how long a withdrawn key of a stranger can go on counting here


@dataclass(frozen=True)
class Resolver:
    """A ``ports.KeyResolver`` over what we know, what the id says, and what the web says.

    ``own`` holds controller documents by DID, those of the home's own organisations: such a DID
    is never asked of the network, so nobody between us and our own address can change our keys.
    ``cache`` keeps fetched documents for ``DOCUMENT_SECONDS`` of its clock.
    """

    fetcher: Fetcher
    own: Mapping[str, JsonObject] = field(default_factory=dict)
    cache: Cache[JsonObject] = field(default_factory=Cache, compare=False, repr=False)

    def resolve(self, method_id: str) -> VerificationMethod:
        """Answer the method that ``method_id`` (a DID URL) names (Controlled Identifiers 1.0, 3.3).

        Raises ``Unavailable`` when its document could not be had, or is of a DID method that is
        not resolved here; ``KeyUnavailable`` when the document was read and does not hold it.
        """
        did = did_of(method_id)
        if did in self.own:
            return _method(method_id, self.own[did])
        if did.startswith(("did:key:", "did:jwk:")):
            return local_method(method_id)
        if did.startswith("did:web:"):
            return _method(method_id, self._document(did))
        raise Unavailable(
            "The issuer's key is named in a way that is not resolved here.",
            where=method_id[:200],
            fix="Keys are named by did:web, did:key or did:jwk.",
        )

    def _document(self, did: str) -> JsonObject:
        kept = self.cache.get(did)
        if kept is not None:
            return kept
        try:
            url = did_web_url(did)
        except MalformedInput as error:
            raise KeyUnavailable(error.what, where=error.where) from error
        # The did:web Method, 2.5.2: the document lies where the DID says, so nobody is sent on.
        document = _object(self.fetcher.get(url, accept=DID_DOCUMENT_TYPES).body, url)
        self.cache.put(did, document, DOCUMENT_SECONDS)
        return document


def _object(body: bytes, url: str) -> JsonObject:
    try:
        document = loads(body)
    except (MalformedInput, TooComplex) as error:
        raise Unavailable(f"No controller document came: {error.what}", where=url) from error
    if not isinstance(document, dict):
        raise Unavailable("No controller document came, but other JSON.", where=url)
    return document


def _method(method_id: str, document: JsonObject) -> VerificationMethod:
    try:
        return method_in_document(method_id, document)
    except MalformedInput as error:
        raise KeyUnavailable(error.what, where=error.where, fix=error.fix) from error
