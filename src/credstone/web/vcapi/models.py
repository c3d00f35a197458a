"""The profile's rows: status lists and the indices drawn from them, and nothing of a credential.

A credential is found again by the SHA-256 of its id. One index is given out once: the constraint
holds whatever the code does.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from credstone.model.credential import StatusPurpose


class StatusList(models.Model):
    """A list of status bits, named by ``url``, and the newest signed form of it.

    ``secret`` keys the permutation from position to index; ``next_position`` only ever grows,
    under the row's lock. ``changes`` counts how often a bit changed, ``signed_changes`` how many
    of these ``signed`` knows; after ``sign_again`` it is signed anew though nothing changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    url = models.CharField(max_length=512, unique=True)
    purpose = models.CharField(max_length=16, choices=[(p.value, p.value) for p in StatusPurpose])
    issuer_did = models.CharField(max_length=512)
    key = models.CharField(max_length=256)
    length = models.PositiveIntegerField()
    secret = models.BinaryField()
    next_position = models.PositiveIntegerField(default=0)
    created = models.DateTimeField()
    changes = models.PositiveBigIntegerField(default=0)
    signed = models.BinaryField(null=True)
    signed_changes = models.PositiveBigIntegerField(default=0)
    sign_again = models.DateTimeField(null=True)


class StatusIndex(models.Model):
    """One index of one list, given to one credential for ever; ``is_set`` is its bit."""

    list = models.ForeignKey(StatusList, on_delete=models.PROTECT)
    index = models.PositiveIntegerField()
    credential_sha256 = models.CharField(max_length=64, db_index=True)
    is_set = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("list", "index"), name="vcapi_one_credential_per_index"
            ),
        )
        indexes = (models.Index(fields=("list", "is_set"), name="vcapi_set_bits"),)
