"""Catalogues as JSON: what is on offer, what it takes, and since when the prices hold.

An offer holds a whole ``achievement``, or states its facts in short form (``learning_parts``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from credstone.formats import compact
from credstone.formats.checking import warning
from credstone.formats.definition import parse_achievement
from credstone.formats.finding import Finding, has_errors
from credstone.formats.learning_parts import (
    FIELDS as LEARNING_FIELDS,
)
from credstone.formats.learning_parts import (
    SYNONYMS,
    learning_to_json,
    parse_issuers,
    parse_learning,
    parse_recognised,
    recognised_to_json,
)
from credstone.formats.node import Node
from credstone.formats.rule_values import count, credits, day_to_json, needed
from credstone.model.learning import Catalogue, Offer
from credstone.model.learning_of import learning_of
from credstone.ports import Json, JsonObject

FIELDS = ("id", "version", "prices_of", "issuers", "offers")
OFFER_FIELDS = (
    "price",
    "weeks",
    "exams",
    "starts_on",
    "ends_on",
    "recognised",
    "promised",
    "retired_on",
    "successor",
)
_SYNONYMS = {
    **SYNONYMS,
    "cost": "price: {amount: …, currency: …}",
    "duration": "weeks",
    "exam": "exams",
    "from": "starts_on",
    "until": "ends_on",
    "retired": "retired_on",
}
_CURRENCY = re.compile(r"[A-Z]{3}")


def read_catalogue(value: Json) -> tuple[Catalogue | None, tuple[Finding, ...]]:
    """The catalogue in ``value``, or None when an error stands in the way; never raises."""
    findings: list[Finding] = []
    node = Node(value, (), findings)
    if not isinstance(value, dict):
        node.find("a catalogue has named fields", "Begin with id, version and offers.")
        return None, tuple(findings)
    node.only(FIELDS, {"items": "offers", "achievements": "offers", "date": "prices_of"})
    needed(node, "id", "Give the catalogue a short name.")
    needed(node, "version", "Write a label such as 2026-27.")
    if node.member("offers").is_absent:
        node.member("offers").find("offers is missing", "Write a list, or [].")
    issuers = parse_issuers(node.member("issuers"))
    catalogue = Catalogue(
        id=node.string("id"),
        version=node.string("version"),
        offers=node.each("offers", lambda item: _offer(item, issuers)),
        prices_of=node.day("prices_of"),
        issuers=tuple(issuers.items()),
    )
    findings += _twice(catalogue)
    return (None if has_errors(findings) else catalogue), tuple(findings)


def catalogue_to_json(catalogue: Catalogue) -> JsonObject:
    """Everything ``catalogue`` says, in short form; reading it gives an equal one."""
    head = compact.compact(
        {
            "id": catalogue.id,
            "version": catalogue.version,
            "prices_of": day_to_json(catalogue.prices_of),
            "issuers": dict(catalogue.issuers),
        }
    )
    return {**head, "offers": [offer_to_json(one) for one in catalogue.offers]}


def offer_to_json(one: Offer) -> JsonObject:
    """Everything ``one`` says."""
    price: JsonObject = {}
    if one.price is not None:
        price = {"amount": compact.decimal(one.price), "currency": one.currency}
    return compact.compact(
        {
            **learning_to_json(one.learning),
            "price": price,
            "weeks": compact.decimal(one.weeks),
            "exams": one.exams or None,
            "starts_on": day_to_json(one.starts_on),
            "ends_on": day_to_json(one.ends_on),
            "recognised": recognised_to_json(one.recognised),
            "promised": one.promised,
            "retired_on": day_to_json(one.retired_on),
            "successor": one.successor,
        }
    )


def _offer(node: Node, issuers: Mapping[str, str]) -> Offer:
    whole = node.member("achievement")
    if whole.is_absent:
        node.only((*LEARNING_FIELDS, *OFFER_FIELDS, "achievement"), _SYNONYMS)
        learning = parse_learning(node, issuers)
        price, currency = _price(node.member("price"))
    else:
        node.only((*OFFER_FIELDS, "achievement"), _SYNONYMS)
        whole.is_object()
        achievement = parse_achievement(whole)
        learning = learning_of(achievement)
        price, currency = _price(node.member("price"))
        if price is None and achievement.price is not None:
            price, currency = achievement.price.amount, achievement.price.currency
    starts_on, ends_on = node.day("starts_on"), node.day("ends_on")
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        node.member("ends_on").find(
            "it ends before it begins", "Exchange starts_on and ends_on, or mend one of them."
        )
    return Offer(
        learning=learning,
        price=price,
        currency=currency,
        weeks=credits(node, "weeks"),
        exams=count(node, "exams") or 0,
        starts_on=starts_on,
        ends_on=ends_on,
        recognised=parse_recognised(node, "recognised", issuers),
        promised=node.string("promised"),
        retired_on=node.day("retired_on"),
        successor=node.string("successor"),
    )


def _price(node: Node) -> tuple[Decimal | None, str]:
    if not node.is_object():
        return None, ""
    node.only(("amount", "currency"))
    needed(node, "amount", "Write 0 when it is free.")
    needed(node, "currency", "Write three capital letters, such as EUR.")
    currency = node.string("currency")
    if currency and not _CURRENCY.fullmatch(currency):
        node.member("currency").find(
            "it is not a currency (ISO 4217)", "Write three capital letters, such as EUR."
        )
    return credits(node, "amount"), currency


def _twice(catalogue: Catalogue) -> Iterator[Finding]:
    seen = set()
    for index, offer in enumerate(catalogue.offers):
        one = offer.learning
        key = (one.issuer, one.code, one.version, offer.starts_on)
        if key in seen:
            yield warning(
                ("offers", index), one.code, "the same offer stands above", "Remove one of them."
            )
        seen.add(key)
