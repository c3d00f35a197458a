"""Each document finds its format, and what is none gets an answer too."""

from __future__ import annotations

import pytest

from credstone.errors import Refused
from credstone.formats import registry
from tests.core.formats.samples import CREDENTIAL_ID, award


@pytest.mark.parametrize("name", ["openbadges", "vcdm"])
def test_what_a_format_writes_it_recognises(name: str) -> None:
    form = registry.by_name(name)
    document = form.export(award(), credential_id=CREDENTIAL_ID).document
    assert registry.detect(document) is form
    assert registry.read(document).award == award()


def test_an_unknown_name_is_refused_with_the_known_ones() -> None:
    with pytest.raises(Refused, match="openbadges, clr, openbadges2, vcdm"):
        registry.by_name("pdf")


def test_another_credential_is_no_award() -> None:
    reading = registry.read({"type": ["VerifiableCredential", "BitstringStatusListCredential"]})
    assert reading.award is None
    assert reading.findings
