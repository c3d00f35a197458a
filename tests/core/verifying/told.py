"""What holds for every answer, whatever else a test asks of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from credstone.verifying.report import Bearing, Check, Outcome, ReasonCode, VerificationReport

_SCHEMAS = Path(__file__).parents[3] / "docs" / "reference" / "schema"


def _names(schema: str) -> re.Pattern[str]:
    properties = json.loads((_SCHEMAS / schema).read_text(encoding="utf-8"))["properties"]
    return re.compile(properties["checks"]["items"]["properties"]["id"]["pattern"])


_OF_A_CREDENTIAL = _names("verification-report.schema.json")
_OF_A_PRESENTATION = _names("presentation-report.schema.json")


def well_told(checks: Iterable[Check], *, presentation: bool = False) -> None:
    """Every check has a name that the schema knows, a clause, an outcome, a reason, a bearing."""
    names = _OF_A_PRESENTATION if presentation else _OF_A_CREDENTIAL
    for check in checks:
        assert names.match(check.id), check
        assert type(check.clause) is str, check
        assert type(check.reason) is str, check
        assert check.clause, check
        assert check.reason, check
        assert type(check.outcome) is Outcome, check
        assert type(check.bearing) is Bearing, check


def whole(report: VerificationReport) -> VerificationReport:
    """The report, which is well told, and names a replacement of what was replaced alone."""
    well_told(report.checks)
    assert type(report.co_signers) is tuple
    assert type(report.credential.replaced_by) is str
    assert not report.credential.replaced_by or ReasonCode.SUPERSEDED in report.reasons
    return report
