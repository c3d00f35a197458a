"""A record is a file that anybody can edit: nothing is awarded on its word alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from credstone.formats import openbadges
from credstone.model.identifier import Identifier, IdentifierType
from credstone.model.party import Person
from tests.cli.awarding import Desk, desk_of
from tests.cli.conftest import Credstone, Ended
from tests.core.verifying.awards import an_award, body
from tests.core.verifying.world import Issuer, World

Entry = dict[str, Any]


@pytest.fixture
def desk(office: Credstone, results: Path, tmp_path: Path) -> Desk:
    return desk_of(office, results, tmp_path)


def edit(desk: Desk, number: int, change: Callable[[Entry], None]) -> None:
    """The same record, but for what somebody wrote into one of its entries."""
    path = desk.folder / "record.json"
    record = json.loads(path.read_text())
    change(record["awards"][number])
    path.write_text(json.dumps(record))


def more_credits(entry: Entry) -> None:
    entry["award"]["achievement"]["workload"]["credits"][0]["value"] = 50


def refused(ended: Ended) -> str:
    """What the problem says; nothing was granted."""
    problem = ended.json("problem")
    assert (ended.status, problem["title"]) == (1, "Not done")
    return f"{problem['detail']} {problem['fix']}"


def granted(desk: Desk) -> int:
    listed = desk.run("pathway", "grants", "--json").json("pathway-grants")["grants"]
    name = desk.stack.read_text().split()[1]
    return len([one for one in listed if one["stack"] == name])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (more_credits, "credits 50 ects, not 2.5 ects"),
        (lambda one: one["award"].update(grade="100"), "grade 100, not 87"),
        (lambda one: one["award"].update(awarded_on="2026-07-15"), "awarded on 2026-07-15, not"),
        (lambda one: one["award"].update(learner_id="did:key:zMine"), "learner did:key:zMine, not"),
        (lambda one: one["award"]["achievement"].update(code="MC-X"), "code MC-X, not MC-DATA-02"),
    ],
)
def test_an_own_credential_that_was_edited_in_the_record_is_refused(
    desk: Desk,
    change: Callable[[Entry], None],
    told: str,
) -> None:
    desk.record()
    edit(desk, 1, change)
    assert told in refused(desk.award("--json"))
    assert granted(desk) == 0


def test_who_believes_the_record_is_given_what_it_says(desk: Desk) -> None:
    desk.record()
    edit(desk, 1, more_credits)
    answer = desk.award("--believe-record", "--json").json("pathway-awarded")
    assert [str(use["credits"]) for use in answer["uses"]] == ["3", "50"]


def test_a_part_revoked_since_leads_to_nothing(desk: Desk) -> None:
    desk.record()
    assert desk.run("credential", "revoke", desk.ids[1], "--reason", "misconduct").status == 0
    assert "is revoked by now" in refused(desk.award("--json"))
    assert granted(desk) == 0


def test_parts_of_two_people_are_no_ones_certificate(
    desk: Desk,
    office: Credstone,
    results: Path,
) -> None:
    """Both are this home's own and stand; the record puts them together all the same."""
    header, _, other, *_ = results.read_text().splitlines()
    one = desk.folder / "other.csv"
    one.write_text(f"{header}\n{other.replace(',2.0,', ',87,')}\n")
    ended = office("award", "run", one, "--achievement", "MC-DATA-02", "--yes", "--json")
    [row] = ended.json("award-list")["rows"]
    desk.ids[1:] = row["credentials"]
    desk.record()
    assert "are of one person" in refused(desk.award("--json"))
    assert granted(desk) == 0


@dataclass
class Abroad:
    """The second part is a stranger's, which the stack counts by its issuer."""

    desk: Desk
    world: World
    issuer: Issuer
    part: Path

    def award(self, *words: object) -> Ended:
        ended: Ended = self.desk.award("--json", *words)
        return ended


def foreign(desk: Desk, world: World, issuer: Issuer, learner: Person) -> Path:
    award = replace(an_award(body(issuer)), learner=learner)
    document = openbadges.export(award, credential_id="urn:uuid:credential-abroad").document
    path = desk.folder / "abroad.json"
    path.write_bytes(world.sign(issuer, document))
    return path


@pytest.fixture
def abroad(desk: Desk, results: Path) -> Abroad:
    world = World()
    issuer = world.did_key()
    mail = results.read_text().splitlines()[1].split(",")[3]
    learner = Person("Zoë García Márquez", identifiers=(Identifier(IdentifierType.EMAIL, mail),))
    part = foreign(desk, world, issuer, learner)
    rules = desk.stack.read_text().replace("MC-DATA-02", "MC-ETH-01")
    desk.stack.write_text(rules.replace("issuers: {", f'issuers: {{uni: "{issuer.id}", '))
    desk.record(desk.exported()[0], part)
    return Abroad(desk, world, issuer, part)


def test_a_strangers_part_that_is_not_given_is_asked_for(abroad: Abroad) -> None:
    said = refused(abroad.award())
    assert "MC-ETH-01: the signed document of urn:uuid:credential-abroad was not shown" in said
    assert "--parts" in said
    assert "--believe-record" in said
    assert granted(abroad.desk) == 0


def test_a_strangers_part_that_is_given_and_verifies_counts(abroad: Abroad) -> None:
    answer = abroad.award("--parts", abroad.part).json("pathway-awarded")
    assert [use["requirement"] for use in answer["uses"]] == ["start", "data"]
    again = abroad.award("--parts", abroad.part).json("pathway-awarded")
    assert (again["new"], again["credential"]) == (False, answer["credential"])


def test_a_strangers_part_that_the_record_says_more_of_is_refused(abroad: Abroad) -> None:
    edit(abroad.desk, 1, more_credits)
    said = refused(abroad.award("--parts", abroad.part))
    assert "credits 50 ects, not 2 ects" in said
    assert granted(abroad.desk) == 0


def test_an_entry_that_nobody_signed_is_worth_nothing(abroad: Abroad) -> None:
    """An award under an id that no document has."""

    def invent(entry: Entry) -> None:
        entry["credential_id"] = "urn:uuid:invented"

    edit(abroad.desk, 1, invent)
    assert "urn:uuid:invented was not shown" in refused(abroad.award())
    assert "the record has no such credential" in refused(abroad.award("--parts", abroad.part))


def test_a_strangers_part_of_somebody_else_is_refused(abroad: Abroad) -> None:
    desk, learner = abroad.desk, Person("Somebody Else")
    part = foreign(desk, abroad.world, abroad.issuer, learner)
    desk.record(desk.folder / "part-0.json", part)
    assert "are of one person" in refused(abroad.award("--parts", part))
    assert granted(desk) == 0


def test_who_believes_the_record_need_not_show_a_part(abroad: Abroad) -> None:
    answer = abroad.award("--believe-record").json("pathway-awarded")
    assert answer["awarded"]


def test_that_it_was_recognised_is_not_believed_either(abroad: Abroad) -> None:
    rules = abroad.desk.stack.read_text()
    wish = "select: {definition: [MC-ETH-01], recognised_by: [ub]}"
    abroad.desk.stack.write_text(rules.replace("select: {definition: [MC-ETH-01]}", wish))
    body_id = rules.split('ub: "')[1].split('"')[0]
    edit(abroad.desk, 1, lambda one: one.update(recognised=[{"by": body_id}]))
    said = refused(abroad.award("--parts", abroad.part))
    assert "that it was recognised stands in no signed document" in said
