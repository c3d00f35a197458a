"""The hostile forms come in by the real doors: as a did:web, and as the address of a status list.

The credentials are signed well, so a verifier goes as far as it ever goes: it asks for the key, and
then for the list. Nobody may be reached, nothing may be valid, and the answer comes in time.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Sequence
from urllib.parse import quote

import pytest

from credstone.errors import NotCovered
from credstone.model.credential import StatusPurpose
from credstone.net.fetch import Fetcher
from credstone.net.resolve import Resolver
from credstone.net.status_source import StatusNetwork
from credstone.verifying.report import VerificationReport
from credstone.verifying.verify import verify
from tests.core.net.forms import FORMS
from tests.core.net.forms.answers import INWARD, MANY, PUBLIC
from tests.core.net.servers import HOST, Canary
from tests.core.net.watch import watching
from tests.core.verifying.world import Issuer, World, badge, status_entry

SECONDS = 2.0


def _report(data: bytes, fetcher: Fetcher) -> VerificationReport:
    began = time.monotonic()
    report = verify(data, at=World().at, keys=Resolver(fetcher), statuses=StatusNetwork(fetcher))
    assert time.monotonic() - began < SECONDS
    return report


def _leading(addresses: Sequence[str], canary: Canary) -> Fetcher:
    return Fetcher(network=True, lookup=lambda _name: addresses, dial=canary.dial, seconds=0.5)


def _did_web(url: str) -> str:
    """The DID whose document would lie at ``url``, as carelessly as its author may write it."""
    authority, _, path = url.partition("://")[2].partition("/")
    segments = [quote(authority, safe="[]@.*-_~!,;=&%"), *path.split("/")]
    return "did:web:" + ":".join(filter(None, segments))


def _holding(hostile: str, sign: Callable[[str], bytes]) -> bytes:
    """Signed with the hostile text in it; where no issuer of ours would sign that, put in later."""
    try:
        return sign(hostile)
    except NotCovered:
        return sign("urn:harmless").replace(b"urn:harmless", json.dumps(hostile)[1:-1].encode())


def _keyed(world: World, did: str) -> bytes:
    """A good signature by a key that ``did`` says to publish."""

    def sign(name: str) -> bytes:
        issuer = Issuer(name, world.signer.generate(key_id=f"{name}#key-1"))
        return world.sign(issuer, badge(issuer))

    return _holding(did, sign)


def _listed(world: World, url: str) -> bytes:
    """A good credential whose status stands in a list at ``url``."""
    issuer = world.did_key()

    def sign(name: str) -> bytes:
        entry = {**status_entry(StatusPurpose.REVOCATION), "statusListCredential": name}
        return world.sign(issuer, badge(issuer, credentialStatus=entry))

    return _holding(url, sign)


def test_no_form_is_reached_as_a_did_web(canary: Canary) -> None:
    world, verdicts = World(), Counter[str]()
    written = {_did_web(form.url(canary.port)) for form in FORMS if form.text.isprintable()}
    dids = sorted(did for did in written if not _names_a_public_host(did))

    with watching() as watch:
        for did in dids:
            data = _keyed(world, did)
            verdicts[_report(data, _leading([PUBLIC], canary)).verdict.value] += 1

    assert canary.connections() == 0
    assert (watch.connected, watch.asked) == ([], [])
    assert verdicts["valid"] == 0
    assert verdicts.total() >= 300
    print(f"did:web: {verdicts.total()} answers, 0 connections: {dict(verdicts)}")


def _names_a_public_host(did: str) -> bool:
    """Whether the careless writing happened to name the public host that a form hides behind."""
    return did.removeprefix("did:web:").split(":")[0] in ("badges.example.edu", "x.example.edu")


def test_no_form_is_reached_as_a_status_list(canary: Canary) -> None:
    world, verdicts = World(), Counter[str]()

    with watching() as watch:
        for form in FORMS:
            if "\ud800" in form.text:
                continue  # no JSON can carry it, so no credential can be signed with it
            data = _listed(world, form.url(canary.port))
            verdicts[_report(data, _leading([PUBLIC], canary)).verdict.value] += 1

    assert canary.connections() == 0
    assert (watch.connected, watch.asked) == ([], [])
    assert verdicts["valid"] == 0
    print(f"statusListCredential: {verdicts.total()} answers, 0 connections: {dict(verdicts)}")


def test_no_inward_name_is_reached_by_either_door(canary: Canary) -> None:
    world, verdicts = World(), Counter[str]()
    of_web = _keyed(world, f"did:web:{HOST}")
    with_list = _listed(world, f"https://{HOST}/status/1")
    answers = [[address] for address, _ in INWARD.values()] + [many for many, _ in MANY.values()]

    with watching() as watch:
        for addresses in answers:
            for data in (of_web, with_list):
                verdicts[_report(data, _leading(addresses, canary)).verdict.value] += 1

    assert canary.connections() == 0
    assert watch.connected == []
    assert verdicts == {"undetermined": 2 * len(answers)}
    print(f"hostile name services: {verdicts.total()} answers, 0 connections")


@pytest.mark.parametrize("door", ["did:web", "status list"])
def test_the_doors_are_open_to_public_hosts(door: str, canary: Canary) -> None:
    """Otherwise the tests above would show nothing."""
    world = World()
    if door == "did:web":
        data = _keyed(world, f"did:web:{HOST}")
    else:
        data = _listed(world, f"https://{HOST}/status/1")

    report = _report(data, _leading([PUBLIC], canary))

    assert report.verdict.value == "undetermined"
    assert canary.connections() == 1
