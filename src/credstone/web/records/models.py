"""The register's rows. What was signed is kept verbatim; every column is only an index to it.

The promises live in the constraints: one credential per (award, format, version), one award per
(tenant, idempotency key), one credential per (list, index), one leaf per sequence number.
"""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from credstone.model.credential import CredentialState, StatusPurpose
from credstone.ports import KeyType
from credstone.transparency.leaf import LeafKind
from credstone.web.accounts.models import Organisation


class AchievementVersion(models.Model):
    """A published definition: frozen, found by code and version, bound by its content hash."""

    tenant = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    code = models.CharField(max_length=128)
    version = models.CharField(max_length=64)
    uri = models.CharField(max_length=512)
    content = models.TextField()
    sha256 = models.CharField(max_length=64)
    published = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("tenant", "code", "version"), name="one_version"),
        )
        ordering = ("code", "published")

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class Consent(models.Model):
    """A joint awarding body's signed consent to one achievement version."""

    achievement = models.ForeignKey(AchievementVersion, on_delete=models.PROTECT)
    body = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    document = models.BinaryField()
    created = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("achievement", "body"), name="one_consent"),)


class ColumnMapping(models.Model):
    """How this tenant's spreadsheets name their columns: remembered per set of headers."""

    tenant = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    headers_sha256 = models.CharField(max_length=64)
    mapping = models.TextField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("tenant", "headers_sha256"), name="one_mapping"),
        )


class Award(models.Model):
    """One person's earning of one achievement version.

    ``idempotency_key`` is derived from achievement version, learner and occasion, so that the
    same result is awarded once however often it is handed in. ``content`` is the request as
    canonical JSON; ``learner_uri`` is what credentials name the learner by.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    tenant = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    achievement = models.ForeignKey(AchievementVersion, on_delete=models.PROTECT)
    idempotency_key = models.CharField(max_length=64)
    learner_uri = models.CharField(max_length=512)
    content = models.TextField()
    created = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("tenant", "idempotency_key"), name="one_award"),
        )


class StatusList(models.Model):
    """A list of status bits. ``secret`` keys the permutation from position to index.

    ``next_position`` only ever grows, under the row's lock: that is what keeps an index from
    being used twice. ``issuer_did`` and ``key`` are those that sign the list.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    tenant = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    purpose = models.CharField(max_length=16, choices=[(p.value, p.value) for p in StatusPurpose])
    issuer_did = models.CharField(max_length=512)
    key = models.CharField(max_length=256)
    url = models.CharField(max_length=512, unique=True)
    length = models.PositiveIntegerField()
    secret = models.BinaryField()
    next_position = models.PositiveIntegerField(default=0)
    created = models.DateTimeField()


class Credential(models.Model):
    """One credential of an award in one format. ``format`` names format and mechanism."""

    id = models.UUIDField(primary_key=True, default=uuid4)
    award = models.ForeignKey(Award, on_delete=models.PROTECT)
    tenant = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    format = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=1)
    state = models.CharField(max_length=16, choices=[(s.value, s.value) for s in CredentialState])
    key = models.CharField(max_length=256)
    method_id = models.CharField(max_length=512)
    key_type = models.CharField(max_length=16, choices=[(t.value, t.value) for t in KeyType])
    reserved = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    replaced_by = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaces"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("award", "format", "version"), name="one_credential_per_award"
            ),
        )
        indexes = (models.Index(fields=("tenant", "state")),)


class Intent(models.Model):
    """The exact unsigned bytes that were reserved, and nothing else may be signed for them."""

    credential = models.OneToOneField(Credential, primary_key=True, on_delete=models.PROTECT)
    unsigned = models.BinaryField()


class SecuredDocument(models.Model):
    """The signed bytes, verbatim, with their digest."""

    credential = models.OneToOneField(Credential, primary_key=True, on_delete=models.PROTECT)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)


class StatusIndex(models.Model):
    """The bit of one credential on one list. A used index stays used: rows are never deleted."""

    list = models.ForeignKey(StatusList, on_delete=models.PROTECT)
    index = models.PositiveIntegerField()
    credential = models.ForeignKey(Credential, on_delete=models.PROTECT)
    purpose = models.CharField(max_length=16)
    value = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("list", "index"), name="one_credential_per_index"),
            models.UniqueConstraint(fields=("credential", "purpose"), name="one_index_per_purpose"),
        )
        indexes = (models.Index(fields=("list", "value")),)


class StatusEvent(models.Model):
    """What was decided about an issued credential, when and why. ``note`` stays private."""

    credential = models.ForeignKey(Credential, on_delete=models.PROTECT)
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in LeafKind])
    time = models.DateTimeField()
    reason = models.CharField(max_length=64)
    note = models.TextField(default="")


class Sequencer(models.Model):
    """The one row whose lock orders all leaves; ``next`` is the next sequence number."""

    next = models.BigIntegerField(default=0)


class LeafRow(models.Model):
    """A leaf of the future log. Erasing ``salt`` cuts the link to the content it commits to."""

    sequence = models.BigIntegerField(primary_key=True)
    credential = models.ForeignKey(Credential, on_delete=models.PROTECT)
    kind = models.CharField(max_length=16, choices=[(k.value, k.value) for k in LeafKind])
    time = models.DateTimeField()
    salt = models.BinaryField()
    commit = models.BinaryField()
    hash = models.BinaryField()
