"""Nothing is issued that our own verifier would refuse for how it is built, place by place.

One credential with every member of the data model is touched at each place and in each way; what
issuing lets through, verifying reads, and what issuing refuses, verifying does not believe.
"""

from __future__ import annotations

import pytest

from credstone.issuing.issue import Issued
from credstone.ports import Json, JsonObject
from credstone.verifying.report import ReportClass
from tests.core.conforming.trial import issued, plain, verified
from tests.core.verifying.test_every_place import mutants
from tests.core.verifying.world import World, status_entry

THING: JsonObject = {"id": "https://x.example/1", "type": "https://x.example/types#Thing"}
GERMAN: Json = {"@value": "Ethik", "@language": "de"}
MEMBERS: list[dict[str, Json]] = [
    {"name": "Ethics", "description": ["Ethics", GERMAN]},
    {"validFrom": "2026-11-01T00:00:00Z", "validUntil": "2041-11-01T00:00:00+01:00"},
    {"credentialStatus": [status_entry("revocation"), {**THING}]},
    {
        "credentialStatus": {
            **status_entry("message"),
            "statusSize": 1,
            "statusReference": "urn:a:1",
        }
    },
    {"credentialSchema": THING, "refreshService": [THING]},
    {"termsOfUse": [THING], "evidence": THING},
    {"confidenceMethod": THING, "renderMethod": THING},
    {
        "relatedResource": {
            "id": "https://x.example/1",
            "mediaType": "text/html",
            "digestMultibase": "uEiBZlVzsZpfWHgPyslW_6-Uwirgu0RaEa2tbV_H2_2sknA",
        }
    },
    {"issuer": "did:web:uni.example", "credentialSubject": [{"id": "urn:a:1"}, {"name": "Joe"}]},
]


@pytest.mark.conforms("vcdm2-1.3-document-conforms", "bsl-2.1-conforming")
@pytest.mark.parametrize("members", MEMBERS, ids=lambda members: "+".join(members))
def test_both_doors_open_to_the_same_documents(members: dict[str, Json]) -> None:
    world = World()
    issuer = world.did_key()
    passed = refused = 0
    for what, changed in mutants(plain(issuer, **members)):
        assert isinstance(changed, dict)
        answer = issued(world, issuer, changed)
        if isinstance(answer, Issued):
            passed += 1
            report = world.verify(answer.secured)
            structure = report.check("structure")
            assert structure is not None, what
            assert structure.passed, what
        elif not (what.startswith("('credentialStatus'") and what.endswith("'add'")):
            # A status entry that says more than the standard knows may be a stranger's, never ours.
            refused += 1
            report = verified(world, issuer, changed)
            assert report.class_ in (ReportClass.NOT_GENUINE, ReportClass.NOT_CHECKED), what
    assert passed > 5
    assert refused > 50
