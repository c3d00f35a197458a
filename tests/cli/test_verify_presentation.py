"""An employer at a terminal checks what an applicant presented, for the request they made."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from credstone.securing import vp_jwt
from tests.cli.conftest import Credstone
from tests.core.verifying.presenting import CHALLENGE, DOMAIN, Holder, award_to, presentation
from tests.core.verifying.world import Issuer, World, badge

AT = ("--offline", "--at", "2026-11-21T09:30:00Z")
ASKED = ("--challenge", CHALLENGE, "--domain", DOMAIN)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def issuer(world: World) -> Issuer:
    return world.did_key()


@pytest.fixture
def learner() -> Holder:
    return Holder()


@pytest.fixture
def credential(world: World, issuer: Issuer, learner: Holder) -> bytes:
    return award_to(world, issuer, learner)


def kept(folder: Path, data: bytes) -> Path:
    path = folder / "presented"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("form", ["embedded", "token", "envelope"])
def test_a_good_presentation_is_answered_by_the_same_command(
    credstone: Credstone, tmp_path: Path, learner: Holder, credential: bytes, form: str
) -> None:
    suite = "eddsa-jcs-2022" if form == "embedded" else "vp-jwt"
    data = learner.present(credential, suite=suite)
    path = kept(tmp_path, vp_jwt.envelope(data) if form == "envelope" else data)

    ended = credstone("verify", path, "--json", *ASKED, *AT)

    report = ended.json("presentation-report")
    assert (ended.status, ended.err) == (0, "")
    assert (report["verdict"], report["reasons"]) == ("valid", [])
    assert report["holder"] == {"id": learner.id, "named": True}
    assert [one["verdict"] for one in report["credentials"]] == ["valid"]


def test_a_person_reads_who_presents_and_then_each_credential(
    credstone: Credstone, tmp_path: Path, world: World, learner: Holder, credential: bytes
) -> None:
    another = award_to(world, world.did_key(), learner)
    path = kept(tmp_path, learner.present(credential, another))

    ended = credstone("verify", path, *ASKED, *AT)

    assert ended.status == 0
    first = ended.out.splitlines()[0]
    assert "The presentation holds" in first
    assert first.startswith("!")  # nobody knows the issuer, so it is not green
    for words in ("Who presents it?", "Credential 1 of 2", "Credential 2 of 2", "Is it genuine?"):
        assert words in ended.out


def test_every_check_is_shown_to_whoever_asks(
    credstone: Credstone, tmp_path: Path, learner: Holder, credential: bytes
) -> None:
    path = kept(tmp_path, learner.present(credential))
    plain = credstone("verify", path, *ASKED, *AT).out
    ended = credstone("verify", path, "--explain", *ASKED, *AT)
    for check in ("challenge:", "domain:", "purpose:", "holder_binding:1:"):
        assert check in ended.out
        assert check not in plain


@pytest.mark.parametrize(
    "asked",
    [("--challenge", "another"), ("--domain", "https://agency.example"), ("--challenge", "")],
    ids=str,
)
def test_an_answer_to_another_request_is_invalid(
    credstone: Credstone,
    tmp_path: Path,
    learner: Holder,
    credential: bytes,
    asked: tuple[str, str],
) -> None:
    ended = credstone("verify", kept(tmp_path, learner.present(credential)), "--json", *asked, *AT)
    assert ended.status == 3
    assert ended.json("presentation-report")["reasons"] == ["meant_for_another"]


def test_who_asked_for_a_presentation_is_not_content_with_a_copy_of_a_credential(
    credstone: Credstone, tmp_path: Path, credential: bytes
) -> None:
    path = kept(tmp_path, credential)
    assert credstone("verify", path, *AT).status == 0
    for asked in (ASKED[:2], ASKED[2:], ASKED):
        ended = credstone("verify", path, "--json", *asked, *AT)
        assert ended.status == 3
        assert ended.json("presentation-report")["verdict"] == "invalid"


def test_a_good_credential_is_not_called_a_bad_presentation(
    credstone: Credstone, tmp_path: Path, credential: bytes
) -> None:
    ended = credstone("verify", kept(tmp_path, credential), *ASKED, *AT)
    assert ended.status == 3
    first = ended.out.splitlines()[0]
    assert first == "✘ This is a credential, and a presentation was asked for"
    assert "verify it without --challenge and --domain" in " ".join(ended.out.split())
    for words in ("Not genuine", "nobody signed"):
        assert words not in ended.out


def test_a_presentation_that_nobody_signed_is_told_as_such(
    credstone: Credstone, tmp_path: Path, learner: Holder, credential: bytes
) -> None:
    path = kept(tmp_path, json.dumps(presentation(learner.id, credential)).encode())
    ended = credstone("verify", path, *AT)
    assert ended.status == 3
    assert "Not signed" in ended.out.splitlines()[0]
    assert "Credential 1 of 1" in ended.out


def test_what_could_not_be_checked_ends_with_5(
    credstone: Credstone, tmp_path: Path, world: World, learner: Holder
) -> None:
    unreachable = world.sign(world.did_web(), badge(world.did_web()))
    ended = credstone("verify", kept(tmp_path, learner.present(unreachable)), "--json", *ASKED, *AT)
    assert ended.status == 5
    assert ended.json("presentation-report")["verdict"] == "undetermined"


def test_a_learners_words_do_not_drive_the_terminal(
    credstone: Credstone, tmp_path: Path, learner: Holder, credential: bytes
) -> None:
    data = learner.present(credential, domains=("https://a.example\x1b[2J",), suite="vp-jwt")
    ended = credstone("verify", kept(tmp_path, data), "--explain", *AT)
    assert "\x1b" not in ended.out
