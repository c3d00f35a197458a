"""What stands in an answer for people, with colour and without."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from credstone.cli.paper import Paper
from credstone.cli.pathway.shown import show_progress
from credstone.model.enrolment import AwardUse, Enrolment, Waiver
from credstone.model.progress import Progress
from credstone.model.selector import Selector
from tests.core.stacking.answers import credits, day, every, take, told
from tests.core.stacking.credentials import holding


def _shown(progress: Progress) -> str:
    stream = io.StringIO()
    show_progress(progress, Paper(stream))
    return " ".join(stream.getvalue().split())


def test_what_is_not_proven_says_so_beside_the_headline() -> None:
    answer = told(take("law", "LAW"), holding("LAW"))
    assert "not proven" not in _shown(answer)
    assert "Best found, not proven" in _shown(replace(answer, proven=False))


def test_of_a_waived_group_the_parts_are_not_listed() -> None:
    waiver = Waiver("rules", "dean", "C. Costa", day("2026-01-10"))
    rules = every(take("law", "LAW"), waivable_by="dean")
    text = _shown(told(rules, enrolment=Enrolment(waivers=(waiver,))))
    assert "✓ waived: rules: waived by C. Costa (dean) on 2026-01-10" in text
    assert "law" not in text


def test_of_many_that_do_not_count_the_nearest_five_are_shown() -> None:
    held = [holding(f"C{number}") for number in range(8)]
    text = _shown(told(take("high", select=Selector(eqf_min=7)), *held))
    assert text.count("does not count: C") == 5 + 8
    assert "… and 3 more: pathway explain tells them" in text


def test_a_use_that_is_cut_and_granted_says_both() -> None:
    use = AwardUse("a", "data", "points", credits(4), day("2026-04-01"))
    leaf = take("points", select=Selector(), min_credits=credits(4), per_item_cap=credits(4))
    text = _shown(told(leaf, holding("A"), enrolment=Enrolment(granted=(use,))))
    assert (
        "counts: A (A): 4 credits (of its 5, since one credential brings at most 4 credits "
        "here), granted on 2026-04-01"
    ) in text


def test_who_holds_nothing_yet_is_told_so() -> None:
    assert "Credentials None yet." in _shown(told(take("law", "LAW")))


def test_colour_adds_nothing_that_the_words_do_not_say(monkeypatch: pytest.MonkeyPatch) -> None:
    answer = told(every(take("law", "LAW"), take("art", "ART")), holding("LAW"))
    plain = _shown(answer)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in _shown(answer)
    monkeypatch.setenv("NO_COLOR", "1")
    without = _shown(answer)
    assert "\x1b[3" not in without
    for word in ("✓ met: law", "○ open: art", "○ open: rules"):
        assert word in plain
        assert word in without
