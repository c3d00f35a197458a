"""A programme director looks at a pathway: as a list always, drawn where Graphviz is there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Credstone
from tests.cli.pathways import DAY, STACK, record_file, stack_file

LIST = """\
A Start with Data, version 2026
- Certificate (certificate): all of 3 parts
  - Data analysis (analysis): 1 credential: MC-DATA-02
  - Electives (electives): 12 credits: issued by ub; may be waived by the dean
  - Viva (viva): confirmed by the examiner: The viva was passed.
"""


def test_the_list_is_there_without_any_record(credstone: Credstone, tmp_path: Path) -> None:
    ended = credstone("pathway", "graph", stack_file(tmp_path))
    assert ended.status == 0
    assert ended.out == LIST


def test_of_a_folder_the_version_one_may_enrol_in_is_shown(
    credstone: Credstone, tmp_path: Path
) -> None:
    stack_file(tmp_path / "stacks")
    assert credstone("pathway", "graph", "stacks", "--at", DAY).out == LIST


def test_with_a_record_states_stand_in_words_and_borders(
    credstone: Credstone, tmp_path: Path
) -> None:
    words = (stack_file(tmp_path), record_file(tmp_path), "--at", DAY)
    ended = credstone("pathway", "graph", *words, "--out", "mine.dot")
    assert ended.status == 0
    assert "- met: Data analysis (analysis): 1 of 1 credential" in ended.out
    assert "counts: Responsible Data Analysis (MC-DATA-02): " in ended.out
    drawn = (tmp_path / "mine.dot").read_text()
    assert drawn.startswith('digraph "A Start with Data, version 2026" {')
    assert (
        'label="Data analysis\\nmet: 1 of 1 credential" shape=box style="solid" peripheries=2'
        in drawn
    )
    assert '"credential urn:uuid:00000001" -> "requirement analysis"' in drawn


def test_programs_get_the_list_and_the_graph(credstone: Credstone, tmp_path: Path) -> None:
    answer = credstone("pathway", "graph", stack_file(tmp_path), "--json").json("pathway-graph")
    assert answer["list"][0] == {"depth": 0, "text": "Certificate (certificate): all of 3 parts"}
    assert answer["dot"].startswith("digraph")
    assert answer["file"] == ""


def test_without_graphviz_the_graph_is_written_as_text_and_that_is_said(
    credstone: Credstone, tmp_path: Path
) -> None:
    words = ("pathway", "graph", stack_file(tmp_path), "--out", tmp_path / "mine.svg")
    ended = credstone(*words, env={"PATH": str(tmp_path)})
    assert ended.status == 1
    assert "Graphviz is not installed" in ended.out
    assert (tmp_path / "mine.dot").read_text().startswith("digraph")
    assert not (tmp_path / "mine.svg").exists()
    answer = credstone(*words, "--json", env={"PATH": str(tmp_path)}).json("pathway-graph")
    assert not answer["drawn"]


@pytest.mark.needs("graphviz")
def test_graphviz_draws_it(credstone: Credstone, tmp_path: Path) -> None:
    ended = credstone("pathway", "graph", stack_file(tmp_path), "--out", "mine.svg")
    assert ended.status == 0, ended.err
    assert "<svg" in (tmp_path / "mine.svg").read_text()


def test_a_program_that_fails_is_told_with_what_it_said(
    credstone: Credstone, tmp_path: Path
) -> None:
    program = tmp_path / "bin" / "dot"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\necho 'syntax error in line 3' >&2\nexit 1\n")
    program.chmod(0o755)
    words = ("pathway", "graph", stack_file(tmp_path), "--out", "mine.svg")
    ended = credstone(*words, env={"PATH": f"{program.parent}:/bin:/usr/bin"})
    assert ended.status == 1
    assert "Graphviz failed: syntax error in line 3" in ended.err


def test_what_a_title_says_stays_inside_its_quotes(credstone: Credstone, tmp_path: Path) -> None:
    hostile = STACK.replace("en: Viva", "en: 'a\"]; evil [label=\"\\n'")
    ended = credstone("pathway", "graph", stack_file(tmp_path, hostile), "--out", "mine.dot")
    assert ended.status == 0
    assert 'label="a\\"]; evil [label=\\"\\\\n' in (tmp_path / "mine.dot").read_text()


def test_an_unknown_kind_of_file_is_wrong_usage(credstone: Credstone, tmp_path: Path) -> None:
    ended = credstone("pathway", "graph", stack_file(tmp_path), "--out", "mine.exe")
    assert ended.status == 2
    assert not (tmp_path / "mine.exe").exists()


def test_a_stack_with_errors_is_answered_with_its_lines(
    credstone: Credstone, tmp_path: Path
) -> None:
    broken = stack_file(tmp_path, STACK.replace("kind: take", "kind: tke"))
    assert credstone("pathway", "graph", broken, "--json").json("findings")
