"""Catalogues: one line or a whole definition an offer, with every slip told in its place."""

from __future__ import annotations

import copy
import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from credstone.formats.catalogue import catalogue_to_json, read_catalogue
from credstone.formats.definition import achievement_to_json
from credstone.model.learning import Catalogue, Learning, Offer, Recognition, Skill
from credstone.model.learning_of import learning_of
from credstone.model.text import Text
from credstone.model.vocabulary import ParticipationMode, QualityAssuranceType, Supervised
from credstone.ports import Json, JsonObject
from tests.core.formats.samples import achievement
from tests.core.formats.strategies import days, fields, gradings, local_ids, said, uris
from tests.core.formats.test_findings import put

many = settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
amounts = st.decimals(min_value=0, max_value=400, places=2)
some_uris = st.lists(uris, max_size=2, unique=True).map(tuple)
learnings = st.builds(
    Learning,
    id=uris,
    code=local_ids,
    version=st.sampled_from(("1.0", "2026")),
    title=said,
    issuers=st.lists(uris, min_size=1, max_size=2).map(tuple),
    credits=st.none() | amounts,
    unit=st.sampled_from(("ects", "CPD points")),
    hours=st.none() | amounts,
    eqf=st.none() | st.integers(1, 8),
    field=fields,
    type=st.sampled_from(("micro-credential", "course")),
    tags=some_uris,
    skills=st.lists(
        st.builds(Skill, uris, st.decimals(min_value=0, max_value=1, places=2)), max_size=2
    ).map(tuple),
    assessed=st.booleans(),
    quality=st.lists(st.sampled_from(QualityAssuranceType), max_size=2).map(tuple),
    supervised=st.sampled_from(Supervised),
    mode=st.none() | st.sampled_from(ParticipationMode),
    grading=st.none() | gradings,
    prerequisites=some_uris,
)
offers = st.builds(
    Offer,
    learning=learnings,
    price=st.just(Decimal(0)) | amounts,
    currency=st.just("EUR"),
    weeks=st.none() | amounts,
    exams=st.integers(0, 3),
    starts_on=st.none() | days,
    recognised=st.lists(
        st.builds(Recognition, uris, st.sampled_from(("", "agreement"))), max_size=2
    ).map(tuple),
    promised=st.sampled_from(("", "promise-1")),
    retired_on=st.none() | days,
    successor=st.sampled_from(("", "MC-2@2.0")),
)
catalogues = st.builds(
    Catalogue,
    id=local_ids,
    version=local_ids,
    offers=st.lists(offers, max_size=3).map(tuple),
    prices_of=st.none() | days,
)
OFFER: JsonObject = {
    "code": "MC-1",
    "version": "1.0",
    "title": "Ethics",
    "issuer": "ub",
    "credits": 3,
    "price": {"amount": "10.50", "currency": "EUR"},
}
GOOD: JsonObject = {
    "id": "offers",
    "version": "2026",
    "prices_of": "2026-01-01",
    "issuers": {"ub": "did:web:ub.example"},
    "offers": [OFFER],
}


def offer(**changes: Json) -> Offer:
    catalogue, findings = read_catalogue({**GOOD, "offers": [{**OFFER, **changes}]})
    assert findings == ()
    assert catalogue is not None
    return catalogue.offers[0]


@many
@given(catalogues)
def test_reading_what_was_written_gives_an_equal_catalogue(one: Catalogue) -> None:
    again, findings = read_catalogue(json.loads(json.dumps(catalogue_to_json(one))))
    assert [found for found in findings if found.is_error] == []
    assert again == one


def test_an_offer_is_one_line() -> None:
    one = offer(tags=["ethics"], skills=["urn:esco:1"], recognised=["ub"])
    assert one.learning.issuers == ("did:web:ub.example",)
    assert one.learning.title == Text.of({"en": "Ethics"})
    assert one.learning.id == "MC-1"
    assert one.learning.skills == (Skill("urn:esco:1"),)
    assert one.recognised == (Recognition("did:web:ub.example"),)
    assert (one.price, one.currency) == (Decimal("10.50"), "EUR")


def test_several_awarding_bodies_keep_their_order() -> None:
    value: JsonObject = {**OFFER, "issuers": ["ub", "did:web:hub.example"]}
    del value["issuer"]
    catalogue, findings = read_catalogue({**GOOD, "offers": [value]})
    assert findings == ()
    assert catalogue is not None
    assert catalogue.offers[0].learning.issuers == ("did:web:ub.example", "did:web:hub.example")


def test_an_offer_may_hold_a_whole_definition() -> None:
    whole: JsonObject = {
        "achievement": achievement_to_json(achievement()),
        "weeks": 4,
        "starts_on": "2026-10-01",
    }
    catalogue, findings = read_catalogue({**GOOD, "offers": [whole]})
    assert findings == ()
    assert catalogue is not None
    [one] = catalogue.offers
    assert one.learning == learning_of(achievement())
    assert (one.weeks, one.starts_on) == (Decimal(4), date(2026, 10, 1))
    price = achievement().price
    assert price is not None
    assert (one.price, one.currency) == (price.amount, price.currency)


AT = "/offers/0"
ERRORS: list[tuple[str, Json, str, str]] = [
    ("/id", None, "/id", "id is missing"),
    ("/offers", None, "/offers", "offers is missing"),
    ("/offers", {}, "/offers", "list is expected"),
    ("/prices_of", "today", "/prices_of", "not a day"),
    ("/issuers/ub", "", "/issuers/ub", "no id"),
    (AT + "/code", "", AT + "/code", "code is missing"),
    (AT + "/version", None, AT + "/version", "version is missing"),
    (AT + "/title", None, AT + "/title", "title is missing"),
    (AT + "/issuer", None, AT + "/issuers", "issuers is missing"),
    (AT + "/issuers", ["ub"], AT + "/issuers", "issuer says the same"),
    (AT + "/credits", -3, AT + "/credits", "negative"),
    (AT + "/credits", "1.005", AT + "/credits", "two decimals"),
    (AT + "/level", 9, AT + "/level", "1 to 8"),
    (AT + "/ects", 3, AT + "/ects", "not known"),
    (AT + "/mode", "in person", AT + "/mode", "not in the list"),
    (AT + "/quality", ["good"], AT + "/quality/0", "not in the list"),
    (AT + "/skills", [{"confidence": 1}], AT + "/skills/0/uri", "uri is missing"),
    (AT + "/skills", [{"uri": "urn:1", "confidence": 2}], AT + "/skills/0/confidence", "0 and 1"),
    (AT + "/price", {"amount": 3}, AT + "/price/currency", "currency is missing"),
    (AT + "/price", {"amount": 3, "currency": "€"}, AT + "/price/currency", "ISO 4217"),
    (AT + "/price", 3, AT + "/price", "named fields"),
    (AT + "/weeks", -1, AT + "/weeks", "negative"),
    (AT + "/exams", -1, AT + "/exams", "less than 0"),
    (AT + "/recognised", [{"agreement": "a"}], AT + "/recognised/0/by", "by is missing"),
    (
        "/offers/0",
        {**OFFER, "starts_on": "2026-02-01", "ends_on": "2026-01-01"},
        AT + "/ends_on",
        "before it begins",
    ),
]


@pytest.mark.parametrize(("pointer", "value", "place", "why"), ERRORS)
def test_a_slip_is_told_where_it_stands(pointer: str, value: Json, place: str, why: str) -> None:
    catalogue, findings = read_catalogue(put(copy.deepcopy(GOOD), pointer, value))
    assert catalogue is None
    told = [one for one in findings if one.pointer == place and why in one.why]
    assert told, [(one.pointer, one.why) for one in findings]


@pytest.mark.parametrize("value", [None, [], "offers"])
def test_what_has_no_fields_is_no_catalogue(value: Json) -> None:
    catalogue, [found] = read_catalogue(value)
    assert catalogue is None
    assert "fields" in found.why


def test_an_unknown_short_name_and_a_repeated_offer_are_warnings() -> None:
    catalogue, findings = read_catalogue({**GOOD, "offers": [{**OFFER, "issuer": "hub"}]})
    assert catalogue is not None
    assert [one.pointer for one in findings] == ["/offers/0/issuer"]
    again, [found] = read_catalogue({**GOOD, "offers": [OFFER, OFFER]})
    assert again is not None
    assert found.pointer == "/offers/1"
