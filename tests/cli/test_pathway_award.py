"""A registrar awards what a record adds up to, looks again, and passes on what was granted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.awarding import Desk, desk_of
from tests.cli.conftest import EXAMPLES, Credstone


@pytest.fixture
def desk(office: Credstone, results: Path, tmp_path: Path) -> Desk:
    return desk_of(office, results, tmp_path)


def test_a_met_stack_is_awarded_and_verifies(desk: Desk) -> None:
    desk.record()
    ended = desk.award("--json")
    answer = ended.json("pathway-awarded")
    assert ended.status == 0
    assert (answer["awarded"], answer["new"], answer["state"]) == (True, True, "granted")
    assert [use["requirement"] for use in answer["uses"]] == ["start", "data"]
    report = desk.run("credential", "verify", answer["credential"], "--offline", "--json")
    assert report.status == 0


def test_the_same_again_answers_the_same_credential(desk: Desk) -> None:
    desk.record()
    first, second = desk.award(), desk.award()
    assert first.out == second.out
    assert first.out.startswith("urn:uuid:")
    assert "granted before" in second.err


def test_as_a_learner_record_it_holds_both_parts(desk: Desk) -> None:
    desk.record()
    answer = desk.award("--format", "clr", "--json").json("pathway-awarded")
    assert answer["format"].startswith("clr/")
    assert answer["outside"] == {}
    ended = desk.run("credential", "verify", answer["credential"], "--offline", "--json")
    checks = {one["id"]: one for one in ended.json("verification-report")["checks"]}
    assert checks["parts"]["reason"] == "2 of 2 credentials in it are authentic and current."


def test_what_is_missing_is_told_and_nothing_awarded(desk: Desk) -> None:
    desk.record(desk.exported()[0])
    ended = desk.award("--json")
    answer = ended.json("pathway-awarded")
    assert (ended.status, answer["awarded"]) == (3, False)
    assert not answer["progress"]["met"]
    shown = desk.award()
    assert shown.out.startswith("Not awarded.")
    assert "MC-DATA-02" in shown.out or "data" in shown.out


def test_where_a_person_decides_they_have_to_be_named(desk: Desk) -> None:
    desk.record()
    desk.stack.write_text(desk.stack.read_text().replace("by: rule", "by: decision"))
    ended = desk.award("--json")
    assert ended.status == 1
    assert "nobody is named" in ended.json("problem")["detail"]
    answer = desk.award("--by", "A. Meyer", "--json").json("pathway-awarded")
    assert (answer["by"], answer["decided_by"]) == ("decision", "A. Meyer")


def test_a_file_that_is_no_part_of_the_record_is_refused(desk: Desk) -> None:
    desk.record()
    foreign = EXAMPLES / "credentials" / "co-signed.json"
    ended = desk.award("--format", "clr", "--parts", foreign, "--offline", "--json")
    assert ended.status == 1
    assert "the record has no such credential" in ended.json("problem")["detail"]


def test_a_forged_part_does_not_get_into_a_learner_record(desk: Desk) -> None:
    files = desk.exported()
    desk.record(*files)
    forged = json.loads(files[0].read_text())
    forged["name"] = "Doctor of Everything"
    files[0].write_text(json.dumps(forged))
    ended = desk.award("--format", "clr", "--parts", files[0], "--offline", "--json")
    assert ended.status == 1
    assert "it is not valid" in ended.json("problem")["detail"]


def test_nothing_is_decided_on_a_day_to_come(desk: Desk) -> None:
    desk.record()
    ended = desk.award("--at", "2999-01-01", "--json")
    assert ended.status == 1
    assert "has not come" in ended.json("problem")["detail"]


def test_a_revoked_part_re_opens_the_grant(desk: Desk) -> None:
    files = desk.exported()
    desk.record(*files)
    answer = desk.award("--json").json("pathway-awarded")
    calm = desk.run("pathway", "review", desk.stack, "record.json", "--json")
    assert calm.status == 0
    [still] = calm.json("pathway-review")["reviewed"]
    assert (still["state"], still["re_opened_now"]) == ("granted", False)
    desk.run("credential", "revoke", desk.ids[1], "--reason", "misconduct")
    desk.record(*files)
    ended = desk.run("pathway", "review", desk.stack, "record.json", "--json")
    assert ended.status == 3
    [one] = ended.json("pathway-review")["reviewed"]
    assert (one["state"], one["re_opened_now"], one["met_again"]) == ("re-opened", True, False)
    [gone] = [part for part in one["parts"] if part["reopens"]]
    assert "was revoked" in gone["reason"]
    assert f"credential revoke {answer['credential']}" in ended.err
    shown = desk.run("pathway", "review", desk.stack, "record.json")
    assert shown.status == 3
    assert "re-opened" in shown.out


def test_granted_uses_are_passed_on_as_an_enrolment_file(desk: Desk) -> None:
    desk.record()
    answer = desk.award("--json").json("pathway-awarded")
    award = answer["uses"][0]["award"]
    out = desk.folder / "granted.json"
    ended = desk.run("pathway", "grants", "--award", award, "--out", out, "--json")
    listed = ended.json("pathway-grants")
    assert [one["credential"] for one in listed["grants"]] == [answer["credential"]]
    assert json.loads(out.read_text()) == {"granted": listed["granted"]}
    checked = desk.run("pathway", "check", desk.stack, "record.json", "--enrolment", out, "--json")
    counted = checked.json("pathway-progress")["rules"]["parts"][0]["counted"]
    assert counted[0]["granted_on"] == answer["decided_on"]
    shown = desk.run("pathway", "grants", "--award", award)
    assert answer["credential"] in shown.out


def test_a_home_without_grants_says_so(credstone: Credstone) -> None:
    credstone("init")
    ended = credstone("pathway", "grants")
    assert (ended.status, ended.out) == (0, "")
    assert "None found." in ended.err
