"""A key ends or is withdrawn: what becomes of what it signed, with and without a day of signing.

``validFrom`` is not that day. A badge may be signed in autumn and hold from New Year on, and a
token of somebody else's may say nothing of when it was signed.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from credstone.ports import Purpose
from credstone.securing import jose
from credstone.securing.strict_json import dumps
from credstone.securing.timestamps import render_timestamp
from credstone.verifying.report import Outcome, Verdict
from tests.core.verifying.test_genuine_or_not import outcome
from tests.core.verifying.world import NOW, Issuer, World, badge

DAY = timedelta(days=1)


def undated(world: World, issuer: Issuer, valid_from: datetime) -> bytes:
    """A token without ``iat``, as others make them."""
    key = world.signer.public(issuer.method_id)
    header = jose.header_for(key.type, issuer.method_id, typ="vc+jwt", cty="vc")
    payload = dumps(badge(issuer, validFrom=render_timestamp(valid_from)))
    message = jose.signing_input(header, payload)
    (signature,) = world.signer.sign_many(issuer.method_id, Purpose.ISSUING, [message])
    return jose.compact(message, signature)


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022", "vc-jwt"])
def test_what_a_key_signed_in_time_is_genuine_although_it_holds_only_later(suite: str) -> None:
    world = World()
    issuer = world.did_web(expires=NOW + DAY)
    later = badge(issuer, validFrom=render_timestamp(NOW + 30 * DAY))
    data = world.sign(issuer, later, suite=suite, created=NOW - DAY)
    for world.at in (NOW, NOW + 2 * DAY, NOW + 31 * DAY):
        report = world.verify(data)
        assert outcome(report, "key_validity") is Outcome.PASSED
        assert (report.verdict is Verdict.VALID) is (world.at > NOW + 30 * DAY)


@pytest.mark.parametrize("suite", ["eddsa-rdfc-2022", "eddsa-jcs-2022", "vc-jwt"])
def test_what_says_that_it_was_signed_after_the_keys_end_is_refused(suite: str) -> None:
    for limit in ("expires", "revoked"):
        world = World()
        issuer = world.did_web(**{limit: NOW - 2 * DAY})
        old = badge(issuer, validFrom=render_timestamp(NOW - 30 * DAY))
        report = world.verify(world.sign(issuer, old, suite=suite, created=NOW - DAY))
        assert outcome(report, "key_validity") is Outcome.FAILED


@pytest.mark.parametrize(
    ("limit", "valid_from", "answer"),
    [
        ({"expires": NOW - 2 * DAY}, NOW - 3 * DAY, Outcome.PASSED),
        ({"expires": NOW - 2 * DAY}, NOW - DAY, Outcome.UNDETERMINED),
        ({"expires": NOW - 2 * DAY}, NOW + DAY, Outcome.UNDETERMINED),
        ({"expires": NOW + DAY}, NOW + 2 * DAY, Outcome.PASSED),
        ({"revoked": NOW - 2 * DAY}, NOW - 3 * DAY, Outcome.UNDETERMINED),
        ({"revoked": NOW - 2 * DAY}, NOW - DAY, Outcome.UNDETERMINED),
        ({"revoked": NOW - 2 * DAY}, NOW + DAY, Outcome.UNDETERMINED),
        ({"revoked": NOW}, NOW + DAY, Outcome.UNDETERMINED),
        ({"revoked": NOW + DAY}, NOW + 2 * DAY, Outcome.PASSED),
    ],
    ids=str,
)
def test_an_undated_token_was_signed_by_now_and_by_the_day_it_holds_from(
    limit: dict[str, datetime], valid_from: datetime, answer: Outcome
) -> None:
    world = World()
    issuer = world.did_web(**limit)
    report = world.verify(undated(world, issuer, valid_from))
    assert outcome(report, "key_validity") is answer
    assert answer is Outcome.PASSED or report.verdict is Verdict.UNDETERMINED
