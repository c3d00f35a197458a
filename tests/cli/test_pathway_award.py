"""A registrar awards what a record adds up to, looks again, and passes on what was granted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tests.cli.conftest import EXAMPLES, Credstone

TARGET = """\
id: "urn:uuid:{uri}"
code: {code}
version: "1"
title: {{en: Certificate of Starting Together}}
description: {{en: Two micro-credentials of one learner.}}
awarding_bodies: [ub]
learning_outcomes: [{{id: o1, verb: connect, statement: {{en: Connect what was learned in both.}}}}]
workload: {{hours: 150, credits: [{{system: ects, value: 6}}]}}
level: {{eqf: 6}}
assessments: [{{id: a1, type: portfolio, outcomes: [o1], supervised: none}}]
participation_mode: blended
quality_assurance: [{{type: esg-institutional-external}}]
criteria: {{en: Hold both parts.}}
field: "0413"
languages: [en]
"""
STACK = """\
id: {id}
version: "2026"
title: {{en: Starting Together}}
target: {code}
issuers: {{ub: "{did}"}}
rules:
  id: all
  kind: all
  of:
    - {{id: start, kind: take, select: {{definition: [MC-COINNO-01]}}}}
    - {{id: data, kind: take, select: {{definition: [MC-DATA-02]}}}}
award: {{kind: certificate, by: {by}}}
"""


@dataclass
class Desk:
    """One learner's two credentials, a record of them, and a stack that they meet."""

    run: Credstone
    folder: Path
    ids: list[str]
    stack: Path

    def exported(self) -> list[Path]:
        files = []
        for number, one in enumerate(self.ids):
            path = self.folder / f"part-{number}.json"
            assert self.run("credential", "export", one, "--out", path).status == 0
            files.append(path)
        return files

    def record(self, *files: Path) -> Path:
        """Verified as of now, with the newest status lists."""
        given = list(files) or self.exported()
        self.run("status", "publish", "--out", self.folder / "lists")
        learners = []
        for file in given:
            subject = json.loads(file.read_text())["credentialSubject"]
            learners += ["--learner", subject["id"]]
        out = self.folder / "record.json"
        ended = self.run(
            "record", "make", *given, "--status", self.folder / "lists", *learners, "--out", out
        )
        assert ended.status == 0, ended.err
        return out

    def award(self, *words: object) -> Any:  # noqa: ANN401 - what a command answered
        return self.run("pathway", "award", self.stack, self.folder / "record.json", *words)


@pytest.fixture
def desk(office: Credstone, results: Path, tmp_path: Path) -> Desk:
    ids = []
    header, learner, *_ = results.read_text().splitlines()
    for code, grade in (("MC-COINNO-01", "2.0"), ("MC-DATA-02", "87")):
        one = tmp_path / f"{code}.csv"
        one.write_text(f"{header}\n{learner.replace(',2.0,', f',{grade},')}\n")
        ended = office("award", "run", one, "--achievement", code, "--yes", "--json")
        [row] = ended.json("award-list")["rows"]
        assert row["credentials"], row
        ids += row["credentials"]
    tag = results.stem + ids[0][-6:]
    return Desk(office, tmp_path, ids, opened(office, tmp_path, tag.upper()))


def opened(office: Credstone, folder: Path, tag: str, *, by: str = "rule") -> Path:
    """A stack with a target of its own that the university has published."""
    definition = folder / "target.yaml"
    definition.write_text(TARGET.format(code=f"CERT-{tag}", uri=uuid4()))
    ended = office("achievement", "publish", definition)
    assert ended.status == 0, ended.out + ended.err
    shown = office("organisation", "list", "--json").json("home-organisations")
    [did] = [one["id"] for one in shown["organisations"] if one["code"] == "ub"]
    path = folder / "stack.yaml"
    path.write_text(STACK.format(id=f"start-{tag.lower()}", code=f"CERT-{tag}", did=did, by=by))
    return path


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
