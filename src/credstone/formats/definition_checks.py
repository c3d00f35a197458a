"""Whether what a definition says fits together, with a remedy for each place.

The sixteen elements come first, then what contradicts itself, then advice for a better text. The
shape was read before; every check here takes the achievement alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from credstone.formats.assessment_checks import check_assessments, check_grading
from credstone.formats.checking import (
    check_unique,
    check_uri,
    check_web_address,
    error,
    is_absolute_uri,
    warning,
)
from credstone.formats.finding import Finding
from credstone.formats.language_checks import check_languages
from credstone.formats.level_checks import check_level, check_workload
from credstone.formats.organisation_checks import check_organisation
from credstone.formats.outcome_checks import check_alignments, check_outcomes
from credstone.model.achievement import Achievement, QualityAssurance
from credstone.model.isced_f import isced_f_concept
from credstone.model.text import Text
from credstone.model.vocabulary import (
    ParticipationMode,
    QualityAssuranceType,
    StackabilityKind,
)

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_CURRENCY = re.compile(r"[A-Z]{3}")
_OUTSIDE = frozenset(QualityAssuranceType) - {
    QualityAssuranceType.INTERNAL_QA_ONLY,
    QualityAssuranceType.NONE,
}


def check_achievement(achievement: Achievement) -> Iterator[Finding]:
    """Every finding about ``achievement``, pointers as in its JSON form."""
    yield from _check_names(achievement)
    yield from _check_bodies(achievement)
    yield from check_outcomes(achievement.learning_outcomes)
    yield from check_workload(achievement.workload)
    yield from check_level(achievement.level)
    yield from check_assessments(achievement)
    yield from _check_mode(achievement)
    yield from _check_quality(achievement.quality_assurance)
    yield from _check_field(achievement.field)
    yield from _check_pathway(achievement)
    yield from check_grading(achievement.grading)
    yield from _check_price(achievement)
    yield from _check_validity(achievement)
    yield from check_web_address(("homepage",), achievement.homepage)
    yield from check_alignments(("alignments",), achievement.alignments)
    yield from check_unique(("tags",), achievement.tags, member=None)
    yield from check_languages(achievement)


def _check_names(achievement: Achievement) -> Iterator[Finding]:
    if not _CODE.fullmatch(achievement.code):
        yield error(
            ("code",),
            achievement.code,
            "the code is missing or holds other characters",
            "Write letters, digits, dots and dashes, such as MC-ETH-01.",
        )
    if not achievement.version.strip():
        yield error(("version",), "", "the version is missing", 'Write it in quotes: "1.0".')
    if not is_absolute_uri(achievement.id) or "#" in achievement.id:
        yield error(
            ("id",),
            achievement.id,
            "credentials need a URI for this version, without a fragment",
            "Write a web address of yours, or urn:uuid: and a fresh UUID.",
        )
    yield from _required_text("title", achievement.title)
    yield from _required_text("description", achievement.description)


def _required_text(name: str, text: Text) -> Iterator[Finding]:
    if not text.best().strip():
        yield error((name,), "", f"the {name} is missing", f"Write {name}: {{en: …}}.")


def _check_bodies(achievement: Achievement) -> Iterator[Finding]:
    bodies = achievement.awarding_bodies
    if not bodies:
        yield error(
            ("awarding_bodies",),
            "",
            "it does not say who awards",
            "List the codes of the awarding bodies, the issuer first.",
        )
    yield from check_unique(("awarding_bodies",), (body.code for body in bodies), "code")
    for index, body in enumerate(bodies):
        # Warnings about an organisation are told where its own file is read.
        found = check_organisation(body, ("awarding_bodies", index))
        yield from (finding for finding in found if finding.is_error)


def _check_mode(achievement: Achievement) -> Iterator[Finding]:
    if achievement.participation_mode is None:
        words = ", ".join(mode.value for mode in ParticipationMode)
        yield error(
            ("participation_mode",), "", "the form of participation is missing", f"Write {words}."
        )


def _check_quality(quality: tuple[QualityAssurance, ...]) -> Iterator[Finding]:
    if not quality:
        yield error(
            ("quality_assurance",),
            "",
            "the quality assurance is missing",
            "List what underpins it, or type: none.",
        )
    for index, one in enumerate(quality):
        place = ("quality_assurance", index)
        yield from check_uri((*place, "agency_id"), one.agency_id)
        yield from check_web_address((*place, "report_url"), one.report_url)
        if one.type in _OUTSIDE and not one.agency:
            yield warning(
                (*place, "agency"),
                "",
                "it does not say who assures the quality from outside",
                "Write the agency's name.",
            )
        if one.type is QualityAssuranceType.NONE and len(quality) > 1:
            yield error((*place, "type"), "none", "none stands beside others", "Remove this item.")


def _check_field(field: str) -> Iterator[Finding]:
    if not field:
        yield warning(
            ("field",),
            "",
            "without a field of education nobody can look up the right to award",
            'Write the ISCED-F 2013 code in quotes, such as "0413".',
        )
    elif isced_f_concept(field) is None:
        yield error(
            ("field",),
            field,
            "ISCED-F 2013 has no such field",
            'Write its two, three or four digits in quotes, such as "0413".',
        )


def _check_pathway(achievement: Achievement) -> Iterator[Finding]:
    for index, one in enumerate(achievement.prerequisites):
        place = ("prerequisites", index)
        if not one.description.best().strip():
            yield error((*place, "description"), "", "it does not say what is needed", "Write it.")
        yield from check_uri((*place, "achievement"), one.achievement)
    stackability = achievement.stackability
    if stackability is None:
        return
    for index, whole in enumerate(stackability.part_of):
        yield from check_uri(("stackability", "part_of", index), whole)
    alone = stackability.kind is StackabilityKind.STANDALONE
    if alone and stackability.part_of:
        yield error(
            ("stackability", "kind"),
            stackability.kind.value,
            "it stands alone and is part of something",
            "Write stackable, or remove part_of.",
        )
    if not alone and not (stackability.part_of or stackability.description):
        yield warning(
            ("stackability",),
            stackability.kind.value,
            "it does not say toward what it stacks",
            "List part_of, or describe it.",
        )


def _check_price(achievement: Achievement) -> Iterator[Finding]:
    price = achievement.price
    if price is None:
        return
    if price.amount < 0:
        yield error(("price", "amount"), str(price.amount), "it is negative", "Write 0 or more.")
    if not _CURRENCY.fullmatch(price.currency):
        yield error(
            ("price", "currency"),
            price.currency,
            "it is not a currency code (ISO 4217)",
            "Write three capital letters, such as EUR.",
        )


def _check_validity(achievement: Achievement) -> Iterator[Finding]:
    months, renewal = achievement.validity.months, achievement.validity.renewal
    if months is not None and not 1 <= months <= 1200:
        yield error(
            ("validity", "months"),
            months,
            "an award holds for 1 to 1200 months",
            "Mend it, or remove it when the award never ends.",
        )
    if months is None and renewal:
        yield warning(
            ("validity", "months"),
            "",
            "it is renewed and never ends",
            "Write after how many months.",
        )
    if months is not None and not renewal:
        yield warning(
            ("validity", "renewal"),
            "",
            "holders will ask how to renew it",
            "Describe it, or say that it cannot be renewed.",
        )
