"""Rows of organisations. The definition file is kept as canonical JSON; columns index it."""

from __future__ import annotations

from django.db import models


class Organisation(models.Model):
    """An awarding body of this home; it is the tenant of what it awards.

    ``did`` is what new credentials carry; ``content`` the organisation's canonical JSON. ``key``
    and ``status_key`` are keystore ids; with a did:key both are one key, since such a DID names
    exactly one (docs/adr/0004-keys-and-dids.md).
    """

    code = models.CharField(max_length=64, primary_key=True)
    did = models.CharField(max_length=512, unique=True)
    content = models.TextField()
    key = models.CharField(max_length=256)
    status_key = models.CharField(max_length=256)
    created = models.DateTimeField()

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code
