"""What follows from the checks: the verifier's policy, apart from the checks themselves.

Authenticity comes before everything: what is not genuine is nothing else, and what could not be
found out is neither. Trust stands beside the verdict unless the verifier demands it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from credstone.conforming.related import KnownDigest
from credstone.securing.mechanism import MECHANISMS
from credstone.securing.secured import STRICT, Reading
from credstone.verifying.report import (
    Bearing,
    Check,
    Outcome,
    ReasonCode,
    ReportClass,
    TrustLevel,
    Verdict,
)
from credstone.verifying.trust import Standing, TrustList


@dataclass(frozen=True)
class Policy:
    """What this verifier accepts.

    ``clock_skew`` is how far the issuer's clock may run ahead of ours (threat 26).
    ``issuer_controls_key`` is only ever False in the VC-API profile (``profiles``). ``reading``
    says which contexts documents may name, ``known_digests`` which digests of theirs are accepted
    beside those of the frozen bytes.
    """

    trust: TrustList | None = None
    require_trusted: bool = False
    clock_skew: timedelta = timedelta(seconds=60)
    mechanisms: frozenset[str] = frozenset(MECHANISMS)
    issuer_controls_key: bool = True
    reading: Reading = STRICT
    known_digests: frozenset[KnownDigest] = frozenset()

    def for_one_answer(self) -> Policy:
        """The same policy, under which all that an answer rests on shares one work limit (P12)."""
        return replace(self, reading=self.reading.for_one_answer())


@dataclass(frozen=True)
class Judgement:
    """Verdict, class and the reasons for the class."""

    verdict: Verdict
    class_: ReportClass
    reasons: tuple[ReasonCode, ...]


_NOT_CURRENT = {
    "proof_created": ReasonCode.NOT_YET_VALID,
    "valid_from": ReasonCode.NOT_YET_VALID,
    "valid_until": ReasonCode.EXPIRED,
    "proof_expires": ReasonCode.EXPIRED,
    "status:revocation": ReasonCode.REVOKED,
    "status:suspension": ReasonCode.SUSPENDED,
}


def trusted(standing: Standing, *, is_award: bool = True) -> Check:
    """The check that ``require_trusted`` adds: only an accredited issuer's award passes."""
    if not is_award:
        reason = "It is no award, so there is no right to award it."
        return Check("trusted", "policy: require trusted", Outcome.FAILED, reason, Bearing.TRUSTED)
    outcome = Outcome.PASSED if standing.level is TrustLevel.ACCREDITED else Outcome.FAILED
    return Check("trusted", "policy: require trusted", outcome, standing.reason, Bearing.TRUSTED)


def judge(
    checks: Sequence[Check], standing: Standing, *, replaced_by: str = "", is_award: bool = True
) -> Judgement:
    """Weigh the checks; what nobody checked is never valid (P13).

    A signed status list is valid as a document, and so is a consent; that neither is an award
    stands before the other reasons, so that nobody reads it as one. Before even that stands that
    the issuer was not shown to have signed, where the policy lets such a document pass.
    """
    kind = () if is_award else (ReasonCode.NOT_AN_AWARD,)
    if _signed_by_another(checks):
        kind = (ReasonCode.ISSUER_NOT_SHOWN, *kind)
    trust = _trust_reasons(standing, is_award)
    authentic = _worst(checks, Bearing.AUTHENTIC)
    ids = {check.id for check in checks}
    if authentic is Outcome.FAILED:
        return _answer(Verdict.INVALID, ReportClass.NOT_GENUINE, ReasonCode.NOT_AUTHENTIC)
    if authentic is Outcome.UNDETERMINED or "signature" not in ids:
        reason = ReasonCode.LEGACY if "legacy" in ids else ReasonCode.NOT_FOUND_OUT
        return _answer(Verdict.UNDETERMINED, ReportClass.NOT_CHECKED, reason)
    lapses = tuple(_lapses(checks, replaced_by))
    if lapses:
        return _answer(Verdict.INVALID, ReportClass.GENUINE_BUT, *kind, *lapses, *trust)
    others = (_worst(checks, Bearing.CURRENT), _worst(checks, Bearing.COMPLETE))
    if Outcome.UNDETERMINED in others:
        reason = ReasonCode.NOT_FOUND_OUT
        return _answer(Verdict.UNDETERMINED, ReportClass.NOT_CHECKED, reason)
    if _worst(checks, Bearing.TRUSTED) is not Outcome.PASSED:
        return _answer(Verdict.INVALID, ReportClass.GENUINE_BUT, *kind, *trust)
    reasons = (*kind, *trust)
    class_ = ReportClass.GENUINE_BUT if reasons else ReportClass.GENUINE_VALID
    return _answer(Verdict.VALID, class_, *reasons)


def _signed_by_another(checks: Iterable[Check]) -> bool:
    """Whether the key is not the issuer's, and the policy only remarks on it."""
    own = (check for check in checks if check.id == "controller")
    return any(c.bearing is Bearing.REMARK and c.outcome is Outcome.FAILED for c in own)


def _answer(verdict: Verdict, class_: ReportClass, *reasons: ReasonCode) -> Judgement:
    return Judgement(verdict, class_, reasons)


def _worst(checks: Iterable[Check], bearing: Bearing) -> Outcome:
    """The worst outcome of that bearing; nothing to check counts as passed."""
    outcomes = {check.outcome for check in checks if check.bearing is bearing}
    if Outcome.FAILED in outcomes:
        return Outcome.FAILED
    return Outcome.UNDETERMINED if Outcome.UNDETERMINED in outcomes else Outcome.PASSED


def _lapses(checks: Iterable[Check], replaced_by: str) -> Iterable[ReasonCode]:
    failed = [check for check in checks if check.outcome is Outcome.FAILED]
    codes = [_NOT_CURRENT[check.question] for check in failed if check.bearing is Bearing.CURRENT]
    if replaced_by and ReasonCode.REVOKED in codes:
        yield ReasonCode.SUPERSEDED
        codes = [code for code in codes if code is not ReasonCode.REVOKED]
    yield from dict.fromkeys(codes)
    if any(check.bearing is Bearing.COMPLETE for check in failed):
        yield ReasonCode.INCOMPLETE


def _trust_reasons(standing: Standing, is_award: bool) -> tuple[ReasonCode, ...]:
    if standing.level is TrustLevel.ACCREDITED or (standing.listed and not is_award):
        return ()
    return (ReasonCode.RIGHT_NOT_SHOWN if standing.listed else ReasonCode.ISSUER_UNKNOWN,)
