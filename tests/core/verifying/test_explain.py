"""The same answer in plain words: short headlines, no jargon, no name that nobody vouches for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from credstone.formats import openbadges
from credstone.model.achievement import QualityAssurance
from credstone.model.credential import StatusEntry, StatusPurpose
from credstone.model.vocabulary import QualityAssuranceType
from credstone.verifying.award import award_in
from credstone.verifying.explain import GENUINE, VALID, WORTH, Explanation, explain
from credstone.verifying.headline import headline
from credstone.verifying.policy import Policy
from credstone.verifying.profiles import VC_API
from credstone.verifying.report import (
    Bearing,
    Check,
    Outcome,
    ReasonCode,
    ReportClass,
    VerificationReport,
)
from credstone.verifying.worth import worth
from tests.core.verifying.awards import an_achievement, an_award, body
from tests.core.verifying.test_trust import Ministry, the_list
from tests.core.verifying.world import CREDENTIAL_ID, NOW, Issuer, World, list_url

JARGON = re.compile(r"\bDIDs?\b|did:|\b[Pp]roofs?\b|\b[Aa]ssertions?\b|\b[Bb]adge[Cc]lass\b")


class Stage:
    """One credential with status, and everything that can befall it."""

    def __init__(self) -> None:
        self.world = World()
        self.issuer = self.world.did_web()
        self.data = self.credential(self.issuer)
        for purpose in StatusPurpose:
            self.world.publish(self.issuer, purpose)

    def credential(self, issuer: Issuer) -> bytes:
        hub = Issuer("did:web:hub.example", "")
        award = replace(
            an_award(body(issuer), body(hub, "hub", "Example Hub")),
            valid_until=NOW + timedelta(days=365),
        )
        statuses = [StatusEntry(purpose, list_url(purpose), 4711) for purpose in StatusPurpose]
        return self.world.sign(
            issuer,
            openbadges.export(award, credential_id=CREDENTIAL_ID, statuses=statuses).document,
        )

    def tell(self, data: bytes | None = None, policy: Policy | None = None) -> Explanation:
        report = self.world.verify(self.data if data is None else data, policy)
        return explain(report, award_in(report))


def listed() -> Policy:
    return Policy(trust=Ministry().publish(the_list()))


def scenes() -> Iterator[tuple[str, Explanation]]:
    stage = Stage()
    yield "Genuine signature; we have no information on who runs uni.example", stage.tell()
    yield "Genuine and valid", stage.tell(policy=listed())
    withdrawn = Policy(trust=Ministry().publish(the_list(status="withdrawn")))
    yield "Genuine, but the right to award it was not shown", stage.tell(policy=withdrawn)
    changed = stage.data.replace(b"Ethics of data", b"Ethics of date")
    yield "Not genuine: the signature does not fit what it says", stage.tell(changed)
    yield "This is not a credential we can read", stage.tell(b"hello")
    older = b'{"recipient": "a", "badge": "b", "verify": {"type": "hosted"}}'
    yield "Could not be checked: an older badge, without a signature", stage.tell(older)

    stage.world.publish(stage.issuer, StatusPurpose.SUSPENSION, [4711])
    yield "Genuine, but its issuer has suspended it for now", stage.tell(policy=listed())
    stage.world.publish(stage.issuer, StatusPurpose.REVOCATION, [4711])
    yield "Genuine, but its issuer has revoked it", stage.tell()
    stage.world.publish(
        stage.issuer, StatusPurpose.REVOCATION, [4711], replacements={CREDENTIAL_ID: "urn:n:1"}
    )
    yield "Genuine, but a newer credential has replaced it", stage.tell()
    stage.world.lists.clear()
    yield "Could not be checked: whether it was revoked", stage.tell()
    stage.world.at = NOW - timedelta(days=100)
    yield "Genuine, but not yet issued at that time", stage.tell()
    stage.world.at = NOW + timedelta(days=366)
    yield "Genuine, but it expired on 21 November 2027", stage.tell()
    stage.world.methods.clear()
    yield "Could not be checked: the signer's key was out of reach", stage.tell()

    stage = Stage()
    stranger = stage.world.did_key()
    document = openbadges.export(an_award(body(stage.issuer)), credential_id=CREDENTIAL_ID).document
    imposed = stage.world.sign(stranger, document)
    yield "Not genuine: somebody else signed it in the issuer's name", stage.tell(imposed)
    let_pass = stage.tell(imposed, VC_API)
    yield "A signature holds; that its issuer made it was not shown", let_pass
    own = openbadges.export(an_award(body(stranger)), credential_id=CREDENTIAL_ID).document
    plain = stage.world.sign(stranger, own)
    yield "Genuine signature; we have no information on who made it", stage.tell(plain)
    stage.world.at = NOW - timedelta(days=30)
    early = stage.world.sign(stranger, own)
    yield "Genuine, but it only begins on 2 November 2026", stage.tell(early)


SCENES = list(scenes())


@pytest.mark.parametrize(("words", "told"), SCENES, ids=[words for words, _ in SCENES])
def test_headlines(words: str, told: Explanation) -> None:
    assert told.headline == words
    assert len(told.headline.split()) <= 12
    assert ("valid" in told.headline) is (told.headline == "Genuine and valid")


@pytest.mark.parametrize("told", [told for _, told in SCENES], ids=[words for words, _ in SCENES])
def test_three_questions_are_answered_without_jargon(told: Explanation) -> None:
    assert [section.question for section in told.sections] == [GENUINE, VALID, WORTH]
    for section in told.sections:
        assert section.lines, section.question
        for line in section.lines:
            assert not JARGON.search(line), line
    assert not JARGON.search(told.headline)


def section(told: Explanation, question: str) -> str:
    return "\n".join(next(s.lines for s in told.sections if s.question == question))


def test_a_good_credential_says_what_it_is_worth() -> None:
    assert section(Stage().tell(policy=listed()), WORTH).splitlines() == [
        "Ethics of data, awarded on 1 November 2026 with the grade 1.3.",
        "Awarding body as it states: Example University, Example Hub.",
        "Whoever earned it can:",
        "– weigh the interests at stake",
        "Workload: 2 ECTS credits, 60 hours of learning.",
        "Level: EQF level 6.",
        "Assessed by written examination, watched onsite, identity checked.",
        "Taken part: blended.",
        "Quality assurance: the institution was reviewed from outside.",
    ]


def test_a_joint_body_without_consent_is_told_as_claimed() -> None:
    told = section(Stage().tell(policy=listed()), VALID)
    assert "Example Hub as an awarding body: claimed, not confirmed" in told
    assert "Awarded to Jane Doe." in told


def test_the_domain_stands_before_the_name_and_the_name_is_the_lists() -> None:
    told = section(Stage().tell(policy=listed()), VALID)
    assert "Signed by uni.example (University of Example)." in told
    assert "In the credential it calls itself “Example University”." in told


def test_every_kind_of_quality_assurance_has_words() -> None:
    achievement = an_achievement(body(Issuer("did:web:uni.example", "")))
    for kind in QualityAssuranceType:
        quality = (QualityAssurance(kind, standard_edition="2026"),)
        award = replace(an_award(), achievement=replace(achievement, quality_assurance=quality))
        assert worth(award)[-1].startswith("Quality assurance: ")
        assert worth(award)[-1].endswith(" (2026).")


def test_an_unknown_issuer_is_told_calmly_and_its_name_with_care() -> None:
    told = section(Stage().tell(), VALID)
    assert "We do not know whether they have the right to award it." in told
    assert "calls itself “Example University”; anybody can write that." in told


def test_of_a_forgery_nothing_is_told_as_if_it_were_so() -> None:
    stage = Stage()
    told = stage.tell(stage.data.replace(b"Jane Doe", b"John Doe"))
    everything = "\n".join(line for s in told.sections for line in s.lines)
    assert "Doe" not in everything
    assert "Ethics" not in everything


def test_an_issuer_that_was_not_shown_to_have_signed_is_not_said_to_have() -> None:
    stage = Stage()
    document = openbadges.export(an_award(body(stage.issuer)), credential_id=CREDENTIAL_ID).document
    told = stage.tell(stage.world.sign(stage.world.did_key(), document), VC_API)
    assert "anybody could have made it" in section(told, GENUINE)
    assert "Signed by another key than that of uni.example" in section(told, VALID)
    assert "Signed by uni.example" not in section(told, VALID)


def test_what_could_not_be_fetched_is_never_called_a_forgery() -> None:
    stage = Stage()
    stage.world.methods.clear()
    assert "does not make it a forgery" in section(stage.tell(), GENUINE)


def test_the_signer_is_named_once() -> None:
    told = Stage().tell(policy=listed())
    everything = "\n".join(line for s in told.sections for line in s.lines)
    assert everything.count("uni.example") == 1


def test_a_status_list_that_ran_out_says_so_and_what_to_get() -> None:
    stage = Stage()
    stage.world.at = NOW + timedelta(days=10)
    told = section(stage.tell(), VALID)
    assert "Not found out: whether it was revoked." in told
    assert "The status list is from 2026-11-21 and has run out." in told
    assert "Get the newest one from the issuer." in told


def test_every_obstacle_has_a_headline_of_its_own() -> None:
    stage = Stage()
    report = stage.world.verify(stage.data)
    for check in report.checks:
        for outcome, class_ in (
            (Outcome.FAILED, ReportClass.NOT_GENUINE),
            (Outcome.UNDETERMINED, ReportClass.NOT_CHECKED),
        ):
            told = headline(_with(report, replace(check, outcome=outcome), class_))
            assert len(told.split()) <= 12


def _with(report: VerificationReport, check: Check, class_: ReportClass) -> VerificationReport:
    bearing = Bearing.AUTHENTIC
    reasons = (ReasonCode.NOT_AUTHENTIC,)
    return replace(
        report, checks=(replace(check, bearing=bearing),), class_=class_, reasons=reasons
    )
