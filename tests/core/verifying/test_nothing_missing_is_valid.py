"""P13: drop each thing that a verdict rests on, one at a time; it is never valid then."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from credstone.errors import (
    CredstoneError,
    KeyUnavailable,
    MalformedInput,
    NotAllowed,
    TooComplex,
    Unavailable,
)
from credstone.model.credential import StatusPurpose
from credstone.ports import JsonObject, KeyResolver, StatusSource, VerificationMethod
from credstone.verifying.report import ReportClass, Verdict, VerificationReport
from credstone.verifying.verify import verify
from tests.core.verifying.world import World, badge, status_entry
from tests.fakes import MemoryResolver, MemoryStatusSource


class Scene:
    """A valid credential with both its lists, as JSON and as a token."""

    def __init__(self, suite: str) -> None:
        self.world = World()
        self.issuer = self.world.did_web()
        entries = [status_entry(purpose) for purpose in StatusPurpose]
        self.data = self.world.sign(
            self.issuer, badge(self.issuer, credentialStatus=entries), suite=suite
        )
        for purpose in StatusPurpose:
            self.world.publish(self.issuer, purpose)

    def verify(
        self, *, keys: KeyResolver | None = None, statuses: StatusSource | None = None
    ) -> VerificationReport:
        return verify(
            self.data,
            at=self.world.at,
            keys=keys or MemoryResolver(self.world.methods),
            statuses=statuses or MemoryStatusSource(self.world.lists),
        )


SUITES = pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "vc-jwt"])
ERRORS = [
    Unavailable("no network"),
    KeyUnavailable("no such key"),
    MalformedInput("not a controller document"),
    TooComplex("too much of it"),
    NotAllowed("not for you"),
    CredstoneError("something else"),
]


class Failing:
    """A port that fails in one way."""

    def __init__(self, error: CredstoneError) -> None:
        self._error = error

    def resolve(self, method_id: str) -> VerificationMethod:
        raise self._error

    def status_list(self, url: str) -> bytes:
        raise self._error


@SUITES
def test_with_everything_at_hand_it_is_valid(suite: str) -> None:
    assert Scene(suite).verify().verdict is Verdict.VALID


@SUITES
@pytest.mark.parametrize("error", ERRORS, ids=[type(error).__name__ for error in ERRORS])
def test_without_the_key_it_is_not_valid(suite: str, error: CredstoneError) -> None:
    report = Scene(suite).verify(keys=Failing(error))
    assert report.verdict is not Verdict.VALID
    if isinstance(error, Unavailable):  # and what was merely not fetched is not forged either
        assert report.class_ is ReportClass.NOT_CHECKED


@SUITES
@pytest.mark.parametrize("error", ERRORS, ids=[type(error).__name__ for error in ERRORS])
def test_without_the_lists_it_is_undetermined(suite: str, error: CredstoneError) -> None:
    report = Scene(suite).verify(statuses=Failing(error))
    assert (report.verdict, report.class_) == (Verdict.UNDETERMINED, ReportClass.NOT_CHECKED)


@SUITES
@pytest.mark.parametrize("purpose", list(StatusPurpose))
def test_without_one_of_two_lists_it_is_undetermined(suite: str, purpose: StatusPurpose) -> None:
    scene = Scene(suite)
    del scene.world.lists[f"https://uni.example/status/{purpose}"]
    assert scene.verify().verdict is Verdict.UNDETERMINED


def test_without_the_key_of_the_lists_it_is_undetermined() -> None:
    scene = Scene("eddsa-rdfc-2022")
    keeper = scene.world.did_web("status.uni.example")
    for purpose in StatusPurpose:
        scene.world.publish(keeper, purpose)
    del scene.world.methods[keeper.method_id]
    assert scene.verify().verdict is Verdict.UNDETERMINED


def drop(*path: str) -> Callable[[JsonObject], None]:
    def change(document: JsonObject) -> None:
        place = document
        for name in path[:-1]:
            inner = place[name]
            assert isinstance(inner, dict)
            place = inner
        del place[path[-1]]

    return change


@pytest.mark.parametrize(
    "path",
    [
        ("@context",),
        ("id",),
        ("type",),
        ("name",),
        ("issuer",),
        ("issuer", "id"),
        ("issuer", "name"),
        ("validFrom",),
        ("validUntil",),
        ("credentialStatus",),
        ("credentialSubject",),
        ("credentialSubject", "id"),
        ("credentialSubject", "achievement"),
        ("proof",),
        ("proof", "type"),
        ("proof", "cryptosuite"),
        ("proof", "created"),
        ("proof", "verificationMethod"),
        ("proof", "proofPurpose"),
        ("proof", "proofValue"),
    ],
    ids="/".join,
)
def test_without_any_one_member_it_is_not_valid(path: tuple[str, ...]) -> None:
    scene = Scene("eddsa-rdfc-2022")
    document = json.loads(scene.data)
    drop(*path)(document)
    scene.data = json.dumps(document).encode()
    assert scene.verify().verdict is not Verdict.VALID


def test_without_its_last_byte_it_is_not_valid() -> None:
    for suite in ("eddsa-rdfc-2022", "vc-jwt"):
        scene = Scene(suite)
        scene.data = scene.data[:-1]
        assert scene.verify().verdict is Verdict.INVALID
