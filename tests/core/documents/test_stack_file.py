"""Stack files as people write them: the line of each slip, and files that are no stacks."""

from __future__ import annotations

import pytest

from credstone.documents.stack_file import read_stack_file
from credstone.formats.checking import error

STACK = """\
id: data
version: "2026"
title: Data
rules:
  id: all
  kind: all
  of:
    - {id: law, kind: take, select: {definition: LAW@1.x}}
    - id: electives
      kind: take
      select: {tag: data}
      min_credits: 9
constraints:
  order: [law<electives]
"""


def test_a_stack_is_read() -> None:
    reading = read_stack_file(STACK.encode())
    assert reading.findings == ()
    assert reading.value is not None
    assert reading.value.version == "2026"


@pytest.mark.parametrize(
    ("before", "after", "line", "field", "why"),
    [
        ("min_credits: 9", "min_credits: -9", 12, "rules.of[1].min_credits", "negative"),
        ("id: electives", "id: law", 9, "rules.of[1].id", "same id"),
        ("law<electives", "law<elective", 14, "constraints.order[0]", "elective"),
        ("kind: all", "kind: every", 6, "rules.kind", "no such kind"),
        ("min_credits: 9", "max_items: 9", 12, "rules.of[1].max_items", "not known"),
        ("id: all", "title: All", 4, "rules.id", "id is missing"),
        ("title: Data", "title: {en: Data, big}", 3, "title", '"big" has no text'),
    ],
)
def test_each_slip_has_its_line(before: str, after: str, line: int, field: str, why: str) -> None:
    reading = read_stack_file(STACK.replace(before, after, 1).encode())
    assert reading.value is None
    told = [one for one in reading.findings if (one.line, one.field) == (line, field)]
    assert told, [str(one) for one in reading.findings]
    assert why in told[0].finding.why


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("id: a\nrules:\n\tid: b\n", 3, "YAML"),
        ("id: a\nid: b\n", 2, "twice"),
        ("- id: a\n", 1, "named fields"),
        ("rules: &r {id: a}\nother: *r\n", 1, "anchors"),
        ("", 1, "named fields"),
        ("id: [\n", 2, "YAML"),
        ("# " + "x" * 5_000_000, 1, "bytes"),
        ("- " * 40 + "x", 1, "deeper"),
    ],
    ids=["tab", "twice", "list", "anchor", "empty", "torn", "five megabytes", "deep"],
)
def test_a_dirty_file_is_an_answer(text: str, line: int, why: str) -> None:
    reading = read_stack_file(text.encode())
    assert reading.value is None
    [found] = reading.findings
    assert found.line == line
    assert why in found.finding.why


def test_what_is_found_out_later_gets_its_line_too() -> None:
    reading = read_stack_file(STACK.encode())
    later = error(("rules", "of", 1, "min_credits"), "9", "nothing offers that", "Ask for less.")
    [located] = reading.locate([later])
    assert (located.line, located.field) == (12, "rules.of[1].min_credits")
