"""Changing an issuer's key between two runs, never in the middle of one.

What was reserved names the key that shall sign it, so it is finished first: afterwards that key
signs no credential any more, and what is reserved for it could never be finished.
"""

from __future__ import annotations

from django.db import transaction

from credstone.errors import Conflict
from credstone.web.accounts import commands as accounts
from credstone.web.accounts.models import Organisation
from credstone.web.records import award_run, queries
from credstone.web.records.allocation import lock
from credstone.web.wiring import Workplace


def rotate_key(place: Workplace, row: Organisation) -> Organisation:
    """Finish what is reserved, then give the organisation a new issuing key.

    With a did:key the DID changes too, so that achievements need a new version before they are
    awarded again. What fails to be finished stays as it is and does not stand in the way. Raises
    ``Conflict`` when a run reserved more in the meantime.
    """
    failed = {one for done in award_run.resume(row, place.signer) for one in done.failed}
    with transaction.atomic():
        lock()  # nobody reserves while this is held; whoever comes after sees the new key
        if not failed.issuperset(queries.unfinished(row.pk)):
            raise Conflict(
                f"credentials of {row.code} are being awarded in this moment",
                fix="Rotate the key when that run has ended.",
            )
        return accounts.rotate_key(place.signer, row)
