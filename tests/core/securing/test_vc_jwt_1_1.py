"""vc-jwt-1.1: what is read from the token besides the credential (VC Data Model 1.1, 6.3.1)."""

from __future__ import annotations

import pytest

from credstone.errors import MalformedToken
from credstone.ports import Json, JsonObject
from credstone.securing import mechanism
from credstone.securing.vc_jwt_1_1 import NAME
from tests.core.securing.samples import CREATED, OPEN_BADGES
from tests.core.securing.tokens import header, token

V1 = "https://www.w3.org/2018/credentials/v1"


def older(contexts: Json, **claims: Json) -> bytes:
    """A token of the older model, its credential under ``contexts``."""
    subject: JsonObject = {"id": "did:example:ana"}
    credential: JsonObject = {
        "@context": contexts,
        "type": ["VerifiableCredential"],
        "credentialSubject": subject,
    }
    payload: JsonObject = {"iss": "did:example:uni", "nbf": 1, "vc": credential, **claims}
    return token("EdDSA", header("EdDSA", typ="JWT", cty=...), payload)  # type: ignore[arg-type]


def test_a_token_was_made_when_it_says_so() -> None:
    [proof] = mechanism.read(older([V1], iat=int(CREATED.timestamp()))).proofs
    assert (proof.mechanism, proof.created) == (NAME, CREATED)
    [undated] = mechanism.read(older([V1])).proofs
    assert undated.created is None


@pytest.mark.parametrize("contexts", [V1, [V1], [V1, OPEN_BADGES]], ids=str)
def test_other_contexts_may_follow_that_of_the_model(contexts: Json) -> None:
    assert mechanism.read(older(contexts)).document["@context"] == contexts


@pytest.mark.parametrize("contexts", [[], OPEN_BADGES, [OPEN_BADGES, V1], {"id": V1}], ids=str)
def test_a_credential_of_another_model_has_no_place_in_the_claim(contexts: Json) -> None:
    with pytest.raises(MalformedToken) as refusal:
        mechanism.read(older(contexts))
    assert refusal.value.where == "/vc/@context"
