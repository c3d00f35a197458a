"""Policies for particular verifiers; the product's own is ``Policy()``.

``VC_API`` is the profile that strangers' conformance suites are run against. It differs from the
product's policy in three places, and in nothing else:

- An issuer that is not the controller of the key is reported and does not decide: the
  Recommendations' own vectors pair ``https`` issuers with did:key methods.
- The context of the Recommendations' examples is known, which gives a meaning to every word.
- Digests of the context credentials/v2 as it was from July 2024 to February 2025 are accepted:
  they occur in credentials that vouch for it.
"""

from __future__ import annotations

from credstone.conforming.credential import CONTEXT_V2
from credstone.conforming.digests import Digest
from credstone.conforming.related import KnownDigest
from credstone.contexts import FROZEN
from credstone.ports import JsonObject
from credstone.securing.secured import Reading
from credstone.verifying.policy import Policy

EXAMPLES_URL = "https://www.w3.org/ns/credentials/examples/v2"
EXAMPLES_CONTEXT: JsonObject = {
    "@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}
}

# The bytes of 2024-07-20, by the digests that are in use.
_JULY_2024 = (
    Digest(
        "sha256",
        bytes.fromhex("24a18c90e9856d526111f29376e302d970b2bd10182e33959995b0207d7043b9"),
    ),
    Digest(
        "sha384",
        bytes.fromhex(
            "35239c36999d2155312091af194a1edb61634d6ad789a5e5"
            "b19f2aebdd762dd9d1dcaada40eda7ef921c6b8c0ae107a0"
        ),
    ),
)

VC_API = Policy(
    issuer_controls_key=False,
    reading=Reading(FROZEN.bringing({EXAMPLES_URL: EXAMPLES_CONTEXT}), catch_all=True),
    known_digests=frozenset(KnownDigest(CONTEXT_V2, digest) for digest in _JULY_2024),
)
