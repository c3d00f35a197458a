"""The gate before every token: one spelling, the key's own algorithm, no keys brought along.

Reading takes no key, so whatever is refused here was refused before any cryptography ran.
"""

from __future__ import annotations

import json
import time

import pytest

from credstone.errors import CredstoneError, MalformedToken
from credstone.ports import JsonObject
from credstone.securing import mechanism
from credstone.securing.jose import (
    MAX_HEADER_CHARACTERS,
    MAX_KID_CHARACTERS,
    read_signing_input,
)
from credstone.securing.multibase import base64url_encode
from credstone.securing.strict_json import dumps
from credstone.verifying.report import Verdict
from tests.core.securing.samples import holds, options_of
from tests.core.securing.tokens import KEYS, answer, assert_refused, header, token

OWN = {"EdDSA": {"EdDSA", "Ed25519"}, "ES256": {"ES256"}, "ES384": {"ES384"}}
ALGORITHMS = [
    *("EdDSA", "Ed25519", "ES256", "ES384", "Ed448", "ES512", "ES256K", "RS256", "PS256", "RS512"),
    *("HS256", "HS384", "HS512", "none", "None", "NONE", "nOnE", "", " ", "es256", "eddsa"),
    *("ES256 ", "ECDH-ES", "dir", "A128KW", "RSA-OAEP"),
]
every_key = pytest.mark.parametrize("name", KEYS)


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


@pytest.mark.parametrize("length", [1, MAX_KID_CHARACTERS])
def test_a_key_may_have_a_short_name_or_a_long_one(length: int) -> None:
    [proof] = mechanism.read(token("EdDSA", header("EdDSA", kid="k" * length))).proofs
    assert proof.verification_method == "k" * length


def test_what_is_to_be_signed_has_two_parts() -> None:
    """The keystore reads what it is asked to sign: a third part would go unread."""
    first, second, third = token("EdDSA", header("EdDSA")).split(b".")
    assert read_signing_input(first + b"." + second)[0] == header("EdDSA")
    for parts in ([first], [first, second, third], [first, second, b""]):
        with pytest.raises(MalformedToken, match="two parts"):
            read_signing_input(b".".join(parts))
