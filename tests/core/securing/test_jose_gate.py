"""The gate before every token: one spelling, the key's own algorithm, no keys brought along.

Reading takes no key, so whatever is refused here was refused before any cryptography ran.
"""

from __future__ import annotations

import json
import time

import pytest

from credstone.errors import CredstoneError, MalformedToken
from credstone.ports import Json, JsonObject
from credstone.securing import mechanism
from credstone.securing.jose import MAX_HEADER_CHARACTERS, MAX_KID_CHARACTERS
from credstone.securing.multibase import base64url_encode
from credstone.securing.private_keys import PrivateKey
from credstone.securing.strict_json import dumps
from credstone.verifying.policy import Policy
from credstone.verifying.profiles import VC_API
from credstone.verifying.report import Verdict, VerificationReport
from credstone.verifying.verify import verify
from tests.core.securing.samples import (
    ACADEMY,
    COLLEGE,
    UNIVERSITY,
    credential,
    holds,
    options_of,
)
from tests.core.verifying.world import NOW
from tests.fakes import MemoryResolver, MemoryStatusSource

KEYS = {"EdDSA": UNIVERSITY, "ES256": COLLEGE, "ES384": ACADEMY}
OWN = {"EdDSA": {"EdDSA", "Ed25519"}, "ES256": {"ES256"}, "ES384": {"ES384"}}
ALGORITHMS = [
    *("EdDSA", "Ed25519", "ES256", "ES384", "Ed448", "ES512", "ES256K", "RS256", "PS256", "RS512"),
    *("HS256", "HS384", "HS512", "none", "None", "NONE", "nOnE", "", " ", "es256", "eddsa"),
    *("ES256 ", "ECDH-ES", "dir", "A128KW", "RSA-OAEP"),
]
every_key = pytest.mark.parametrize("name", KEYS)


def plain(key: PrivateKey) -> JsonObject:
    document = credential(key)
    del document["credentialStatus"]
    return document


def header(name: str, **changes: Json) -> JsonObject:
    """The header that belongs to the key; a change to Ellipsis leaves the member out."""
    kid = options_of(KEYS[name].public).verification_method
    told: dict[str, object] = {"alg": name, "kid": kid, "typ": "vc+jwt", "cty": "vc", **changes}
    return {key: value for key, value in told.items() if value is not ...}  # type: ignore[misc]


def token(name: str, head: JsonObject | bytes, payload: JsonObject | None = None) -> bytes:
    """A token whose signature is the key's own, whatever its header says."""
    key = KEYS[name]
    parts = [
        head if isinstance(head, bytes) else dumps(head),
        dumps(plain(key) if payload is None else payload),
    ]
    message = b".".join(base64url_encode(part).encode() for part in parts)
    return message + b"." + base64url_encode(key.sign(message)).encode()


def answer(data: bytes, policy: Policy | None = None) -> VerificationReport:
    keys, statuses = MemoryResolver(), MemoryStatusSource()
    return verify(data, at=NOW, keys=keys, statuses=statuses, policy=policy)


def assert_refused(data: bytes) -> None:
    for policy in (Policy(), VC_API):
        assert answer(data, policy).verdict is not Verdict.VALID


@pytest.mark.conforms("jose-verify-jws")
@every_key
def test_a_token_of_each_key_is_valid(name: str) -> None:
    assert answer(token(name, header(name))).verdict is Verdict.VALID


@pytest.mark.conforms("jose-one-algorithm", "jose-alg-none", "jose-validate")
@every_key
@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_only_the_keys_own_algorithm_is_taken(name: str, algorithm: str) -> None:
    data = token(name, header(name, alg=algorithm))
    if algorithm in OWN[name]:
        assert holds(data, KEYS[name])
        return
    assert_refused(data)


@pytest.mark.conforms("jose-alg-none", "jose-ignore-unsecured")
@every_key
@pytest.mark.parametrize("signature", [b"", b"AA", b"-"])
def test_claims_that_nothing_secures_are_not_heard(name: str, signature: bytes) -> None:
    unsecured = token(name, header(name, alg="none")).rpartition(b".")[0] + b"." + signature
    with pytest.raises(MalformedToken):
        mechanism.read(unsecured)
    report = answer(unsecured)
    assert report.verdict is Verdict.INVALID
    assert report.document is None
    assert report.issuer.id == ""


@pytest.mark.conforms("jose-no-foreign-key", "jose-crit")
@every_key
@pytest.mark.parametrize(
    "member",
    [
        {"jwk": {"kty": "OKP", "crv": "Ed25519", "x": "A" * 43}},
        {"jwk": None},
        {"jku": "https://keys.example/jwks.json"},
        {"x5u": "https://keys.example/chain.pem"},
        {"x5c": ["MIIB"]},
        {"x5t": "AA"},
        {"x5t#S256": "AA"},
        {"crit": ["exp"], "exp": 4102444800},
        {"crit": ["b64"], "b64": False},
        {"crit": ["typ"]},
        {"crit": []},
        {"crit": None},
        {"crit": "exp"},
        {"b64": True},
        {"zip": "DEF"},
        {"enc": "A256GCM"},
    ],
    ids=str,
)
def test_a_header_that_brings_keys_or_demands_extensions_is_refused(
    name: str, member: JsonObject
) -> None:
    with pytest.raises(MalformedToken):
        mechanism.read(token(name, header(name, **member)))


@pytest.mark.conforms("jose-unknown-header")
@every_key
@pytest.mark.parametrize("member", [{"nonce": "1"}, {"unknown": {"a": [1]}}, {"iat": 1}], ids=str)
def test_other_words_in_a_header_are_passed_over(name: str, member: JsonObject) -> None:
    assert answer(token(name, header(name, **member))).verdict is Verdict.VALID


@pytest.mark.conforms("jose-no-double-header", "jose-validate")
@every_key
def test_a_header_that_says_something_twice_is_refused(name: str) -> None:
    once = dumps(header(name))
    for again in (
        b'"alg":"none"',
        b'"kid":"did:example:other#1"',
        b'"typ":"JWT"',
        b'"alg":"ES256"',
    ):
        for twice in (once[:-1] + b"," + again + b"}", b"{" + again + b"," + once[1:]):
            assert_refused(token(name, twice))


@pytest.mark.conforms("jose-kid", "jose-kid-url")
@every_key
@pytest.mark.parametrize(
    "spoil",
    [
        lambda kid: ...,
        lambda kid: None,
        lambda kid: "",
        lambda kid: [kid],
        lambda kid: kid.partition("#")[0],
        lambda kid: kid.partition("#")[2],
        lambda kid: "#" + kid.partition("#")[2],
        lambda kid: kid.upper(),
        lambda kid: kid + " ",
        lambda kid: kid + "?x=1",
        lambda kid: kid + "#" + kid.partition("#")[2],
        lambda kid: kid.replace("#", "/#"),
        lambda kid: kid.replace("#", "%23"),
        lambda kid: "x" * (MAX_KID_CHARACTERS + 1),
    ],
    ids=range(14),
)
def test_the_name_of_a_key_is_looked_up_to_the_letter(name: str, spoil: object) -> None:
    assert callable(spoil)
    kid = options_of(KEYS[name].public).verification_method
    assert_refused(token(name, header(name, kid=spoil(kid))))


@pytest.mark.conforms("jose-base64url", "jose-compact", "jose-validate")
@every_key
@pytest.mark.parametrize(
    "spell",
    [
        lambda data: data + b"=",
        lambda data: data.replace(b".", b"=.", 1),
        lambda data: data.replace(b".", b"\n.", 1),
        lambda data: data.replace(b".", b". ", 1),
        lambda data: data.replace(b".", b"..", 1),
        lambda data: data + b".",
        lambda data: b"." + data,
        lambda data: data + b".e30.e30",
        lambda data: data.rpartition(b".")[0],
        lambda data: data + b"~",
        lambda data: data.replace(b"e", b"%65", 1),
        lambda data: data[:10] + "é".encode() + data[10:],
        lambda data: data[:10] + b"+" + data[11:],
        lambda data: json.dumps({"payload": data.decode()}).encode(),
        lambda data: json.dumps(
            dict(zip(("protected", "payload", "signature"), data.decode().split("."), strict=True))
        ).encode(),
        lambda data: b"Bearer " + data,
    ],
    ids=range(16),
)
def test_another_spelling_of_a_good_token_is_refused(name: str, spell: object) -> None:
    assert callable(spell)
    spelt = spell(token(name, header(name)))
    with pytest.raises(CredstoneError):
        mechanism.read(spelt)
    assert_refused(spelt)


@pytest.mark.conforms("jose-validate")
@pytest.mark.parametrize(
    "huge",
    [
        b"A" * 5_000_000 + b".e30.AA",
        b"e30." + b"A" * 5_000_000 + b".AA",
        b"e30.e30." + b"A" * 5_000_000,
        base64url_encode(b'{"a":' * (MAX_HEADER_CHARACTERS // 4)).encode() + b".e30.AA",
        b"." * 5_000_000,
    ],
    ids=["header", "payload", "signature", "depth", "dots"],
)
def test_a_token_beyond_all_measure_is_refused_at_once(huge: bytes) -> None:
    began = time.perf_counter()
    with pytest.raises(MalformedToken):
        mechanism.read(huge)
    assert time.perf_counter() - began < 1


@pytest.mark.conforms("jose-exp")
@every_key
@pytest.mark.parametrize(("left", "valid"), [(1, True), (0, False), (-1, False)])
def test_a_token_ends_at_the_moment_that_it_names(name: str, left: int, valid: bool) -> None:
    payload = {**plain(KEYS[name]), "exp": int(NOW.timestamp()) + left}
    report = answer(token(name, header(name), payload))
    assert (report.verdict is Verdict.VALID) is valid


@pytest.mark.conforms("jose-iss")
@every_key
@pytest.mark.parametrize("as_text", [True, False])
def test_the_issuer_is_named_alike_in_token_and_credential(name: str, as_text: bool) -> None:
    document = plain(KEYS[name])
    issuer = document["issuer"]
    assert isinstance(issuer, dict)
    if as_text:
        document["issuer"] = issuer["id"]
    good = token(name, header(name), {**document, "iss": issuer["id"]})
    assert mechanism.read(good).document["issuer"] == document["issuer"]
    for other in ("did:example:other", "", issuer, [issuer["id"]]):
        with pytest.raises(MalformedToken):
            mechanism.read(token(name, header(name), {**document, "iss": other}))
        with pytest.raises(MalformedToken):
            mechanism.read(token(name, header(name, iss=other), document))


@pytest.mark.conforms("jose-claims-expected")
@every_key
@pytest.mark.parametrize("member", ["@context", "type", "issuer", "credentialSubject"])
def test_a_credential_without_what_every_credential_has_is_refused(name: str, member: str) -> None:
    document = plain(KEYS[name])
    del document[member]
    assert_refused(token(name, header(name), document))


@pytest.mark.conforms("jose-claims-evaluated", "jose-iss")
@every_key
@pytest.mark.parametrize(
    "claim",
    [
        {"exp": 1},
        {"nbf": 4102444800},
        {"iat": 4102444800},
        {"sub": "did:example:bert"},
        {"jti": "urn:uuid:00000000-0000-4000-8000-000000000000"},
        {"iss": "did:example:other"},
        {"aud": "https://verifier.example"},
    ],
    ids=str,
)
def test_a_claim_that_is_understood_is_weighed(name: str, claim: JsonObject) -> None:
    assert_refused(token(name, header(name), {**plain(KEYS[name]), **claim}))


@pytest.mark.conforms("jose-verified-document")
@every_key
def test_what_is_answered_is_the_credential_without_the_tokens_claims(name: str) -> None:
    document = plain(KEYS[name])
    issuer = document["issuer"]
    assert isinstance(issuer, dict)
    claims = {"iss": issuer["id"], "jti": document["id"], "iat": int(NOW.timestamp())}
    assert answer(token(name, header(name), {**document, **claims})).document == document


@pytest.mark.conforms("jose-schema-not-understood")
@every_key
def test_a_schema_that_nobody_reads_here_changes_no_verdict(name: str) -> None:
    schema = {"id": "https://uni.example/schema.json", "type": "JsonSchema"}
    data = token(name, header(name), {**plain(KEYS[name]), "credentialSchema": schema})
    assert answer(data).verdict is Verdict.VALID
