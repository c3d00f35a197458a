"""A review re-opens one organisation's grants, and says what a decision took on trust."""

from __future__ import annotations

import json
from pathlib import Path
from uuid import uuid4

import pytest

from tests.cli.awarding import TARGET, Desk, desk_of
from tests.cli.conftest import Credstone


@pytest.fixture
def desk(office: Credstone, results: Path, tmp_path: Path) -> Desk:
    return desk_of(office, results, tmp_path)


def test_where_two_organisations_granted_it_a_review_asks_whose(desk: Desk) -> None:
    desk.record()
    code = next(
        line.removeprefix("target: ")
        for line in desk.stack.read_text().splitlines()
        if line.startswith("target: ")
    )
    definition = desk.folder / "hub.yaml"
    text = TARGET.format(code=code, uri=uuid4())
    definition.write_text(text.replace("[ub]", "[hub]"))
    assert desk.run("achievement", "publish", definition).status == 0
    for issuer in ("ub", "hub"):
        ended = desk.award("--issuer", issuer)
        assert ended.status == 0, ended.err
    asked = desk.run("pathway", "review", desk.stack, "record.json", "--json")
    assert asked.status == 1
    assert "was granted on these awards by hub, ub" in asked.json("problem")["detail"]
    ended = desk.run("pathway", "review", desk.stack, "record.json", "--issuer", "hub", "--json")
    assert [one["issuer"] for one in ended.json("pathway-review")["reviewed"]] == ["hub"]
    assert "The record is believed" in ended.err


def test_what_was_taken_from_the_enrolment_file_is_told(desk: Desk) -> None:
    desk.record()
    waiver = {"requirement": "data", "role": "dean", "by": "B. Weber", "on": "2026-07-14"}
    path = desk.folder / "enrolment.json"
    path.write_text(json.dumps({"waivers": [waiver]}))
    ended = desk.award("--enrolment", path)
    assert ended.status == 0, ended.err
    assert "1 waiver of the enrolment file was believed." in ended.err
