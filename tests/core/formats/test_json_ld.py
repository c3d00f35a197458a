"""Every word of a document means something, everywhere the same, and nothing rides along unsigned.

Our strict expansion, PyLD and a second reading of the rules by compaction look at the same
documents; the extension members are in.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from pyld import jsonld

from credstone.contexts import load
from credstone.errors import CredstoneError
from credstone.formats import openbadges
from credstone.formats.endorsement import consent_document
from credstone.formats.extension import without_extension
from credstone.formats.registry import FORMATS, Format
from credstone.model.achievement import CreditPoints, Workload
from credstone.model.award import Award
from credstone.model.vocabulary import CreditSystem
from credstone.ports import JsonObject
from credstone.securing import strict_json
from credstone.securing.canonical import canonical_nquads, quads
from tests.core.formats.samples import CREDENTIAL_ID, STATUSES, award, organisations
from tests.core.formats.strategies import awards

WRITTEN = [one for one in FORMATS if one.name in ("openbadges", "vcdm")]
each_format = pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.name)
few = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],  # an award has too many parts to shrink in time
)


def consent() -> JsonObject:
    """The hub's consent, with a proof that only looks like one."""
    earned = award()
    document = consent_document(
        organisations()["hub"],
        earned.achievement,
        credential_id="urn:uuid:3f0e4a52-61f5-4b58-9d4b-0d3f5f5f0009",
        digest="ab" * 32,
        valid_from=earned.issued_at,
    )
    document["proof"] = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-11-20T10:00:00Z",
        "verificationMethod": "did:web:hub.example#key-1",
        "proofPurpose": "assertionMethod",
        "proofValue": "z5" + "x" * 80,
    }
    return document


def sample(form: Format) -> JsonObject:
    return form.export(
        award(), credential_id=CREDENTIAL_ID, statuses=STATUSES, endorsements=(consent(),)
    ).document


def loader(url: str, _options: object = None) -> dict[str, Any]:
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": load(url),
    }


def pyld_nquads(document: JsonObject) -> str:
    return str(
        jsonld.normalize(
            document,
            {
                "algorithm": "URDNA2015",
                "format": "application/n-quads",
                "documentLoader": loader,
            },
        )
    )


@each_format
def test_the_strict_expansion_accepts_and_agrees_with_pyld(form: Format) -> None:
    document = sample(form)
    assert canonical_nquads(document) == pyld_nquads(document).encode()


@pytest.mark.conforms("ob3-extensions")
@each_format
@few
@given(earned=awards)
def test_any_award_is_covered_to_the_last_member(form: Format, earned: Award) -> None:
    document = form.export(earned, credential_id=CREDENTIAL_ID, statuses=STATUSES).document
    strict_json.refuse_forbidden_characters(document)
    assert quads(strict_json.loads(strict_json.dumps(document)))  # type: ignore[arg-type]
    assert canonical_nquads(document) == pyld_nquads(document).encode()


@pytest.mark.parametrize("credits", ["3", "2.5", "8.2", "0.07", "100"])
def test_credits_are_signed_alike_everywhere(credits: str) -> None:
    points = CreditPoints(CreditSystem.ECTS, Decimal(credits))
    earned = award()
    achievement = replace(earned.achievement, workload=Workload(credits=(points,)))
    earned = replace(earned, achievement=achievement)
    document = openbadges.export(earned, credential_id=CREDENTIAL_ID).document
    assert canonical_nquads(document) == pyld_nquads(document).encode()
    stripped = openbadges.read(cast(JsonObject, without_extension(document))).award
    assert stripped is not None
    assert stripped.achievement.workload.credits == (points,)


@each_format
def test_taking_anything_away_is_noticed(form: Format) -> None:
    document = sample(form)
    signed = canonical_nquads(document)
    for path in paths(document):
        without = copy.deepcopy(document)
        take(without, path)
        try:
            assert canonical_nquads(without) != signed, path
        except CredstoneError:
            continue


@each_format
def test_the_document_is_its_own_compacted_form(form: Format) -> None:
    """Peers insist on it: the JSON a reader sees is the only way to write what was signed."""
    document = sample(form)
    compacted = jsonld.compact(
        jsonld.expand(document, {"documentLoader": loader}),
        document["@context"],
        {"documentLoader": loader},
    )
    assert plain(compacted) == plain(document)


@each_format
def test_the_same_award_gives_the_same_bytes(form: Format) -> None:
    first, second = sample(form), sample(form)
    assert strict_json.dumps(first) == strict_json.dumps(second)
    cast(dict[str, Any], first["credentialSubject"]).clear()
    assert strict_json.dumps(sample(form)) == strict_json.dumps(second), "no part is shared"


@each_format
def test_terms_that_contexts_differ_on_are_never_written(form: Format) -> None:
    written = json.dumps(sample(form))
    assert '"jti"' not in written
    assert '"endorsementJwt"' not in written


def plain(value: Any) -> Any:  # noqa: ANN401 - JSON as PyLD hands it out
    """``value`` with single values in place of arrays of one, which JSON-LD does not tell apart."""
    if isinstance(value, list):
        items = [plain(item) for item in value]
        return items[0] if len(items) == 1 else items
    if isinstance(value, dict):
        if value.get("type") == "@json":
            return value
        return {name: plain(item) for name, item in value.items()}
    return value


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401
    steps = value.items() if isinstance(value, dict) else enumerate(value)
    for step, item in steps:
        yield (*path, step)
        if isinstance(item, dict | list):
            yield from paths(item, (*path, step))


def take(value: Any, path: tuple[Any, ...]) -> None:  # noqa: ANN401
    for step in path[:-1]:
        value = value[step]
    del value[path[-1]]
