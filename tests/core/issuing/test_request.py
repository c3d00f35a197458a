"""A wish to award: who is meant, when two wishes are the same, and how it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from credstone.issuing.request import AwardRequest, from_json, identifying, to_award, to_json
from credstone.model.award import AwardPart, Evidence
from credstone.model.identifier import Identifier, IdentifierType
from credstone.model.party import Person
from credstone.model.text import Text
from credstone.ports import JsonObject
from credstone.securing import strict_json
from credstone.securing.canonical import jcs
from tests.core.verifying.awards import an_achievement

NUMBER = Identifier(IdentifierType.STUDENT_NUMBER, "0012345")
MAIL = Identifier(IdentifierType.EMAIL, "zoe@uni.example")
ESI = Identifier(
    IdentifierType.EUROPEAN_STUDENT, "urn:schac:personaluniquecode:int:esi:uni.example:1"
)

PLAIN = AwardRequest(Person("Zoë", identifiers=(NUMBER,)), date(2026, 7, 14))
WHOLE = AwardRequest(
    learner=Person(
        "Zoë “Z” García",
        given_name="Zoë",
        family_name="García",
        birth_date=date(2003, 2, 28),
        identifiers=(NUMBER, MAIL),
    ),
    awarded_on=date(2026, 7, 14),
    grade="1.0",
    valid_until=datetime(2028, 7, 14, 23, 59, 59, tzinfo=UTC),
    evidence=(Evidence("Prototype", "https://hub.example/7", "A lock."), Evidence("Talk")),
    narrative=Text.of({"de": "Mit großem Einsatz.", "en": "With\ncommitment."}),
    occasion="spring",
    parts=(AwardPart("urn:uuid:1", "urn:uuid:2", Text.of({"en": "Ethics"}), "eyJ.e.s"),),
    learner_uri="urn:uuid:3",
)


@pytest.mark.parametrize("request_", [PLAIN, WHOLE], ids=["plain", "whole"])
def test_a_request_comes_back_from_its_stored_form(request_: AwardRequest) -> None:
    stored = jcs.canonicalize(to_json(request_))
    value = strict_json.loads(stored)
    assert isinstance(value, dict)
    assert from_json(value) == request_
    assert jcs.canonicalize(to_json(from_json(value))) == stored


def test_every_field_reaches_the_stored_form() -> None:
    # A field that is forgotten there would be lost by an interrupted run.
    changes: dict[str, Any] = {
        "learner": replace(WHOLE.learner, full_name="Another"),
        "awarded_on": date(2026, 7, 15),
        "grade": "2.0",
        "valid_until": None,
        "evidence": (),
        "narrative": Text(),
        "occasion": "",
        "parts": (),
        "learner_uri": "",
    }
    assert changes.keys() == AwardRequest.__dataclass_fields__.keys()
    for name, value in changes.items():
        assert to_json(replace(WHOLE, **{name: value})) != to_json(WHOLE), name
    person: dict[str, Any] = {
        **dict.fromkeys(("full_name", "given_name", "family_name"), "x"),
        "birth_date": None,
        "identifiers": (NUMBER,),
    }
    assert person.keys() == Person.__dataclass_fields__.keys()
    for name, value in person.items():
        other = replace(WHOLE, learner=replace(WHOLE.learner, **{name: value}))
        assert to_json(other) != to_json(WHOLE), name


def key(request: AwardRequest, uri: str = "urn:uuid:1", version: str = "1") -> str:
    return request.keys(uri, version)[0]


def test_the_key_is_of_achievement_version_learner_and_occasion() -> None:
    assert key(WHOLE) == key(replace(WHOLE, grade="4.0", awarded_on=date(2020, 1, 1)))
    renamed = replace(WHOLE, learner=replace(WHOLE.learner, full_name="Zoe Garcia"))
    assert key(WHOLE) == key(renamed)
    others = {
        key(WHOLE),
        key(WHOLE, uri="urn:uuid:2"),
        key(WHOLE, version="2"),
        key(replace(WHOLE, occasion="autumn")),
        key(replace(WHOLE, learner=Person("Zoë", identifiers=(ESI,)))),
        key(replace(WHOLE, learner=Person("Zoë", identifiers=(MAIL,)))),
    }
    assert len(others) == 6


def test_no_two_wishes_share_a_key_by_how_their_parts_are_joined() -> None:
    assert key(replace(PLAIN, occasion="a"), version="1b") != key(
        replace(PLAIN, occasion="ba"), version="1"
    )


@pytest.mark.parametrize(
    ("identifiers", "strongest"),
    [((MAIL, NUMBER, ESI), ESI), ((MAIL, NUMBER), NUMBER), ((MAIL,), MAIL), ((), None)],
)
def test_the_strongest_identifier_says_who_is_meant(
    identifiers: tuple[Identifier, ...], strongest: Identifier | None
) -> None:
    assert identifying(Person("Zoë", identifiers=identifiers)) == strongest


def test_a_learner_is_found_by_every_identifier_that_tells_people_apart() -> None:
    def keys(*identifiers: Identifier) -> tuple[str, ...]:
        request = replace(PLAIN, learner=Person("Zoë", identifiers=identifiers))
        return request.keys("urn:uuid:1", "1")

    assert keys(MAIL, NUMBER, ESI) == (*keys(ESI), *keys(NUMBER), *keys(MAIL))
    other = Identifier(IdentifierType.OTHER, "x")
    assert keys(NUMBER, other) == keys(NUMBER)


def test_without_any_there_is_no_key() -> None:
    with pytest.raises(ValueError, match="no identifier"):
        key(replace(PLAIN, learner=Person("Zoë")))


def test_an_end_in_another_time_zone_is_the_same_moment() -> None:
    elsewhere = datetime(2028, 7, 15, 1, 59, 59, tzinfo=timezone(timedelta(hours=2)))
    assert from_json(to_json(replace(WHOLE, valid_until=elsewhere))) == WHOLE


def test_what_is_stored_in_another_shape_is_not_guessed_at() -> None:
    spoiled: list[JsonObject] = [
        {"identifiers": "x"},
        {"identifiers": [["email"]]},
        {"narrative": []},
    ]
    for part in spoiled:
        with pytest.raises((TypeError, ValueError)):
            from_json(to_json(WHOLE) | part)


def test_an_award_says_all_that_was_asked_for() -> None:
    at = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
    award = to_award(
        WHOLE,
        award_id="urn:uuid:a",
        learner_id="urn:uuid:l",
        issued_at=at,
        achievement=an_achievement(),
    )
    assert (award.id, award.learner_id, award.issued_at) == ("urn:uuid:a", "urn:uuid:l", at)
    for name in ("learner", "awarded_on", "grade", "valid_until", "evidence", "narrative"):
        assert getattr(award, name) == getattr(WHOLE, name), name
