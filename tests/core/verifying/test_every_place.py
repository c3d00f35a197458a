"""Touch a signed credential at every place and in every way: never valid, never a crash (P8)."""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Iterator
from itertools import islice

import pytest

from credstone.formats import openbadges
from credstone.model.credential import StatusEntry, StatusPurpose
from credstone.ports import Json, JsonObject
from credstone.verifying.award import award_in
from credstone.verifying.explain import explain
from credstone.verifying.report import Verdict
from tests.core.verifying.awards import an_award, body
from tests.core.verifying.world import CREDENTIAL_ID, Issuer, World, list_url

OTHERS: tuple[Json, ...] = (None, True, 0, 1.5, "", "x", [], {}, ["x"], {"x": "y"})
Path = tuple[str | int, ...]


def mutants(document: JsonObject) -> Iterator[tuple[str, Json]]:
    """The document with one place changed to another type, taken away, or added to."""
    for path in places_in(document):
        for other in (*OTHERS, "delete", "add"):
            changed = copy.deepcopy(document)
            holder: Json = changed
            for step in path[:-1]:
                holder = holder[step]
            if touch(holder, path[-1], other) and changed != document:
                yield f"{path} {other!r}", changed


def places_in(document: JsonObject) -> list[Path]:
    return [path for path in _walk(document, ()) if path]


def _walk(value: Json, path: Path) -> Iterator[Path]:
    yield path
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _walk(inner, (*path, name))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _walk(inner, (*path, index))


def touch(holder: Json, step: str | int, other: Json) -> bool:
    """Make one change in place; False when it makes no sense there."""
    if isinstance(holder, dict) and isinstance(step, str):
        if other == "add":
            holder["https://x.example/added"] = "x"
        elif other == "delete":
            del holder[step]
        else:
            holder[step] = other
        return True
    if isinstance(holder, list) and isinstance(step, int):
        if other == "add":
            holder.append("x")
        elif other == "delete":
            del holder[step]
        else:
            holder[step] = other
        return True
    return False


def a_world() -> tuple[World, Issuer, JsonObject]:
    """A world with both lists published, an issuer, and a credential yet to be signed."""
    world = World()
    issuer = world.did_web()
    statuses = [StatusEntry(purpose, list_url(purpose), 4711) for purpose in StatusPurpose]
    for purpose in StatusPurpose:
        world.publish(issuer, purpose)
    award = an_award(body(issuer))
    document = openbadges.export(award, credential_id=CREDENTIAL_ID, statuses=statuses).document
    return world, issuer, document


def test_an_embedded_signature_covers_every_place() -> None:
    world, issuer, document = a_world()
    data = world.sign(issuer, document)
    assert world.verify(data).verdict is Verdict.VALID
    count = 0
    for name, mutant in mutants(json.loads(data)):
        report = world.verify(json.dumps(mutant).encode())
        assert report.verdict is not Verdict.VALID, name
        explain(report, award_in(report))
        count += 1
    assert count > 1_000


@pytest.mark.parametrize("follows", [(), ("urn:example:proof:1",)], ids=["set", "chain"])
def test_two_signatures_cover_every_place_and_each_other(follows: tuple[str, ...]) -> None:
    """Neither can be taken away either: what is left was signed to stand alone, or follows it."""
    world, issuer, document = a_world()
    first = json.loads(world.sign(issuer, document, id="urn:example:proof:1"))
    data = world.sign(world.did_key(), first, previous=follows)
    assert world.verify(data).verdict is Verdict.VALID
    proofs = mutants({"proof": json.loads(data)["proof"]})
    elsewhere = islice(mutants(json.loads(data)), 0, None, 7)  # a lone proof tries them all
    for name, mutant in proofs:
        assert isinstance(mutant, dict)
        touched = json.dumps({**json.loads(data), "proof": None, **mutant}).encode()
        assert world.verify(touched).verdict is not Verdict.VALID, name
    for name, mutant in elsewhere:
        assert world.verify(json.dumps(mutant).encode()).verdict is not Verdict.VALID, name


def test_a_token_covers_every_place() -> None:
    world, issuer, document = a_world()
    token = world.sign(issuer, document, suite="vc-jwt")
    assert world.verify(token).verdict is Verdict.VALID
    header, _, signature = token.split(b".")
    for name, mutant in mutants(document):
        payload = base64.urlsafe_b64encode(json.dumps(mutant).encode()).rstrip(b"=")
        report = world.verify(b".".join([header, payload, signature]))
        assert report.verdict is not Verdict.VALID, name


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "vc-jwt"])
def test_an_issuer_who_signs_anything_at_all_never_brings_us_down(suite: str) -> None:
    """Signed by its issuer and odd in one place: any verdict is an answer."""
    world, issuer, document = a_world()
    signed = 0
    for name, mutant in islice(mutants(document), 0, None, 3):  # a third of them will do
        assert isinstance(mutant, dict)
        try:
            data = world.sign(issuer, mutant, suite=suite)
        except Exception:  # noqa: BLE001 - what cannot be signed is securing's concern
            continue
        report = world.verify(data)
        told = explain(report, award_in(report))
        assert len(told.headline.split()) <= 12, name
        json.dumps(report.to_json())
        signed += 1
    assert signed > 100
