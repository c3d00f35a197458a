"""What an offer costs a learner: a credential, credits, money, weeks, examinations.

Turns what a catalogue states into whole numbers that can be compared, and says what it put in the
place of what a catalogue leaves out. Choosing by them is left to ``cheapest``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal

from credstone.model.learning import Offer
from credstone.model.plan import Criterion


@dataclass(frozen=True)
class Figures:
    """One number for each offer, in hundredths or (``EXAMS``, ``CREDENTIALS``) as counted.

    None stands for what the catalogue leaves out; ``stand_in`` is what it counts as: the most
    that any other offer costs, so that silence never looks cheap. ``unit`` is what is counted.
    """

    stated: tuple[int | None, ...]
    stand_in: int
    unit: str

    def of(self, offer: int) -> int:
        """What the offer (its index) counts as."""
        stated = self.stated[offer]
        return self.stand_in if stated is None else stated

    @property
    def any_stated(self) -> bool:
        """Whether the catalogue says it of at least one offer."""
        return any(one is not None for one in self.stated)


@dataclass(frozen=True)
class Costs:
    """The figures of all offers, by criterion.

    ``last_days`` are days from the day of the check to the end of each offer, when every offer
    states its last day: then ``TIME`` is the latest of them, otherwise weeks one after another.
    """

    offers: tuple[Offer, ...]
    figures: dict[Criterion, Figures]
    last_days: tuple[int, ...] | None

    def key(self, offer: int) -> tuple[int | None, ...]:
        """Equal for offers that cost the same in every way."""
        last = None if self.last_days is None else self.last_days[offer]
        return (last, *(self.figures[criterion].stated[offer] for criterion in Criterion))


def costs_of(offers: Sequence[Offer], unit: str, at: date) -> Costs:
    """What ``offers`` cost; credits are read in ``unit``, days are counted from ``at``."""
    currency = commonest_currency(offers)

    def figures(read: Callable[[Offer], Decimal | int | None], of: str) -> Figures:
        stated = tuple(_hundredths(read(offer)) for offer in offers)
        return Figures(stated, max((one for one in stated if one is not None), default=1), of)

    ends = [offer.ends_on for offer in offers]
    last_days = tuple((end - at).days for end in ends if end is not None)
    return Costs(
        tuple(offers),
        {
            Criterion.CREDENTIALS: Figures((1,) * len(offers), 1, "credentials"),
            Criterion.CREDITS: figures(lambda offer: _credits(offer, unit), f"{unit} credits"),
            Criterion.COST: figures(lambda offer: _price(offer, currency), currency),
            Criterion.TIME: figures(weeks_of, "weeks"),
            Criterion.EXAMS: Figures(tuple(offer.exams for offer in offers), 0, "exams"),
        },
        last_days if offers and len(last_days) == len(offers) else None,
    )


def commonest_currency(offers: Sequence[Offer]) -> str:
    """The currency of most prices, the first by letters among equals; prices in others, which
    nobody here can convert, are as good as unknown."""
    each_once = dict.fromkeys(offers)
    counted = Counter(offer.currency for offer in each_once if offer.price is not None)
    return min(counted, key=lambda one: (-counted[one], one), default="")


def weeks_of(offer: Offer) -> Decimal | None:
    """How long it lasts: as stated, or from its first to its last day."""
    if offer.weeks is not None:
        return offer.weeks
    if offer.starts_on is None or offer.ends_on is None or offer.ends_on < offer.starts_on:
        return None
    return Decimal((offer.ends_on - offer.starts_on).days + 1) / 7


def _credits(offer: Offer, unit: str) -> Decimal | None:
    return offer.learning.credits if offer.learning.unit == unit else None


def _price(offer: Offer, currency: str) -> Decimal | None:
    return offer.price if offer.currency == currency else None


def _hundredths(value: Decimal | int | None) -> int | None:
    """Rounded up, so that nothing is cheaper here than it is."""
    if value is None:
        return None
    return int((Decimal(value) * 100).to_integral_value(ROUND_CEILING))
