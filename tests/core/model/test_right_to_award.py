"""The right to award is data: by whom accredited, for which field and level, on which day."""

from __future__ import annotations

from datetime import date

import pytest

from credstone.model.party import Accreditation, Organisation, right_to_award
from credstone.model.text import Text
from credstone.model.vocabulary import AccreditationType

BODY = Accreditation(
    id="a1",
    type=AccreditationType.PROGRAMME_LICENCE,
    body_name=Text.of({"en": "Certification Body"}),
    fields=("041", "0542"),
    eqf_levels=(5, 6),
    valid_from=date(2024, 5, 1),
    valid_until=date(2029, 4, 30),
)
HUB = Organisation("hub", Text.of({"en": "Hub"}), "DE", accreditations=(BODY,))


@pytest.mark.parametrize(
    ("field", "level", "on", "granted", "reason"),
    [
        ("0413", 6, date(2026, 1, 1), True, "accredited by Certification Body"),
        ("0413", 6, date(2024, 5, 1), True, "accredited"),
        ("0413", 6, date(2029, 4, 30), True, "accredited"),
        ("0413", 6, date(2024, 4, 30), False, "not before 2024-05-01"),
        ("0413", 6, date(2029, 5, 1), False, "ended on 2029-04-30"),
        ("0421", 6, date(2026, 1, 1), False, "not for field 0421"),
        ("04", 6, date(2026, 1, 1), False, "not for field 04"),
        ("", 6, date(2026, 1, 1), False, "not for field unstated"),
        ("0413", 7, date(2026, 1, 1), False, "not for EQF level 7"),
        ("0413", None, date(2026, 1, 1), False, "not for EQF level unstated"),
    ],
)
def test_an_accreditation_covers_field_level_and_day(
    field: str, level: int | None, on: date, granted: bool, reason: str
) -> None:
    right = right_to_award(HUB, field=field, eqf_level=level, on=on)
    assert right.granted is granted
    assert reason in right.reason
    assert (right.accreditation is BODY) is granted


def test_without_an_accreditation_there_is_no_right() -> None:
    nobody = Organisation("mill", Text.of({"en": "Mill"}), "DE")
    right = right_to_award(nobody, field="0413", eqf_level=6, on=date(2026, 1, 1))
    assert not right.granted
    assert right.reason == "no accreditation is recorded"
