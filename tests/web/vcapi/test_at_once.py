"""Sixty-four at once: an index of its own for each, and no revocation lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.web.vcapi.callers import Integrator, Values, a_credential
from tests.web.vcapi.served import Server, serving

CALLERS = 64


@pytest.fixture(params=["sqlite", "postgres"])
def busy(
    request: pytest.FixtureRequest, server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Integrator]:
    """A real server of several processes, on either database."""
    if request.param == "sqlite":
        yield server.integrator
        return
    url = request.getfixturevalue("postgres_url")
    with serving(tmp_path_factory.mktemp("postgres") / "home", database_url=url) as running:
        yield running.integrator


def at_once(work: Callable[[int], Values]) -> list[Values]:
    with ThreadPoolExecutor(CALLERS) as pool:
        return list(pool.map(work, range(CALLERS)))


def test_no_index_is_given_out_twice(busy: Integrator) -> None:
    issued = at_once(lambda _: busy.issued("status", a_credential()))
    entries = [one["credentialStatus"] for one in issued]
    places = {(one["statusListCredential"], one["statusListIndex"]) for one in entries}
    assert len(places) == CALLERS


def test_no_revocation_is_lost(busy: Integrator) -> None:
    issued = [busy.issued("status", a_credential()) for _ in range(8)]

    def ask(number: int) -> Values:
        secured = issued[number % 8]
        if number < 8:
            assert busy.change(secured["id"], "revocation").status == 200
        else:
            assert busy.verify(secured).status in (200, 400)
        return secured

    at_once(ask)
    assert {busy.verify(secured).status for secured in issued} == {400}
