"""Whether what an organisation's file says fits together, with a remedy for each place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from credstone.formats.checking import (
    check_country,
    check_unique,
    check_uri,
    check_web_address,
    error,
    warning,
)
from credstone.formats.finding import Finding
from credstone.model.isced_f import isced_f_concept
from credstone.model.party import Accreditation, Organisation

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_REGION = re.compile(r"[A-Z]{2}[A-Z0-9]{0,3}")
# NUTS keeps the older codes of two countries.
_NUTS_COUNTRY = {"GR": "EL", "GB": "UK"}


def check_organisation(
    organisation: Organisation, at: tuple[str | int, ...] = ()
) -> Iterator[Finding]:
    """Every finding about ``organisation``, which stands at the path ``at``."""
    if not _CODE.fullmatch(organisation.code):
        yield error(
            (*at, "code"),
            organisation.code,
            "the code is missing or holds other characters",
            "Write a short name of letters, digits, dots and dashes, such as ub.",
        )
    if not organisation.name.best().strip():
        yield error(
            (*at, "name"),
            "",
            "the organisation has no name",
            "Write it with its language, as in name: {de: …}.",
        )
    yield from check_country((*at, "country"), organisation.country)
    yield from _check_region((*at, "region"), organisation)
    yield from check_uri((*at, "id"), organisation.id)
    yield from check_web_address((*at, "homepage"), organisation.homepage)
    if organisation.email and not re.fullmatch(r"[^@\s]+@[^@\s]+", organisation.email):
        yield error((*at, "email"), organisation.email, "it is not an e-mail address", "Mend it.")
    for index, key in enumerate(organisation.keys):
        yield from check_uri((*at, "keys", index), key)
    for index, identifier in enumerate(organisation.identifiers):
        if not identifier.value.strip():
            yield error(
                (*at, "identifiers", index, "value"), "", "the identifier is empty", "Write it."
            )
    yield from check_unique(
        (*at, "accreditations"), (one.id for one in organisation.accreditations)
    )
    for index, one in enumerate(organisation.accreditations):
        yield from _check_accreditation((*at, "accreditations", index), one)


def _check_region(path: tuple[str | int, ...], organisation: Organisation) -> Iterator[Finding]:
    region, country = organisation.region, organisation.country
    if region and not (
        _REGION.fullmatch(region) and region.startswith(_NUTS_COUNTRY.get(country, country))
    ):
        yield error(
            path,
            region,
            f"it is not a NUTS region of {country or 'the country'}",
            "Write the NUTS code, such as DE60, or leave it out.",
        )


def _check_accreditation(path: tuple[str | int, ...], one: Accreditation) -> Iterator[Finding]:
    if not one.id:
        yield error((*path, "id"), "", "the accreditation has no id", "Write a short one: a1.")
    if not one.body_name.best().strip():
        yield error(
            (*path, "body_name"), "", "it does not say who accredited", "Write the body's name."
        )
    yield from check_uri((*path, "body_id"), one.body_id)
    yield from check_web_address((*path, "report_url"), one.report_url)
    for index, code in enumerate(one.fields):
        if isced_f_concept(code) is None:
            yield error(
                (*path, "fields", index),
                code,
                "ISCED-F 2013 has no such field",
                'Write its two, three or four digits in quotes, such as "041".',
            )
    for index, level in enumerate(one.eqf_levels):
        if not 1 <= level <= 8:
            yield error((*path, "eqf_levels", index), level, "EQF levels are 1 to 8", "Mend it.")
    if one.valid_from and one.valid_until and one.valid_until < one.valid_from:
        yield error(
            (*path, "valid_until"),
            one.valid_until.isoformat(),
            "it ends before it begins",
            "Exchange the two days, or mend the year.",
        )
    if one.valid_from is None:
        yield warning(
            (*path, "valid_from"),
            "",
            "it does not say since when",
            "Write the first day, so that earlier awards can be weighed.",
        )
    if not one.standard_edition:
        yield warning(
            (*path, "standard_edition"),
            "",
            "it does not say by which edition of a standard",
            "Write it, such as ESG 2015 or ISO/IEC 17024:2026.",
        )
