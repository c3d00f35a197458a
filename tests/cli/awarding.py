"""One learner's two credentials, a record of them, and a stack that they meet, by commands."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from tests.cli.conftest import Credstone

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


def desk_of(office: Credstone, results: Path, tmp_path: Path) -> Desk:
    """The university awards both parts to the first learner of ``results``."""
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
