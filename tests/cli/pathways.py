"""Files that a learner and a registrar bring: stacks, records and enrolments, small but whole."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from credstone.formats.record import record_to_json
from credstone.model.record import LearningRecord, RecordedAward
from credstone.model.text import Text
from tests.core.formats.samples import award

STACK = """\
id: data-start
version: "2026"
title: {en: A Start with Data, ja: データサイエンス入門}
effective: {from: 2026-01-01, until: 2026-12-31}
issuers: {ub: "did:web:ub.example"}
rules:
  id: certificate
  kind: all
  label: {en: Certificate}
  of:
    - {id: analysis, kind: take, label: {en: Data analysis}, select: {definition: [MC-DATA-02]}}
    - id: electives
      kind: take
      label: {en: Electives}
      select: {issuer: ub}
      min_credits: 12
      waivable_by: dean
    - id: viva
      kind: attest
      label: {en: Viva}
      role: examiner
      statement: {en: The viva was passed.}
constraints:
  residency: {min_credits: 2, issuer: [ub]}
"""
ENROLMENT = """\
stack: data-start
enrolled_on: 2026-10-01
attestations:
  - {requirement: viva, role: examiner, by: M. Ito, on: 2026-11-01}
waivers:
  - {requirement: electives, role: dean, by: C. Costa, on: 2026-11-02, reason: prior learning}
"""
DAY = "2026-11-22"


def stack_file(folder: Path, text: str = STACK, name: str = "stack.yaml") -> Path:
    """The stack, or ``text``, as a file."""
    return _written(folder / name, text)


def enrolment_file(folder: Path, text: str = ENROLMENT) -> Path:
    """An enrolment with which the stack is met."""
    return _written(folder / "enrolment.yaml", text)


def record_file(folder: Path, title: str = "Responsible Data Analysis") -> Path:
    """The record of a learner who holds MC-DATA-02 and MC-COINNO-01, both of ub."""
    recorded = []
    for number, code in enumerate(("mc-data-02", "mc-coinno-01"), start=1):
        one = replace(
            award(code), id=f"urn:uuid:0000000{number}", awarded_on=date(2026, 7, number), grade=""
        )
        if code == "mc-data-02":
            one = replace(one, achievement=replace(one.achievement, title=Text.of({"en": title})))
        verified_at = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
        recorded.append(
            RecordedAward(one, f"urn:uuid:{code}", "did:web:ub.example", True, verified_at)
        )
    record = LearningRecord(award().learner_id, tuple(recorded))
    return _written(folder / "record.json", json.dumps(record_to_json(record)))


def _written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path
