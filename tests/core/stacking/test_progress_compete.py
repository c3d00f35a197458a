"""Several requirements ask for the same few credentials, and the answer names them all."""

from __future__ import annotations

from credstone.stacking.compete import Shortage, Wants, shortage


def _one_each(*holdings: str) -> dict[str, int]:
    return dict.fromkeys(holdings, 1)


def test_three_requirements_compete_for_two_credentials() -> None:
    both = frozenset({"a", "b"})
    wants = {leaf: Wants(1, both) for leaf in ("maths", "logic", "proof")}
    found = shortage("proof", wants, _one_each("a", "b"), {"a": "maths", "b": "logic"})
    assert found == Shortage(("maths", "logic", "proof"), ("a", "b"), 3, 2)


def test_what_competes_only_through_another_requirement_is_found_too() -> None:
    wants = {
        "maths": Wants(1, frozenset({"a", "b"})),
        "logic": Wants(1, frozenset({"b"})),
        "proof": Wants(1, frozenset({"a"})),
    }
    found = shortage("proof", wants, _one_each("a", "b"), {"a": "maths", "b": "logic"})
    assert found == Shortage(("maths", "logic", "proof"), ("a", "b"), 3, 2)


def test_requirements_that_are_not_needed_for_the_shortage_are_left_out() -> None:
    wants = {
        "maths": Wants(1, frozenset({"a", "c"})),
        "logic": Wants(1, frozenset({"c", "d"})),
        "proof": Wants(2, frozenset({"a"})),
    }
    used_in = {"a": "maths", "c": "logic"}
    found = shortage("proof", wants, _one_each("a", "c", "d"), used_in)
    assert found == Shortage(("maths", "proof"), ("a", "c"), 3, 2)


def test_nobody_competes_when_nothing_that_could_serve_is_held() -> None:
    wants = {"maths": Wants(1, frozenset({"a"})), "proof": Wants(1, frozenset())}
    assert shortage("proof", wants, _one_each("a"), {"a": "maths"}) is None


def test_nobody_competes_while_something_is_left_over() -> None:
    both = frozenset({"a", "b"})
    wants = {"maths": Wants(1, both), "proof": Wants(1, both)}
    assert shortage("proof", wants, _one_each("a", "b"), {"a": "maths"}) is None


def test_credits_run_short_as_counts_do() -> None:
    both = frozenset({"a", "b"})
    wants = {"maths": Wants(1000, both), "proof": Wants(1000, both)}
    found = shortage("proof", wants, {"a": 1000, "b": 500}, {"a": "maths", "b": "proof"})
    assert found == Shortage(("maths", "proof"), ("a", "b"), 2000, 1500)
