"""What follows from the checks: authenticity first, then the day, then trust; never a guess."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from credstone.verifying.policy import judge, trusted
from credstone.verifying.report import (
    Bearing,
    Check,
    Outcome,
    ReasonCode,
    ReportClass,
    TrustLevel,
    Verdict,
)
from credstone.verifying.trust import Standing

P, F, U = Outcome.PASSED, Outcome.FAILED, Outcome.UNDETERMINED
ACCREDITED = Standing(TrustLevel.ACCREDITED, "University", "accredited", listed=True)
UNKNOWN = Standing()
OPEN = ReasonCode.NOT_FOUND_OUT


def checks(**outcomes: Outcome) -> list[Check]:
    """One check of each bearing; those that are not named have passed."""
    bearings = {
        "signature": Bearing.AUTHENTIC,
        "valid_until": Bearing.CURRENT,
        "open_badge": Bearing.COMPLETE,
        "trusted": Bearing.TRUSTED,
        "joint:a": Bearing.REMARK,
    }
    return [
        Check(check_id, "clause", outcomes.get(check_id, P), "reason", bearing)
        for check_id, bearing in bearings.items()
    ]


@pytest.mark.parametrize(
    ("outcomes", "standing", "verdict", "class_", "reasons"),
    [
        ({}, ACCREDITED, "valid", "genuine_valid", ()),
        ({}, UNKNOWN, "valid", "genuine_but", (ReasonCode.ISSUER_UNKNOWN,)),
        (
            {},
            Standing(TrustLevel.DOMAIN_VERIFIED, "U", "no", listed=True),
            "valid",
            "genuine_but",
            (ReasonCode.RIGHT_NOT_SHOWN,),
        ),
        ({"signature": F}, ACCREDITED, "invalid", "not_genuine", (ReasonCode.NOT_AUTHENTIC,)),
        ({"signature": U}, ACCREDITED, "undetermined", "not_checked", (OPEN,)),
        (
            {"signature": U, "valid_until": F},
            ACCREDITED,
            "undetermined",
            "not_checked",
            (OPEN,),
        ),
        ({"valid_until": F}, ACCREDITED, "invalid", "genuine_but", (ReasonCode.EXPIRED,)),
        (
            {"valid_until": F, "open_badge": U},
            UNKNOWN,
            "invalid",
            "genuine_but",
            (ReasonCode.EXPIRED, ReasonCode.ISSUER_UNKNOWN),
        ),
        (
            {"valid_until": U},
            ACCREDITED,
            "undetermined",
            "not_checked",
            (OPEN,),
        ),
        ({"open_badge": F}, ACCREDITED, "invalid", "genuine_but", (ReasonCode.INCOMPLETE,)),
        ({"open_badge": U}, ACCREDITED, "undetermined", "not_checked", (OPEN,)),
        ({"trusted": F}, UNKNOWN, "invalid", "genuine_but", (ReasonCode.ISSUER_UNKNOWN,)),
        ({"joint:a": F}, ACCREDITED, "valid", "genuine_valid", ()),
        ({"joint:a": U}, ACCREDITED, "valid", "genuine_valid", ()),
    ],
)
def test_verdicts(
    outcomes: dict[str, Outcome],
    standing: Standing,
    verdict: str,
    class_: str,
    reasons: tuple[ReasonCode, ...],
) -> None:
    judgement = judge(checks(**outcomes), standing)
    assert judgement.verdict == Verdict(verdict)
    assert judgement.class_ == ReportClass(class_)
    assert judgement.reasons == reasons


def test_a_replaced_credential_is_told_as_replaced_rather_than_revoked() -> None:
    revoked = Check("status:revocation", "clause", F, "revoked", Bearing.CURRENT)
    judgement = judge([*checks(), revoked], ACCREDITED, replaced_by="urn:new:1")
    assert judgement.reasons == (ReasonCode.SUPERSEDED,)
    assert judge([*checks(), revoked], ACCREDITED).reasons == (ReasonCode.REVOKED,)


def test_that_another_key_than_the_issuers_signed_stands_before_every_other_reason() -> None:
    own = Check("controller", "clause", F, "not the issuer's", Bearing.REMARK)
    judgement = judge([*checks(), own], ACCREDITED, is_award=False)
    assert judgement.verdict is Verdict.VALID
    assert judgement.class_ is ReportClass.GENUINE_BUT
    assert judgement.reasons == (ReasonCode.ISSUER_NOT_SHOWN, ReasonCode.NOT_AN_AWARD)
    held = replace(own, outcome=P)
    assert judge([*checks(), held], ACCREDITED).reasons == ()


def test_what_is_no_award_has_no_right_to_be_awarded() -> None:
    check = trusted(ACCREDITED, is_award=False)
    assert (check.outcome, check.bearing) == (F, Bearing.TRUSTED)
    assert check.reason == "It is no award, so there is no right to award it."
    judgement = judge([*checks(), check], ACCREDITED, is_award=False)
    assert judgement.verdict is Verdict.INVALID
    assert judgement.reasons == (ReasonCode.NOT_AN_AWARD,)


def test_what_nobody_checked_is_not_valid() -> None:
    assert judge([], ACCREDITED).verdict is Verdict.UNDETERMINED
    unsigned = [check for check in checks() if check.id != "signature"]
    assert judge(unsigned, ACCREDITED).verdict is Verdict.UNDETERMINED


def test_of_all_combinations_only_one_is_genuine_and_valid() -> None:
    for outcomes in product(Outcome, repeat=4):
        names = ("signature", "valid_until", "open_badge", "trusted")
        judgement = judge(checks(**dict(zip(names, outcomes, strict=True))), ACCREDITED)
        assert (judgement.class_ is ReportClass.GENUINE_VALID) is (set(outcomes) == {P})
        assert (judgement.verdict is Verdict.VALID) is (set(outcomes) == {P})
        assert (judgement.class_ is ReportClass.NOT_GENUINE) is (outcomes[0] is F)
