"""The claims of a token: what must be there, what is weighed, what is answered (JOSE, 5.4)."""

from __future__ import annotations

import pytest

from credstone.errors import MalformedToken
from credstone.ports import JsonObject
from credstone.securing import mechanism
from credstone.verifying.report import Verdict
from tests.core.securing.tokens import KEYS, answer, assert_refused, header, plain, token
from tests.core.verifying.world import NOW

every_key = pytest.mark.parametrize("name", KEYS)


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


@pytest.mark.conforms("jose-iss")
@every_key
def test_claims_repeated_in_the_header_must_say_the_same(name: str) -> None:
    """RFC 7519, 5.3: whoever reads the header alone sees no other credential."""
    document = plain(KEYS[name])
    subject = document["credentialSubject"]
    assert isinstance(subject, dict)
    same = {"jti": document["id"], "sub": subject["id"]}
    assert mechanism.read(token(name, header(name, **same), document)).document == document
    for claim in same:
        with pytest.raises(MalformedToken, match=f"{claim!r} contradicts"):
            mechanism.read(token(name, header(name, **{claim: "urn:other"}), document))
