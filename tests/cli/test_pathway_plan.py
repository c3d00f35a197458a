"""A learner asks for the cheapest way on, tries changes, and looks around for what is near."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLES, PROJECT, Credstone, Ended

CITY = EXAMPLES / "stacks" / "cross-university"
STEWARD = EXAMPLES / "stacks" / "certification-after-university"
WATER = EXAMPLES / "goals" / "water-adviser"
TEACHING = PROJECT / "policies" / "stacks" / "teaching-in-higher-education"
DAY = ("--at", "2026-11-22")


def of(folder: Path) -> tuple[object, ...]:
    return (folder / "stack.yaml", folder / "record.json", "--catalogue", folder / "catalogue.yaml")


@pytest.fixture
def plan(credstone: Credstone) -> Credstone:
    def run(*words: object, **more: object) -> Ended:
        return credstone("pathway", "plan", *words, *DAY, **more)  # type: ignore[arg-type]

    return run


def codes(answer: dict[str, object], way: int = 0) -> list[str]:
    steps = answer["ways"][way]["steps"]  # type: ignore[index]
    return [" ".join(one["code"] for one in step["among"]) for step in steps if "among" in step]


def test_the_way_on_is_told_step_by_step(plan: Credstone) -> None:
    ended = plan(*of(CITY))
    assert ended.status == 0
    assert "1. Learn: Mapping Cities, Part Two (URB-MAP-2), sur" in ended.out
    assert "for: Heat and At a partner university" in ended.out
    assert "- Offers are taken one after another, so their weeks add up." in ended.out


def test_programs_read_the_same(plan: Credstone) -> None:
    answer = plan(*of(CITY), "--best", 2, "--json").json("pathway-plan")
    assert (answer["possible"], answer["done"]) == (True, False)
    assert answer["catalogue"]["prices_of"] == "2026-09-01"
    assert codes(answer) == ["URB-MAP-2", "URB-SHADE"]
    assert codes(answer, 1) == ["URB-SHADE", "URB-STAT"]
    assert answer["ways"][0]["sum"]["price"] == "150"


def test_the_criterion_chooses_the_way(credstone: Credstone) -> None:
    words = (
        "pathway", "goal", WATER / "profile.yaml", EXAMPLES / "records" / "zoe.json",
        "--catalogue", WATER / "catalogue.yaml", *DAY, "--json", "--by",
    )  # fmt: skip
    few, cheap = (credstone(*words, by).json("pathway-plan") for by in ("credentials", "cost"))
    assert codes(few) == ["GARDEN-TALK", "MAPS", "FLOOD"]
    assert codes(cheap) == ["GARDEN", "MAPS", "FLOOD", "MEETING"]


def test_both_solvers_find_ways_of_the_same_cost(plan: Credstone) -> None:
    pytest.importorskip("ortools")
    highs, cp_sat = (
        plan(*of(CITY), "--best", 3, "--solver", name, "--json").json("pathway-plan")
        for name in ("highs", "cp-sat")
    )
    assert highs["ways"] == cp_sat["ways"]


def test_what_if_an_offer_were_earned(plan: Credstone) -> None:
    ended = plan(*of(CITY), "--take", "URB-MAP-2", "--json")
    changed = ended.json("pathway-plan")["what_if"]
    assert changed["changes"] == ["URB-MAP-2 is earned"]
    assert changed["dropped"] == ["URB-MAP-2"]
    assert {one["requirement"] for one in changed["differences"]} == {
        "methods",
        "mapping",
        "mapping-2",
    }
    shown = plan(*of(CITY), "--take", "URB-MAP-2")
    assert "- mapping-2: open, then met" in shown.out
    assert "- no longer needed: URB-MAP-2" in shown.out


def test_what_if_a_credential_were_left_out(plan: Credstone) -> None:
    changed = plan(*of(CITY), "--without", "URB-RIVER", "--json").json("pathway-plan")["what_if"]
    assert [
        (one["requirement"], one["met_before"], one["met_after"]) for one in changed["differences"]
    ] == [("water", True, False)]


def test_what_if_an_earned_credential_were_to_count_elsewhere(plan: Credstone) -> None:
    words = ("--take", "URB-RAIN", "--pin", "URB-RAIN=abroad", "--json")
    changed = plan(*of(CITY), *words).json("pathway-plan")["what_if"]
    assert changed["changes"] == ["URB-RAIN is earned", "URB-RAIN should count in abroad"]
    assert "abroad" in {one["requirement"] for one in changed["differences"]}


def test_a_name_that_nothing_bears_is_wrong_usage(plan: Credstone) -> None:
    for words in (
        ("--take", "NOTHING"),
        ("--without", "NOTHING"),
        ("--pin", "NOTHING=heat"),
        ("--pin", "heat"),
        ("--version", "1999"),
        ("--by", "luck"),
        ("--solver", "dice"),
        ("--best", "0"),
    ):
        ended = plan(*of(CITY), *words)
        assert ended.status == 2, words
        assert ended.out == ""


def test_another_version_is_compared(plan: Credstone, tmp_path: Path) -> None:
    ended = plan(
        TEACHING,
        CITY / "record.json",
        "--catalogue",
        TEACHING / "catalogue.yaml",
        "--version",
        "2027",
        "--json",
    )
    answer = ended.json("pathway-plan")
    assert answer["version"] == "2027"
    assert answer["what_if"]["before"]["version"] == "2025"
    assert answer["what_if"]["changes"] == [f"by version 2027 of {answer['stack']}"]


def test_confirmations_and_decisions_are_steps_too(plan: Credstone) -> None:
    ended = plan(*of(STEWARD))
    assert ended.status == 0
    assert "Then: confirmation by employer: Practice: One year of work with data" in ended.out
    assert "Then: the decision on the award of certified-data-steward" in ended.out
    sure = plan(*of(STEWARD), "--enrolment", STEWARD / "enrolment.yaml")
    assert "confirmation by employer" not in sure.out


def test_what_is_impossible_names_what_is_in_the_way(plan: Credstone) -> None:
    words = (*of(STEWARD), "--without", "EXAM-DATA-STEWARD")
    ended = plan(*words)
    assert ended.status == 3
    assert "cannot be completed with what is on offer" in " ".join(ended.out.split())
    answer = plan(*words, "--json").json("pathway-plan")
    assert [one["name"] for one in answer["obstacles"]] == ["examination"]
    assert not answer["possible"]


def test_without_a_promise_nothing_is_guaranteed(plan: Credstone) -> None:
    ended = plan(*of(CITY), "--promised", "--json")
    answer = ended.json("pathway-plan")
    assert ended.status == 3
    assert {one["why"] for one in answer["not_offered"]} == {"nobody has promised to recognise it"}


def test_a_catalogue_with_an_error_is_told_with_its_line(plan: Credstone, tmp_path: Path) -> None:
    bad = tmp_path / "catalogue.yaml"
    text = (CITY / "catalogue.yaml").read_text()
    bad.write_text(text.replace("weeks: 8", "weeks: long"))
    ended = plan(CITY / "stack.yaml", CITY / "record.json", "--catalogue", bad, "--json")
    assert ended.status == 3
    [found] = ended.json("findings")["findings"]
    assert (found["line"], found["field"]) == (6, "offers[0].weeks")


def test_a_goal_becomes_a_pathway_across_institutions(credstone: Credstone) -> None:
    words = (
        "pathway", "goal", WATER / "profile.yaml", EXAMPLES / "records" / "zoe.json",
        "--catalogue", WATER / "catalogue.yaml", *DAY,
    )  # fmt: skip
    ended = credstone(*words)
    assert ended.status == 0
    assert "shows: Plan rain gardens and Moderate a meeting of residents" in ended.out
    assert "only because it is asked for before: FLOOD" in ended.out
    answer = credstone(*words, "--promised", "--json").json("pathway-plan")
    assert answer["ways"][0]["guaranteed"]
    issuers = {one["issuer"] for step in answer["ways"][0]["steps"] for one in step["among"]}
    assert issuers == {"did:web:nord.example", "did:web:ub.example"}


def test_a_profile_out_of_date_is_said(credstone: Credstone) -> None:
    ended = credstone(
        "pathway", "goal", WATER / "profile.yaml", EXAMPLES / "records" / "zoe.json",
        "--catalogue", WATER / "catalogue.yaml", "--at", "2030-01-01",
    )  # fmt: skip
    assert "out of date since 2029-02-09" in ended.err


def test_the_nearest_pathways_come_first(credstone: Credstone) -> None:
    words = (
        "pathway", "near", EXAMPLES / "stacks", CITY / "record.json",
        "--catalogue", CITY / "catalogue.yaml",
        "--catalogue", EXAMPLES / "stacks" / "thirty-ects-certificate" / "catalogue.yaml", *DAY,
    )  # fmt: skip
    answer = credstone(*words, "--json").json("pathways-near")
    assert [one["stack"] for one in answer["pathways"]] == [
        "urban-climate",
        "co-innovation",
        "certified-data-steward",
    ]
    assert [one["at_least"] for one in answer["pathways"]] == ["2", "6", None]
    shown = credstone(*words, "--limit", 1)
    assert "1. Urban Climate (urban-climate, version 1.0), 43 % met" in shown.out
    assert "at least 5 credentials: others are nearer" in " ".join(shown.out.split())


def test_a_stack_that_is_closed_is_told_apart(credstone: Credstone, tmp_path: Path) -> None:
    folder = tmp_path / "stacks"
    shutil.copytree(EXAMPLES / "stacks", folder)
    answer = credstone(
        "pathway", "near", folder, CITY / "record.json",
        "--catalogue", CITY / "catalogue.yaml", "--at", "2020-01-01", "--json",
    ).json("pathways-near")  # fmt: skip
    assert {one["stack"] for one in answer["closed"]} >= {"urban-climate"}
    assert all(one["reason"] for one in answer["closed"])


def test_a_folder_without_stacks_is_wrong_usage(credstone: Credstone, tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "nowhere"):
        words = (folder, CITY / "record.json", "--catalogue", CITY / "catalogue.yaml")
        ended = credstone("pathway", "near", *words, "--json")
        assert ended.status == 2
        assert json.loads(ended.out)["type"] == "problems/wrong-usage"
