"""The door of securing: read a secured document, cover it, check it, make a new one.

A new mechanism lands in one file and one line of the registry. A bad signature is an answer;
exceptions are for bytes that cannot be read and documents that a signature would not cover.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from credstone.errors import MalformedInput, MalformedToken, UnsupportedMechanism
from credstone.ports import JsonObject, PublicKey
from credstone.securing import (
    data_integrity,
    ecdsa_jcs_2019,
    ecdsa_rdfc_2019,
    eddsa_jcs_2022,
    eddsa_rdfc_2022,
    enveloped,
    jose,
    vc_jwt,
    vc_jwt_1_1,
    vp_jwt,
)
from credstone.securing.answer import SignatureAnswer
from credstone.securing.did import did_key_method_id, did_web_jwk_id, did_web_method_id
from credstone.securing.secured import (
    STRICT,
    Mechanism,
    Proof,
    ProofOptions,
    Reading,
    SecuredDocument,
)
from credstone.securing.strict_json import loads
from credstone.securing.token import TokenMechanism

_OVER_RDF: tuple[Mechanism, ...] = (eddsa_rdfc_2022, ecdsa_rdfc_2019)
_OVER_JSON: tuple[Mechanism, ...] = (eddsa_jcs_2022, ecdsa_jcs_2019)
_TOKENS: tuple[TokenMechanism, ...] = (vc_jwt, vp_jwt)
_OLDER_TOKENS: tuple[TokenMechanism, ...] = (vc_jwt_1_1,)  # never in an envelope

CRYPTOSUITES = {suite.NAME: suite for suite in (*_OVER_RDF, *_OVER_JSON)}
MECHANISMS = CRYPTOSUITES | {token.NAME: token for token in (*_TOKENS, *_OLDER_TOKENS)}


def read(data: bytes, *, reading: Reading = STRICT) -> SecuredDocument:
    """Answer what ``data`` secures and its proofs, nothing checked yet.

    A JSON object with ``proof`` is read as Data Integrity, an envelope and three segments of
    base64url as a token of the type that it names. Raises ``MalformedInput`` for anything else and
    ``UnsupportedMechanism`` when there is no proof of a kind that we have.
    """
    if not data.lstrip(b" \t\r\n").startswith(b"{"):
        return _token(data, data.strip(b" \t\r\n"), (*_TOKENS, *_OLDER_TOKENS), reading)
    document = loads(data)
    if not isinstance(document, dict):
        raise MalformedInput("Not a JSON object.")
    for one in _TOKENS:
        if enveloped.is_envelope(one.KIND, document):
            return _token(data, enveloped.token_in(one.KIND, document), (one,), reading)
    if "proof" not in document:
        raise MalformedInput(
            "The document carries no proof.", fix="Ask the issuer for the signed document."
        )
    secured = data_integrity.read(data, document, CRYPTOSUITES, reading)
    return replace(secured, reading=reading.with_json_signed(_signs_json(secured)))


def _token(
    raw: bytes, compact: bytes, taken: Collection[TokenMechanism], reading: Reading
) -> SecuredDocument:
    """Read a compact token that is of one of the types ``taken``."""
    jws = jose.read_compact(compact)
    typ = jws.header.get("typ", vc_jwt_1_1.KIND.typ)  # any JWT may leave it out (RFC 7519, 5.1)
    for one in taken:
        if jose.media_type(typ) == one.KIND.typ:
            return one.read(raw, jws, reading.with_json_signed())
    if jose.media_type(typ) in {one.KIND.typ for one in _TOKENS}:
        raise MalformedToken("The envelope names another type than the token in it.")
    expected = " or ".join(repr(one.KIND.typ) for one in taken)
    raise UnsupportedMechanism(
        f"A token of type {str(typ)[:40]!r}.",
        fix=f"Here it says typ {expected} (VC-JOSE-COSE 1.0, 3.1).",
    )


def _signs_json(secured: SecuredDocument) -> bool:
    """Whether every proof fixes the JSON, not only the RDF that it states."""
    over_json = {suite.NAME for suite in _OVER_JSON}
    return all(
        proof.mechanism in over_json or data_integrity.DOCUMENT_SHA256 in proof.statement
        for proof in secured.proofs
    )


def coverage(secured: SecuredDocument) -> None:
    """Pass in silence when a signature covers every part of the document.

    Raises ``NotCovered`` (undefined terms, relative ids, nulls and their like), ``UnknownContext``
    or ``TooComplex``. The same rule for every mechanism: where the bytes are signed but JSON-LD
    drops a member, two readers of one credential would see two sets of claims.
    """
    _ = secured.quads


def check(secured: SecuredDocument, proof: Proof, key: PublicKey) -> SignatureAnswer:
    """Say whether ``proof``'s signature over ``secured`` is ``key``'s; never raises for a bad one.

    Raises as ``coverage`` does: what is not covered is not checked either.
    """
    coverage(secured)
    return mechanism_of(proof.mechanism).check(secured, proof, key)


def signing_input(
    name: str, document: JsonObject, options: ProofOptions, *, reading: Reading = STRICT
) -> bytes:
    """Answer the bytes that a ``ports.Signer`` signs, for the mechanism of that name."""
    return mechanism_of(name).signing_input(document, options, reading)


def attach(name: str, document: JsonObject, options: ProofOptions, signature: bytes) -> bytes:
    """Answer the secured document, verbatim as it is to be kept, with a raw signature."""
    return mechanism_of(name).attach(document, options, signature)


def method_id(name: str, did: str, key: PublicKey) -> str:
    """Answer how a proof by that mechanism names ``key`` of ``did``, a did:web or its own did:key.

    In a did:web a token names the method of type JsonWebKey (VC-JOSE-COSE 1.0, 4.3), an embedded
    proof the Multikey; a did:key has one method for both.
    """
    if not did.startswith("did:web:"):
        return did_key_method_id(key)
    return did_web_method_id(did, key) if name in CRYPTOSUITES else did_web_jwk_id(did, key)


def mechanism_of(name: str) -> Mechanism:
    """Answer the registered mechanism; raises ``UnsupportedMechanism``."""
    try:
        return MECHANISMS[name]
    except KeyError:
        raise UnsupportedMechanism(
            f"We have no securing mechanism {name[:60]!r}.",
            fix=f"We have {', '.join(MECHANISMS)}.",
        ) from None
