"""The signed parts of a record that are at hand, and what each states when it is read anew.

Those of this home come from its register, others from files that are verified now. What a grant
may make of them is decided in ``web.pathways.proof``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from credstone.cli import verify
from credstone.cli.reading import MAX_CREDENTIAL, read_file
from credstone.errors import Refused

if TYPE_CHECKING:
    from credstone.cli.terminal import Terminal
    from credstone.model.record import LearningRecord, RecordedAward
    from credstone.verifying.policy import Policy
    from credstone.verifying.report import VerificationReport


@dataclass(frozen=True)
class Given:
    """Which files were given, and by what they are judged; the options as they were typed."""

    files: Sequence[Path] = ()
    trust: Path | None = None
    trust_signer: Sequence[str] = ()
    status: Path | None = None
    network: bool = True


@dataclass(frozen=True)
class Parts:
    """By credential id: the signed ``documents``, and those ``shown`` to state an award today.

    ``own`` are those that this home has issued.
    """

    documents: Mapping[str, str]
    shown: Mapping[str, RecordedAward]
    own: frozenset[str]


def parts_at_hand(record: LearningRecord, given: Given, terminal: Terminal) -> Parts:
    """The parts of ``record`` that the register or a file shows.

    Raises ``Refused`` for a file that is no valid credential of the record, and for a credential
    of this home that does not stand any more. One that could not be checked now is not shown.
    """
    from credstone.net.fetch import Fetcher
    from credstone.net.resolve import Resolver
    from credstone.verifying.record import recorded_award
    from credstone.verifying.report import Verdict
    from credstone.web.pathways import orders

    keys = Resolver(Fetcher.for_one_verification(network=given.network))
    policy = verify.policy_of(given.trust, False, keys, given.trust_signer)
    documents = orders.own_documents(record)
    own = frozenset(documents)
    shown = {}
    for name, text in documents.items():
        stated = _own(text, policy, network=given.network)
        if stated is not None:
            shown[name] = stated
    wanted = {one.credential_id for one in record.awards}
    for file in given.files:
        data = read_file(file, MAX_CREDENTIAL)
        report = _report(data, policy, given.status, network=given.network)
        named = report.credential.id
        if report.verdict is Verdict.INVALID or named not in wanted:
            why = "it is not valid" if named in wanted else "the record has no such credential"
            raise Refused(f"this part is left out: {why}", where=str(file))
        if report.verdict is Verdict.VALID:
            shown.setdefault(named, recorded_award(report))
        else:
            terminal.say(f"{file} could not be checked now, so it does not show that it is valid.")
        documents.setdefault(named, data.decode("utf-8").strip())
    return Parts(documents, shown, own)


def _own(text: str, policy: Policy, *, network: bool) -> RecordedAward | None:
    """What a document of this home states; the register has answered for its state already."""
    from credstone.model.record import RecordedAward
    from credstone.verifying.award import award_in
    from credstone.verifying.report import TrustLevel

    report = _report(text.encode(), policy, None, network=network, lists=False)
    award = award_in(report)
    if award is None:
        return None
    trusted = report.issuer.trust is TrustLevel.ACCREDITED
    return RecordedAward(award, report.credential.id, report.issuer.id, trusted, report.at)


def _report(
    data: bytes, policy: Policy, status: Path | None, *, network: bool, lists: bool = True
) -> VerificationReport:
    """The report as of now; without ``lists`` no status list is fetched."""
    from credstone.net.fetch import Fetcher
    from credstone.net.resolve import Resolver

    fetcher = Fetcher.for_one_verification(network=network)
    asked = fetcher if lists else Fetcher.for_one_verification(network=False)
    statuses = verify.statuses_of(status, asked)
    return verify.check(data, datetime.now(UTC), Resolver(fetcher), statuses, policy)
