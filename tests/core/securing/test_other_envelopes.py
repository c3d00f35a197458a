"""Envelopes of a securing mechanism that is not here: nothing is known of what is in them."""

from __future__ import annotations

import json

import pytest

from credstone.errors import MalformedInput, UnsupportedMechanism
from credstone.securing import mechanism
from credstone.verifying.report import Verdict
from tests.core.securing.samples import CREDENTIALS_V2
from tests.core.verifying.presenting import Holder, look_at, presentation
from tests.core.verifying.world import World

CREDENTIAL, PRESENTATION = "EnvelopedVerifiableCredential", "EnvelopedVerifiablePresentation"
SD_JWT = "data:application/vc+sd-jwt,eyJhbGciOiJFUzI1NiJ9.e30.AA~"


def envelope(address: str, type_: str = CREDENTIAL) -> bytes:
    return json.dumps({"@context": [CREDENTIALS_V2], "type": type_, "id": address}).encode()


@pytest.mark.parametrize(
    ("type_", "address"),
    [
        (CREDENTIAL, SD_JWT),
        (CREDENTIAL, "data:application/vc+cose;base64,0oRD"),
        (PRESENTATION, SD_JWT.replace("vc+", "vp+")),
        (PRESENTATION, "data:application/vp+cose;base64,0oRD"),
    ],
)
def test_it_could_not_be_checked(type_: str, address: str) -> None:
    with pytest.raises(UnsupportedMechanism, match="An envelope of 'data:application/v"):
        mechanism.read(envelope(address, type_))
    world = World()
    report = world.verify(envelope(address, type_))
    assert report.verdict is Verdict.UNDETERMINED
    assert [check.id for check in report.checks] == ["mechanism"]


@pytest.mark.parametrize(
    "address",
    [
        "data:application/vc+sd-jwtx,AA",
        "data:application/vp+cose,AA",
        "data:application/vc+jwt;base64,AA",
        "data:text/plain,AA",
    ],
)
def test_an_envelope_of_no_such_type_is_broken(address: str) -> None:
    with pytest.raises(MalformedInput, match="An envelope's id must be"):
        mechanism.read(envelope(address))


def test_a_presentation_that_holds_one_is_left_open() -> None:
    learner, world = Holder(), World()
    document = presentation(learner.id)
    document["verifiableCredential"] = [json.loads(envelope(SD_JWT))]
    asked = {"suite": "eddsa-jcs-2022", "challenge": "c" * 22}
    report = look_at(world, learner.sign(document, **asked), challenge="c" * 22, domain=None)
    assert report.verdict is Verdict.UNDETERMINED
    assert [one.verdict for one in report.credentials] == [Verdict.UNDETERMINED]
