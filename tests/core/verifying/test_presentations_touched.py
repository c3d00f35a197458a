"""Somebody changes a presentation on its way: swaps, removes, adds, wraps, mixes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest

from credstone.ports import Json, JsonObject
from credstone.securing import jose, vc_jwt, vp_jwt
from credstone.securing.mechanism import MECHANISMS
from credstone.securing.multibase import base64url_encode
from credstone.verifying.presentation_report import PresentationReason
from credstone.verifying.profiles import VC_API
from credstone.verifying.report import Verdict
from tests.core.securing.mutations import Mutation, mutations
from tests.core.verifying.presenting import (
    CHALLENGE,
    DOMAIN,
    Holder,
    award_to,
    look_at,
    presentation,
)
from tests.core.verifying.world import OB3, V2, World, badge

EMBEDDED = pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022"])


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def learner() -> Holder:
    return Holder()


@pytest.fixture
def credentials(world: World, learner: Holder) -> tuple[bytes, bytes]:
    """Two of the learner's, from two issuers."""
    hub = world.did_web("hub.example")
    return award_to(world, world.did_web(), learner), award_to(world, hub, learner)


def changed(data: bytes, change: Callable[[JsonObject], object]) -> bytes:
    document: JsonObject = json.loads(data)
    change(document)
    return json.dumps(document).encode()


def items(document: JsonObject) -> list[Json]:
    value = document["verifiableCredential"]
    assert isinstance(value, list)
    return value


@EMBEDDED
def test_credentials_swapped_removed_or_added_are_noticed(
    world: World, learner: Holder, credentials: tuple[bytes, bytes], suite: str
) -> None:
    one, other = credentials
    another = json.loads(award_to(world, world.did_web("third.example"), learner))
    data = learner.present(one, other, suite=suite)
    assert look_at(world, data).verdict is Verdict.VALID
    for change in (
        lambda document: items(document).append(another),
        lambda document: items(document).pop(),
        lambda document: items(document).clear(),
        lambda document: document.pop("verifiableCredential"),
        lambda document: items(document).__setitem__(0, another),
        lambda document: items(document).append(items(document)[0]),
        lambda document: document.update(verifiableCredential=items(document)[0]),
        lambda document: document.update(holder=Holder().id),
        lambda document: document.pop("holder"),
        lambda document: document.update(id="urn:uuid:0a9c1f2e-1111-4222-8333-000000000000"),
    ):
        report = look_at(world, changed(data, change))
        assert report.verdict is Verdict.INVALID
        assert report.reasons == (PresentationReason.NOT_AUTHENTIC,)


def test_the_order_of_credentials_is_part_of_what_is_signed(
    world: World, learner: Holder, credentials: tuple[bytes, bytes]
) -> None:
    data = learner.present(*credentials, suite="eddsa-rdfc-2022")
    turned = changed(data, lambda document: items(document).reverse())
    assert look_at(world, turned).verdict is Verdict.INVALID


def test_strangers_presentations_do_not_sign_the_order(
    world: World, learner: Holder, credentials: tuple[bytes, bytes]
) -> None:
    """RDF knows no order of values, and no credential changes by it."""
    data = learner.present(*credentials, suite="eddsa-rdfc-2022", binds_json=False)
    turned = changed(data, lambda document: items(document).reverse())
    assert look_at(world, turned).verdict is Verdict.VALID


@EMBEDDED
def test_a_proof_of_another_presentation_does_not_fit(
    world: World, learner: Holder, credentials: tuple[bytes, bytes], suite: str
) -> None:
    one = json.loads(learner.present(credentials[0], suite=suite))
    other = json.loads(learner.present(credentials[1], suite=suite))
    report = look_at(world, json.dumps({**one, "proof": other["proof"]}).encode())
    assert report.reasons == (PresentationReason.NOT_AUTHENTIC,)


@EMBEDDED
@pytest.mark.parametrize("member", ["challenge", "domain", "proofPurpose", "created", "expires"])
def test_what_the_proof_says_of_itself_is_signed(
    world: World, learner: Holder, credentials: tuple[bytes, bytes], suite: str, member: str
) -> None:
    data = learner.present(credentials[0], suite=suite, challenge="for another")
    values = {"created": "2026-11-21T09:29:59Z", "expires": "2036-11-21T09:29:59Z"}

    def forge(document: JsonObject) -> None:
        proof = document["proof"]
        assert isinstance(proof, dict)
        proof[member] = values.get(member, CHALLENGE)
        proof["challenge"] = CHALLENGE

    assert look_at(world, changed(data, forge)).verdict is Verdict.INVALID


def test_an_unsigned_presentation_shows_nobody_and_its_credentials_are_looked_at(
    world: World, learner: Holder, credentials: tuple[bytes, bytes]
) -> None:
    data = json.dumps(presentation(learner.id, *credentials)).encode()
    for asked in ({}, {"challenge": None, "domain": None}):
        report = look_at(world, data, **asked)  # type: ignore[arg-type]
        assert (report.verdict, report.reasons) == (
            Verdict.INVALID,
            (PresentationReason.UNSIGNED,),
        )
        assert [one.verdict for one in report.credentials] == [Verdict.VALID, Verdict.VALID]
        assert report.check("holder_binding:1") is None


def wrong_contents(world: World, learner: Holder) -> Iterator[tuple[str, Json]]:
    """What may not stand among the credentials of a presentation."""
    credential = award_to(world, world.did_web(), learner)
    token = award_to(world, world.did_key(), learner, "vc-jwt")
    inner = learner.present(credential)
    enveloped = json.loads(vc_jwt.envelope(token))
    yield "a text", token.decode()
    yield "an address", "https://uni.example/credentials/1"
    yield "a number", 7
    yield "null", None
    yield "an array of arrays", [json.loads(credential)]
    yield "an empty object", {}
    yield "a reference", {"id": "urn:uuid:6f1f6c3e-4b1a-4e0c-9a38-0d7d7f4b7a10"}
    yield "a presentation", json.loads(inner)
    yield (
        "an enveloped presentation",
        json.loads(vp_jwt.envelope(learner.present(credential, suite="vp-jwt"))),
    )
    yield "an unsigned credential of another", badge(world.did_key())
    yield "an envelope with a word of its own", {**enveloped, "name": "PhD"}
    yield "an envelope with another context", {**enveloped, "@context": [V2, OB3]}
    yield "an envelope without a context", {k: v for k, v in enveloped.items() if k != "@context"}
    yield (
        "an envelope that is a credential too",
        {
            **enveloped,
            "type": ["EnvelopedVerifiableCredential", "VerifiableCredential"],
        },
    )
    yield (
        "an envelope with another media type",
        {
            **enveloped,
            "id": "data:application/jwt," + token.decode(),
        },
    )
    yield (
        "an envelope with parameters",
        {
            **enveloped,
            "id": "data:application/vc+jwt;base64," + token.decode(),
        },
    )
    yield (
        "an envelope around a presentation",
        {
            **enveloped,
            "id": "data:application/vc+jwt," + learner.present(credential, suite="vp-jwt").decode(),
        },
    )
    yield (
        "an envelope in an envelope",
        {
            **enveloped,
            "id": "data:application/vc+jwt," + json.dumps(enveloped),
        },
    )


CONTENTS = [name for name, _ in wrong_contents(World(), Holder())]


@pytest.mark.conforms(
    "vcdm2-4.13-credentials", "vcdm2-4.13-credentials-secured", "jose-vp-credentials-secured"
)
@pytest.mark.parametrize("policy", [None, VC_API], ids=["product", "VC-API"])
@pytest.mark.parametrize("what", CONTENTS)
def test_only_secured_credentials_are_presented(
    world: World, learner: Holder, what: str, policy: object
) -> None:
    content = dict(wrong_contents(world, learner))[what]
    document = presentation(learner.id)
    document["verifiableCredential"] = [content]
    unsigned = json.dumps(document).encode()
    assert look_at(world, unsigned, policy=policy).verdict is Verdict.INVALID  # type: ignore[arg-type]
    for data in by_strangers(learner, document):
        assert look_at(world, data, policy=policy).verdict is Verdict.INVALID  # type: ignore[arg-type]


def by_strangers(learner: Holder, document: JsonObject) -> Iterator[bytes]:
    """The document signed over its bytes, by those who do not ask what JSON-LD makes of it."""
    payload: JsonObject = {**document, "aud": DOMAIN, "nonce": CHALLENGE}
    header = jose.header_for(learner.key.public.type, learner.method_id, typ="vp+jwt", cty="vp")
    message = b".".join(
        base64url_encode(json.dumps(part).encode()).encode() for part in (header, payload)
    )
    yield message + b"." + base64url_encode(learner.key.sign(message)).encode()


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022", "ecdsa-rdfc-2019"])
def test_no_change_at_any_place_goes_unnoticed(suite: str) -> None:
    world = World()
    learner = Holder.of(min(MECHANISMS[suite].KEY_TYPES))
    data = learner.present(award_to(world, world.did_key(), learner), suite=suite)
    document = json.loads(data)
    assert look_at(world, data).verdict is Verdict.VALID
    touched = list(mutations(document, other_contexts=(OB3,)))
    accepted = [one for one in touched[::9] if accepts(world, one)]
    assert len(touched) > 1000
    assert not accepted, [str(one) for one in accepted]


def accepts(world: World, mutation: Mutation) -> bool:
    data = json.dumps(mutation.document).encode()
    return look_at(world, data).verdict is Verdict.VALID
