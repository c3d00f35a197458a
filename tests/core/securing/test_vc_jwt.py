"""vc-jwt: a credential in a token, and the gate before it."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from credstone.errors import (
    CredstoneError,
    MalformedInput,
    MalformedJson,
    MalformedToken,
    NotAllowed,
    NotCovered,
    UnsupportedMechanism,
)
from credstone.ports import JsonObject, KeyType
from credstone.securing import jose, mechanism, vc_jwt
from credstone.securing.did import did_key
from credstone.securing.multibase import base64url_decode, base64url_encode
from credstone.securing.private_keys import PrivateKey, generate
from credstone.securing.secured import ProofOptions
from credstone.securing.strict_json import dumps
from tests.core.securing.samples import (
    ACADEMY,
    COLLEGE,
    CREATED,
    CREDENTIALS_V2,
    UNIVERSITY,
    credential,
    holds,
    options_of,
    signed,
)

NAME = "vc-jwt"


def header_of(key: PrivateKey = UNIVERSITY) -> JsonObject:
    kid = options_of(key.public).verification_method
    return jose.header_for(key.public.type, kid, typ="vc+jwt", cty="vc")


def token(
    header: JsonObject | bytes | None = None,
    payload: JsonObject | bytes | None = None,
    key: PrivateKey = UNIVERSITY,
) -> bytes:
    """A token with a good signature over whatever header and payload are asked for."""
    head = header_of(key) if header is None else header
    body = credential(key) if payload is None else payload
    parts = [part if isinstance(part, bytes) else dumps(part) for part in (head, body)]
    message = b".".join(base64url_encode(part).encode() for part in parts)
    return message + b"." + base64url_encode(key.sign(message)).encode()


@pytest.mark.conforms(
    "ob3-jwt-kid",
    "jose-issue-jws",
    "jose-verify-jws",
    "jose-compact",
    "jose-media-types",
    "jose-kid",
)
@pytest.mark.parametrize("key", [UNIVERSITY, COLLEGE, ACADEMY], ids=["EdDSA", "ES256", "ES384"])
def test_what_is_signed_is_read_back_verbatim(key: PrivateKey) -> None:
    document = credential(key)
    data = signed(NAME, document, key)
    secured = mechanism.read(data)
    (proof,) = secured.proofs
    assert secured.document == document
    assert json.loads(_segment(data, 0)) == header_of(key)
    assert (proof.mechanism, proof.purpose) == (NAME, "assertionMethod")
    assert proof.verification_method == options_of(key.public).verification_method
    assert holds(data, key)


def _segment(data: bytes, index: int) -> bytes:
    return base64url_decode(data.split(b".")[index].decode())


def test_the_enveloped_form_is_read_too() -> None:
    data = vc_jwt.envelope(signed(NAME))
    secured = mechanism.read(data)
    assert secured.raw == data
    assert secured.document == credential()
    assert holds(data)


def test_white_space_around_a_token_in_a_file_is_let_through() -> None:
    assert holds(b"\n " + signed(NAME) + b"\r\n")


@pytest.mark.parametrize("key", [UNIVERSITY, COLLEGE, ACADEMY], ids=["EdDSA", "ES256", "ES384"])
def test_another_key_did_not_sign_it(key: PrivateKey) -> None:
    assert not holds(signed(NAME, key=key), generate(key.public.type)[0])


@pytest.mark.conforms("jose-one-algorithm")
def test_the_algorithm_is_the_keys_and_not_the_headers() -> None:
    """RFC 8725, 3.1: whatever the header says, a P-256 key is never asked about EdDSA."""
    data = signed(NAME)
    secured = mechanism.read(data)
    answer = mechanism.check(secured, secured.proofs[0], COLLEGE.public)
    assert not answer.holds
    assert "algorithm" in answer.reason
    claims_es256 = token({**header_of(), "alg": "ES256"})
    assert not holds(claims_es256)
    assert not holds(token({**header_of(COLLEGE), "alg": "EdDSA"}, key=COLLEGE), COLLEGE)


def test_the_name_of_rfc_9864_for_the_same_algorithm_is_taken() -> None:
    assert holds(token({**header_of(), "alg": "Ed25519"}))


@pytest.mark.conforms("jose-alg-none", "jose-ignore-unsecured")
@pytest.mark.parametrize("alg", ["none", "None", "HS256", "HS512"])
def test_algorithms_that_prove_nothing_make_no_token(alg: str) -> None:
    with pytest.raises(MalformedToken, match="proves nothing"):
        mechanism.read(token({**header_of(), "alg": alg}))


@pytest.mark.parametrize("alg", ["RS256", "ES512", "ES256K", "EdDSA ", "", "eddsa"])
def test_algorithms_that_we_do_not_have_are_refused(alg: str) -> None:
    with pytest.raises(UnsupportedMechanism):
        mechanism.read(token({**header_of(), "alg": alg}))


@pytest.mark.conforms("jose-crit", "jose-no-foreign-key", "jose-kid")
@pytest.mark.parametrize(
    "member",
    [
        {"jwk": {"kty": "OKP"}},
        {"jku": "https://evil.example/"},
        {"x5u": "https://evil.example/"},
        {"x5c": []},
        {"x5t": "x"},
        {"x5t#S256": "x"},
        {"crit": []},
        {"crit": ["exp"]},
        {"b64": True},
        {"b64": False},
        {"zip": "DEF"},
        {"enc": "A128GCM"},
        {"alg": None},
        {"alg": ["EdDSA"]},
        {"kid": None},
        {"kid": ""},
        {"kid": 7},
        {"kid": "did:example:" + "x" * 300},
        {"cty": "jwt"},
        {"cty": None},
        {"iss": "did:example:another"},
        {"pad": "x" * 5000},
    ],
    ids=str,
)
def test_headers_that_reach_for_more_are_refused(member: JsonObject) -> None:
    with pytest.raises(MalformedToken):
        mechanism.read(token({**header_of(), **member}))


@pytest.mark.conforms("jose-explicit-type")
@pytest.mark.parametrize("typ", [None, "JWT", "dc+sd-jwt", "VC+JWT", "", 7])
def test_tokens_of_another_type_are_not_credentials(typ: str | None) -> None:
    with pytest.raises(UnsupportedMechanism):
        mechanism.read(token({**header_of(), "typ": typ}))


def test_a_token_of_a_presentation_is_not_read_as_a_credential() -> None:
    with pytest.raises(MalformedToken, match="content type"):
        mechanism.read(token({**header_of(), "typ": "vp+jwt"}))
    presented = mechanism.read(token({**header_of(), "typ": "vp+jwt", "cty": "vp"}))
    assert presented.proofs[0].mechanism == "vp-jwt"


@pytest.mark.conforms("jose-media-types")
def test_types_may_be_written_in_full() -> None:
    assert holds(token({**header_of(), "typ": "application/vc+jwt", "cty": "application/vc"}))


@pytest.mark.conforms("jose-no-double-header", "jose-validate")
@pytest.mark.parametrize(
    "header", [b"", b"[]", b"{", b"null", b'{"alg":"EdDSA","alg":"none","kid":"x"}', b"\xff"]
)
def test_a_header_that_is_no_strict_object_is_refused(header: bytes) -> None:
    with pytest.raises(MalformedToken):
        mechanism.read(token(header))


@pytest.mark.conforms("jose-validate")
@pytest.mark.parametrize(
    ("payload", "error"),
    [
        (b"", MalformedJson),
        (b"{", MalformedJson),
        (b'{"id":"urn:a","id":"urn:b"}', MalformedJson),
        (b"not json at all", MalformedJson),
        (b"[" * 100_000, MalformedJson),
        (b"[]", MalformedToken),
        (b'"text"', MalformedToken),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_a_payload_that_is_no_strict_object_is_refused(
    payload: bytes, error: type[CredstoneError]
) -> None:
    with pytest.raises(error):
        mechanism.read(token(payload=payload))


def odd_spellings() -> dict[str, bytes]:
    data = signed(NAME)
    header, payload, signature = data.split(b".")
    last = signature[-1:]
    twin = bytes([last[0] + 1])  # 64 bytes leave four unused bits, which must be zero
    return {
        "padding": data + b"==",
        "unused bits": data[:-1] + twin,
        "a fourth part": data + b".",
        "two parts": header + b"." + payload,
        "an empty part": header + b".." + signature,
        "white space inside": header + b". " + payload + b"." + signature,
        "a short signature": b".".join([header, payload, signature[:-2]]),
        "plain base64": data.replace(b"_", b"/").replace(b"-", b"+") + b"+",
        "letters outside ASCII": "ｅ".encode() + data,
        "no token": b"abc",
        "nothing": b"",
        "JSON serialization": b'["' + data + b'"]',
        "far too long": b"A" * 3_000_000,
    }


@pytest.mark.conforms("jose-base64url", "jose-validate", "jose-compact")
@pytest.mark.parametrize("what", odd_spellings())
def test_a_token_has_one_spelling(what: str) -> None:
    with pytest.raises(MalformedInput):
        mechanism.read(odd_spellings()[what])


@pytest.mark.conforms("jose-no-vc-vp")
@pytest.mark.parametrize("claim", ["vc", "vp", "aud", "proof", "_sd", "_sd_alg"])
def test_claims_that_make_it_something_else_are_refused(claim: str) -> None:
    with pytest.raises(MalformedToken, match=claim):
        mechanism.read(token(payload={**credential(), claim: {}}))
    with pytest.raises(MalformedToken):
        signed(NAME, {**credential(), claim: {}})


@pytest.mark.conforms("jose-iss")
def test_registered_claims_may_repeat_the_credential() -> None:
    subject = {"id": "did:example:ana"}
    repeated: JsonObject = {
        **credential(),
        "iss": credential()["issuer"]["id"],  # type: ignore[index, call-overload]
        "sub": subject["id"],
        "jti": credential()["id"],
        "nbf": int(datetime(2026, 11, 20, 10, tzinfo=UTC).timestamp()),
        "iat": int(CREATED.timestamp()),
        "exp": int(datetime(2027, 1, 1, tzinfo=UTC).timestamp()),
    }
    data = token(payload=repeated)
    secured = mechanism.read(data)
    assert secured.document == credential()
    assert secured.proofs[0].created == CREATED
    assert secured.proofs[0].expires == datetime(2027, 1, 1, tzinfo=UTC)
    assert holds(data)


@pytest.mark.conforms("ob3-jwt-claims-agree", "jose-iss")
@pytest.mark.parametrize(
    "claim",
    [
        {"iss": "did:example:another"},
        {"iss": None},
        {"sub": "did:example:bert"},
        {"jti": "urn:uuid:another"},
        {"nbf": 4102444800},
        {"nbf": "1763717400"},
        {"nbf": True},
        {"exp": "soon"},
        {"exp": None},
        {"exp": 1e300},
        {"iat": []},
    ],
    ids=str,
)
def test_registered_claims_may_not_contradict_it(claim: JsonObject) -> None:
    with pytest.raises(MalformedToken):
        mechanism.read(token(payload={**credential(), **claim}))


@pytest.mark.conforms("ob3-jwt-claims")
def test_we_repeat_what_open_badges_asks_for_and_say_when_it_was_signed() -> None:
    document = credential()
    payload = json.loads(_segment(signed(NAME, document), 1))
    assert {name: payload.pop(name) for name in payload.keys() - document.keys()} == {
        "iss": did_key(UNIVERSITY.public),
        "sub": "did:example:ana",
        "jti": document["id"],
        "nbf": 1795168800,  # 2026-11-20T10:00:00Z
        "exp": 1952935200,  # 2031-11-20T10:00:00Z
        "iat": int(CREATED.timestamp()),
    }
    assert payload == document


def test_what_the_credential_does_not_say_is_not_claimed() -> None:
    bearer = credential()
    for member in ("id", "validUntil"):
        del bearer[member]
    del bearer["credentialSubject"]["id"]  # type: ignore[union-attr, call-overload, index]
    payload = json.loads(_segment(signed(NAME, bearer), 1))
    assert payload.keys() - bearer.keys() == {"iss", "nbf", "iat"}
    assert holds(signed(NAME, bearer))


def test_the_day_of_signing_is_read_back() -> None:
    assert mechanism.read(signed(NAME)).proofs[0].created == CREATED


def test_sub_names_the_one_subject_of_an_array_and_none_of_two() -> None:
    ana: JsonObject = {"id": "did:example:ana"}
    for subjects, named in (([ana], True), ([ana, ana], False), ([], False), (["x"], False)):
        payload: JsonObject = {
            **credential(),
            "credentialSubject": subjects,  # type: ignore[dict-item]
            "sub": "did:example:ana",
        }
        if named:
            assert mechanism.read(token(payload=payload)).document["credentialSubject"] == [ana]
        else:
            with pytest.raises(MalformedToken, match="'sub' contradicts"):
                mechanism.read(token(payload=payload))


def test_a_token_that_begins_although_its_credential_does_not_say_when_is_refused() -> None:
    payload = {**credential(), "nbf": 1}
    del payload["validFrom"]
    with pytest.raises(MalformedToken, match="has 'nbf', and its credential has no validFrom"):
        mechanism.read(token(payload=payload))


def test_a_time_without_its_offset_is_not_signed() -> None:
    with pytest.raises(MalformedInput, match="/validUntil"):
        signed(NAME, {**credential(), "validUntil": "2031-11-20T10:00:00"})


@pytest.mark.parametrize("claim", ["iss", "sub", "jti", "nbf", "exp", "iat"])
def test_the_tokens_claims_are_not_the_callers_to_give(claim: str) -> None:
    with pytest.raises(MalformedToken):
        signed(NAME, {**credential(), claim: "x"})


def test_what_json_ld_would_drop_is_an_error_although_the_bytes_are_signed() -> None:
    dropped: JsonObject = {**credential(), "favouriteColour": "blue"}
    with pytest.raises(NotCovered, match="favouriteColour"):
        signed(NAME, dropped)
    secured = mechanism.read(token(payload=dropped))
    with pytest.raises(NotCovered, match="favouriteColour"):
        mechanism.coverage(secured)
    with pytest.raises(NotCovered):
        mechanism.check(secured, secured.proofs[0], UNIVERSITY.public)


def test_a_token_serves_assertions_only() -> None:
    options = ProofOptions("did:example:uni#1", KeyType.ED25519, CREATED, "authentication")
    with pytest.raises(NotAllowed):
        mechanism.signing_input(NAME, credential(), options)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "PhD"},
        {"proof": {}},
        {"credentialSubject": {}},
        {"@context": [CREDENTIALS_V2, CREDENTIALS_V2]},
        {"@context": "https://www.w3.org/2018/credentials/v1"},
        {"@context": {}},
        {"id": "data:application/vc+ld+json+jwt,abc"},
        {"id": "data:application/vc+jwt;base64,abc"},
        {"id": "data:application/vc+jwt,"},
        {"id": 7},
    ],
    ids=str,
)
def test_the_envelope_says_nothing_of_its_own(change: JsonObject) -> None:
    envelope = json.loads(vc_jwt.envelope(signed(NAME)))
    with pytest.raises(MalformedInput):
        mechanism.read(json.dumps({**envelope, **change}).encode())


def test_a_padded_token_in_an_envelope_is_refused() -> None:
    envelope = json.loads(vc_jwt.envelope(signed(NAME)))
    envelope["id"] += "\n"
    with pytest.raises(MalformedInput):
        mechanism.read(json.dumps(envelope).encode())
