"""Learning outcomes: identified, stated as something a person does, and linked to frameworks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from credstone.formats.checking import check_unique, error, is_absolute_uri, warning
from credstone.formats.finding import Finding
from credstone.model.outcome import Alignment, LearningOutcome

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
# What nobody can watch a person do; assessments need verbs that can be seen.
_UNSEEN = frozenset(
    word.replace("_", "-")
    for words in (
        "understand know learn appreciate realise realize comprehend be_aware_of be_familiar_with",
        "verstehen kennen wissen lernen begreifen",
        "comprendre connaître savoir apprendre",
        "begrijpen weten comprender conocer saber capire conoscere sapere",
    )
    for word in words.split()
)


def check_outcomes(outcomes: tuple[LearningOutcome, ...]) -> Iterator[Finding]:
    """Every finding about the learning outcomes, element 6."""
    if not outcomes:
        yield error(
            ("learning_outcomes",), "", "the learning outcomes are missing", "List at least one."
        )
    elif not any(outcome.essential for outcome in outcomes):
        yield error(
            ("learning_outcomes",),
            "",
            "no outcome is essential, so nothing has to be shown",
            "Remove essential: false where an award depends on it.",
        )
    yield from check_unique(("learning_outcomes",), (outcome.id for outcome in outcomes))
    for index, outcome in enumerate(outcomes):
        yield from _check_outcome(("learning_outcomes", index), outcome)


def check_alignments(
    path: tuple[str | int, ...], alignments: tuple[Alignment, ...]
) -> Iterator[Finding]:
    """Every finding about links to concepts of frameworks."""
    for index, link in enumerate(alignments):
        if not is_absolute_uri(link.target_url):
            yield error(
                (*path, index, "target_url"),
                link.target_url,
                "it is not an absolute URI",
                "Write the concept's whole URI.",
            )
        if not link.target_name.strip():
            yield error(
                (*path, index, "target_name"),
                "",
                "the concept has no name",
                "Write its label as the framework does.",
            )


def _check_outcome(path: tuple[str | int, ...], outcome: LearningOutcome) -> Iterator[Finding]:
    if not _ID.fullmatch(outcome.id):
        yield error(
            (*path, "id"),
            outcome.id,
            "the id is missing or holds other characters",
            "Write a short one, such as o1.",
        )
    if not outcome.statement.best().strip():
        yield error(
            (*path, "statement"), "", "the outcome says nothing", "Write statement: {en: …}."
        )
    if not outcome.verb.strip():
        yield error(
            (*path, "verb"),
            "",
            "the verb is missing",
            "Write what the learner does, such as analyse or design.",
        )
    elif outcome.verb.strip().lower().replace(" ", "-") in _UNSEEN:
        yield warning(
            (*path, "verb"),
            outcome.verb,
            "nobody can see whether a person does this",
            "Use a verb that can be assessed, such as explain, apply or compare.",
        )
    yield from check_alignments((*path, "alignments"), outcome.alignments)
