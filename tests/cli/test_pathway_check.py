"""A learner asks what their credentials add up to, and is told part by part."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import EXAMPLES, Credstone
from tests.cli.pathways import DAY, ENROLMENT, STACK, enrolment_file, record_file, stack_file

GOLDEN = Path(__file__).parent / "pathway-check.txt"


def test_what_a_learner_reads(credstone: Credstone, tmp_path: Path) -> None:
    ended = credstone("pathway", "check", stack_file(tmp_path), record_file(tmp_path), "--at", DAY)
    assert ended.status == 3
    assert ended.out == GOLDEN.read_text()
    assert ended.err == ""


def test_the_same_for_programs(credstone: Credstone, tmp_path: Path) -> None:
    ended = credstone(
        "pathway", "check", stack_file(tmp_path), record_file(tmp_path), "--at", DAY, "--json"
    )
    assert ended.status == 3
    answer = ended.json("pathway-progress")
    assert not answer["met"]
    assert answer["proven"]
    [_, electives, _] = answer["rules"]["parts"]
    assert electives["reason"] == "3 of 12 credits"
    assert electives["hints"][0]["role"] == "dean"


def test_a_stack_that_is_met_ends_with_status_0(credstone: Credstone, tmp_path: Path) -> None:
    stack_file(tmp_path)
    ended = credstone(
        "pathway",
        "check",
        tmp_path,
        record_file(tmp_path),
        "--enrolment",
        enrolment_file(tmp_path),
        "--at",
        DAY,
        "--json",
    )
    assert ended.status == 0
    assert ended.json("pathway-progress")["binding"].startswith("Version 2026 is that of enrolment")


def test_of_several_versions_the_one_that_binds_is_chosen(
    credstone: Credstone, tmp_path: Path
) -> None:
    stack_file(tmp_path / "stacks", name="stack-2026.yaml")
    newer = STACK.replace('"2026"', '"2027"').replace("2026-", "2027-")
    stack_file(tmp_path / "stacks", newer, "stack-2027.yaml")
    record = record_file(tmp_path)
    for day, version in (("2026-11-22", "2026"), ("2027-11-22", "2027")):
        ended = credstone("pathway", "check", "stacks", record, "--at", day, "--json")
        assert ended.json("pathway-progress")["version"] == version
    assert (
        "Version 2027 is open to enrolment"
        in credstone("pathway", "check", "stacks", record, "--at", "2027-11-22").out
    )


def test_where_no_version_binds_nothing_is_checked(credstone: Credstone, tmp_path: Path) -> None:
    stack_file(tmp_path / "stacks")
    ended = credstone("pathway", "check", "stacks", record_file(tmp_path), "--at", "2020-01-01")
    assert ended.status == 1
    assert "Name the file of the version that is meant" in ended.err


def test_a_stack_with_errors_is_answered_with_its_lines(
    credstone: Credstone, tmp_path: Path
) -> None:
    broken = stack_file(tmp_path, STACK.replace("kind: take", "kind: tke"))
    record = record_file(tmp_path)
    ended = credstone("pathway", "check", broken, record)
    assert ended.status == 3
    assert f"{broken}:" in ended.out
    assert "error:" in ended.out
    assert credstone("pathway", "check", broken, record, "--json").json("findings")


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"awards": 3}'])
def test_a_record_that_is_none_is_answered_with_findings(
    credstone: Credstone, tmp_path: Path, content: bytes
) -> None:
    ended = credstone("pathway", "check", stack_file(tmp_path), "-", "--json", stdin=content)
    assert ended.status == 3
    assert not ended.json("findings")["valid"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--pin", "MC-DATA-02"), "names no two things"),
        (("--pin", "MC-DATA-02=nowhere"), "no requirement nowhere"),
        (("--pin", "NOTHING=electives"), "No credential is called NOTHING"),
        (("--without", "NOTHING"), "In the record are: MC-DATA-02, MC-COINNO-01"),
        (("--solver", "oracle"), "no solver 'oracle'"),
        (("--at", "tomorrow"), "is no date"),
        (("--enrolment", "nowhere.yaml"), "no such file"),
    ],
)
def test_a_wish_that_names_nothing_is_wrong_usage(
    credstone: Credstone, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    ended = credstone("pathway", "check", stack_file(tmp_path), record_file(tmp_path), *words)
    assert ended.status == 2
    assert said in ended.err


def test_files_that_are_not_there_are_wrong_usage(credstone: Credstone, tmp_path: Path) -> None:
    record = record_file(tmp_path)
    (tmp_path / "empty").mkdir()
    assert credstone("pathway", "check", "nowhere.yaml", record).status == 2
    assert credstone("pathway", "check", stack_file(tmp_path), "nowhere.json").status == 2
    ended = credstone("pathway", "check", "empty", record)
    assert ended.status == 2
    assert "No version of a stack is in this folder" in ended.err


def test_versions_of_several_stacks_in_one_folder_are_not_mixed(
    credstone: Credstone, tmp_path: Path
) -> None:
    stack_file(tmp_path / "stacks")
    stack_file(tmp_path / "stacks", STACK.replace("data-start", "other"), "stack-other.yaml")
    ended = credstone("pathway", "check", "stacks", record_file(tmp_path))
    assert ended.status == 2
    assert "Several stacks are here" in ended.err


def test_an_enrolment_in_another_stack_is_not_taken_for_this_one(
    credstone: Credstone, tmp_path: Path
) -> None:
    other = enrolment_file(tmp_path, ENROLMENT.replace("data-start", "other"))
    ended = credstone(
        "pathway", "check", stack_file(tmp_path), record_file(tmp_path), "--enrolment", other
    )
    assert ended.status == 2
    assert "This is an enrolment in other." in ended.err


def test_a_pin_is_honoured_and_a_credential_left_out(credstone: Credstone, tmp_path: Path) -> None:
    stack = stack_file(tmp_path)
    record = record_file(tmp_path)
    ended = credstone(
        "pathway", "check", stack, record, "--at", DAY, "--without", "MC-COINNO-01", "--json"
    )
    [_, left_out] = ended.json("pathway-progress")["holdings"]
    assert left_out["why_not"] == "the learner keeps it out of this stack"
    ended = credstone(
        "pathway", "check", stack, record, "--at", DAY, "--pin", "MC-DATA-02=analysis", "--json"
    )
    [pinned, _] = ended.json("pathway-progress")["holdings"]
    assert [place["requirement"] for place in pinned["counts"]] == ["analysis"]


def test_both_solvers_say_the_same(credstone: Credstone, tmp_path: Path) -> None:
    pytest.importorskip("ortools")
    words = ("pathway", "check", stack_file(tmp_path), record_file(tmp_path), "--at", DAY)
    assert credstone(*words).out == credstone(*words, "--solver", "cp-sat").out


def test_lines_stay_within_eighty_columns_in_any_script(
    credstone: Credstone, tmp_path: Path
) -> None:
    title = "責任あるデータ分析と倫理の実践的な基礎と応用のための長い長い題名を持つ修了証明書" * 2
    record = record_file(tmp_path, title)
    out = credstone("pathway", "check", stack_file(tmp_path), record, "--at", DAY).out
    wide = [sum(1 + (ord(one) > 0x2E7F) for one in line) for line in out.splitlines()]
    assert max(wide) <= 80
    assert "責任あるデータ分析" in out


def test_nothing_that_a_record_says_drives_a_terminal(credstone: Credstone, tmp_path: Path) -> None:
    record = record_file(tmp_path, "\u202egnol")
    out = credstone("pathway", "check", stack_file(tmp_path), record, "--at", DAY).out
    assert "\u202e" not in out


@pytest.mark.parametrize("folder", sorted(one.name for one in (EXAMPLES / "stacks").iterdir()))
def test_every_example_has_an_answer(credstone: Credstone, folder: str) -> None:
    place = EXAMPLES / "stacks" / folder
    ended = credstone(
        "pathway", "check", place, place / "record.json", "--at", "2027-06-01", "--json"
    )
    assert ended.status in (0, 3), ended.err
    ended.json("pathway-progress")


def test_an_enrolment_that_names_an_unknown_requirement_is_not_answered(
    credstone: Credstone, tmp_path: Path
) -> None:
    slip = enrolment_file(tmp_path, ENROLMENT.replace("requirement: viva", "requirement: vivo"))
    ended = credstone(
        "pathway", "check", stack_file(tmp_path), record_file(tmp_path), "--enrolment", slip
    )
    assert ended.status == 3
    assert "enrolment.yaml:4: error: attestations[0].requirement" in ended.out
    assert "Did you mean viva?" in ended.out


def test_what_an_enrolment_says_in_vain_is_told_beside_the_answer(
    credstone: Credstone, tmp_path: Path
) -> None:
    vain = enrolment_file(tmp_path, ENROLMENT.replace("role: dean", "role: king"))
    ended = credstone(
        "pathway", "check", stack_file(tmp_path), record_file(tmp_path), "--enrolment", vain
    )
    assert "enrolment.yaml:6: warning: waivers[0].role" in ended.err
    assert "is asked of dean" in ended.err
