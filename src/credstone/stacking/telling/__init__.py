"""What a requirement or a constraint says of itself: its reason with the numbers."""

from __future__ import annotations

from typing import assert_never

from credstone.model.requirement import All, AnyOf, Attest, Cond, NOf, Outcomes, Take
from credstone.stacking.asked import Part
from credstone.stacking.tally import Tally
from credstone.stacking.telling import groups, others, outcomes, take
from credstone.stacking.telling.told import Told


def tell(part: Part, laid: Tally) -> Told:
    """What the part says of itself; ``laid`` is weighed."""
    match part.requirement:
        case All():
            return groups.tell_all(part, laid)
        case AnyOf():
            return groups.tell_any(part, laid)
        case NOf():
            return groups.tell_n_of(part, laid)
        case Take():
            return take.tell(part, laid)
        case Outcomes():
            return outcomes.tell(part, laid)
        case Attest():
            return others.tell_attest(part, laid)
        case Cond():
            return others.tell_cond(part, laid)
        case _:
            assert_never(part.requirement)
