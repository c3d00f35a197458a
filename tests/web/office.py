"""An office that awards, with a real register and a real signer, and a stranger who verifies.

Only for tests that have Django's settings loaded (``conftest``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID, uuid5

from credstone.home import Home
from credstone.issuing.request import AwardRequest
from credstone.keystore.client import SignerClient
from credstone.model.achievement import Achievement
from credstone.model.identifier import Identifier, IdentifierType
from credstone.model.party import Organisation, Person
from credstone.model.text import Text
from credstone.net.fetch import Fetcher
from credstone.net.resolve import Resolver
from credstone.net.status_source import StatusFiles
from credstone.ports import KeyType, StatusSource
from credstone.transparency.leaf import LeafKind
from credstone.verifying.report import VerificationReport
from credstone.verifying.verify import verify
from credstone.web.accounts import commands as accounts
from credstone.web.accounts import models, queries
from credstone.web.accounts.publication import own_documents
from credstone.web.records import award_run, commands, orders, publication
from credstone.web.records import queries as records
from credstone.web.records.award_run import RowAwarded
from credstone.web.records.drafts import Order
from credstone.web.records.models import AchievementVersion, Credential
from credstone.web.wiring import Workplace
from tests.core.verifying.awards import an_achievement

BASE_URL = "https://badges.uni.example"
_NAMES = {"ub": "University of Beispielstadt", "hub": "Harbour Hub"}
_URIS = UUID("0a9c1f2e-7777-4222-8333-444455556666")


def now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def organisation(code: str) -> Organisation:
    name = _NAMES.get(code, code.upper())
    return Organisation(code=code, name=Text.of({"en": name}), country="DE")


def result(number: int, *, name: str = "", grade: str = "1.3", occasion: str = "") -> AwardRequest:
    """The result of learner ``number``, the same each time."""
    learner = Person(
        full_name=name or f"Zoë García Márquez {number}",
        identifiers=(
            Identifier(IdentifierType.STUDENT_NUMBER, f"{number:07d}"),
            Identifier(IdentifierType.EMAIL, f"s{number}@uni.example"),
        ),
    )
    return AwardRequest(learner, date(2026, 7, 14), grade, occasion=occasion)


class Office:
    """What a registrar can do, in as few words as a test needs."""

    def __init__(self, home: Home, signer: SignerClient, lists: Path) -> None:
        self.home = home
        self.signer = signer
        self.lists = lists
        self.place = Workplace(home, signer)

    def add(self, code: str, key_type: KeyType = KeyType.ED25519) -> models.Organisation:
        return accounts.add_organisation(
            self.home, self.signer, organisation(code), now(), key_type
        )

    def definition(self, *bodies: str, code: str = "MC-ETH-01", version: str = "1") -> Achievement:
        """A definition that the organisations of these codes award, the first of them issuing."""
        values = [queries.value(queries.organisation(one)) for one in bodies or ("ub",)]
        return replace(
            an_achievement(*values),
            code=code,
            version=version,
            id=f"urn:uuid:{uuid5(_URIS, f'{code} {version}')}",
        )

    def publish(self, achievement: Achievement) -> AchievementVersion:
        tenant = queries.organisation(achievement.issuer.code)
        return commands.publish_achievement(tenant, achievement, now())

    def opened(self, key_type: KeyType = KeyType.ED25519) -> AchievementVersion:
        """A university that has published one achievement: where most stories begin."""
        self.add("ub", key_type)
        return self.publish(self.definition())

    def order(self, version: AchievementVersion, *formats: str) -> Order:
        return orders.order_for(self.place, version, formats)

    def award(
        self, version: AchievementVersion, *results: AwardRequest, formats: Sequence[str] = ()
    ) -> list[RowAwarded]:
        """Award ``results`` as the rows 2, 3, … of a list."""
        order = self.order(version, *formats)
        return list(award_run.award_rows(order, enumerate(results, start=2), self.signer))

    def one(
        self, version: AchievementVersion, request: AwardRequest | None = None, *formats: str
    ) -> Credential:
        """The credential of one awarded result."""
        [row] = self.award(version, request or result(1), formats=formats)
        return records.credential(row.credential_ids[0])

    def change(self, row: Credential, kind: LeafKind, **more: str) -> Credential:
        return commands.change_status(
            row, kind, reason="issued-in-error", now=now(), note=more.get("note", "")
        )

    def correct(self, row: Credential, request: AwardRequest) -> Credential:
        """Supersede ``row`` by a credential of the corrected ``request``."""
        order = self.order(row.award.achievement, row.format)
        new = commands.reserve_replacement(order, row, request, now())
        assert commands.finish([new], self.signer).failed == {}
        replacement = records.credential(str(new))
        commands.change_status(
            row,
            LeafKind.SUPERSEDE,
            reason="data-corrected",
            now=now(),
            replacement=replacement,
        )
        return replacement

    def publish_lists(self) -> list[publication.Published]:
        return publication.publish(self.home, self.signer, self.lists, now())

    def verify(self, row: Credential, at: datetime | None = None) -> VerificationReport:
        """What a stranger answers who has the credential and the newest published lists."""
        self.publish_lists()
        return self.verify_bytes(records.secured(row), StatusFiles.read(self.lists), at)

    def verify_bytes(
        self, data: bytes, statuses: StatusSource, at: datetime | None = None
    ) -> VerificationReport:
        """Without a network: did:web documents are those that this office publishes."""
        keys = Resolver(Fetcher(network=False), own=own_documents(self.signer))
        return verify(data, at=at or now(), keys=keys, statuses=statuses)
