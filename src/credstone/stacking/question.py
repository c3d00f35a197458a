"""The question that stacking answers: one learner, one stack, one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from credstone.model.enrolment import Enrolment
from credstone.model.learning import Holding
from credstone.model.stack import Stack


@dataclass(frozen=True)
class Question:
    """``at`` is the day everything is judged on; the order of ``holdings`` means nothing."""

    stack: Stack
    holdings: tuple[Holding, ...]
    at: date
    enrolment: Enrolment = Enrolment()
