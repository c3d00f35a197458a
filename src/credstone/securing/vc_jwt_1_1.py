"""The mechanism ``vc-jwt-1.1``: a credential in the ``vc`` claim (VC Data Model 1.1, 6.3.1).

Verified and never issued. The registered claims stand for members of the credential: those that
are missing in ``vc`` are put back from them, and those that are there must say the same, except
that the claims may set narrower times.
"""

from __future__ import annotations

import math

from credstone.errors import MalformedToken, NotAllowed, UnsupportedMechanism
from credstone.ports import Json, JsonObject, KeyType, PublicKey
from credstone.securing import jose, token
from credstone.securing.answer import SignatureAnswer
from credstone.securing.jose import Jws
from credstone.securing.secured import (
    ASSERTION_METHOD,
    STRICT,
    Proof,
    ProofOptions,
    Reading,
    SecuredDocument,
)
from credstone.securing.strict_json import loads
from credstone.securing.timestamps import parse_timestamp, render_timestamp
from credstone.securing.token import Kind, id_of

NAME = "vc-jwt-1.1"
KEY_TYPES = frozenset(KeyType)
CLAIM = "vc"

_CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"
_BESIDE = "It stands beside the credential in 'vc', so two readers would see two credentials."
_IN_2_0 = "In data model 2.0 the payload is the credential itself (VC-JOSE-COSE 1.0, 3.1.3)."
KIND = Kind(
    typ="JWT",
    cty="",
    envelope="",
    purpose=ASSERTION_METHOD,
    claims=token.REGISTERED | {CLAIM},
    forbidden={
        "vp": "It is a presentation too.",
        "aud": "It is meant for one audience, which a credential is not.",
        **dict.fromkeys(("@context", "type", "issuer", "credentialSubject", "proof"), _BESIDE),
        **{name: why for name, why in token.FORBIDDEN.items() if name.startswith("_sd")},
    },
)


def signing_input(document: JsonObject, options: ProofOptions, reading: Reading = STRICT) -> bytes:
    """Raise ``NotAllowed``: credentials are issued under data model 2.0 alone."""
    raise NotAllowed(
        "A token of data model 1.1 is verified here and never made.",
        fix="Issue the credential as vc-jwt.",
    )


def attach(document: JsonObject, options: ProofOptions, signature: bytes) -> bytes:
    """Raise ``NotAllowed``, as ``signing_input`` does."""
    return signing_input(document, options)


def read(raw: bytes, jws: Jws, reading: Reading = STRICT) -> SecuredDocument:
    """Answer the credential in the ``vc`` claim, whole, of a token that came through the gate.

    Raises ``UnsupportedMechanism`` for a token without that claim, ``MalformedToken`` for a
    credential of another data model or with a proof of its own, for claims that contradict it,
    and as ``token.opened`` does.
    """
    claimed = loads(jws.payload)
    if isinstance(claimed, dict) and CLAIM not in claimed:
        raise UnsupportedMechanism(
            f"A token of type {KIND.typ!r} without a credential in {CLAIM!r}.",
            fix="A credential of data model 2.0 says typ 'vc+jwt' (VC-JOSE-COSE 1.0, 3.1.1).",
        )
    payload, _ = token.opened(jws, KIND)
    document = _whole(payload, _credential(payload[CLAIM]))
    proof = token.proof_in(NAME, KIND, jws, payload)
    return SecuredDocument(raw, document, (proof,), jws.signing_input, reading)


def check(secured: SecuredDocument, proof: Proof, key: PublicKey) -> SignatureAnswer:
    """Say whether the token's signature is ``key``'s, by the key's own algorithm."""
    return jose.check_jws(proof.statement, secured.signed, proof.signature, key)


def _credential(value: Json) -> JsonObject:
    if not isinstance(value, dict):
        raise MalformedToken(f"The token's {CLAIM!r} is no credential.", where=f"/{CLAIM}")
    contexts = value.get("@context")
    listed = contexts if isinstance(contexts, list) else [contexts]
    if listed[:1] != [_CREDENTIALS_V1]:
        what = f"The payload has {CLAIM!r}, and what is in it is not of data model 1.1. {_IN_2_0}"
        raise MalformedToken(what, where=f"/{CLAIM}/@context")
    if "proof" in value:
        what = "The credential in the token carries a second proof."
        raise MalformedToken(what, where=f"/{CLAIM}/proof")
    return value


def _whole(payload: JsonObject, credential: JsonObject) -> JsonObject:
    """6.3.1, decoding: the claims put back where they belong."""
    whole = dict(credential)
    for claim, member in (("iss", "issuer"), ("jti", "id")):
        _put_back(whole, member, payload, claim)
    if "sub" in payload:
        whole["credentialSubject"] = _subject(credential.get("credentialSubject"), payload)
    for claim, member in (("nbf", "issuanceDate"), ("exp", "expirationDate")):
        _put_back_time(whole, member, payload, claim)
    return whole


def _put_back(whole: JsonObject, member: str, payload: JsonObject, claim: str) -> None:
    if claim in payload and id_of(whole.setdefault(member, payload[claim])) != payload[claim]:
        raise MalformedToken(f"The token's {claim!r} contradicts the credential's {member}.")


def _subject(value: Json, payload: JsonObject) -> Json:
    """The one subject, with its id; of several nobody could say which one ``sub`` names."""
    subject = value[0] if isinstance(value, list) and len(value) == 1 else value
    if not isinstance(subject, dict):
        raise MalformedToken("The token's 'sub' names one subject, and the credential has not one.")
    named = {"id": payload["sub"], **subject}
    if named["id"] != payload["sub"]:
        raise MalformedToken("The token's 'sub' contradicts the credential's subject.")
    return [named] if isinstance(value, list) else named


def _put_back_time(whole: JsonObject, member: str, payload: JsonObject, claim: str) -> None:
    """The claim's time, which may narrow the credential's and never widen it.

    It is the claim that counts (6.3.1), yet whoever reads the credential alone must not see it
    hold for longer than it does for us. Compared in whole seconds, as most issuers write them.
    """
    moment = token.numeric_date(payload, claim)
    if moment is None:
        return
    written = parse_timestamp(
        whole.setdefault(member, render_timestamp(moment)), where=f"/{CLAIM}/{member}"
    )
    later = math.floor(moment.timestamp()) - math.floor(written.timestamp())
    if later and (later > 0) is not (claim == "nbf"):
        raise MalformedToken(f"The token's {claim!r} contradicts the credential's {member}.")
    if later:
        whole[member] = render_timestamp(moment)
