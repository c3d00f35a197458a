"""Policies for particular verifiers; the product's own is ``Policy()``.

``VC_API`` is the profile that strangers' conformance suites are run against. It differs from the
product's policy in two places, and in nothing else:

- An issuer that is not the controller of the key is reported and does not decide: the
  Recommendations' own vectors pair ``https`` issuers with did:key methods.
- The context of the Recommendations' examples is known, which gives a meaning to every word.
"""

from __future__ import annotations

from credstone.contexts import FROZEN
from credstone.ports import JsonObject
from credstone.securing.secured import Reading
from credstone.verifying.policy import Policy

EXAMPLES_URL = "https://www.w3.org/ns/credentials/examples/v2"
EXAMPLES_CONTEXT: JsonObject = {
    "@context": {"@vocab": "https://www.w3.org/ns/credentials/examples#"}
}

VC_API = Policy(
    issuer_controls_key=False,
    reading=Reading(FROZEN.bringing({EXAMPLES_URL: EXAMPLES_CONTEXT}), catch_all=True),
)
