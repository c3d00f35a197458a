"""Learner records to verify: a larger award of one university, with parts of several issuers."""

from __future__ import annotations

import json
from dataclasses import replace

from credstone.formats import clr, openbadges
from credstone.model.award import AwardPart
from credstone.model.credential import StatusEntry
from credstone.ports import JsonObject
from tests.core.verifying.awards import an_award, body
from tests.core.verifying.world import Issuer, World

RECORD_ID = "urn:uuid:3f0e4a52-61f5-4b58-9d4b-0d3f5f5f0099"
WHOLE_ID = "urn:uuid:0a9c1f2e-7777-4222-8333-444455556699"


def a_part(
    world: World,
    issuer: Issuer,
    number: int,
    *,
    suite: str = "eddsa-rdfc-2022",
    statuses: tuple[StatusEntry, ...] = (),
) -> AwardPart:
    """A signed Open Badge as a part; each number is another achievement."""
    earned = an_award(body(issuer), award_id=str(number))
    uri = f"{earned.achievement.id[:-1]}{number}"
    achievement = replace(earned.achievement, id=uri)
    credential_id = f"urn:uuid:3f0e4a52-61f5-4b58-9d4b-0d3f5f5f000{number}"
    document = openbadges.export(
        replace(earned, achievement=achievement), credential_id=credential_id, statuses=statuses
    ).document
    signed = world.sign(issuer, document, suite=suite).decode("utf-8")
    return AwardPart(credential_id, uri, achievement.title, signed)


def a_record(issuer: Issuer, *parts: AwardPart) -> JsonObject:
    """The unsigned record of ``issuer`` over these parts."""
    earned = an_award(body(issuer), award_id="9")
    whole = replace(earned.achievement, id=WHOLE_ID)
    export = clr.export(
        replace(earned, achievement=whole, parts=parts), credential_id=RECORD_ID
    ).document
    copied: JsonObject = json.loads(json.dumps(export))
    return copied
