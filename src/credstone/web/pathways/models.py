"""The ledger's rows: grants of stacks and the uses they rest on.

Rows are added and marked, never deleted: yesterday's decision still rests on what it rested on.
``rules`` keeps the version of the stack that was granted, whole.
"""

from __future__ import annotations

from enum import StrEnum
from uuid import uuid4

from django.db import models

from credstone.model.stack import AwardedBy
from credstone.web.accounts.models import Organisation
from credstone.web.records.models import Award


class GrantState(StrEnum):
    """Whether a grant stands. A replaced one was granted anew, after a re-opening or renewal."""

    GRANTED = "granted"
    REOPENED = "re-opened"
    REPLACED = "replaced"


class StackGrant(models.Model):
    """One version of a stack, granted to one learner, as the award of the larger credential.

    ``number`` counts how often the same learner was granted it. ``decided_by`` is "" where the
    rules alone decide. ``lapses_on`` is the last day it stands without a renewal.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    tenant = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    award = models.OneToOneField(Award, on_delete=models.PROTECT)
    stack = models.CharField(max_length=256)
    version = models.CharField(max_length=128)
    number = models.PositiveIntegerField()
    rules = models.TextField()
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in GrantState])
    by = models.CharField(max_length=16, choices=[(b.value, b.value) for b in AwardedBy])
    decided_by = models.CharField(max_length=256, default="")
    decided_on = models.DateField()
    lapses_on = models.DateField(null=True)
    created = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("tenant", "stack", "version")),)
        ordering = ("created", "number")


class GrantedUse(models.Model):
    """One award (its id, ours or a stranger's) counted in one requirement of a granted stack.

    ``ended`` is the day on which a review found that it counts no longer, and ``why``.
    """

    grant = models.ForeignKey(StackGrant, on_delete=models.PROTECT, related_name="uses")
    award = models.CharField(max_length=512)
    requirement = models.CharField(max_length=256)
    credits = models.DecimalField(max_digits=12, decimal_places=2)
    decided_on = models.DateField()
    ended = models.DateField(null=True)
    why = models.TextField(default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("grant", "award", "requirement"), name="one_use"),
        )
        indexes = (models.Index(fields=("award",)),)
        ordering = ("pk",)
