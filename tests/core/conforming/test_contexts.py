"""Contexts: version 2 first, the others known, and none that changes what words mean (4.3, 5.2)."""

from __future__ import annotations

import pytest

from credstone.ports import Json
from tests.core.conforming.trial import SUBJECT, assert_conforms, assert_not_covered, assert_refused
from tests.core.verifying.world import OB3, V2

V1 = "https://www.w3.org/2018/credentials/v1"
UNDEFINED = "https://www.w3.org/ns/credentials/undefined-terms/v2"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"


@pytest.mark.conforms("vcdm2-4.3-context-items", "vcdm2-b.1-base-context")
@pytest.mark.parametrize("contexts", [[V2], [V2, OB3], [V2, DATA_INTEGRITY, OB3]])
def test_known_contexts_follow_the_first(contexts: Json) -> None:
    assert_conforms(**{"@context": contexts})


@pytest.mark.conforms("vcdm2-4.3-context-present")
def test_a_credential_without_contexts_is_refused() -> None:
    assert_refused("/@context", **{"@context": ...})


@pytest.mark.conforms("vcdm2-4.3-context-first")
@pytest.mark.parametrize("contexts", [V2, [], [OB3], [OB3, V2], [V1, V2], {"id": V2}, None, [[V2]]])
def test_another_order_or_form_is_refused(contexts: Json) -> None:
    assert_refused("/@context", **{"@context": contexts})


@pytest.mark.conforms("vcdm2-4.3-context-items")
@pytest.mark.parametrize(
    "other", [7, True, None, ["x"], "", "not an address", "https ://x.example"]
)
def test_what_can_be_no_context_is_refused(other: Json) -> None:
    assert_refused("/@context/1", **{"@context": [V2, other]})


@pytest.mark.conforms("vcdm2-4.3-context-understood", "vcdm2-b.1-processing-errors")
@pytest.mark.parametrize(
    "other",
    [
        "https://unknown.example/v1",
        {"colour": "https://x.example/colour"},
        {"@vocab": "https://x.example/"},
        {"@import": OB3},
        {"@base": "https://x.example/"},
        {"@base": 7},
        {"@propagate": False},
    ],
)
def test_a_context_that_nobody_froze_is_refused(other: Json) -> None:
    """Inline contexts are well formed, and nobody reviewed what they do to the words."""
    assert_not_covered("/@context/1", **{"@context": [V2, other]})


@pytest.mark.conforms("vcdm2-b.1-processing-errors")
@pytest.mark.parametrize("term", ["VerifiableCredential", "credentialSubject", "name", "id"])
def test_a_term_of_the_base_context_cannot_be_redefined(term: str) -> None:
    redefinition: Json = {term: "https://x.example/other"}
    assert_not_covered("/@context/1", **{"@context": [V2, redefinition]})


@pytest.mark.conforms("vcdm2-5.2.1-undefined-terms", "vcdm2-b.1-processing-errors")
def test_a_term_that_no_context_defines_is_refused() -> None:
    assert_not_covered("/favourite", favourite="blue")
    assert_not_covered("/credentialSubject/favourite", credentialSubject={"favourite": "blue"})
    assert_not_covered("/@context", **{"@context": [V2, UNDEFINED]}, favourite="blue")


@pytest.mark.conforms("vcdm2-6.1.2-compacted-form")
@pytest.mark.parametrize(
    ("where", "changes"),
    [
        ("/@type", {"@type": ["VerifiableCredential"]}),
        ("/https:~1~1schema.org~1name", {"https://schema.org/name": "x"}),
        ("/@graph", {"@graph": [{"name": "x"}]}),
        ("/name/0", {"name": [{"@value": "x"}]}),
    ],
)
def test_what_compaction_would_have_written_otherwise_is_refused(
    where: str, changes: dict[str, Json]
) -> None:
    assert_not_covered(where, **changes)


@pytest.mark.conforms("vcdm2-6.1.2-compacted-form")
def test_an_expanded_document_is_refused() -> None:
    name = "https://www.w3.org/2018/credentials#credentialSubject"
    assert_refused("/credentialSubject", credentialSubject=..., **{name: SUBJECT})
