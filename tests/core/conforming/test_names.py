"""Names and descriptions: texts, or texts with their language (VC Data Model 2.0, 4.6 and 11.1)."""

from __future__ import annotations

import json

import pytest

from credstone.conforming.document import problems
from credstone.errors import NotCovered
from credstone.ports import Json, JsonObject, KeyType
from credstone.securing.strict_json import dumps
from credstone.verifying.policy import Policy
from credstone.verifying.profiles import VC_API
from credstone.verifying.report import ReportClass, Verdict
from tests.core.conforming.trial import (
    assert_conforms,
    assert_not_believed,
    assert_not_covered,
    assert_refused,
    plain,
)
from tests.core.verifying.world import World

GERMAN: Json = {"@value": "Ethik", "@language": "de"}
ARABIC: Json = {"@value": "أخلاق", "@language": "ar", "@direction": "rtl"}
TEXTS: list[Json] = [
    "Ethics",
    GERMAN,
    ["Ethics", GERMAN],
    [GERMAN, {"@value": "Éthique", "@language": "fr-CH"}],
]
NONE: list[Json] = [7, None, True, []]
NO_MEMBERS: list[tuple[str, Json]] = [
    ("/@value", {"@language": "de"}),
    ("/@value", {"@value": 7, "@language": "de"}),
    ("/@value", {"@value": None}),
    ("/@value", {"@value": ["Ethik"]}),
    ("/@language", {"@value": "Ethik", "@language": ["de"]}),
    ("/@direction", {"@value": "Ethik", "@language": "de", "@direction": "up"}),
    ("", {"@value": "Ethik", "@type": "urn:t:1"}),
    ("", {"@value": "Ethik", "@language": "de", "@index": "1"}),
    ("", {"@value": "Ethik", "@language": "de", "extra": "x"}),
]


@pytest.mark.conforms("vcdm2-4.6-name", "vcdm2-4.6-description", "vcdm2-11.1-language-value")
@pytest.mark.parametrize("text", TEXTS)
def test_a_text_may_say_its_language(text: Json) -> None:
    assert_conforms(name=text)
    assert_conforms(description=text)


@pytest.mark.conforms("vcdm2-4.6-name", "vcdm2-4.6-description")
@pytest.mark.parametrize("text", TEXTS)
def test_an_issuer_is_called_and_described_in_the_same_way(text: Json) -> None:
    world = World()
    issuer = world.did_key()
    document = plain(issuer, issuer={"id": issuer.id, "name": text, "description": text})
    assert list(problems(document)) == []
    assert world.verify(world.sign(issuer, document)).verdict == "valid"


@pytest.mark.conforms("vcdm2-4.6-name", "vcdm2-4.6-description")
@pytest.mark.parametrize("value", NONE)
def test_what_is_no_text_is_refused(value: Json) -> None:
    assert_refused("/name", name=value)
    assert_refused("/description", description=value)
    assert_refused("/issuer/name", issuer={"id": "did:example:1", "name": value})


@pytest.mark.conforms("vcdm2-11.1-language-value", "vcdm2-11.1-no-other-members")
@pytest.mark.parametrize(("member", "value"), NO_MEMBERS)
def test_a_text_with_its_language_has_three_members_at_most(member: str, value: Json) -> None:
    assert_refused(f"/name{member}", name=value)
    assert_refused(f"/description/1{member}", description=["Ethics", value])
    issuer: Json = {"id": "did:example:1", "description": value}
    assert_refused(f"/issuer/description{member}", issuer=issuer)


@pytest.mark.conforms("vcdm2-11.1-language-value")
@pytest.mark.parametrize("tag", ["e n", "", "de_AT", "x" * 40])
def test_a_language_that_is_no_tag_is_not_covered(tag: str) -> None:
    assert_not_covered("/name", name={"@value": "Ethik", "@language": tag})


@pytest.mark.conforms("vcdm2-11.1-language-value")
@pytest.mark.parametrize(
    ("suite", "key_type"),
    [
        ("eddsa-rdfc-2022", KeyType.ED25519),
        ("ecdsa-rdfc-2019", KeyType.P384),
        ("ecdsa-jcs-2019", KeyType.P256),
        ("vc-jwt", KeyType.ED25519),
    ],
)
def test_a_direction_stands_where_the_json_is_signed(suite: str, key_type: KeyType) -> None:
    """RDF does not record it; our proofs over RDF fix how the document is written besides."""
    world = World()
    issuer = world.did_key(key_type)
    document = plain(issuer, name=ARABIC, description=[GERMAN, ARABIC])
    signed = world.sign(issuer, document, suite=suite)
    assert world.verify(signed).verdict is Verdict.VALID
    if suite != "vc-jwt":
        turned = signed.replace(b'"rtl"', b'"ltr"')
        assert world.verify(turned).class_ is ReportClass.NOT_GENUINE
    assert_conforms(name=ARABIC)


@pytest.mark.parametrize("policy", [Policy(), VC_API], ids=["product", "profile"])
def test_a_direction_that_nobody_signed_is_not_covered(policy: Policy) -> None:
    """A stranger's proof over RDF holds for the text in any direction, so it may say none."""
    world = World()
    issuer = world.did_key()
    with pytest.raises(NotCovered) as refusal:
        world.sign(issuer, plain(issuer, name=ARABIC), binds_json=False)
    assert refusal.value.where == "/name/@direction"
    undirected = plain(issuer, name={"@value": "أخلاق", "@language": "ar"})
    signed: JsonObject = json.loads(world.sign(issuer, undirected, binds_json=False))
    report = world.verify(dumps({**signed, "name": ARABIC}), policy)
    assert_not_believed(report)
