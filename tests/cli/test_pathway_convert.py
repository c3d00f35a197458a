"""A stack goes out as a CTDL pathway and comes back; what is not said is told."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import PROJECT, Credstone
from tests.cli.pathways import stack_file

STEWARD = PROJECT / "policies" / "stacks" / "data-steward"


def test_a_stack_goes_out_with_what_is_not_said(credstone: Credstone, tmp_path: Path) -> None:
    ended = credstone(
        "pathway",
        "export",
        STEWARD / "stack.yaml",
        "--to",
        "ctdl",
        "--catalogue",
        STEWARD / "catalogue.yaml",
        "--json",
    )
    assert ended.status == 0
    answer = ended.json("pathway-export")
    types = {node["@type"] for node in answer["document"]["@graph"]}
    assert types == {"ceterms:Pathway", "ceterms:CredentialComponent", "ceterms:BasicComponent"}
    unsaid = {one["what"] for one in answer["unsaid"]}
    assert {"no_double_count", "residency", "grade_average", "age", "overlap"} <= unsaid
    told = credstone("pathway", "export", STEWARD / "stack.yaml", "--out", "pathway.json")
    assert told.out == "pathway.json\n"
    assert "no_double_count" in told.err


def test_what_went_out_comes_back_as_a_stack_file(credstone: Credstone, tmp_path: Path) -> None:
    credstone("pathway", "export", stack_file(tmp_path), "--out", "pathway.json")
    answer = credstone("pathway", "import", "pathway.json", "--json").json("pathway-import")
    assert (answer["document"]["id"], answer["document"]["version"]) == ("data-start", "2026")
    ended = credstone("pathway", "import", "pathway.json", "--out", "again.json")
    assert (ended.status, ended.out) == (0, "again.json\n")
    linted = credstone("pathway", "lint", "again.json", "--json")
    assert linted.status == 0, linted.out


def test_a_file_without_a_pathway_is_answered_like_any_other(
    credstone: Credstone, tmp_path: Path
) -> None:
    (tmp_path / "other.json").write_text(json.dumps({"@graph": []}))
    ended = credstone("pathway", "import", "other.json", "--json")
    assert ended.status == 3
    assert "0 nodes of the type ceterms:Pathway" in ended.json("findings")["findings"][0]["why"]


def test_a_broken_stack_is_not_exported(credstone: Credstone, tmp_path: Path) -> None:
    stack = stack_file(tmp_path, "id: x\n")
    ended = credstone("pathway", "export", stack, "--json")
    assert ended.status == 3
    assert not ended.json("findings")["valid"]
