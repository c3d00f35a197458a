"""Does the document say one thing twice, and twice the same?

Our credentials state an award in the standard's terms and again, whole, in extension members.
Strangers read the first, we read the second; where they differ, two people would read two awards.
"""

from __future__ import annotations

from credstone.formats.reading import Reading
from credstone.verifying.report import Bearing, Check, Outcome

_CLAUSE = "VC Data Model 2.0, 5.2 (extensibility)"


def agreement(reading: Reading) -> Check | None:
    """Whether both accounts agree; None for a document that gives only one."""
    if not reading.complete:
        return None
    if not reading.findings:
        reason = "Its two accounts of the award agree."
        return Check("agreement", _CLAUSE, Outcome.PASSED, reason, Bearing.REMARK)
    reason = "; ".join(dict.fromkeys(finding.why for finding in reading.findings))
    return Check("agreement", _CLAUSE, Outcome.FAILED, f"{reason}.", Bearing.REMARK)
