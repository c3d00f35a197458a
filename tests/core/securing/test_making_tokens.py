"""What no credential is put into a token with: a reader of its own, and text read differently."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from credstone.errors import NotAllowed, NotCovered
from credstone.securing import mechanism
from tests.core.securing.samples import UNIVERSITY, credential, options_of


@pytest.mark.parametrize(
    "asked", [{"domains": ("https://verifier.example",)}, {"challenge": "1"}], ids=str
)
def test_a_credential_is_for_nobody_in_particular(asked: dict[str, Any]) -> None:
    with pytest.raises(NotAllowed, match="nobody in particular"):
        mechanism.signing_input(
            "vc-jwt", credential(), replace(options_of(UNIVERSITY.public), **asked)
        )


@pytest.mark.parametrize("text", ["\x00", "a\x7fb", "\ufffe"], ids=ascii)
def test_text_that_verifiers_disagree_on_is_not_signed_in_a_token_either(text: str) -> None:
    with pytest.raises(NotCovered, match="verifiers disagree") as refusal:
        mechanism.signing_input(
            "vc-jwt", {**credential(), "name": text}, options_of(UNIVERSITY.public)
        )
    assert refusal.value.where == "/name"
