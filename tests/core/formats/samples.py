"""The demo's two definitions and one award each, as the tests of formats use them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from credstone.documents.definition_file import read_definition
from credstone.documents.organisation_file import read_organisation_file
from credstone.model.achievement import Achievement
from credstone.model.award import Award, Evidence
from credstone.model.credential import StatusEntry, StatusPurpose
from credstone.model.identifier import Identifier, IdentifierType
from credstone.model.party import Organisation, Person
from credstone.model.text import Text

EXAMPLES = Path(__file__).parents[3] / "examples"
CREDENTIAL_ID = "urn:uuid:3f0e4a52-61f5-4b58-9d4b-0d3f5f5f0001"
STATUSES = (
    StatusEntry(StatusPurpose.REVOCATION, "https://ub.example/status/1", 94567),
    StatusEntry(StatusPurpose.SUSPENSION, "https://ub.example/status/2", 12),
)


@cache
def organisations() -> dict[str, Organisation]:
    """The demo's organisations by code, each with a DID as if it had a key."""
    read = [
        read_organisation_file(path).organisation
        for path in sorted((EXAMPLES / "organisations").glob("*.yaml"))
    ]
    return {
        one.code: replace(one, id=f"did:web:{one.code}.example") for one in read if one is not None
    }


@cache
def achievement(code: str = "mc-coinno-01") -> Achievement:
    """A definition of the demo by its file's name."""
    path = EXAMPLES / "achievements" / f"{code}.yaml"
    read = read_definition(path, organisations()).achievement
    assert read is not None
    return read


def award(code: str = "mc-coinno-01", grade: str = "1.3") -> Award:
    """Zoë's award, with everything an award can say."""
    return Award(
        id="urn:uuid:0b6f4c1e-2f3a-4a5d-8a57-5d3a3ad70001",
        achievement=achievement(code),
        learner=Person(
            full_name="Zoë Łuczak de la Cruz",
            given_name="Zoë",
            family_name="Łuczak de la Cruz",
            birth_date=date(2003, 2, 28),
            identifiers=(
                Identifier(IdentifierType.STUDENT_NUMBER, "0012345"),
                Identifier(IdentifierType.EMAIL, "zoe@example.org"),
            ),
        ),
        learner_id="urn:uuid:9d2f6d1c-0a51-4d5c-8a0f-0d3f5f5f0002",
        awarded_on=date(2026, 11, 20),
        issued_at=datetime(2026, 11, 21, 10, 0, 0, tzinfo=UTC),
        valid_until=datetime(2031, 11, 21, 10, 0, 0, tzinfo=UTC),
        grade=grade,
        evidence=(
            Evidence("Prototype", "https://hub.example/prototypes/7", "A lock for cargo bikes."),
            Evidence("Presentation"),
        ),
        narrative=Text.of({"de": "Mit großem Einsatz.", "en": "With great commitment."}),
        further_information=Text.of({"en": "Second place in the final."}),
    )
