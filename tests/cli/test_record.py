"""A learner puts credentials together into one record; what does not count is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from credstone.formats import openbadges
from credstone.formats.record import read_record
from credstone.model.credential import StatusPurpose
from tests.cli.conftest import Credstone
from tests.core.verifying.awards import LEARNER, an_award, body
from tests.core.verifying.presenting import Holder, award_to
from tests.core.verifying.world import Issuer, World, status_entry

AT = ("--at", "2026-11-21T09:30:00Z")


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def issuer(world: World) -> Issuer:
    return world.did_key()


def write(
    folder: Path, world: World, issuer: Issuer, number: str, learner: str = LEARNER, entry: int = 0
) -> Path:
    award = an_award(body(issuer), award_id=number, learner_id=learner)
    document = openbadges.export(award, credential_id=f"urn:uuid:credential-{number}").document
    if entry:
        document["credentialStatus"] = status_entry(StatusPurpose.REVOCATION, entry)
    path = folder / f"{number}.json"
    path.write_bytes(world.sign(issuer, document))
    return path


def test_good_credentials_become_a_record(
    credstone: Credstone, world: World, issuer: Issuer, tmp_path: Path
) -> None:
    files = [write(tmp_path, world, issuer, number) for number in ("1", "2")]
    out = tmp_path / "record.json"
    ended = credstone("record", "make", *files, "--offline", *AT, "--out", out)
    assert (ended.status, ended.err) == (0, "")
    assert "2 awards count" in ended.out
    record, findings = read_record(json.loads(out.read_text("utf-8")))
    assert findings == ()
    assert record is not None
    assert record.learner_id == LEARNER
    assert [one.trusted for one in record.awards] == [False, False]


def test_each_part_that_does_not_count_says_why(
    credstone: Credstone, world: World, issuer: Issuer, tmp_path: Path
) -> None:
    good = write(tmp_path, world, issuer, "good")
    forged = write(tmp_path, world, issuer, "forged")
    forged.write_bytes(forged.read_bytes().replace(b"Ethics of data", b"Ethics of lies"))
    revoked = write(tmp_path, world, issuer, "revoked", entry=7)
    lists = tmp_path / "list.json"
    lists.write_bytes(world.lists[world.publish(issuer, StatusPurpose.REVOCATION, [7])])
    unknown = write(tmp_path, world, issuer, "unknown", learner="urn:uuid:somebody")
    torn = tmp_path / "torn.txt"
    torn.write_text("no credential")
    out = tmp_path / "record.json"

    ended = credstone(
        "record", "make", good, forged, revoked, unknown, torn,
        "--status", lists, "--offline", "--json", "--out", out, "--learner", LEARNER, *AT,
    )  # fmt: skip

    answer = ended.json("record-made")
    assert ended.status == 0
    assert answer["awards"] == 1
    assert {one["source"]: one["standing"] for one in answer["set_aside"]} == {
        "forged.json": "not_genuine",
        "revoked.json": "revoked",
        "unknown.json": "someone_elses",
        "torn.txt": "unverifiable",
    }
    record, _ = read_record(json.loads(out.read_text("utf-8")))
    assert record is not None
    assert len(record.set_aside) == 4


def test_a_status_out_of_reach_leaves_the_credential_out(
    credstone: Credstone, world: World, issuer: Issuer, tmp_path: Path
) -> None:
    path = write(tmp_path, world, issuer, "listed", entry=7)
    out = tmp_path / "record.json"
    ended = credstone("record", "make", path, "--offline", "--json", "--out", out, *AT)
    [aside] = ended.json("record-made")["set_aside"]
    assert aside["standing"] == "unverifiable"


def test_credentials_in_a_presentation_come_in_one_by_one(
    credstone: Credstone, world: World, issuer: Issuer, tmp_path: Path
) -> None:
    learner = Holder()
    one, other = (award_to(world, issuer, learner) for _ in range(2))
    path = tmp_path / "shown.json"
    path.write_bytes(learner.present(one, other.replace(b"2026", b"2025")))
    ended = credstone("record", "make", path, "--offline", "--json", "--out", tmp_path / "r", *AT)
    answer = ended.json("record-made")
    assert (answer["awards"], answer["learner_id"]) == (1, learner.id)
    assert [one["source"] for one in answer["set_aside"]] == ["shown.json (2)"]


def test_a_file_that_is_not_there_is_wrong_usage(credstone: Credstone, tmp_path: Path) -> None:
    out = tmp_path / "record.json"
    ended = credstone("record", "make", tmp_path / "nothing.json", "--offline", "--out", out)
    assert ended.status == 2
    assert not out.exists()
