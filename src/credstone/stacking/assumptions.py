"""What a plan rests on without anybody having said so, in plain sentences."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from credstone.formats import compact
from credstone.model.learning import Catalogue, Offer
from credstone.model.plan import Confirm, Criterion
from credstone.model.stack import Stack
from credstone.stacking.costs import Costs
from credstone.stacking.offers import grades_asked
from credstone.stacking.question import Question
from credstone.stacking.way import Steps

_WORDS = {
    Criterion.COST: ("price", "the dearest that could serve"),
    Criterion.CREDITS: ("number of credits", "the most of those that could serve"),
    Criterion.TIME: ("length", "the longest that could serve"),
}


def of_the_plan(
    question: Question, catalogue: Catalogue, criterion: Criterion, costs: Costs
) -> tuple[str, ...]:
    """What every way of a plan rests on."""
    stack = question.stack
    prices = catalogue.prices_of
    priced = f"its prices are of {prices}" if prices else "it does not date its prices"
    return (
        f"Judged on {question.at} by version {stack.version} of {stack.id}.",
        f"On offer is what catalogue {catalogue.id}, version {catalogue.version}, lists; {priced}.",
        _about_grades(stack),
        _about_time(criterion, costs),
        *_about_silence(criterion, costs),
    )


def of_the_way(
    question: Question, criterion: Criterion, steps: Steps, costs: Costs
) -> tuple[str, ...]:
    """What one way rests on besides."""
    taken = [offer for step in steps.learnt for offer in step.among]
    return (
        *_about_unknown(criterion, taken, costs),
        *_about_issuers(question, taken),
        *map(_about_confirmation, steps.confirmed),
    )


def _about_grades(stack: Stack) -> str:
    passed = "Every step is passed"
    if not any(grades_asked(stack)):
        return f"{passed}."
    return f"{passed}, with the best grade that the stack asks for in its scheme."


def _about_time(criterion: Criterion, costs: Costs) -> str:
    if criterion is Criterion.TIME and costs.last_days is not None:
        return "Offers run side by side: what counts is the latest last day."
    return "Offers are taken one after another, so their weeks add up."


def _about_silence(criterion: Criterion, costs: Costs) -> Iterator[str]:
    """Criteria of which the whole catalogue says nothing."""
    for one in dict.fromkeys((criterion, Criterion.COST)):
        if one in _WORDS and costs.offers and not costs.figures[one].any_stated:
            yield f"No offer states its {_WORDS[one][0]}, so all count the same."


def _about_unknown(criterion: Criterion, taken: list[Offer], costs: Costs) -> Iterator[str]:
    places = {id(offer): at for at, offer in enumerate(costs.offers)}
    for one in dict.fromkeys((criterion, Criterion.COST)):
        figures = costs.figures[one]
        if one not in _WORDS or not figures.any_stated:
            continue
        what, most = _WORDS[one]
        counted = compact.decimal(Decimal(figures.stand_in) / 100)
        for offer in taken:
            if figures.stated[places[id(offer)]] is None:
                yield (
                    f"The {what} of {offer.learning.code} {_why(one, offer)}; "
                    f"it counts as {counted} {figures.unit}, {most}."
                )


def _why(criterion: Criterion, offer: Offer) -> str:
    if criterion is Criterion.COST and offer.price is not None:
        return f"is in {offer.currency or 'no currency'} and cannot be compared"
    if criterion is Criterion.CREDITS and offer.learning.credits is not None:
        return f"is in {offer.learning.unit} and cannot be compared"
    return "is unknown"


def _about_issuers(question: Question, taken: list[Offer]) -> Iterator[str]:
    named = {id_ for _, id_ in question.stack.issuers}
    # Whoever promised recognition has looked at the issuer already.
    unsure = [offer for offer in taken if not offer.promised]
    for issuer in dict.fromkeys(offer.learning.issuer for offer in unsure):
        if issuer not in named:
            yield (
                f"{issuer or 'An unnamed issuer'} will be in a trust list when its credential "
                "comes: the stack does not name it."
            )


def _about_confirmation(one: Confirm) -> str:
    refused = ", who has refused so far," if one.refused else ""
    return f"{one.role}{refused} confirms {one.requirement}."
