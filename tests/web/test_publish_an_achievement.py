"""Publishing a definition: from then on this version never changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from credstone.errors import Conflict, Refused
from credstone.model.text import Text
from credstone.transparency.content_hash import content_hash
from credstone.web.accounts import queries as accounts
from credstone.web.records import commands, orders, queries
from credstone.web.records.models import AchievementVersion
from tests.web.office import Office, now, result


def test_a_published_version_says_what_was_defined(office: Office) -> None:
    version = office.opened()
    definition = office.definition()

    assert (version.code, version.version, version.uri) == ("MC-ETH-01", "1", definition.id)
    assert version.sha256 == content_hash(definition)
    kept = queries.achievement("ub", "MC-ETH-01")
    assert orders.achievement_of(kept) == definition


def test_the_same_content_again_is_fine(office: Office) -> None:
    first = office.opened()
    assert office.publish(office.definition()).pk == first.pk
    assert AchievementVersion.objects.count() == 1


def test_other_content_under_the_same_version_is_refused(office: Office) -> None:
    version = office.opened()
    changed = replace(office.definition(), title=Text.of({"en": "Ethics of everything"}))

    with pytest.raises(Conflict, match=r"published with other content.*new version"):
        office.publish(changed)
    assert queries.achievement("ub", "MC-ETH-01").sha256 == version.sha256


def test_a_new_version_stands_beside_the_old_one(office: Office) -> None:
    office.opened()
    office.publish(replace(office.definition(version="2"), tags=("ethics",)))

    assert queries.achievement("ub", "MC-ETH-01").version == "2"
    assert queries.achievement("ub", "MC-ETH-01", "1").version == "1"


def test_each_version_is_awarded_for_itself(office: Office) -> None:
    first = office.opened()
    second = office.publish(office.definition(version="2"))
    one, other = office.one(first, result(1)), office.one(second, result(1))
    assert one.award_id != other.award_id


def test_a_copied_definition_that_kept_its_id_is_refused(office: Office) -> None:
    # Awards are told apart by the achievement's id: learners of the copy would be "already
    # awarded" because they had earned the original.
    office.opened()
    copy = replace(office.definition(), code="MC-NEW-01")
    with pytest.raises(Conflict, match=r"MC-NEW-01 1 has the id of MC-ETH-01 1: .*own"):
        office.publish(copy)


def test_a_version_that_kept_the_id_of_the_last_one_is_refused(office: Office) -> None:
    # The id is what credentials and verifiers name this very version by.
    first = office.opened()
    second = replace(office.definition(version="2"), id=first.uri)
    with pytest.raises(Conflict, match=r"MC-ETH-01 2 has the id of MC-ETH-01 1: .*own"):
        office.publish(second)
    assert office.publish(office.definition()).pk == first.pk


def test_only_the_issuer_publishes(office: Office) -> None:
    office.opened()
    office.add("hub")
    with pytest.raises(Refused, match="not issued by hub"):
        commands.publish_achievement(accounts.organisation("hub"), office.definition(), now())


def test_an_unknown_achievement_is_answered_with_those_there_are(office: Office) -> None:
    office.opened()
    with pytest.raises(Refused, match=r"no published achievement MC-X.*MC-ETH-01"):
        queries.achievement("ub", "MC-X")
    with pytest.raises(Refused, match="no published achievement MC-ETH-01 9"):
        queries.find_achievement("MC-ETH-01", "9")


def test_a_code_that_two_organisations_use_is_asked_back(office: Office) -> None:
    office.opened()
    office.add("hub")
    office.publish(replace(office.definition("hub"), id="urn:uuid:another"))
    with pytest.raises(Refused, match=r"published by hub, ub.*--issuer"):
        queries.find_achievement("MC-ETH-01")
