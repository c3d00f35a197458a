"""However many slow hosts a credential names, one verification waits for all of them once (P12)."""

from __future__ import annotations

import time
from itertools import count

import pytest

from credstone.errors import Unavailable
from credstone.net.fetch import CREDENTIAL_TYPES, TOTAL_SECONDS, Fetcher
from credstone.net.wire import Patience
from tests.core.net.servers import Canary


def _slow(_name: str) -> list[str]:
    time.sleep(0.4)
    return []


def test_slow_hosts_share_the_seconds_of_one_verification() -> None:
    fetcher = Fetcher(network=True, lookup=_slow, seconds=0.3, patience=Patience(0.5))
    begun, asked = time.monotonic(), count(1)
    for number in range(20):
        with pytest.raises(Unavailable):
            fetcher.get(f"https://host{next(asked)}.example/{number}", accept=CREDENTIAL_TYPES)
    assert time.monotonic() - begun < 1.5


def test_when_the_time_is_up_no_further_host_is_asked(canary: Canary) -> None:
    fetcher = Fetcher(
        network=True,
        lookup=lambda _name: ["93.184.215.14"],
        dial=canary.dial,
        patience=Patience(0.0),
    )
    with pytest.raises(Unavailable, match="all the time there was"):
        fetcher.get("https://host.example/", accept=CREDENTIAL_TYPES)
    assert canary.connections() == 0


def test_the_command_gives_one_verification_the_seconds_of_one_fetch() -> None:
    patience = Fetcher.for_one_verification(network=True).patience
    assert patience is not None
    assert patience.seconds == TOTAL_SECONDS
