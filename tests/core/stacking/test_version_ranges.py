"""A version is covered by a range as people mean it; labels that are no numbers stay labels."""

from __future__ import annotations

import pytest

from credstone.stacking.version_ranges import covers, is_number, misread


@pytest.mark.parametrize(
    ("versions", "version"),
    [
        ("", "anything"),
        ("1.x", "1.0"),
        ("1.x", "1"),
        ("1.x", "1.10.3"),
        ("1.*", "1.4"),
        ("2.1.x", "2.1.7"),
        ("1.0", "1.0"),
        ("1.0", "1"),
        (">=2.0 <3", "2.0"),
        (">=2.0 <3", "2.10"),
        (">= 2.0 < 3", "2.5"),
        (">1.9", "1.10"),
        ("<=1", "1.0.0"),
        ("=1.0", "1"),
        ("1.0|1.1", "1.1"),
        ("1.x|>=3", "4"),
        ("spring-2026", "spring-2026"),
        ("WS 2026", "WS 2026"),
        ("a|b", "b"),
        ("x", "7.2"),
    ],
)
def test_a_version_in_the_range(versions: str, version: str) -> None:
    assert covers(versions, version)


@pytest.mark.parametrize(
    ("versions", "version"),
    [
        ("1.x", "2.0"),
        ("1.x", "10.0"),
        ("1.x", "1-beta"),
        ("2.1.x", "2"),
        ("1.0", "1.0.1"),
        (">=2.0 <3", "3.0"),
        (">=2.0 <3", "1.9"),
        (">=2.0", "spring-2026"),
        ("1.0|1.1", "1.2"),
        ("spring-2026", "Spring-2026"),
        (">=spring", "spring"),
        ("x", "spring"),
    ],
)
def test_a_version_outside_the_range(versions: str, version: str) -> None:
    assert not covers(versions, version)


def test_what_cannot_be_compared_is_told() -> None:
    assert misread(">=spring") == ">= needs a dotted number, not 'spring'"
    assert misread("1.0|") == "an alternative is empty"
    assert misread(">=2.0 <3|spring-2026|1.x") == ""


def test_only_dotted_numbers_are_numbers() -> None:
    assert is_number("1.10")
    assert not is_number("v1")
    assert not is_number("9" * 5000)
