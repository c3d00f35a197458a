"""What every test may use: skipping by the name of a missing part, and a fresh PostgreSQL database.

``@pytest.mark.needs("postgres", "shared")`` on a test, or ``require("shared")`` in a fixture or
at the top of a module; see ``tests/require.py``.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import require as parts
from tests.databases import fresh_database

TESTS = parts.ROOT / "tests"
FAULTS = TESTS / "faults"
# Thousands of cases each: make hostile, so that make test stays quick.
HOSTILE = [
    TESTS / path
    for path in (
        "fuzz",
        "hostile",
        "cli/test_hostile_addresses.py",
        "core/net/test_hostile_doors.py",
        "core/net/test_hostile_names.py",
        "core/net/test_hostile_urls.py",
        "core/securing/test_mutations.py",
        "core/securing/canonical/test_every_place_is_covered.py",
        "core/verifying/test_any_bytes.py",
        "core/verifying/test_every_place.py",
        "core/verifying/test_presentations_huge.py",
        "core/verifying/test_what_suites_try.py",
        "web/vcapi/test_what_data_model_suites_send.py",
    )
]


def pytest_configure(config: pytest.Config) -> None:
    parts.required()  # a misspelt CREDSTONE_REQUIRE stops the run before it starts


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by folder, and let a soak be one only when asked: ``make soak`` sets CREDSTONE_SOAK."""
    for item in items:
        if item.path.is_relative_to(FAULTS):
            item.add_marker(pytest.mark.faults)
        if any(item.path.is_relative_to(path) for path in HOSTILE):
            item.add_marker(pytest.mark.hostile)
        if item.get_closest_marker("soak") and not os.environ.get("CREDSTONE_SOAK"):
            item.add_marker(pytest.mark.skip(reason="a long campaign: make soak"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    for mark in item.iter_markers("needs"):
        parts.require(*mark.args)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Close with one list of what this machine could not show, by part."""
    by_reason: dict[str, int] = defaultdict(int)
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longreprtext
        by_reason[reason.removeprefix("Skipped: ")] += 1
    if not by_reason:
        return
    terminalreporter.section("not shown on this machine", sep="-")
    for reason, count in sorted(by_reason.items()):
        tests = "1 test or file" if count == 1 else f"{count} tests or files"
        terminalreporter.line(f"{tests}: {reason}")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of foreign test data; skips by name where it is absent."""
    parts.require("shared")
    return parts.SHARED


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The address of an empty PostgreSQL database of the test's own, dropped afterwards."""
    parts.require("postgres")
    with fresh_database() as url:
        yield url
