"""Plans for people: numbered steps, what each is for and costs, and what all of it rests on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, assert_never

from credstone.cli.pathway.wrapping import write
from credstone.formats import compact
from credstone.model.plan import Confirm, Criterion, Decide, Learn
from credstone.stacking.wording import listed, plural, unit_word

if TYPE_CHECKING:
    from credstone.cli.paper import Paper
    from credstone.model.learning import Offer
    from credstone.model.plan import Difference, Plan, Step, Sum, Way, WhatIf

_IN_WORDS = {
    Criterion.CREDENTIALS: "fewest credentials",
    Criterion.CREDITS: "fewest credits",
    Criterion.COST: "lowest price",
    Criterion.TIME: "least time",
    Criterion.EXAMS: "fewest examinations",
}
_MOST_NOT_OFFERED = 10


def show_plan(
    plan: Plan, labels: Mapping[str, str], paper: Paper, binding: str = "", asked_for: int = 1
) -> None:
    """Every way with its steps, or what is in the way; then what the answer rests on.

    ``labels`` say what people call requirements, outcomes and issuers; so many ways were
    ``asked_for``.
    """
    name = f"{plan.title.best() or plan.stack} ({plan.stack}, version {plan.version})"
    if binding:
        write(paper, binding)
    if not plan.decided:
        text = f"? {name}: no way was found before the search ended at its limit; there may be one."
        write(paper, text, "bold yellow", hang=2)
    elif plan.closed:
        write(paper, f"✗ {name} is granted no longer: {plan.closed}.", "bold red", hang=2)
    elif not plan.possible:
        write(paper, f"✗ {name} cannot be completed with what is on offer.", "bold red", hang=2)
        write(paper, "It could if these gave way:", indent=2)
        for one in plan.obstacles:
            known = labels.get(one.name, one.name)
            word = f"{known} ({one.name})" if known != one.name else one.name
            write(paper, f"- {one.kind.value} {word}: {one.reason}", indent=2, hang=2)
    elif plan.done:
        write(paper, f"✓ {name}: nothing is left to do.", "bold green", hang=2)
    for number, way in enumerate(plan.ways, 1):
        if way.steps:
            title = name if number == 1 else f"Way {number}"
            _show_way(way, title, plan, labels, paper)
    if plan.possible and len(plan.ways) < asked_for and not plan.done:
        paper.line()
        write(paper, "There is no other way.")
    _show_assumptions(plan, paper)


def show_what_if(compared: WhatIf, paper: Paper) -> None:
    """What the change does, requirement by requirement, and to the steps."""
    write(paper, f"What if: {listed(compared.changes)}", "bold", hang=2)
    if not (compared.differences or compared.dropped or compared.added):
        write(paper, "It changes nothing.", indent=2)
    for one in compared.differences:
        write(paper, _changed(one), indent=2, hang=2)
    for step in compared.dropped:
        write(paper, f"- no longer needed: {step}", indent=2, hang=2)
    for step in compared.added:
        write(paper, f"- needed now: {step}", indent=2, hang=2)
    paper.line()


def show_way(way: Way, labels: Mapping[str, str], unit: str, paper: Paper) -> None:
    """The steps of one way, numbered."""
    for number, step in enumerate(way.steps, 1):
        _show_step(number, step, labels, unit, paper)


def cost_of(total: Sum, unit: str) -> str:
    """ "2 credentials, 10 credits, 300 EUR, 8 weeks, 1 examination"."""
    return ", ".join(_costs(total, unit))


def _show_way(way: Way, title: str, plan: Plan, labels: Mapping[str, str], paper: Paper) -> None:
    if plan.ways[0] is not way:
        paper.line()
    by = _IN_WORDS[plan.criterion]
    sure = ", guaranteed: every step is promised" if way.guaranteed and way.offers else ""
    cost = cost_of(way.sum, plan.unit) or "nothing to learn"
    write(paper, f"{title}: {cost} ({by}{sure})", "bold", hang=2)
    if not way.proven:
        text = "Best found, not proven: the search ended at its limit; a better way may exist."
        write(paper, text, "yellow", indent=2)
    show_way(way, labels, plan.unit, paper)
    for text in way.assumptions:
        write(paper, f"assumed: {text}", "dim", indent=2, hang=2)


def _show_step(number: int, step: Step, labels: Mapping[str, str], unit: str, paper: Paper) -> None:
    lead = f"{number}. "
    match step:
        case Learn():
            write(paper, f"{lead}{_learn(step, labels)}", indent=2, hang=len(lead))
            inside = 2 + len(lead)
            for line in _about(step, labels, unit):
                write(paper, line, indent=inside, hang=2)
            for line in _choices(step, labels):
                write(paper, f"- {line}", indent=inside, hang=2)
        case Confirm():
            words = step.statement.best()
            refused = " (refused so far)" if step.refused else ""
            known = labels.get(step.requirement, step.requirement)
            said = f": {words}" if words and words != known else ""
            text = f"{lead}Then: confirmation by {step.role}{refused}: {known}{said}"
            write(paper, text, indent=2, hang=len(lead))
        case Decide():
            text = f"{lead}Then: the decision on the award of {step.stack}"
            write(paper, text, indent=2, hang=len(lead))
        case _:
            assert_never(step)


def _learn(step: Learn, labels: Mapping[str, str]) -> str:
    verb = "Take again" if step.again else "Renew" if step.renews else "Learn"
    offers = dict.fromkeys(step.among)
    if len(offers) == 1:
        often = f" {step.choose} times" if step.choose > 1 else ""
        return f"{verb}{often}: {_named(step.among[0], labels)}"
    return f"{verb} any {step.choose} of these {len(offers)}:"


def _choices(step: Learn, labels: Mapping[str, str]) -> Iterator[str]:
    """The offers to choose from, with how often each may be taken."""
    counted = Counter(step.among)
    if len(counted) > 1:
        for offer, count in counted.items():
            often = f", up to {count} times" if count > 1 else ""
            yield f"{_named(offer, labels)}{often}"


def _named(offer: Offer, labels: Mapping[str, str]) -> str:
    learning = offer.learning
    issuer = labels.get(learning.issuer, learning.issuer)
    return f"{learning.title.best() or learning.code} ({learning.code}), {issuer}"


def _about(step: Learn, labels: Mapping[str, str], unit: str) -> Iterator[str]:
    if step.serves:
        yield f"for: {listed([labels.get(one, one) for one in step.serves])}"
    if step.shows:
        yield f"shows: {listed([labels.get(one, one) for one in step.shows])}"
    if step.opens:
        only = "only because it is asked for before" if step.only_opens else "asked for before"
        yield f"{only}: {listed(step.opens)}"
    if step.renews:
        yield f"in place of: {step.renews}"
    # That it is one credential, its line says already.
    shown = replace(step.sum, credentials=0) if step.choose == 1 else step.sum
    if cost := cost_of(shown, unit):
        yield cost


def _costs(total: Sum, unit: str) -> Iterator[str]:
    if total.credentials:
        yield plural(total.credentials, "credential")
    if total.credits:
        credits = int(total.credits * 100)
        yield f"{compact.decimal(total.credits)} {unit_word(unit, credits)}"
    if total.price is not None and not (total.unpriced and not total.price):
        yield f"{compact.decimal(total.price)} {total.currency}"
    if total.unpriced:
        yield f"{plural(total.unpriced, 'unknown price')}"
    if total.weeks:
        yield "1 week" if total.weeks == 1 else f"{compact.decimal(total.weeks)} weeks"
    if total.exams:
        yield plural(total.exams, "examination")
    if total.last_day is not None:
        yield f"until {total.last_day}"


def _changed(one: Difference) -> str:
    words = {True: "met", False: "open", None: "not asked"}
    label = one.label.best()
    name = f"{label} ({one.requirement})" if label else one.requirement
    return f"- {name}: {words[one.met_before]}, then {words[one.met_after]}"


def _show_assumptions(plan: Plan, paper: Paper) -> None:
    paper.line()
    paper.line("This rests on", "bold")
    for text in plan.assumptions:
        write(paper, f"- {text}", indent=2, hang=2)
    if plan.not_offered:
        paper.line()
        paper.line("Left out", "bold")
    for one in plan.not_offered[:_MOST_NOT_OFFERED]:
        successor = f"; {one.successor} takes over" if one.successor else ""
        text = f"- {one.offer.learning.code}: {one.why}{successor}"
        write(paper, text, indent=2, hang=2)
    more = len(plan.not_offered) - _MOST_NOT_OFFERED
    if more > 0:
        write(paper, f"… and {more} more: --json tells them", indent=2)
