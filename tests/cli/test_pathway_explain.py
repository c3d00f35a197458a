"""A learner asks about one requirement or one credential, and is told everything about it."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Credstone
from tests.cli.pathways import DAY, record_file, stack_file


def test_a_requirement_answers_every_credential(credstone: Credstone, tmp_path: Path) -> None:
    words = (stack_file(tmp_path), record_file(tmp_path), "analysis", "--at", DAY)
    ended = credstone("pathway", "explain", *words)
    assert ended.status == 0
    assert "✓ met: Data analysis (analysis): 1 of 1 credential" in ended.out
    assert "MC-COINNO-01 is not MC-DATA-02" in " ".join(ended.out.split())
    answer = credstone("pathway", "explain", *words, "--json").json("pathway-explanation")
    assert answer["requirement"]["not_counted"][0]["holding"] == "urn:uuid:00000002"
    assert answer["holding"] is None


def test_a_credential_answers_every_requirement(credstone: Credstone, tmp_path: Path) -> None:
    words = (stack_file(tmp_path), record_file(tmp_path), "MC-DATA-02", "--at", DAY)
    ended = credstone("pathway", "explain", *words)
    assert ended.status == 0
    assert "✓ counts in Data analysis (analysis)" in ended.out
    assert "already counts for Data analysis (no double counting)" in " ".join(ended.out.split())
    answer = credstone("pathway", "explain", *words, "--json").json("pathway-explanation")
    assert [one["counts"] for one in answer["places"]] == [True, False]
    assert answer["requirement"] is None


def test_what_would_help_a_requirement_is_told_there(credstone: Credstone, tmp_path: Path) -> None:
    words = (stack_file(tmp_path), record_file(tmp_path), "electives", "--at", DAY, "--json")
    answer = credstone("pathway", "explain", *words).json("pathway-explanation")
    assert "a waiver by the dean would settle Electives" in [
        one["reason"] for one in answer["hints"]
    ]


def test_without_a_name_the_whole_stack_is_explained(credstone: Credstone, tmp_path: Path) -> None:
    words = (stack_file(tmp_path), record_file(tmp_path), "--at", DAY, "--json")
    answer = credstone("pathway", "explain", *words).json("pathway-explanation")
    assert answer["about"] == "certificate"


def test_a_name_that_nothing_has_is_wrong_usage(credstone: Credstone, tmp_path: Path) -> None:
    words = (stack_file(tmp_path), record_file(tmp_path), "nowhere")
    ended = credstone("pathway", "explain", *words)
    assert ended.status == 2
    assert "Name one of certificate, analysis, electives, viva." in ended.err
