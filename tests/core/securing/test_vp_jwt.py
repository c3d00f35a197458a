"""vp-jwt: a presentation in a token, whom it is for, and the envelope around it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from credstone.errors import (
    MalformedInput,
    MalformedToken,
    NotAllowed,
    NotCovered,
    UnsupportedMechanism,
)
from credstone.ports import Json, JsonObject
from credstone.securing import jose, mechanism, vc_jwt, vp_jwt
from credstone.securing.did import did_key
from credstone.securing.multibase import base64url_decode, base64url_encode
from credstone.securing.private_keys import PrivateKey
from credstone.securing.secured import ProofOptions
from credstone.securing.strict_json import dumps
from tests.core.securing.samples import (
    COLLEGE,
    CREATED,
    CREDENTIALS_V2,
    UNIVERSITY,
    holds,
    options_of,
    signed,
)

NAME = "vp-jwt"
HOLDER = did_key(UNIVERSITY.public)
EXPIRES = CREATED + timedelta(minutes=5)


def presentation(**changes: Json) -> JsonObject:
    """A presentation of one enveloped credential."""
    document: JsonObject = {
        "@context": [CREDENTIALS_V2],
        "id": "urn:uuid:3f6a1c55-2d0e-4bb4-8a53-0c7f3a1d9e10",
        "type": ["VerifiablePresentation"],
        "holder": HOLDER,
        "verifiableCredential": [json.loads(vc_jwt.envelope(signed("vc-jwt")))],
        **changes,
    }
    return {name: value for name, value in document.items() if value is not None}


def asked(key: PrivateKey = UNIVERSITY, /, **changes: object) -> ProofOptions:
    """What an employer asked the holder to sign."""
    options = replace(
        options_of(key.public),
        purpose="authentication",
        expires=EXPIRES,
        domains=("https://employer.example",),
        challenge="n-0S6_WzA2Mj",
    )
    return replace(options, **changes)  # type: ignore[arg-type]


def token(
    document: JsonObject | None = None,
    options: ProofOptions | None = None,
    key: PrivateKey = UNIVERSITY,
) -> bytes:
    """A presentation made through the door of securing."""
    content = presentation() if document is None else document
    given = asked(key) if options is None else options
    return mechanism.attach(
        NAME, content, given, key.sign(mechanism.signing_input(NAME, content, given))
    )


def foreign(payload: JsonObject, **header: Json) -> bytes:
    """A token with a good signature over any payload, and members of the header changed."""
    kid = options_of(UNIVERSITY.public).verification_method
    head = jose.header_for(UNIVERSITY.public.type, kid, typ="vp+jwt", cty="vp") | header
    message = b".".join(base64url_encode(dumps(part)).encode() for part in (head, payload))
    return message + b"." + base64url_encode(UNIVERSITY.sign(message)).encode()


def segment(data: bytes, index: int) -> JsonObject:
    value: JsonObject = json.loads(base64url_decode(data.split(b".")[index].decode()))
    return value


@pytest.mark.conforms("jose-issue-vp", "jose-verify-vp")
@pytest.mark.conforms("jose-issue-vp", "jose-verify-vp")
@pytest.mark.parametrize("key", [UNIVERSITY, COLLEGE], ids=["EdDSA", "ES256"])
def test_what_is_signed_is_read_back_with_whom_it_is_for(key: PrivateKey) -> None:
    document = presentation(holder=did_key(key.public))
    data = token(document, key=key)
    secured = mechanism.read(data)
    (proof,) = secured.proofs
    assert secured.document == document
    assert (proof.mechanism, proof.purpose) == (NAME, "authentication")
    assert (proof.domains, proof.challenge) == (("https://employer.example",), "n-0S6_WzA2Mj")
    assert (proof.created, proof.expires) == (CREATED, EXPIRES)
    assert holds(data, key)
    assert not holds(data, COLLEGE if key is UNIVERSITY else UNIVERSITY)


@pytest.mark.conforms("jose-media-types")
@pytest.mark.conforms("jose-issue-vp", "jose-media-types", "jose-kid")
def test_the_header_and_the_claims_are_the_standards() -> None:
    data = token()
    header, payload = segment(data, 0), segment(data, 1)
    assert (header["typ"], header["cty"], header["alg"]) == ("vp+jwt", "vp", "EdDSA")
    assert {name: payload.pop(name) for name in ("iss", "jti", "iat", "exp", "aud", "nonce")} == {
        "iss": HOLDER,
        "jti": presentation()["id"],
        "iat": int(CREATED.timestamp()),
        "exp": int(EXPIRES.timestamp()),
        "aud": "https://employer.example",
        "nonce": "n-0S6_WzA2Mj",
    }
    assert payload == presentation()


def test_what_was_not_asked_is_not_claimed() -> None:
    bearer = presentation(id=None, holder=None)
    data = token(bearer, asked(expires=None, domains=(), challenge=None))
    assert segment(data, 1).keys() - bearer.keys() == {"iat"}
    (proof,) = mechanism.read(data).proofs
    assert (proof.domains, proof.challenge, proof.expires) == ((), None, None)


def test_it_may_be_for_several_verifiers() -> None:
    both = ("https://employer.example", "https://agency.example")
    data = token(options=asked(domains=both))
    assert segment(data, 1)["aud"] == list(both)
    assert mechanism.read(data).proofs[0].domains == both


@pytest.mark.conforms(
    "vcdm2-4.13.2-enveloped-context",
    "vcdm2-4.13.2-enveloped-id",
    "vcdm2-4.13.2-enveloped-type",
)
def test_the_enveloped_form_is_read_too() -> None:
    data = vp_jwt.envelope(token())
    assert json.loads(data)["id"].startswith("data:application/vp+jwt,ey")
    assert mechanism.read(data).document == presentation()
    assert holds(data)


def test_nbf_and_iat_both_say_when_it_begins() -> None:
    later = CREATED + timedelta(days=1)
    data = foreign({**presentation(), "iat": CREATED.timestamp(), "nbf": later.timestamp()})
    assert mechanism.read(data).proofs[0].created == later


@pytest.mark.parametrize(
    "claim",
    [
        {"aud": 7},
        {"aud": ""},
        {"aud": []},
        {"aud": ["https://employer.example", 7]},
        {"aud": None},
        {"aud": {"id": "https://employer.example"}},
        {"nonce": ""},
        {"nonce": 7},
        {"nonce": None},
        {"nonce": ["a", "b"]},
        {"iss": "did:example:another"},
        {"iss": None},
        {"jti": "urn:uuid:another"},
        {"sub": HOLDER},
        {"exp": "soon"},
        {"iat": True},
        {"nbf": 1e300},
    ],
    ids=str,
)
def test_claims_of_the_wrong_kind_or_beside_the_presentation_are_refused(
    claim: JsonObject,
) -> None:
    with pytest.raises(MalformedToken):
        mechanism.read(foreign({**presentation(), **claim}))


def test_an_issuer_of_the_token_without_a_holder_is_refused() -> None:
    with pytest.raises(MalformedToken, match="iss"):
        mechanism.read(foreign({**presentation(holder=None), "iss": HOLDER}))


@pytest.mark.conforms("jose-iss")
def test_the_header_may_not_name_another_holder() -> None:
    with pytest.raises(MalformedToken, match="iss"):
        mechanism.read(foreign(presentation(), iss="did:example:another"))


@pytest.mark.conforms("jose-no-vc-vp")
@pytest.mark.conforms("jose-no-vc-vp")
@pytest.mark.parametrize("claim", ["vp", "vc", "proof", "_sd", "_sd_alg"])
def test_claims_that_make_it_something_else_are_refused(claim: str) -> None:
    with pytest.raises(MalformedToken, match=claim):
        mechanism.read(foreign({**presentation(), claim: {}}))
    with pytest.raises(MalformedToken):
        token(presentation(**{claim: {}}))


@pytest.mark.parametrize("claim", ["iss", "sub", "jti", "nbf", "exp", "iat", "aud", "nonce"])
def test_the_tokens_claims_are_not_the_callers_to_give(claim: str) -> None:
    with pytest.raises(MalformedToken):
        token(presentation(**{claim: "x"}))


@pytest.mark.parametrize("cty", ["vc", "JWT", None, 7])
def test_another_content_type_is_refused(cty: Json) -> None:
    with pytest.raises(MalformedToken):
        mechanism.read(foreign(presentation(), cty=cty))


def test_types_may_be_written_in_full() -> None:
    assert holds(foreign(presentation(), typ="application/vp+jwt", cty="application/vp"))


@pytest.mark.conforms("jose-explicit-type")
@pytest.mark.parametrize("typ", ["vp", "VP+JWT", "vp+ld+jwt", "application/vp+ld+json+jwt"])
def test_other_types_are_not_ours(typ: str) -> None:
    with pytest.raises(UnsupportedMechanism):
        mechanism.read(foreign(presentation(), typ=typ))


def test_a_presentation_of_data_model_1_1_is_not_taken_for_one_of_2_0() -> None:
    with pytest.raises(UnsupportedMechanism, match="JWT"):
        mechanism.read(foreign({"iss": HOLDER, "vp": presentation()}, typ="JWT", cty="JWT"))


def test_a_token_of_a_presentation_does_not_state_things() -> None:
    with pytest.raises(NotAllowed):
        token(options=asked(purpose="assertionMethod"))


@pytest.mark.parametrize("option", [{"nonce": "n"}, {"id": "urn:a"}, {"previous": ("urn:a",)}])
def test_what_a_token_has_no_place_for_is_not_left_out_in_silence(
    option: dict[str, object],
) -> None:
    with pytest.raises(NotAllowed):
        token(options=asked(**option))


def test_a_credential_as_token_is_for_nobody_in_particular() -> None:
    options = asked(purpose="assertionMethod", expires=None)
    with pytest.raises(NotAllowed):
        mechanism.signing_input("vc-jwt", presentation(), options)


def test_what_json_ld_would_drop_is_an_error_although_the_bytes_are_signed() -> None:
    dropped = presentation(favouriteColour="blue")
    with pytest.raises(NotCovered, match="favouriteColour"):
        token(dropped)
    with pytest.raises(NotCovered, match="favouriteColour"):
        mechanism.coverage(mechanism.read(foreign(dropped)))


def envelope_of(compact: bytes, **changes: Json) -> bytes:
    return json.dumps({**json.loads(vp_jwt.envelope(compact)), **changes}).encode()


@pytest.mark.conforms(
    "vcdm2-4.13.2-enveloped-context", "vcdm2-4.13.2-enveloped-id", "vcdm2-4.13.2-enveloped-type"
)
@pytest.mark.conforms(
    "vcdm2-4.13.2-enveloped-context",
    "vcdm2-4.13.2-enveloped-id",
    "vcdm2-4.13.2-enveloped-type",
)
@pytest.mark.parametrize(
    "change",
    [
        {"holder": HOLDER},
        {"proof": {}},
        {"verifiableCredential": []},
        {"@context": []},
        {"@context": [CREDENTIALS_V2, CREDENTIALS_V2]},
        {"@context": ["https://www.w3.org/ns/credentials/examples/v2"]},
        {"type": ["VerifiablePresentation"]},
        {"type": ["EnvelopedVerifiablePresentation", "VerifiablePresentation"]},
        {"type": None},
        {"id": "data:application/vp+jwt;base64,abc"},
        {"id": "data:application/vp+jwt;charset=utf-8,abc"},
        {"id": "data:application/jwt,abc"},
        {"id": "DATA:application/vp+jwt,abc"},
        {"id": "data:application/vp+jwt,"},
        {"id": None},
    ],
    ids=str,
)
def test_the_envelope_says_nothing_of_its_own(change: JsonObject) -> None:
    with pytest.raises(MalformedInput):
        mechanism.read(envelope_of(token(), **change))


def test_a_data_address_keeps_its_media_type() -> None:
    """A credential in a presentation's envelope, and the other way round."""
    credential, presented = signed("vc-jwt"), token()
    with pytest.raises(MalformedToken):
        mechanism.read(vp_jwt.envelope(credential))
    with pytest.raises(MalformedToken):
        mechanism.read(vc_jwt.envelope(presented))
    plain = "data:application/vc+jwt," + credential.decode()
    with pytest.raises(MalformedInput):
        mechanism.read(envelope_of(presented, id=plain))


def test_an_envelope_in_an_envelope_is_refused() -> None:
    inner = vp_jwt.envelope(token())
    with pytest.raises(MalformedInput):
        mechanism.read(vp_jwt.envelope(inner.replace(b'"', b"'")))
