"""The digest that binds a published definition: equal definitions, equal digests, no others."""

from __future__ import annotations

from dataclasses import fields, replace
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest

from credstone.formats.definition import achievement_from_json
from credstone.model.achievement import Achievement, Level, Prerequisite, Validity, Workload
from credstone.model.text import Text
from credstone.securing import strict_json
from credstone.transparency.content_hash import content_bytes, content_hash
from tests.core.formats.samples import achievement

CODES = ("mc-coinno-01", "mc-data-02")


@pytest.mark.parametrize("code", CODES)
def test_the_digest_is_of_the_canonical_definition(code: str) -> None:
    definition = achievement(code)
    assert content_hash(definition) == sha256(content_bytes(definition)).hexdigest()


@pytest.mark.parametrize("code", CODES)
def test_what_is_read_back_has_the_same_digest(code: str) -> None:
    definition = achievement(code)
    again = achievement_from_json(strict_json.loads(content_bytes(definition)))
    assert again == definition
    assert content_hash(again) == content_hash(definition)


def test_equal_numbers_and_texts_have_one_digest() -> None:
    definition = achievement()
    workload = definition.workload
    assert workload.hours is not None
    same = replace(workload, hours=Decimal(f"{workload.hours}.00"))
    assert content_hash(replace(definition, workload=same)) == content_hash(definition)
    turned = Text.of(dict(reversed(definition.title.values)))
    assert content_hash(replace(definition, title=turned)) == content_hash(definition)


def test_every_field_is_bound() -> None:
    definition = achievement()
    fresh = Text.of({"cy": "Newydd"})
    changes: dict[str, Any] = {
        **dict.fromkeys(("code", "version", "id", "field", "homepage"), "urn:x:other"),
        **dict.fromkeys(("title", "description", "criteria", "further_information"), fresh),
        "awarding_bodies": definition.awarding_bodies[::-1],
        "learning_outcomes": definition.learning_outcomes[1:],
        "workload": Workload(Decimal(1)),
        "level": Level(eqf=1),
        "assessments": definition.assessments[1:],
        "participation_mode": None,
        "quality_assurance": definition.quality_assurance[1:],
        "prerequisites": (Prerequisite(fresh),),
        "stackability": None,
        "languages": ("cy",),
        "price": None,
        "validity": Validity(7),
        "grading": None,
        "alignments": definition.learning_outcomes[0].alignments,
        "tags": ("other",),
    }
    assert changes.keys() == {one.name for one in fields(Achievement)}
    for name, value in changes.items():
        changed = replace(definition, **{name: value})
        assert changed != definition, name
        assert content_hash(changed) != content_hash(definition), name
