"""What a person can do afterwards, and how that was found out."""

from __future__ import annotations

from dataclasses import dataclass

from credstone.model.text import Text
from credstone.model.vocabulary import AssessmentType, OutcomeType, ReuseLevel, Supervised


@dataclass(frozen=True)
class Alignment:
    """A link to a concept of a published framework (Open Badges 3.0, Alignment).

    ``target_url`` is absolute; ``target_type`` is an AlignmentTargetType term such as
    ``ESCO``'s extension ``ext:ESCO`` or ``CTDL``; empty when the framework says nothing.
    """

    target_url: str
    target_name: str
    framework: str = ""
    target_code: str = ""
    target_type: str = ""


@dataclass(frozen=True)
class LearningOutcome:
    """One learning outcome. ``id`` is local to the achievement ("o1"); ``verb`` is its action."""

    id: str
    statement: Text
    verb: str
    essential: bool = True
    type: OutcomeType | None = None
    reuse_level: ReuseLevel | None = None
    alignments: tuple[Alignment, ...] = ()


@dataclass(frozen=True)
class AssessmentMethod:
    """How outcomes are assessed. ``outcomes`` are ids of the achievement's learning outcomes.

    Supervision and identity verification are Annex I element 13.
    """

    id: str
    type: AssessmentType
    outcomes: tuple[str, ...]
    description: Text = Text()
    supervised: Supervised = Supervised.NONE
    identity_verified: bool = False
    identity_method: str = ""


@dataclass(frozen=True)
class GradingScheme:
    """How results are written: a closed list, or a range. Numbers are decimal strings.

    ``allowed`` lists the values, best first; ``passing`` those of them that pass. For a range,
    ``minimum``, ``maximum`` and ``pass_mark`` are set and ``lower_is_better`` says which way;
    None, in what others define, says nothing.
    """

    id: str
    name: Text
    allowed: tuple[str, ...] = ()
    passing: tuple[str, ...] = ()
    minimum: str = ""
    maximum: str = ""
    pass_mark: str = ""
    lower_is_better: bool | None = None
