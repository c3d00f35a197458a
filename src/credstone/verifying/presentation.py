"""The numbered list for presentations: what is checked, in which order, by which clause.

 1  readable        it is strict JSON or a compact token           RFC 8259, RFC 7515
 2  contexts        every term is one of a frozen context          VCDM 2.0, 4.3
 3  covered         a signature covers every part of it            Data Integrity 1.0, 2.4.2
 4  structure       it is built as a presentation must be          VCDM 2.0, 4.13
 5  signed          somebody signed it                             VCDM 2.0, 4.12
 6  mechanism       it is secured in a way this verifier takes     VCDM 2.0, 5.12
 7  key             the key that the signature names was found     Controlled Identifiers 1.0, 3.3
 8  key_type        the key is of the mechanism's type             Data Integrity 1.0, 2.2
 9  purpose         it was signed to show who presents, by a key
                    for that                                       Data Integrity 1.0, 4.5
10  domain          it was signed for this verifier                Data Integrity 1.0, 4.4
11  challenge       it answers this request                        Data Integrity 1.0, 4.4
12  controller      the key is the holder's own, or the only
                    signer's where none is named                   VCDM 2.0, 4.13
13  key_validity    the key was in use when it signed              Controlled Identifiers 1.0, 2.2
14  signature       the signature holds                            Data Integrity 1.0, 4.4
15  proof_created   it was signed by then                          Data Integrity 1.0, 2.1
16  proof_expires   the signature has not run out                  Data Integrity 1.0, 2.1
17  credentials     there are not more than are gone through       VCDM 2.0, 4.13
18  credential:…    each credential is good by itself              VCDM 2.0, 4.13
19  holder_binding:…  it is about whoever presents it; a remark    VCDM 2.0, 4.13

Where no domain or challenge is expected, those of the proof are told and have no weight. A
presentation that did not hold showed nothing, so its credentials are not looked at; in one that
nobody signed they are, each for itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from credstone.conforming.values import type_names
from credstone.ports import JsonObject, KeyResolver, StatusSource
from credstone.securing.did import did_of
from credstone.securing.secured import AUTHENTICATION, SecuredDocument
from credstone.securing.strict_json import dumps
from credstone.securing.token import id_of
from credstone.verifying.checks import presented
from credstone.verifying.checks import reading as reading_checks
from credstone.verifying.checks.authenticity import Authenticity
from credstone.verifying.checks.proofs import Expected, Question, prove
from credstone.verifying.checks.structure import presentation_structure
from credstone.verifying.policy import Policy
from credstone.verifying.presentation_report import PresentationReport, reasons_of, verdict_of
from credstone.verifying.report import (
    Check,
    Outcome,
    ReportClass,
    VerificationReport,
    first_obstacle,
)
from credstone.verifying.verify import verify, weigh

LEAST_WORK = 25_000
"""What a credential may cost among however many; honest ones take less than a tenth of it."""


@dataclass(frozen=True)
class _Verifier:
    """Who asks: the moment, the ports and the policy, handed on as they came."""

    at: datetime
    keys: KeyResolver
    statuses: StatusSource
    policy: Policy


def verify_presentation(
    data: bytes,
    *,
    at: datetime,
    keys: KeyResolver,
    statuses: StatusSource,
    policy: Policy | None = None,
    challenge: str | None = None,
    domain: str | None = None,
) -> PresentationReport:
    """Verify one presentation as of ``at`` (aware); bad input is an answer, never an error.

    ``challenge`` and ``domain`` are what the verifier itself asked for; None expects nothing.
    Raises ``ValueError`` for a naive ``at``, and nothing else.
    """
    if at.tzinfo is None:
        raise ValueError("the moment to verify at has no time zone")
    verifier = _Verifier(at, keys, statuses, (policy or Policy()).for_one_answer())
    found = _authenticate(data, verifier, Expected(AUTHENTICATION, domain, challenge))  # 1 to 16
    if not _worth_looking_inside(found.checks):
        return _report(found, found.checks, (), at)
    credentials = presented.credentials_of(found.document)
    counted = presented.not_too_many(credentials)  # 17
    if not counted.passed:
        return _report(found, (*found.checks, counted), (), at)
    reports = tuple(_each(credentials, found, _sharing(verifier, len(credentials))))
    inside = _inside(len(credentials), reports, found)  # 18, 19
    return _report(found, (*found.checks, counted, *inside), reports, at)


def is_presentation(data: bytes) -> bool:
    """Whether ``data`` calls itself a presentation, signed or not; nothing is checked."""
    policy = Policy()
    _, secured = reading_checks.readable(data, policy.reading)
    secured = secured or presented.unsigned(data, policy)
    if secured is None:
        return False
    return presented.PRESENTATION in type_names(secured.document.get("type"))


def _authenticate(data: bytes, verifier: _Verifier, expected: Expected) -> Authenticity:
    """Steps 1 to 16; stops where going on would mean to interpret what is broken."""
    secured = presented.unsigned(data, verifier.policy)
    readable, signed = reading_checks.readable(data, verifier.policy.reading)  # 1
    if secured is not None:
        readable = replace(readable, outcome=Outcome.PASSED, reason="It is a presentation.")
    secured = secured or signed
    if secured is None:
        return Authenticity((readable,), {})
    checks = [readable, *reading_checks.covered(secured)]  # 2, 3
    if first_obstacle(checks) is None:
        checks.append(presentation_structure(secured.document))  # 4
    if first_obstacle(checks) is not None:
        return Authenticity(tuple(checks), secured.document)
    if not secured.proofs:
        return Authenticity((*checks, presented.not_signed()), secured.document)  # 5
    return _proven(secured, checks, verifier, expected)


def _proven(
    secured: SecuredDocument, checks: Sequence[Check], verifier: _Verifier, expected: Expected
) -> Authenticity:
    """Steps 6 to 16. The holder's own key is demanded under every policy."""
    holder = id_of(secured.document.get("holder"))
    signers = {did_of(proof.verification_method) for proof in secured.proofs}
    if not isinstance(holder, str) and len(signers) > 1:
        # Anybody may add a proof and put it first: their order is signed by nobody.
        return Authenticity((*checks, presented.nobody_told_apart()), secured.document)
    signer = holder if isinstance(holder, str) else min(signers)
    policy = replace(verifier.policy, issuer_controls_key=True)
    proven = prove(secured, Question(signer, verifier.at, verifier.keys, policy, expected))
    remarks = presented.unasked(proven.proof, expected.domain, expected.challenge)
    return Authenticity(
        (*checks, *proven.checks, *remarks),
        secured.document,
        proven.proof,
        proven.method,
        proven.co_signers,
    )


def _worth_looking_inside(checks: Sequence[Check]) -> bool:
    """Whether its structure is sound and nothing but a signature is missing."""
    if not any(check.id == "structure" and check.passed for check in checks):
        return False
    return all(check.outcome is not Outcome.FAILED or check.id == "signed" for check in checks)


def _sharing(verifier: _Verifier, number: int) -> _Verifier:
    """The verifier for each of so many credentials, which together may cost what one may (P12)."""
    reading = verifier.policy.reading
    share = max(reading.work_limit // max(number, 1), LEAST_WORK)
    policy = replace(verifier.policy, reading=replace(reading, work_limit=share))
    return replace(verifier, policy=policy, statuses=presented.FewLists(verifier.statuses))


def _each(
    credentials: Sequence[JsonObject], found: Authenticity, verifier: _Verifier
) -> Iterator[VerificationReport]:
    refused = 0
    for document in credentials:
        if refused < presented.MOST_REFUSED:
            report = _verified(document, found, verifier)
            refused += report.class_ is ReportClass.NOT_GENUINE
            yield report


def _inside(
    number: int, reports: Sequence[VerificationReport], found: Authenticity
) -> Iterator[Check]:
    for index, report in enumerate(reports, 1):
        yield presented.credential_holds(index, report)
    for index in range(len(reports) + 1, number + 1):
        yield presented.not_looked_at(index)
    if found.proof is not None:
        for index, report in enumerate(reports, 1):
            yield presented.holder_binding(index, report.document or {}, _holder(found))


def _verified(document: JsonObject, found: Authenticity, verifier: _Verifier) -> VerificationReport:
    """One credential as if it had come alone; a holder's own statement by the presentation."""
    at, keys, statuses, policy = verifier.at, verifier.keys, verifier.statuses, verifier.policy
    if found.proof is not None and presented.is_self_asserted(document):
        policy = policy.for_one_answer()
        own = presented.self_asserted(document, found, policy)
        return weigh(own, at=at, keys=keys, statuses=statuses, policy=policy, looks_inside=False)
    # What is in a learner record is looked at when it comes alone: here it would multiply (P12).
    return verify(
        dumps(document),
        at=at,
        keys=keys,
        statuses=statuses,
        policy=policy,
        looks_inside=False,
    )


def _holder(found: Authenticity) -> str:
    """Who presents: the named holder, or who holds the key when none is named."""
    holder = id_of(found.document.get("holder"))
    if isinstance(holder, str):
        return holder
    return did_of(found.proof.verification_method) if found.proof is not None else ""


def _report(
    found: Authenticity,
    checks: Sequence[Check],
    reports: Sequence[VerificationReport],
    at: datetime,
) -> PresentationReport:
    name = found.document.get("id")
    return PresentationReport(
        verdict=verdict_of(checks),
        reasons=reasons_of(checks, reports),
        holder=_holder(found),
        checks=tuple(checks),
        credentials=tuple(reports),
        at=at,
        named="holder" in found.document,
        id=name if isinstance(name, str) else "",
        types=type_names(found.document.get("type")),
        mechanism=found.proof.mechanism if found.proof is not None else "",
        co_signers=found.co_signers,
    )
