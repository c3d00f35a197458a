"""From definitions and learning records to what stacking weighs.

What a record set aside becomes a holding too, so that whoever asks is told of every part that
does not count, and why.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from credstone.model.learning import Holding, Learning, Standing
from credstone.model.learning_of import learning_of
from credstone.model.record import LearningRecord, RecordedAward, SetAside
from credstone.model.text import Text

__all__ = ["holding_of", "holding_set_aside", "holdings_of", "learning_of"]


def holding_of(recorded: RecordedAward) -> Holding:
    """The award as stacking weighs it; its issuer is who signed, whatever the document says."""
    award = recorded.award
    learning = learning_of(award.achievement)
    return Holding(
        id=award.id,
        learning=_issued_by(learning, recorded.issuer_id),
        awarded_on=award.awarded_on,
        valid_until=award.valid_until.date() if award.valid_until else None,
        grade=award.grade,
        trusted=recorded.trusted,
        recognised=recorded.recognised,
    )


def holding_set_aside(one: SetAside) -> Holding:
    """A holding that counts for nothing and says why; nameless where nothing could be read."""
    if one.award is None:
        name = one.credential_id or one.source
        learning = Learning(
            id=name,
            code="",
            version="",
            title=Text.of({"en": one.title or one.source}),
            issuers=(one.issuer_id,) if one.issuer_id else (),
        )
        day = one.verified_at.date()
        return Holding(
            name, learning, day, trusted=False, standing=one.standing, standing_reason=one.reason
        )
    recorded = RecordedAward(
        one.award, one.credential_id, one.issuer_id, one.trusted, one.verified_at
    )
    return replace(holding_of(recorded), standing=one.standing, standing_reason=one.reason)


def holdings_of(record: LearningRecord) -> tuple[Holding, ...]:
    """Everything in ``record``, each once and under an id of its own, in the order of the record.

    A later award of the same definition by the same issuer renews the earlier ones. An award that
    names somebody else is theirs: it counts for nothing and renews nothing. What was set aside
    under an id that is taken is told by its source besides.
    """
    holdings: dict[str, Holding] = {}
    for recorded in record.awards:
        holdings.setdefault(recorded.award.id, _theirs(recorded, record))
    own = [one for one in holdings.values() if one.standing is Standing.CURRENT]
    holdings.update((one.id, _renewed(one, own)) for one in own)
    for out in record.set_aside:
        holding = holding_set_aside(out)
        name = f"{holding.id} ({out.source})" if holding.id in holdings else holding.id
        holdings.setdefault(name, replace(holding, id=name))
    return tuple(holdings.values())


def _theirs(recorded: RecordedAward, record: LearningRecord) -> Holding:
    """The award as a holding; somebody else's, where it does not name the learner."""
    holding = holding_of(recorded)
    named = recorded.award.learner_id
    if named in (record.learner_id, *record.other_ids):
        return holding
    why = f"it names {named}, and this is the record of {record.learner_id}"
    return replace(holding, standing=Standing.SOMEONE_ELSES, standing_reason=why)


def _issued_by(learning: Learning, issuer_id: str) -> Learning:
    """Whoever signed stands first; the other awarding bodies follow."""
    if not issuer_id:
        return learning
    others = (one for one in learning.issuers if one != issuer_id)
    return replace(learning, issuers=(issuer_id, *others))


def _renewed(holding: Holding, all_of_them: Iterable[Holding]) -> Holding:
    later = [
        one.awarded_on
        for one in all_of_them
        if _same_definition(one, holding) and one.awarded_on > holding.awarded_on
    ]
    return replace(holding, renewed_on=max(later)) if later else holding


def _same_definition(one: Holding, other: Holding) -> bool:
    name = one.learning.code or one.learning.id
    same = name == (other.learning.code or other.learning.id)
    return same and one.learning.issuer == other.learning.issuer
