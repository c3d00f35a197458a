"""Reading organisations."""

from __future__ import annotations

from credstone.errors import Refused
from credstone.formats.organisation import read_organisation
from credstone.model import party
from credstone.securing import strict_json
from credstone.web.accounts.models import Organisation


def organisation(code: str) -> Organisation:
    """The organisation of that code; raises ``Refused`` with the codes there are."""
    row = Organisation.objects.filter(pk=code).first()
    if row is None:
        raise Refused(
            f"no organisation {code!r} in this home",
            fix=f"Known here: {', '.join(one.code for one in organisations()) or 'none'}. "
            "Add one with: credstone organisation add FILE",
        )
    return row


def organisations() -> list[Organisation]:
    return list(Organisation.objects.all())


def value(row: Organisation) -> party.Organisation:
    """The organisation as the core knows it."""
    organisation, findings = read_organisation(strict_json.loads(row.content.encode()))
    if organisation is None:
        raise Refused(f"the stored organisation {row.code} cannot be read: {findings[0].why}")
    return organisation


def by_code() -> dict[str, party.Organisation]:
    """Every organisation of this home by its code, for definition files that name codes."""
    return {row.code: value(row) for row in organisations()}
