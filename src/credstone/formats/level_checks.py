"""Level and workload: what frameworks say of each other, and arithmetic that catches slips."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from credstone.formats.checking import check_unique, check_uri, error, warning
from credstone.formats.finding import Finding
from credstone.model.achievement import Level, Workload
from credstone.model.vocabulary import CreditSystem, NotLevelled, QfEheaCycle

# One ECTS credit stands for 25 to 30 hours (ECTS Users' Guide 2015, key features).
_FEWEST_HOURS, _MOST_HOURS = Decimal(25), Decimal(30)
# A full-time year is 60 credits or up to 1800 hours; a micro-credential is smaller.
_YEAR_OF_CREDITS, _YEAR_OF_HOURS = Decimal(60), Decimal(1800)
_EQF_OF_CYCLE = {
    QfEheaCycle.SHORT: 5,
    QfEheaCycle.FIRST: 6,
    QfEheaCycle.SECOND: 7,
    QfEheaCycle.THIRD: 8,
}


def check_workload(workload: Workload) -> Iterator[Finding]:
    """Every finding about element 7."""
    if workload.hours is None and not workload.credits:
        yield error(
            ("workload",),
            "",
            "the workload is missing",
            "Write hours: 75, or credits: [{system: ects, value: 3}].",
        )
    if workload.hours is not None:
        yield from _check_hours(workload.hours)
    systems = (f"{one.system.value} {one.unit_name}" for one in workload.credits)
    yield from check_unique(("workload", "credits"), systems, "system")
    for index, one in enumerate(workload.credits):
        place = ("workload", "credits", index)
        if one.value <= 0:
            yield error((*place, "value"), str(one.value), "it is not above zero", "Mend it.")
        if one.system is CreditSystem.OTHER and not one.unit_name:
            yield error(
                (*place, "unit_name"), "", "it does not say which credits these are", "Write it."
            )
        if one.system is CreditSystem.ECTS:
            yield from _check_ects((*place, "value"), one.value, workload.hours)


def _check_hours(hours: Decimal) -> Iterator[Finding]:
    if hours <= 0:
        yield error(("workload", "hours"), str(hours), "it is not above zero", "Mend it.")
    elif hours > _YEAR_OF_HOURS:
        yield warning(
            ("workload", "hours"),
            str(hours),
            "that is more than a full-time year",
            "Count hours of learning in all, not minutes.",
        )


def _check_ects(
    path: tuple[str | int, ...], credits: Decimal, hours: Decimal | None
) -> Iterator[Finding]:
    if credits > _YEAR_OF_CREDITS:
        yield warning(path, str(credits), "that is more than a full-time year", "Check the number.")
    if hours is None or credits <= 0:
        return
    fewest, most = credits * _FEWEST_HOURS, credits * _MOST_HOURS
    if not fewest <= hours <= most:
        yield warning(
            ("workload", "hours"),
            str(hours),
            f"{credits:f} ECTS stand for {fewest:f} to {most:f} hours",
            "Mend the hours or the credits, or say in the description why they differ.",
        )


def check_level(level: Level) -> Iterator[Finding]:
    """Every finding about element 8."""
    levelled = level.eqf is not None or level.nqf or level.qf_ehea is not None
    if not levelled and level.not_levelled is None:
        reasons = ", ".join(reason.value for reason in NotLevelled)
        yield error(
            ("level",),
            "",
            "the level is missing",
            f"Write eqf: 6, say, or not_levelled with a reason: {reasons}.",
        )
    if levelled and level.not_levelled is not None:
        yield error(
            ("level", "not_levelled"),
            level.not_levelled.value,
            "a level stands beside the reason why there is none",
            "Remove one of the two.",
        )
    if level.eqf is not None and not 1 <= level.eqf <= 8:
        yield error(("level", "eqf"), level.eqf, "EQF levels are 1 to 8", "Mend it.")
    elif level.eqf is not None and level.qf_ehea is not None:
        expected = _EQF_OF_CYCLE[level.qf_ehea]
        if level.eqf != expected:
            yield warning(
                ("level", "qf_ehea"),
                level.qf_ehea.value,
                f"this cycle is EQF level {expected}, and the file says {level.eqf}",
                "Mend one of the two.",
            )
    for index, one in enumerate(level.nqf):
        place = ("level", "nqf", index)
        if not one.framework or not one.level:
            yield error(
                place, one.framework, "a framework and a level belong together", "Write both."
            )
        yield from check_uri((*place, "uri"), one.uri)
