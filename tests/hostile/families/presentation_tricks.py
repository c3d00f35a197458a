"""Presentations replayed, borrowed, put together: who presents, to whom, and what (threat 16)."""

# ruff: noqa: ANN401 a presentation may hold anything

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from credstone.errors import CredstoneError
from credstone.ports import KeyType
from credstone.securing import mechanism, vp_jwt
from tests.hostile.case import Case, Exclusion
from tests.hostile.honest import SUBJECT, V2, enveloped, minimal, secure
from tests.hostile.keys import ATTACKER, header_of, issuer_of, key, method_of, token
from tests.hostile.presentations import (
    ENVELOPE,
    enveloped_presentation,
    inside,
    mechanisms,
    presentation,
    presentations,
    presented,
)
from tests.hostile.touch import written
from tests.hostile.world import CHALLENGE, DOMAIN, UNIVERSITY, web_methods

NAME = "presentations"


def cases() -> Iterator[Case | Exclusion]:
    for name, key_type in mechanisms():
        title = f"{name}/{key_type}"
        for what, data in (*_answers(name, key_type), *_contents(name, key_type)):
            yield _case(f"{title}/{what}", data)
    yield from _relationships()
    for name, data in (*_unsigned(), *_envelopes(), *_claims()):
        yield _case(name, data)


def _case(name: str, data: bytes) -> Case:
    return Case(f"{NAME}/{name}", NAME, data, "presentation")


def _answers(name: str, key_type: KeyType) -> Iterator[tuple[str, bytes]]:
    """Signed in earnest, for another request, another verifier, another time, by another one."""
    holder, other = key("holder", key_type), key("attacker", key_type)
    document = presentation(issuer_of(holder), inside())
    for what, options in {
        "no challenge": {"challenge": None},
        "another challenge": {"challenge": CHALLENGE[::-1]},
        "challenge in other case": {"challenge": CHALLENGE.swapcase()},
        "challenge and space": {"challenge": CHALLENGE + " "},
        "half a challenge": {"challenge": CHALLENGE[:12]},
        "no domain": {"domains": ()},
        "another domain": {"domains": ("https://evil.example",)},
        "a longer domain": {"domains": (DOMAIN + ".evil.example",)},
        "a domain with a path": {"domains": (DOMAIN + "/",)},
        "domain without scheme": {"domains": (DOMAIN.removeprefix("https://"),)},
        "domain in capitals": {"domains": (DOMAIN.upper(),)},
        "two other domains": {"domains": ("https://a.example", "https://b.example")},
        "neither": {"domains": (), "challenge": None},
        "expired": {"expires": datetime(2025, 7, 1, tzinfo=UTC)},
        "signed later": {"created": datetime(2098, 1, 1, tzinfo=UTC)},
        "to assert": {"purpose": "assertionMethod"},
        "to invoke": {"purpose": "capabilityInvocation"},
        "to agree": {"purpose": "keyAgreement"},
    }.items():
        try:
            yield what, presented(name, document, holder, **options)
        except CredstoneError:  # a token has one purpose only
            continue
    yield "by another key", presented(name, document, other)
    for number, claimed in enumerate(
        (UNIVERSITY, SUBJECT, "https://a.example/", issuer_of(holder) + "#x", method_of(other))
    ):
        foreign = presentation(claimed, inside())
        yield f"another holder {number}", presented(name, foreign, other)
        named = presentation({"id": claimed, "name": "Ana"}, inside())  # type: ignore[arg-type]
        yield f"another holder object {number}", presented(name, named, other)


def _contents(name: str, key_type: KeyType) -> Iterator[tuple[str, bytes]]:
    """Signed by the holder, and what is inside is no good credential."""
    holder = key("holder", key_type)
    good, boxed = inside(), inside("token")
    issuer = key("issuer")
    expired = minimal(issuer_of(issuer)) | {"validUntil": "2025-07-01T00:00:00Z"}
    revoked = token(header_of(issuer), minimal("did:web:evil.example"), issuer)
    bad: dict[str, Any] = {
        "name changed": good | {"credentialSubject": {"id": SUBJECT, "name": "Eve"}},
        "claim added": good | {"name": "Added"},
        "proof taken away": {k: v for k, v in good.items() if k != "proof"},
        "proof emptied": good | {"proof": []},
        "proof nothing": good | {"proof": {}},
        "context redefined": good | {"@context": [V2, {"name": "https://evil.example/#n"}]},
        "context taken away": {k: v for k, v in good.items() if k != "@context"},
        "expired": json.loads(secure("eddsa-rdfc-2022", expired, issuer)),
        "of another issuer": enveloped(revoked),
        "alg none": enveloped(
            token(header_of(issuer, alg="none"), minimal(issuer_of(issuer)), issuer)
        ),
        "unsigned": minimal(issuer_of(issuer)),
        "unsigned in the holder's name of another": minimal(issuer_of(ATTACKER)),
        "envelope with more": boxed | {"name": "Added"},
        "envelope with a proof": boxed | {"proof": good["proof"]},
        "envelope cut": boxed | {"id": str(boxed["id"])[:-5]},
        "envelope of a presentation": boxed | {"type": "EnvelopedVerifiablePresentation"},
        "envelope of two types": boxed
        | {"type": ["EnvelopedVerifiableCredential", "VerifiableCredential"]},
        "a bare token": str(boxed["id"]).partition(",")[2],
        "an address": "https://uni.example/credentials/1",
        "an id alone": {"id": "https://uni.example/credentials/1"},
        "null": None,
        "number": 7,
        "true": True,
        "empty": {},
        "array": [[good]],
        "empty text": "",
        "in a graph": {"@graph": [good]},
        "in a list": {"@list": [good]},
        "in a set": {"@set": [good]},
        "a presentation": presentation(issuer_of(holder), good),
    }
    for what, one in bad.items():
        for place, all_of_them in {
            "alone": [one],
            "after a good one": [good, one],
            "as it is": one,
        }.items():
            document = presentation(issuer_of(holder), verifiableCredential=all_of_them)
            try:
                yield f"{what} {place}", presented(name, document, holder)
            except CredstoneError:  # our own wallet signs nothing that it could not read
                continue
    for what, changes in {
        "undefined term": {"undefined": "x"},
        "no type": {"type": ...},
        "another type": {"type": ["Thing"]},
        "type of a credential": {"type": ["VerifiableCredential"]},
        "relative id": {"id": "x"},
        "no context": {"@context": ...},
        "inline context": {"@context": [V2, {"x": "https://e.example/#x"}]},
        "holder null": {"holder": None},
        "holder relative": {"holder": "me"},
        "two holders": {"holder": ["a:b", "c:d"]},
        "holder array": {"holder": [issuer_of(holder)]},
        "holder object without id": {"holder": {"name": "Ana"}},
        "many credentials": {
            "verifiableCredential": [
                inside("token") | {"id": ENVELOPE + str(n)} for n in range(200)
            ]
        },
    }.items():
        document = presentation(issuer_of(holder), inside(), **changes)
        for way, data in _as_token(name, document):
            yield f"{what} {way}", data
        try:
            yield what, presented(name, document, holder)
        except CredstoneError:
            continue


def _as_token(name: str, document: Any) -> Iterator[tuple[str, bytes]]:
    if name == vp_jwt.NAME:
        header = header_of(ATTACKER, typ="vp+jwt", cty="vp")
        claims = {"aud": DOMAIN, "nonce": CHALLENGE}
        yield "by a token", token(header, document | claims)


def _json(data: bytes) -> Any:
    import json

    return json.loads(data)


def _relationships() -> Iterator[Case]:
    """A key that is listed, but not to show who its holder is."""
    for method in web_methods():
        if method.key.type is not KeyType.ED25519 or method.id.endswith("#authentication"):
            continue
        signer = key("issuer") if method.key == key("issuer").public else ATTACKER
        document = presentation(method.controller, inside())
        for name in ("eddsa-rdfc-2022", "eddsa-jcs-2022", vp_jwt.NAME):
            data = presented(name, document, signer, method=method.id)
            yield _case(f"{name}/by {method.id.rpartition(':')[2]}", data)


def _unsigned() -> Iterator[tuple[str, bytes]]:
    for kind in ("embedded", "token"):
        for count in (1, 2, 70):
            document = presentation("urn:uuid:holder", *[inside(kind)] * count)
            yield f"unsigned/{count} {kind}", written(document)
    yield "unsigned/none", written(presentation("urn:uuid:holder"))
    yield "unsigned/no holder", written(presentation(..., inside()))  # type: ignore[arg-type]
    yield "a credential alone", written(inside())
    for one in presentations():
        if not one.is_token and "enveloped" not in one.name:
            value = one.value
            without = {k: v for k, v in value.items() if k != "proof"}
            yield f"unsigned/{one.name}", written(without)
            proof = value["verifiableCredential"][0].get("proof", {})
            yield f"the credential's own proof/{one.name}", written(value | {"proof": proof})
            yield f"both proofs/{one.name}", written(value | {"proof": [value["proof"], proof]})


def _envelopes() -> Iterator[tuple[str, bytes]]:
    token_one = next(one for one in presentations() if one.is_token)
    envelope = enveloped_presentation(token_one.data)
    for name, value in {
        "with a holder": envelope | {"holder": issuer_of(ATTACKER)},
        "with a credential": envelope | {"verifiableCredential": [inside()]},
        "with a name": envelope | {"name": "x"},
        "with a proof": envelope | {"proof": {}},
        "with null": envelope | {"name": None},
        "of two types": envelope
        | {"type": ["EnvelopedVerifiablePresentation", "VerifiablePresentation"]},
        "of a credential": envelope | {"type": "EnvelopedVerifiableCredential"},
        "as a presentation": envelope | {"type": "VerifiablePresentation"},
        "other context": envelope | {"@context": "https://evil.example/"},
        "more context": envelope | {"@context": [V2, {"x": "https://e.example/"}]},
        "no context": {k: v for k, v in envelope.items() if k != "@context"},
        "base64": envelope | {"id": str(envelope["id"]).replace("jwt,", "jwt;base64,")},
        "parameter": envelope | {"id": str(envelope["id"]).replace("jwt,", "jwt;x=y,")},
        "other media type": envelope | {"id": str(envelope["id"]).replace("vp+jwt", "vc+jwt")},
        "ld+json+jwt": envelope | {"id": str(envelope["id"]).replace("vp+jwt", "vp+ld+json+jwt")},
        "capitals": envelope | {"id": str(envelope["id"]).replace("data:", "DATA:")},
        "fragment": envelope | {"id": f"{envelope['id']}#x"},
        "space": envelope | {"id": str(envelope["id"]).replace(",", ", ")},
        "percent": envelope | {"id": str(envelope["id"]).replace(".", "%2E")},
        "an address": envelope | {"id": "https://a.example/presentation.jwt"},
        "credential token": enveloped_presentation(
            str(inside("token")["id"]).partition(",")[2].encode()
        ),
        "nothing": envelope | {"id": ENVELOPE},
    }.items():
        yield f"envelope {name}", written(value)


def _claims() -> Iterator[tuple[str, bytes]]:
    """Tokens whose claims say another thing than the presentation in them."""
    document = presentation(issuer_of(ATTACKER), inside())
    good = {"aud": DOMAIN, "nonce": CHALLENGE, "iss": issuer_of(ATTACKER)}
    header = header_of(ATTACKER, typ="vp+jwt", cty="vp")
    for member in (
        "aud",
        "nonce",
        "iss",
        "iat",
        "nbf",
        "exp",
        "jti",
        "sub",
        "vp",
        "vc",
        "proof",
        "_sd",
    ):
        for number, value in enumerate(
            (
                None,
                "",
                [],
                {},
                True,
                -1,
                10**30,
                "x",
                ["x", 7],
                [DOMAIN + "x"],
                {"id": DOMAIN},
                "0",
                1.5e300,
            )
        ):
            if not _harmless(member, value):
                yield f"claim {member} {number}", token(header, document | good | {member: value})
    for typ in ("vc+jwt", "JWT", "", None, "vp+ld+json+jwt", "VP+JWT"):
        yield f"typ {typ}", token(header | {"typ": typ}, document | good)
    for cty in ("vc", "VP", "", None):
        yield f"cty {cty}", token(header | {"cty": cty}, document | good)
    assert mechanism.MECHANISMS[vp_jwt.NAME]


def _harmless(member: str, value: Any) -> bool:
    """A beginning in 1969 has come."""
    return member in ("iat", "nbf") and value == -1
