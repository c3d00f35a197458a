"""Are the credentials in a learner record good by themselves? (Comprehensive Learner Record 2.0)

A record is signed by whoever stacked; its parts by whoever taught. Each part is verified as if it
had come alone and gets an answer of its own. None changes the verdict on the record: whether a
part that ended takes the larger credential with it is for its issuer to decide, who would revoke. A
part that names another learner than the record is remarked on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from credstone.conforming.values import listed
from credstone.errors import CredstoneError
from credstone.formats.clr_types import ENVELOPED, clr_problems, parts_of
from credstone.ports import Json, JsonObject
from credstone.securing.strict_json import dumps
from credstone.verifying.report import (
    Bearing,
    Check,
    Outcome,
    ReportClass,
    Verdict,
    VerificationReport,
    first_obstacle,
)

_RECORD = "Comprehensive Learner Record 2.0, ClrCredential"
_PARTS = "Comprehensive Learner Record 2.0, ClrSubject"
# A record decides how much work its parts are, so there is an end to it (P12).
MOST_PARTS = 64
MOST_REFUSED = 4

VerifyPart = Callable[[bytes], VerificationReport]


def learner_record(document: JsonObject) -> Check:
    """Whether the record has what 2.0 requires; ``document`` has passed ``structure``."""
    problem = next(clr_problems(document), None)
    if problem is None:
        reason = "It is built as a learner record must be."
        return Check("learner_record", _RECORD, Outcome.PASSED, reason, Bearing.COMPLETE)
    where, what = problem
    return Check("learner_record", _RECORD, Outcome.FAILED, f"{where}: {what}", Bearing.COMPLETE)


def parts(document: JsonObject, verify_part: VerifyPart) -> Iterator[Check]:
    """One check for each credential in the record, and one that counts them."""
    inside = parts_of(document)
    if not inside:
        return
    asked = list(_each(inside, verify_part, _learners(document)))
    yield from asked
    yield _counted([one for one in asked if one.id.startswith("part:")], len(inside))


def _each(
    inside: Sequence[Json], verify_part: VerifyPart, learners: frozenset[str]
) -> Iterator[Check]:
    refused = 0
    for number, part in enumerate(inside[:MOST_PARTS], start=1):
        if refused >= MOST_REFUSED:
            why = f"It was not looked at: {MOST_REFUSED} of those before it are not genuine."
            yield _check(f"part:{number}", Outcome.UNDETERMINED, why)
            continue
        if not _signed_itself(part):
            why = f"Part {number} has no signature of its own; only the record's issuer states it."
            yield _check(f"part:{number}", Outcome.UNDETERMINED, why)
            continue
        try:
            report = verify_part(dumps(part))
        except (CredstoneError, RecursionError):
            refused += 1
            yield _check(f"part:{number}", Outcome.FAILED, "A credential in it cannot be read.")
            continue
        refused += report.class_ is ReportClass.NOT_GENUINE
        yield _check(f"part:{number}", *_weighed(number, report))
        if report.class_ is not ReportClass.NOT_GENUINE:
            yield from _another_learner(number, report, learners)


def _another_learner(
    number: int, report: VerificationReport, learners: frozenset[str]
) -> Iterator[Check]:
    """A remark where a genuine part is about somebody whom the record does not name."""
    named = _learners(report.document or {})
    if not named or named & learners:
        return
    who = ", ".join(sorted(named))
    reason = f"Part {number} names another learner than the record does: {who}."
    yield _check(f"part_learner:{number}", Outcome.UNDETERMINED, reason)


def _learners(document: JsonObject) -> frozenset[str]:
    """The ids of whom a credential is about; none where it names nobody."""
    subjects = listed(document.get("credentialSubject"))
    ids = (one.get("id") for one in subjects if isinstance(one, dict))
    return frozenset(one for one in ids if isinstance(one, str) and one)


def _signed_itself(part: Json) -> bool:
    """Whether somebody secured it; a record may also hold credentials that nobody did."""
    return not isinstance(part, dict) or "proof" in part or ENVELOPED in listed(part.get("type"))


def _weighed(number: int, report: VerificationReport) -> tuple[Outcome, str]:
    title = " ".join(report.credential.title.split())
    name = f"Part {number}, “{title}”," if title else f"Part {number}"
    if report.verdict is Verdict.VALID:
        return Outcome.PASSED, f"{name} is authentic and current."
    obstacle = first_obstacle(c for c in report.checks if c.bearing is not Bearing.REMARK)
    why = obstacle.reason if obstacle is not None else "Nothing could be found out about it."
    if report.verdict is Verdict.INVALID:
        return Outcome.FAILED, f"{name} does not hold: {why}"
    return Outcome.UNDETERMINED, f"{name} could not be checked: {why}"


def _counted(found: Sequence[Check], number: int) -> Check:
    good = sum(one.outcome is Outcome.PASSED for one in found)
    reason = f"{good} of {number} credentials in it are authentic and current."
    if any(one.outcome is Outcome.FAILED for one in found):
        return _check("parts", Outcome.FAILED, reason)
    if good < number:
        if number > MOST_PARTS:
            reason += f" Only {MOST_PARTS} were looked at."
        return _check("parts", Outcome.UNDETERMINED, reason)
    return _check("parts", Outcome.PASSED, reason)


def _check(check_id: str, outcome: Outcome, reason: str) -> Check:
    return Check(check_id, _PARTS, outcome, reason, Bearing.REMARK)
