"""Status indices: drawn from a secret permutation, each given to one credential, ever."""

from __future__ import annotations

from django.db import transaction

from credstone.model.credential import StatusPurpose
from credstone.status.bitstring import MINIMUM_ENTRIES
from credstone.status.permutation import index_at
from credstone.transparency.leaf import LeafKind
from credstone.verifying.report import ReasonCode, Verdict
from credstone.web.accounts import queries as accounts
from credstone.web.records import commands, queries, rotation
from credstone.web.records.models import StatusIndex, StatusList
from tests.web.office import Office, now, result


def nearly_full(left: int) -> None:
    """Let every open list have room for ``left`` more credentials."""
    StatusList.objects.update(next_position=MINIMUM_ENTRIES - left)


def test_each_credential_has_one_place_for_each_purpose(office: Office) -> None:
    version = office.opened()
    office.award(version, *(result(number) for number in range(5)))

    for purpose in StatusPurpose:
        row = StatusList.objects.get(purpose=purpose.value)
        used = list(StatusIndex.objects.filter(list=row).values_list("index", flat=True))
        drawn = [index_at(bytes(row.secret), position, row.length) for position in range(5)]
        assert sorted(used) == sorted(drawn)
        assert row.next_position == 5
    assert StatusList.objects.values("secret").distinct().count() == 2


def test_places_tell_nothing_about_the_order(office: Office) -> None:
    office.award(office.opened(), *(result(number) for number in range(8)))
    revocations = StatusIndex.objects.filter(purpose="revocation").order_by("pk")
    indices = list(revocations.values_list("index", flat=True))
    assert indices != sorted(indices)
    assert max(indices) > 1000  # eight neighbours at the front would be one in 10^17


def test_a_full_list_is_followed_by_the_next(office: Office) -> None:
    version = office.opened()
    office.one(version, result(0))
    nearly_full(2)
    rows = office.award(version, *(result(number) for number in range(1, 6)))

    for purpose in StatusPurpose:
        old, new = StatusList.objects.filter(purpose=purpose.value).order_by("next_position")[::-1]
        assert (old.next_position, new.next_position) == (MINIMUM_ENTRIES, 3)
    credentials = [queries.credential(row.credential_ids[0]) for row in rows]
    office.change(credentials[0], LeafKind.REVOKE)  # the last but one of the old list
    office.change(credentials[4], LeafKind.REVOKE)  # the last of the new list
    reasons = [office.verify(row).reasons[0] for row in credentials]
    unknown, revoked = ReasonCode.ISSUER_UNKNOWN, ReasonCode.REVOKED
    assert reasons == [revoked, unknown, unknown, unknown, revoked]


def test_a_list_that_is_exactly_full_is_not_touched_again(office: Office) -> None:
    version = office.opened()
    office.one(version, result(0))
    nearly_full(1)
    for number in range(1, 4):
        office.one(version, result(number))
    positions = sorted(StatusList.objects.values_list("next_position", flat=True))
    assert positions == [2, 2, MINIMUM_ENTRIES, MINIMUM_ENTRIES]


def test_what_is_undone_uses_no_place_and_the_next_one_is_no_repetition(office: Office) -> None:
    order = office.order(office.opened())
    with transaction.atomic():
        commands.reserve(order, [result(1)], now())
        transaction.set_rollback(True)  # killed before the commit
    assert not StatusIndex.objects.exists()
    commands.reserve(order, [result(1)], now())
    assert sorted(StatusList.objects.values_list("next_position", flat=True)) == [1, 1]


def test_every_issuer_has_lists_of_its_own(office: Office) -> None:
    office.one(office.opened())
    office.add("hub")
    office.one(office.publish(office.definition("hub")))
    assert StatusList.objects.count() == 4
    for index in StatusIndex.objects.select_related("list", "credential"):
        assert index.list.tenant_id == index.credential.tenant_id


def test_a_new_name_begins_new_lists(office: Office) -> None:
    office.one(office.opened())
    rotation.rotate_key(office.place, accounts.organisation("ub"))
    row = office.one(office.publish(office.definition(version="2")))
    assert StatusList.objects.count() == 4
    assert office.verify(row).verdict is Verdict.VALID


def test_the_permutation_gives_every_place_once(office: Office) -> None:
    # The register counts positions; that no two of them share an index is arithmetic.
    office.one(office.opened())
    secret = bytes(StatusList.objects.all()[0].secret)
    indices = {index_at(secret, position, MINIMUM_ENTRIES) for position in range(MINIMUM_ENTRIES)}
    assert indices == set(range(MINIMUM_ENTRIES))
