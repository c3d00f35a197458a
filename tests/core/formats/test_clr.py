"""Comprehensive Learner Record 2.0: a larger award with the credentials it was stacked from."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from credstone.errors import Refused
from credstone.formats import clr, openbadges, registry
from credstone.formats.clr_types import clr_problems
from credstone.formats.extension import AWARD, DEFINITION, without_extension
from credstone.formats.losses import How
from credstone.model.award import Award, AwardPart
from credstone.model.elements import Element, elements
from credstone.model.text import Text
from credstone.ports import JsonObject
from tests.core.formats.samples import CREDENTIAL_ID, STATUSES, award
from tests.core.formats.strategies import awards

V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-{}.json"
TOKEN = "eyJhbGciOiJFZERTQSJ9.e30.c2ln"
Object = dict[str, Any]


def part(code: str = "mc-data-02", number: int = 1) -> AwardPart:
    """A part as it would have been signed; whether it was, no format asks."""
    earned = award(code)
    credential_id = f"urn:uuid:7d2f6d1c-0a51-4d5c-8a0f-0d3f5f5f000{number}"
    document = openbadges.export(earned, credential_id=credential_id).document
    achievement = earned.achievement
    return AwardPart(credential_id, achievement.id, achievement.title, json.dumps(document))


def named(number: int = 9) -> AwardPart:
    """A part of which only the name is known."""
    uri = f"https://other.example/achievements/{number}"
    return AwardPart(f"urn:uuid:{number}", uri, Text.of({"en": "Statistics"}))


def stacked(*parts: AwardPart) -> Award:
    return replace(award(), parts=parts or (part(),))


def exported(*parts: AwardPart) -> Object:
    return clr.export(stacked(*parts), credential_id=CREDENTIAL_ID, statuses=STATUSES).document


def test_a_record_holds_its_parts_as_they_were_signed() -> None:
    document = exported()
    assert document["type"] == ["VerifiableCredential", "ClrCredential"]
    assert document["@context"] == [V2, clr.CONTEXT, OB.format("3.0.3")]
    [inside] = document["credentialSubject"]["verifiableCredential"]
    assert inside == json.loads(part().document)


def test_associations_say_what_it_is_made_of_once_each() -> None:
    subject = exported(part(number=1), part(number=2), named())["credentialSubject"]
    whole = award().achievement.id
    assert subject["association"] == [
        {
            "type": "Association",
            "associationType": "isParentOf",
            "sourceId": whole,
            "targetId": target,
        }
        for target in (part().achievement_id, named().achievement_id)
    ]


def test_what_a_part_says_itself_is_not_said_again() -> None:
    achievements = exported(part(), named())["credentialSubject"]["achievement"]
    assert [one["id"] for one in achievements] == [
        award().achievement.id,
        "https://other.example/achievements/9",
    ]
    assert achievements[1]["name"] == "Statistics"


def test_a_part_that_is_a_token_stands_in_an_envelope() -> None:
    token = replace(named(), document=TOKEN)
    subject = exported(token)["credentialSubject"]
    assert subject["verifiableCredential"] == [
        {
            "@context": V2,
            "id": f"data:application/vc+jwt,{TOKEN}",
            "type": "EnvelopedVerifiableCredential",
        }
    ]
    assert [one["id"] for one in subject["achievement"]][1:] == [token.achievement_id]


@pytest.mark.parametrize(
    ("contexts", "why"),
    [
        ([V2, OB.format("3.0.1")], "cannot take in its context"),
        ([V2, "https://elsewhere.example/context"], "cannot take in its context"),
        (["https://www.w3.org/2018/credentials/v1"], "another data model"),
    ],
)
def test_a_part_under_other_contexts_is_only_named(contexts: list[str], why: str) -> None:
    foreign = replace(part(), document=json.dumps({"@context": contexts}))
    assert why in clr.left_out([foreign])[foreign.credential_id]
    subject = exported(part(number=2), replace(foreign, achievement_id="urn:x:1"))[
        "credentialSubject"
    ]
    assert len(subject["verifiableCredential"]) == 1
    assert [one["targetId"] for one in subject["association"]][1] == "urn:x:1"


def test_of_two_credentials_of_one_definition_one_stands_inside() -> None:
    parts = (part(number=1), part(number=2))
    assert clr.left_out(parts) == {
        parts[1].credential_id: "another credential of the same definition stands in the record"
    }
    document = exported(*parts)
    assert len(document["credentialSubject"]["verifiableCredential"]) == 1
    read = clr.read(document).award
    assert read is not None
    assert [one.credential_id for one in read.parts] == [one.credential_id for one in parts]


def test_a_record_of_nothing_is_refused() -> None:
    with pytest.raises(Refused, match="holds the credentials"):
        clr.export(award(), credential_id=CREDENTIAL_ID)
    with pytest.raises(Refused, match="holds the credentials"):
        exported(named())


def test_ours_is_whole_and_found_by_its_type() -> None:
    document = cast(JsonObject, exported(part(), named()))
    assert list(clr_problems(document)) == []
    form = registry.detect(document)
    assert form is not None
    assert form.name == "clr"


def test_our_members_stand_at_the_top_where_no_part_is_the_subject() -> None:
    document = exported()
    assert {AWARD, DEFINITION} <= document.keys()
    assert AWARD not in document["credentialSubject"]


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)
@given(earned=awards)
def test_any_award_comes_back_whole_and_the_losses_are_what_a_stranger_misses(
    earned: Award,
) -> None:
    earned = replace(earned, parts=(*earned.parts, replace(part(), document="")))
    signed = replace(earned, parts=(*earned.parts[:-1], part()))
    export = clr.export(signed, credential_id=CREDENTIAL_ID, statuses=STATUSES)
    reading = clr.read(export.document)
    assert reading.award == earned
    assert reading.complete
    assert reading.findings == ()
    stripped = clr.read(cast(JsonObject, without_extension(export.document))).award
    assert stripped is not None
    meant, found = elements(earned), elements(stripped)
    assert [loss.element for loss in export.losses] == [
        element for element in Element if found[element] != meant[element]
    ]


def test_a_record_has_no_grade_of_its_own() -> None:
    export = clr.export(stacked(), credential_id=CREDENTIAL_ID)
    losses = {loss.element: loss.how for loss in export.losses}
    assert losses[Element.GRADE] is How.DROPPED


@pytest.mark.parametrize(
    ("kind", "source", "target"),
    [("isParentOf", 0, 1), ("isChildOf", 1, 0), ("isPartOf", 1, 0)],
)
def test_a_strangers_record_is_of_the_achievement_that_is_part_of_no_other(
    kind: str, source: int, target: int
) -> None:
    document = cast(Object, without_extension(cast(JsonObject, exported(part(), named()))))
    subject = document["credentialSubject"]
    ids = [one["id"] for one in subject["achievement"]]
    subject["association"] = [
        {
            "type": "Association",
            "associationType": kind,
            "sourceId": ids[source],
            "targetId": ids[target],
        }
    ]
    read = clr.read(document).award
    assert read is not None
    assert read.achievement.id == ids[0]


def test_a_transcript_of_many_is_no_single_award() -> None:
    document = cast(Object, without_extension(cast(JsonObject, exported(part(), named()))))
    document["credentialSubject"]["association"] = []
    reading = clr.read(document)
    assert reading.award is None
    assert "several achievements" in reading.findings[-1].why


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"name": None}, "/name"),
        ({"verifiableCredential": []}, "/credentialSubject/verifiableCredential"),
        ({"verifiableCredential": ["x"]}, "/credentialSubject/verifiableCredential/0"),
        (
            {"association": [{"type": "Association", "associationType": "eats"}]},
            "/credentialSubject/association/0/associationType",
        ),
    ],
)
def test_what_a_record_lacks_is_told_with_its_place(change: Object, where: str) -> None:
    document = exported()
    for name, value in change.items():
        holder = document if name in document else document["credentialSubject"]
        holder[name] = value
    if change == {"name": None}:
        del document["name"]
    assert where in [place for place, _ in clr_problems(document)]
