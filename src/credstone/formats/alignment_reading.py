"""From Open Badges alignments back to level, mode, assessment, awarding bodies and outcomes.

Authority URIs are understood whoever wrote them; the rest by the ``targetType`` that
``alignments`` gives. What is neither stays an alignment.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal

from credstone.formats import alignments as terms
from credstone.formats.node import Node
from credstone.formats.reading import words
from credstone.model.achievement import CreditPoints, Level, NqfLevel, QualityAssurance
from credstone.model.isced_f import isced_f_code
from credstone.model.outcome import Alignment, AssessmentMethod, LearningOutcome
from credstone.model.text import Text
from credstone.model.vocabulary import (
    AssessmentType,
    CreditSystem,
    NotLevelled,
    ParticipationMode,
    QfEheaCycle,
    QualityAssuranceType,
    Supervised,
    assessment_concept,
    eqf_concept,
    mode_concept,
    supervision_concept,
)

_EQF = {eqf_concept(level).uri: level for level in range(1, 9)}
_MODES = {mode_concept(mode).uri: mode for mode in ParticipationMode}
_ASSESSMENTS = {assessment_concept(kind).uri: kind for kind in AssessmentType}
_CYCLES = {terms.cycle_concept(cycle).uri: cycle for cycle in QfEheaCycle}
_REASONS = {terms.not_levelled_concept(reason).uri: reason for reason in NotLevelled}
_UNITS = {
    terms.unit_concept(CreditPoints(system, Decimal(0))).uri: system for system in CreditSystem
}
_VERIFIED = {supervision_concept(watched, True).uri for watched in Supervised}


@dataclass(frozen=True)
class Target:
    """One alignment as it is written; absent members are ""."""

    type: str
    url: str
    name: str
    framework: str
    code: str
    description: str

    @classmethod
    def at(cls, node: Node) -> Target:
        def text(name: str) -> str:
            value = node.member(name).value
            return value if isinstance(value, str) else words(node.member(name), "en").best()

        return cls(
            text("targetType"),
            text("targetUrl"),
            text("targetName"),
            text("targetFramework"),
            text("targetCode"),
            text("targetDescription"),
        )


@dataclass
class Aligned:
    """What alignments said, gathered one by one; texts are in ``language``.

    ``bodies`` are id, name and code; ``unit`` is a credit system with its unit's name.
    """

    language: str
    bodies: list[tuple[str, str, str]] = field(default_factory=list)
    outcomes: list[LearningOutcome] = field(default_factory=list)
    nqf: list[NqfLevel] = field(default_factory=list)
    assessments: list[AssessmentMethod] = field(default_factory=list)
    supervision: dict[str, tuple[Supervised, bool]] = field(default_factory=dict)
    quality: list[QualityAssurance] = field(default_factory=list)
    others: list[Alignment] = field(default_factory=list)
    unit: tuple[CreditSystem, str] | None = None
    mode: ParticipationMode | None = None
    isced_f: str = ""
    eqf: int | None = None
    qf_ehea: QfEheaCycle | None = None
    not_levelled: NotLevelled | None = None

    @property
    def level(self) -> Level:
        return Level(self.eqf, tuple(self.nqf), self.qf_ehea, self.not_levelled)

    @property
    def methods(self) -> tuple[AssessmentMethod, ...]:
        """The assessments, each with how it was said to be watched."""
        return tuple(
            replace(method, supervised=watched, identity_verified=verified)
            for method in self.assessments
            for watched, verified in [self.supervision.get(method.id, (Supervised.NONE, False))]
        )

    def add(self, target: Target) -> None:
        """Understand one more alignment."""
        if not (self._add_concept(target) or self._add_typed(target)):
            self.others.append(
                Alignment(target.url, target.name, target.framework, target.code, target.type)
            )

    def _add_concept(self, target: Target) -> bool:
        """By its URI alone."""
        if target.url in _EQF:
            self.eqf = _EQF[target.url]
        elif target.url in _CYCLES:
            self.qf_ehea = _CYCLES[target.url]
        elif target.url in _REASONS:
            self.not_levelled = _REASONS[target.url]
        elif target.url in _MODES:
            self.mode = _MODES[target.url]
        elif target.url in _ASSESSMENTS:
            self._add_assessment(target)
        elif target.url in _UNITS:
            system = _UNITS[target.url]
            self.unit = (system, target.name if system is CreditSystem.OTHER else "")
        elif (code := isced_f_code(target.url)) is not None:
            self.isced_f = code
        else:
            return False
        return True

    def _add_assessment(self, target: Target) -> None:
        self.assessments.append(
            AssessmentMethod(
                id=target.code or f"a{len(self.assessments) + 1}",
                type=_ASSESSMENTS[target.url],
                outcomes=(),
                description=self._text(target.description),
            )
        )

    def _add_typed(self, target: Target) -> bool:
        """By the type that we give."""
        match target.type:
            case terms.AWARDING_BODY:
                self.bodies.append((target.url, target.name, target.code))
            case terms.LEARNING_OUTCOME:
                self.outcomes.append(LearningOutcome(target.code, self._text(target.name), verb=""))
            case terms.NQF:
                self.nqf.append(NqfLevel(target.framework, target.code, target.url))
            case terms.SUPERVISION if target.description in tuple(Supervised):
                watched = Supervised(target.description)
                self.supervision[target.code] = (watched, target.url in _VERIFIED)
            case terms.QUALITY if target.code in tuple(QualityAssuranceType):
                self._add_quality(target)
            case _:
                return False
        return True

    def _add_quality(self, target: Target) -> None:
        kind = QualityAssuranceType(target.code)
        named = target.name != terms.quality_target(kind).label
        self.quality.append(
            QualityAssurance(
                kind,
                agency=self._text(target.name if named else ""),
                standard_edition=target.framework,
                description=self._text(target.description),
            )
        )

    def _text(self, said: str) -> Text:
        return Text.of({self.language: said}) if said else Text()


def read_alignments(nodes: Iterable[Node], language: str) -> Aligned:
    """What the alignments at ``nodes`` say, their names being in ``language``."""
    aligned = Aligned(language)
    for node in nodes:
        if isinstance(node.value, dict):
            aligned.add(Target.at(node))
    return aligned
