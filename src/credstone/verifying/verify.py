"""The numbered list: what is checked, in which order, by which clause.

 1  readable       it is strict JSON or a compact token            RFC 8259, RFC 7515
 2  contexts       every term is one of a frozen context           VCDM 2.0, 4.3
 3  covered        a signature covers every part of it             Data Integrity 1.0, 2.4.2
 4  structure      it is built as a credential must be             VCDM 2.0, 4
 5  mechanism      it is secured in a way this verifier takes      VCDM 2.0, 5.12
 6  key            the key that the signature names was found      Controlled Identifiers 1.0, 3.3
 7  key_type       the key is of the mechanism's type              Data Integrity 1.0, 2.2
 8  purpose        it was signed to assert, by a key for that      Data Integrity 1.0, 4.5
 9  controller     the key is the issuer's own                     VCDM 2.0, 7.1
10  key_validity   the key was in use when it signed               Controlled Identifiers 1.0, 2.2
11  signature      the signature holds                             Data Integrity 1.0, 4.4
12  proof_created  it was signed by then                          Data Integrity 1.0, 2.1
13  proof_expires  the signature has not run out                   Data Integrity 1.0, 2.1
14  valid_from     its first day has come                          VCDM 2.0, 4.9
15  valid_until    its last day has not passed                     VCDM 2.0, 4.9
16  status:…       it is neither revoked nor suspended             Bitstring Status List 1.0, 3.2
17  open_badge     an Open Badge says all that it must             Open Badges 3.0, B.1
                   (learner_record of a learner record)            CLR 2.0, ClrCredential
18  endorsement:…  whoever is said to vouch for it does            Open Badges 3.0, endorsement
19  agreement      it says the same in both its accounts          VCDM 2.0, 5.2
20  joint:…        every other awarding body consents              Open Badges 3.0, endorsement
21  trusted        a trust list names the issuer, where demanded   the verifier's policy
22  parts          each credential in a learner record is good     CLR 2.0, ClrSubject

Step 4 also asks ``related_resources`` of a credential that vouches for some (VCDM 2.0, 5.3).
Step 22 asks ``part:1``, ``part:2`` … first, and says in ``parts`` how many of them hold;
``part_learner:1`` stands only where a part names another learner than the record.
Step 8 also asks ``domain`` and ``challenge`` where the verifier expects one (Data Integrity, 4.4).
Steps 5 to 13 are asked of every proof, the issuer's first. Those of the others carry the number of
their proof, such as ``signature:2``, and ask at step 9 whose key it is, not whether the issuer's.
A badge of Open Badges 1 or 2 has nothing to check and is answered by ``legacy`` alone. Policy
stands apart: who is trusted, and what follows from the checks, is ``trust`` and ``policy``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from credstone.conforming.values import type_names
from credstone.formats import registry
from credstone.formats.clr_types import is_clr
from credstone.model.award import Award
from credstone.ports import JsonObject, KeyResolver, StatusSource
from credstone.verifying.award import award_claim
from credstone.verifying.checks import openbadges, times
from credstone.verifying.checks.agreement import agreement
from credstone.verifying.checks.authenticity import Authenticity, authenticate
from credstone.verifying.checks.endorsements import endorsements
from credstone.verifying.checks.joint import joint
from credstone.verifying.checks.legacy import legacy_badge
from credstone.verifying.checks.parts import learner_record, parts
from credstone.verifying.checks.presented import FewLists
from credstone.verifying.checks.proofs import STATED, Expected
from credstone.verifying.checks.status import status
from credstone.verifying.checks.status_list import StatusQuestion
from credstone.verifying.kind import other_kind
from credstone.verifying.policy import Policy, judge, trusted
from credstone.verifying.report import Check, IssuerView, VerificationReport
from credstone.verifying.summary import issuer_name, summarise
from credstone.verifying.trust import AwardClaim, Standing, TrustList, standing, web_domain


def verify(
    data: bytes,
    *,
    at: datetime,
    keys: KeyResolver,
    statuses: StatusSource,
    policy: Policy | None = None,
    expected: Expected = STATED,
    looks_inside: bool = True,
) -> VerificationReport:
    """Verify one secured document as of ``at`` (aware); bad input is an answer, never an error.

    ``expected`` is what the document's own proofs have to say; lists and consents answer nobody.
    ``looks_inside`` is False where the parts of a learner record are left alone.
    Raises ``ValueError`` for a naive ``at``, and nothing else.
    """
    if at.tzinfo is None:
        raise ValueError("the moment to verify at has no time zone")
    policy = (policy or Policy()).for_one_answer()
    old = legacy_badge(data)
    if old is not None:
        check, document = old
        found = Authenticity((check,), document)
    else:
        found = authenticate(data, at=at, keys=keys, policy=policy, expected=expected)  # 1 to 13
    return weigh(
        found, at=at, keys=keys, statuses=statuses, policy=policy, looks_inside=looks_inside
    )


def weigh(
    found: Authenticity,
    *,
    at: datetime,
    keys: KeyResolver,
    statuses: StatusSource,
    policy: Policy,
    looks_inside: bool = True,
) -> VerificationReport:
    """The other steps for a document whose authenticity was asked, and what follows from all.

    ``looks_inside`` is False for the parts of a learner record: of those that are records
    themselves the parts are not verified again.
    """
    report = partial(_report, at=at, trust=policy.trust)
    genuine = partial(authenticate, at=at, keys=keys, policy=policy)
    if found.obstacle is not None or found.proof is None:
        # Nothing more is asked about it: no list is fetched because a forgery names one.
        return report(found, found.checks, Standing())
    checks = [*found.checks, *_on_the_day(found.document, at, policy)]
    question = StatusQuestion(
        credential_id=str(found.document.get("id", "")),
        issuer_id=found.issuer_id,
        at=at,
        skew=policy.clock_skew,
        statuses=statuses,
        authenticate=genuine,
    )
    known, replaced_by = status(found.document, question)
    checks += known  # 16
    if openbadges.is_open_badge(found.document):
        checks.append(openbadges.open_badge(found.document))  # 17
    elif is_clr(found.document):
        checks.append(learner_record(found.document))  # 17
    if openbadges.is_open_badge(found.document) or is_clr(found.document):
        checks += endorsements(found.document, genuine)  # 18
    reading = registry.read(found.document)
    agreed = agreement(reading)
    if agreed is not None:
        checks.append(agreed)  # 19
    checks += joint(reading, found.issuer_id, genuine)  # 20
    issuer = _standing(found, reading.award, at, policy)
    if policy.require_trusted:
        checks.append(trusted(issuer, is_award=_is_award(found)))  # 21
    if looks_inside and is_clr(found.document):
        one = partial(_part, at=at, keys=keys, statuses=FewLists(statuses), policy=policy)
        checks += parts(found.document, one)  # 22
    return report(found, checks, issuer, replaced_by)


def _part(
    data: bytes, *, at: datetime, keys: KeyResolver, statuses: StatusSource, policy: Policy
) -> VerificationReport:
    """A credential in a learner record, as if it had come alone; trusted is whom its issuer took.

    It shares the record's work limit.
    """
    policy = replace(policy, require_trusted=False)
    found = authenticate(data, at=at, keys=keys, policy=policy)
    return weigh(found, at=at, keys=keys, statuses=statuses, policy=policy, looks_inside=False)


def _on_the_day(document: JsonObject, at: datetime, policy: Policy) -> list[Check]:
    """Steps 14 and 15: the two times that limit what it states."""
    return [
        times.begun(document, at, policy.clock_skew),
        times.unexpired(document, at),
    ]


def _standing(found: Authenticity, award: Award | None, at: datetime, policy: Policy) -> Standing:
    signed_on = (times.first_moment(found.document) or at).date()
    claim = award_claim(award) if award is not None else AwardClaim("", None, signed_on)
    domain = web_domain(found.issuer_id) if found.controls_key else ""
    return standing(policy.trust, found.issuer_id, domain=domain, claim=claim, at=at)


def _is_award(found: Authenticity) -> bool:
    return other_kind(type_names(found.document.get("type"))) is None


def _report(
    found: Authenticity,
    checks: Sequence[Check],
    issuer: Standing,
    replaced_by: str = "",
    *,
    at: datetime,
    trust: TrustList | None,
) -> VerificationReport:
    judgement = judge(checks, issuer, replaced_by=replaced_by, is_award=_is_award(found))
    mechanism = found.proof.mechanism if found.proof is not None else ""
    return VerificationReport(
        verdict=judgement.verdict,
        class_=judgement.class_,
        reasons=judgement.reasons,
        issuer=IssuerView(
            id=found.issuer_id,
            name=issuer.name,
            trust=issuer.level,
            calls_itself=issuer_name(found.document),
            trust_reason=issuer.reason,
        ),
        checks=tuple(checks),
        credential=summarise(found.document, mechanism=mechanism, replaced_by=replaced_by),
        at=at,
        trust_list=trust.view() if trust is not None else None,
        co_signers=found.co_signers,
        document=found.document or None,
    )
