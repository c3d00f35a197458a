"""Credentials as suites of the data model write them: what is issued and verified, what is not.

The profile knows the context of the Recommendations' examples, in which every word means something;
so these are refused for their form alone (VC Data Model 2.0, 4 and 5).
"""

from __future__ import annotations

import json

import pytest

from credstone.web.vcapi.problems import MALFORMED_VALUE_ERROR, PARSING_ERROR
from tests.web.vcapi.callers import Integrator, Values, a_credential

V2 = "https://www.w3.org/ns/credentials/v2"
EXAMPLES = "https://www.w3.org/ns/credentials/examples/v2"
THING = {"id": "did:example:thing/1", "type": "https://example.org/#ExampleThing"}
RESOURCE = {
    "id": V2,
    "mediaType": "application/ld+json",
    "digestSRI": "sha384-l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU",
    "digestMultibase": "uWZVc7WaX1h4D8rJVb-vlMIqxaEKEb1tYbX8fet7JJzQ",
}
JULY = {
    "id": V2,
    "digestSRI": "sha384-NSOcNpmdIVUxIJGvGUoe22FjTWrXiaXlsZ8q6912LdnR3KraQO2n75Ica4wK4Qeg",
    "digestMultibase": "uJKGMkOmFbVJhEfKTduMC2XCyvRAYLjOVmZWwIH1wQ7k",
}
ARABIC = {"@value": "جامعة المثال", "@language": "ar", "@direction": "rtl"}
GERMAN = {"@value": "Beispiel", "@language": "de"}
SUITES = ["eddsa-rdfc-2022", "eddsa-jcs-2022", "vc-jwt"]
ISSUED: list[Values] = [
    {"credentialSubject": {"id": "did:example:subject"}},
    {"credentialSubject": [{"id": "did:example:a"}, {"name": "Joe"}]},
    {"type": ["VerifiableCredential", "https://example.org/#Diploma"]},
    {"type": ["https://example.org/#Diploma", "VerifiableCredential"]},
    {"@context": [V2, EXAMPLES], "type": ["VerifiableCredential", "ExampleDegreeCredential"]},
    {"name": GERMAN, "description": [GERMAN, {"@value": "Exemple", "@language": "fr"}]},
    {"name": [GERMAN, ARABIC], "description": ARABIC},
    {"issuer": {"id": "did:example:issuer", "name": [GERMAN, ARABIC]}},
    {"validFrom": "2010-01-01T00:00:00.123-08:00", "validUntil": "2060-01-01T00:00:00Z"},
    {"refreshService": [THING, {**THING, "id": "did:example:thing/2"}]},
    {"credentialSchema": THING},
    {"termsOfUse": {"type": THING["type"]}},
    {"evidence": [THING]},
    {"relatedResource": RESOURCE},
    {"relatedResource": [JULY]},
    {"confidenceMethod": THING, "renderMethod": [THING]},
]
REFUSED: list[Values] = [
    {"@context": [EXAMPLES, V2]},
    {"@context": [V2, 123192875]},
    {"@context": [V2, "https ://not-a-url/contexts/example/v1"]},
    {"@context": [V2, EXAMPLES, {"VerifiableCredential": "https://example.org/#Other"}]},
    {"id": "not-a-url"},
    {"id": ["did:example:1", "did:example:2"]},
    {"type": []},
    {"type": ["ExampleDegreeCredential"]},
    {"type": ["VerifiableCredential", "UnmappedType"]},
    {"issuer": None},
    {"issuer": {"id": None}},
    {"credentialSubject": {}},
    {"credentialSubject": [{"id": "did:example:a"}, {}]},
    {"name": {**GERMAN, "url": "did:example:rosalind"}},
    {"issuer": {"id": "did:example:issuer", "description": {**ARABIC, "extra": "x"}}},
    {"validFrom": "2010-01-01"},
    {"validFrom": "2060-01-01T00:00:00Z", "validUntil": "2010-01-01T00:00:00Z"},
    {"credentialStatus": {"id": "https://example.org/status/1"}},
    {"credentialStatus": {**THING, "id": ["did:example:1", "did:example:2"]}},
    {"refreshService": {"id": THING["id"]}},
    {"credentialSchema": {"type": THING["type"]}},
    {"termsOfUse": [{"id": THING["id"]}]},
    {"evidence": {"id": THING["id"]}},
    {"relatedResource": [RESOURCE, RESOURCE]},
    {"relatedResource": {"id": V2}},
    {"relatedResource": {**RESOURCE, "digestSRI": JULY["digestSRI"].replace("NSO", "NSP")}},
]


@pytest.mark.parametrize("name", SUITES)
@pytest.mark.parametrize("changes", ISSUED, ids=lambda changes: json.dumps(changes)[:50])
def test_what_conforms_is_issued_and_verifies(
    integrator: Integrator, name: str, changes: Values
) -> None:
    answer = integrator.verify(integrator.issued(name, a_credential(**changes)))
    assert (answer.status, answer.values["verdict"]) == (200, "valid")


@pytest.mark.parametrize("changes", REFUSED, ids=lambda changes: json.dumps(changes)[:50])
def test_what_does_not_conform_is_neither_issued_nor_verified(
    integrator: Integrator, changes: Values
) -> None:
    credential = a_credential(**changes)
    answer = integrator.ask_issue("eddsa-rdfc-2022", credential)
    assert (answer.status, answer.is_problem) in [(400, True), (422, True)]
    sound = integrator.issued("eddsa-rdfc-2022", a_credential())
    assert integrator.verify({**credential, "proof": sound["proof"]}).status == 400


@pytest.mark.conforms("vcdm2-7.2-problem-type")
def test_a_problem_names_its_kind_by_an_address(integrator: Integrator) -> None:
    malformed = integrator.ask_issue("eddsa-rdfc-2022", a_credential(type=[]))
    assert malformed.values["type"] == MALFORMED_VALUE_ERROR
    unread = integrator.post_bytes("/credentials/verify", b"{")
    assert unread.values["type"] == PARSING_ERROR
    nowhere = integrator.get("/issuers/nobody")
    assert nowhere.values["type"] == "about:blank"
