"""Our code lists against the lists of the European Learning Model itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from credstone.model.isced_f import isced_f_code, isced_f_concept
from credstone.model.vocabulary import (
    AccreditationType,
    AssessmentType,
    CreditSystem,
    ParticipationMode,
    QualityAssuranceType,
    Supervised,
    accreditation_concept,
    assessment_concept,
    credit_concept,
    eqf_concept,
    mode_concept,
    quality_concept,
    supervision_concept,
)


def published(shared: Path, name: str) -> set[str]:
    """The URIs in one of the model's code lists."""
    text = (shared / "data" / "elm" / "codes" / name).read_text(encoding="utf-8")
    return set(re.findall(r'enumeration value="([^"]+)"', text))


def labels(shared: Path) -> dict[str, str]:
    text = (shared / "data" / "elm" / "codes" / "isced-f.xsd").read_text(encoding="utf-8")
    found = re.findall(r'isced-f/(\d+)">.*?<xs:documentation>(.*?)</', text, re.DOTALL)
    return {code: " ".join(label.split()) for code, label in found}


@pytest.mark.needs("shared")
def test_every_field_of_isced_f_is_here_with_its_label(shared: Path) -> None:
    expected = labels(shared)
    assert len(expected) == 220
    for code, label in expected.items():
        concept = isced_f_concept(code)
        assert concept is not None
        assert concept.label == label
        assert isced_f_code(concept.uri) == code


@pytest.mark.needs("shared")
def test_our_uris_are_in_the_published_lists(shared: Path) -> None:
    assert {eqf_concept(level).uri for level in range(1, 9)} <= published(shared, "eqf.xsd")
    # The names of these two lists suggest the opposite of what they hold.
    assert {mode_concept(mode).uri for mode in ParticipationMode} <= published(
        shared, "europass-modes.xsd"
    )
    assert {assessment_concept(kind).uri for kind in AssessmentType} <= published(
        shared, "europass-learning-assessment-types.xsd"
    )
    assert {accreditation_concept(kind).uri for kind in AccreditationType} <= published(
        shared, "europass-accreditation-types.xsd"
    )


def test_what_has_no_authority_says_so() -> None:
    assert isced_f_concept("0777") is None
    assert isced_f_concept("") is None
    assert isced_f_code("https://x.example/0413") is None
    assert credit_concept(CreditSystem.OTHER) is None
    assert quality_concept(QualityAssuranceType.SECTOR_BODY) is None
    with pytest.raises(ValueError, match="EQF level 0"):
        eqf_concept(0)


def test_online_and_onsite_share_the_authoritys_code() -> None:
    assert supervision_concept(Supervised.ONLINE, True) == supervision_concept(
        Supervised.ONSITE, True
    )
    assert supervision_concept(Supervised.NONE, True) != supervision_concept(Supervised.NONE, False)
