"""What offers cost, and that silence never looks cheap."""

from __future__ import annotations

from datetime import date

from credstone.model.plan import Criterion
from credstone.stacking.costs import Costs, costs_of
from tests.core.stacking.plan_stories import TODAY, offer


def _of(costs: Costs, criterion: Criterion) -> list[int]:
    return [costs.figures[criterion].of(at) for at in range(len(costs.offers))]


def test_an_unknown_price_counts_as_the_dearest() -> None:
    costs = costs_of(
        (offer("A", price=90), offer("B", price=None), offer("C", price=250)), "ects", TODAY
    )
    assert _of(costs, Criterion.COST) == [9000, 25000, 25000]


def test_a_price_in_another_currency_is_as_good_as_unknown() -> None:
    offers = (offer("A", price=90), offer("B", price=10, currency="DKK"), offer("C", price=80))
    assert _of(costs_of(offers, "ects", TODAY), Criterion.COST) == [9000, 9000, 8000]


def test_credits_in_another_unit_are_as_good_as_unknown() -> None:
    offers = (offer("A", 5), offer("B", 60, unit="hours"))
    assert _of(costs_of(offers, "ects", TODAY), Criterion.CREDITS) == [500, 500]


def test_where_nobody_states_a_price_all_cost_the_same() -> None:
    costs = costs_of((offer("A", price=None), offer("B", price=None)), "ects", TODAY)
    assert not costs.figures[Criterion.COST].any_stated
    assert len(set(_of(costs, Criterion.COST))) == 1


def test_weeks_are_reckoned_from_the_days_when_they_are_not_stated() -> None:
    one = offer("A", weeks=None, starts_on=date(2026, 10, 5), ends_on=date(2026, 10, 18))
    assert _of(costs_of((one,), "ects", TODAY), Criterion.TIME) == [200]


def test_last_days_count_only_when_every_offer_states_one() -> None:
    dated = offer("A", ends_on=date(2026, 10, 11))
    assert costs_of((dated,), "ects", TODAY).last_days == (10,)
    assert costs_of((dated, offer("B")), "ects", TODAY).last_days is None
