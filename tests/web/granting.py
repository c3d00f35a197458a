"""A university that stacks its own micro-credentials, and what a registrar does to grant one.

Only for tests that have Django's settings loaded (``conftest``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID

from credstone.model.enrolment import AwardUse, Enrolment
from credstone.model.record import LearningRecord
from credstone.model.requirement import All, Requirement, Take
from credstone.model.selector import DefinitionRef, Selector
from credstone.model.stack import AwardedBy, Stack, StackAward
from credstone.model.text import Text
from credstone.net.status_source import StatusFiles
from credstone.stacking.allocate import allocate
from credstone.stacking.allocation import Allocation
from credstone.stacking.grant import grant
from credstone.stacking.learning_of import holdings_of
from credstone.stacking.question import Question
from credstone.verifying.record import record_of
from credstone.web.accounts import queries as accounts
from credstone.web.pathways import commands, orders
from credstone.web.pathways.commands import Granted
from credstone.web.records import commands as register
from credstone.web.records import queries as records
from credstone.web.records.drafts import Order
from credstone.web.records.models import AchievementVersion, Credential
from credstone.web.records.orders import order_for
from tests.web.office import Office, now, result

CODES = ("MC-A", "MC-B", "MC-C")
TARGET = "CERT"


def take(name: str, *codes: str) -> Take:
    return Take(id=name, select=Selector(tuple(map(DefinitionRef, codes))))


def a_stack(
    office: Office, *, version: str = "2026", stack_id: str = "cert", **parts: object
) -> Stack:
    """A and B, awarded by rule; the university's own credentials count without a trust list."""
    rules: Requirement = All(id="all", of=(take("first", "MC-A"), take("second", "MC-B", "MC-C")))
    usual: dict[str, object] = {
        "id": stack_id,
        "version": version,
        "title": Text.of({"en": "Certificate"}),
        "rules": rules,
        "target": TARGET,
        "issuers": tuple((one.code, one.did) for one in accounts.organisations()),
        "award": StackAward(by=AwardedBy.RULE),
    }
    return Stack(**{**usual, **parts})


@dataclass
class School:
    """The office with its definitions published, and the parts that were awarded."""

    office: Office
    versions: dict[str, AchievementVersion] = field(default_factory=dict)

    @classmethod
    def opened(cls, office: Office, *codes: str) -> School:
        office.add("ub")
        school = cls(office)
        for code in (*(codes or CODES), TARGET):
            school.versions[code] = office.publish(office.definition(code=code))
        return school

    def part(self, code: str, learner: int = 1) -> Credential:
        return self.office.one(self.versions[code], result(learner))

    def parts(self, *codes: str, learner: int = 1) -> list[Credential]:
        return [self.part(code, learner) for code in codes or CODES[:2]]

    def record(self, rows: Sequence[Credential]) -> LearningRecord:
        """What verifying these credentials today lets through, and what it sets aside."""
        self.office.publish_lists()
        lists = StatusFiles.read(self.office.lists)
        reports = [
            (f"{row.pk}.json", self.office.verify_bytes(records.secured(row), lists))
            for row in rows
        ]
        return record_of(reports, [row.award.learner_uri for row in rows])

    def question(self, stack: Stack, record: LearningRecord, at: date | None = None) -> Question:
        day = at or datetime.now(UTC).date()
        return Question(stack, holdings_of(record), day, Enrolment())

    def order(self, *formats: str, code: str = TARGET) -> Order:
        return order_for(self.office.place, self.versions[code], formats, stacked=True)

    def grant(
        self,
        stack: Stack,
        record: LearningRecord,
        *formats: str,
        judged: tuple[AwardUse, ...] | None = None,
        renews: UUID | None = None,
        finished: bool = True,
    ) -> Granted:
        """Ask, grant, write down and sign, as the command does."""
        asked, ledger = orders.with_ledger(self.question(stack, record), "ub")
        answer: Allocation = allocate(asked)
        given = grant(asked, answer, decided_on=asked.at)
        version = self.versions[TARGET]
        documents = orders.own_documents(record)
        request = orders.request_for(given, stack, record, version, documents)
        granted = commands.grant_stack(
            self.order(*formats),
            stack,
            given,
            request,
            judged=ledger if judged is None else judged,
            now=now(),
            renews=renews,
        )
        if finished:
            assert register.finish(granted.credentials, self.office.signer).failed == {}
        return granted
