"""The second wall: what no command of ours would do, the database refuses as well."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import IntegrityError, models, transaction

from credstone.web.records.models import (
    AchievementVersion,
    Award,
    Credential,
    LeafRow,
    StatusIndex,
    StatusList,
)
from tests.web.office import Office, result


def a_second_credential() -> models.Model:
    row = Credential.objects.get()
    row.pk = uuid4()
    return row


def a_second_award() -> models.Model:
    row = Award.objects.get()
    row.pk = uuid4()
    return row


def an_index_twice() -> models.Model:
    row = StatusIndex.objects.filter(purpose="revocation").get()
    row.pk, row.purpose = None, "suspension-again"
    return row


def two_indices_for_one_purpose() -> models.Model:
    row = StatusIndex.objects.filter(purpose="revocation").get()
    row.pk, row.index = None, row.index ^ 1
    return row


def a_sequence_number_twice() -> models.Model:
    return LeafRow.objects.get()


def a_version_twice() -> models.Model:
    row = AchievementVersion.objects.get()
    row.pk = None
    return row


def a_list_address_twice() -> models.Model:
    row = StatusList.objects.filter(purpose="revocation").get()
    row.pk = uuid4()
    return row


def a_credential_of_nobody() -> models.Model:
    row = Credential.objects.get()
    row.pk, row.version, row.award_id = uuid4(), 2, uuid4()
    return row


@pytest.mark.parametrize(
    "spoil",
    [
        a_second_credential,
        a_second_award,
        an_index_twice,
        two_indices_for_one_purpose,
        a_sequence_number_twice,
        a_version_twice,
        a_list_address_twice,
        a_credential_of_nobody,
    ],
)
def test_it_stands(office: Office, spoil: Callable[[], models.Model]) -> None:
    office.one(office.opened(), result(1))
    row = spoil()
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


@pytest.mark.parametrize("table", [Award, Credential, StatusList, AchievementVersion])
def test_nothing_that_others_rest_on_is_deleted(office: Office, table: type[models.Model]) -> None:
    office.one(office.opened())
    rows = table._default_manager.all()
    with pytest.raises(IntegrityError), transaction.atomic():
        rows._raw_delete(rows.db)  # as plain SQL would


def test_tables_refer_downward_only() -> None:
    # Foreign keys given as strings escape import-linter: records may know accounts, not the
    # other way round.
    floors = {"accounts": 0, "records": 1, "vcapi": 1, "pathways": 2}
    for model in apps.get_models():
        for field in model._meta.get_fields():
            target = field.related_model if field.concrete else None
            if isinstance(target, type):
                above, below = model._meta.app_label, target._meta.app_label
                assert floors[below] <= floors[above], f"{model.__name__}.{field.name}"


def test_the_migrations_say_what_the_models_say(database_url: str) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
