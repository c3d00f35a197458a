"""What only looks hostile: other writings of the statements that a stranger signed over RDF.

Their proofs fix the statements and not the writing (docs/adr/0014), so these are valid, and each
is listed in docs/reference/unsigned-set.json. Beside each stands its neighbour that is not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tests.hostile.case import Case, Exclusion
from tests.hostile.honest import Honest, credentials, strangers
from tests.hostile.touch import written

NAME = "equivalents"


def cases() -> Iterator[Case | Exclusion]:
    for honest in strangers():
        for name, data in _same_statements(honest):
            yield Case(f"{NAME}/{honest.name}/{name}", NAME, data, expected="valid")
    for honest in credentials():
        if not honest.is_token:
            for name, data in _same_json(honest):
                yield Case(f"{NAME}/{honest.name}/{name}", NAME, data, expected="valid")
            for name, data in _same_statements(honest):
                # Ours fix the writing, so the same touch must be refused.
                yield Case(f"{NAME}/{honest.name}/{name}", NAME, data, expected="invalid")


def _same_json(honest: Honest) -> Iterator[tuple[str, bytes]]:
    """One JSON value, other texts: white space, the order of members, escapes."""
    value = honest.value
    yield "members turned", written(dict(reversed(value.items())))
    yield "indented", json.dumps(value, indent=3, ensure_ascii=False).encode()
    yield "escaped", json.dumps(value, ensure_ascii=True).encode()
    yield "white space around", b"\r\n\t " + honest.data + b" \n"


def _same_statements(honest: Honest) -> Iterator[tuple[str, bytes]]:
    value = honest.value
    for name, touched in {
        "type turned": value | {"type": value["type"][::-1]},
        "type boxed": value | {"type": value["type"][0]} if len(value["type"]) == 1 else value,
        "subject boxed": _boxed(value),
        "issuer as an object": value | {"issuer": {"id": value["issuer"]}}
        if isinstance(value["issuer"], str)
        else value,
        "context twice": value | {"@context": [*value["@context"], value["@context"][0]]},
    }.items():
        if touched != value:
            yield name, written(touched)


def _boxed(value: dict[str, Any]) -> dict[str, Any]:
    subject = value["credentialSubject"]
    return value if isinstance(subject, list) else value | {"credentialSubject": [subject]}
