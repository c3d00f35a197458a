"""What a selector means, in a few words: for caps, and wherever a rule has no label."""

from __future__ import annotations

from collections.abc import Iterator

from credstone.model.selector import Selector
from credstone.stacking.facts import listed
from credstone.stacking.periods import in_words


def meant(select: Selector) -> str:
    """As "mode online, EQF level 6 or higher"; "anything" when nothing is asked."""
    return ", ".join(_fields(select)) or "anything"


def _fields(select: Selector) -> Iterator[str]:
    for word, values in (
        ("", select.definition),
        ("issued by", select.issuer),
        ("under", select.agreement),
        ("recognised by", select.recognised_by),
        ("field", select.subject),
        ("type", select.type),
        ("tag", select.tag),
        ("skill", select.skill),
        ("supervision", select.supervised),
        ("mode", select.mode),
    ):
        if values:
            yield f"{word} {listed(values)}".strip()
    if select.eqf_min is not None:
        yield f"EQF level {select.eqf_min} or higher"
    if select.eqf_max is not None:
        yield f"EQF level {select.eqf_max} or lower"
    if select.assessed is not None:
        yield "assessed" if select.assessed else "not assessed"
    if select.qa_min is not None:
        yield f"quality assurance {select.qa_min} or better"
    if select.issued_after is not None:
        yield f"awarded after {select.issued_after}"
    if select.max_age is not None:
        yield f"not older than {in_words(select.max_age)}"
    if select.grade is not None:
        yield f"grade {select.grade.min} or better in {select.grade.scheme}"
    if select.none_of is not None:
        yield f"not ({meant(select.none_of)})"
    if select.any:
        yield " or ".join(f"({meant(one)})" for one in select.any)
