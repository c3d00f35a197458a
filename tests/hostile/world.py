"""The one world that the whole corpus is verified in: its moment, its keys, its status lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache

from credstone.ports import KeyResolver, KeyType, StatusSource, VerificationMethod
from credstone.verifying.policy import Policy
from tests.fakes import MemoryResolver, MemoryStatusSource
from tests.hostile.keys import ATTACKER, key
from tests.hostile.status_lists import lists

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
CHALLENGE = "uG8fM0pQ2n6sVt5YxA1bC3w"
DOMAIN = "https://employer.example"
UNIVERSITY = "did:web:uni.example"
RELATIONSHIPS = (
    "assertionMethod",
    "authentication",
    "capabilityDelegation",
    "capabilityInvocation",
    "keyAgreement",
)


def web_methods() -> Iterator[VerificationMethod]:
    """What the controller document of a university lists: keys for one thing each, and strays."""
    for relationship in RELATIONSHIPS:
        yield VerificationMethod(
            f"{UNIVERSITY}#{relationship}",
            UNIVERSITY,
            key("issuer").public,
            frozenset({relationship}),
        )
    listed = frozenset({"assertionMethod"})
    yield VerificationMethod(
        f"{UNIVERSITY}#unlisted", UNIVERSITY, key("issuer").public, frozenset()
    )
    yield VerificationMethod(
        f"{UNIVERSITY}#foreign", "did:web:evil.example", ATTACKER.public, listed
    )
    yield VerificationMethod("did:web:evil.example#claims", UNIVERSITY, ATTACKER.public, listed)
    yield VerificationMethod(
        f"{UNIVERSITY}#expired",
        UNIVERSITY,
        key("issuer").public,
        listed,
        expires=datetime(2024, 1, 1, tzinfo=UTC),
    )
    yield VerificationMethod(
        f"{UNIVERSITY}#revoked",
        UNIVERSITY,
        key("issuer").public,
        listed,
        revoked=datetime(2024, 1, 1, tzinfo=UTC),
    )
    yield VerificationMethod(
        f"{UNIVERSITY}#p256", UNIVERSITY, key("issuer", KeyType.P256).public, listed
    )


@cache
def resolver() -> MemoryResolver:
    return MemoryResolver({method.id: method for method in web_methods()})


@cache
def statuses() -> MemoryStatusSource:
    return MemoryStatusSource(lists())


@dataclass(frozen=True)
class World:
    """What one way of verifying has at hand; the default is all that the corpus knows."""

    at: datetime = NOW
    keys: KeyResolver = field(default_factory=resolver)
    statuses: StatusSource = field(default_factory=statuses)
    policy: Policy | None = None
