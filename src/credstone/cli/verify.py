"""``credstone verify``: is it genuine, is it valid and whose, what is it worth?

Gathers the bytes, the keys, the status lists and the policy, and shows the report. What the
answer is, is decided in ``verifying``; nothing here needs a home.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from credstone.cli.command import command
from credstone.cli.outcome import Answer, WrongUsage
from credstone.cli.presentation import Challenge, Domain, presentation_answer
from credstone.cli.reading import MAX_CREDENTIAL, MAX_IMAGE, instant, read_file, read_source
from credstone.cli.report_shown import STATUSES, show_report
from credstone.errors import CredstoneError, MalformedInput, Unavailable

if TYPE_CHECKING:
    from credstone.net.fetch import Fetcher
    from credstone.ports import KeyResolver, StatusSource
    from credstone.verifying.policy import Policy
    from credstone.verifying.report import VerificationReport
    from credstone.verifying.trust import TrustList

app = typer.Typer()

_OTHER_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")

At = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="DATE",
        help="As of this day (its end, 23:59:59; now if it is today) or time, in UTC; "
        "now unless given.",
    ),
]
Trust = Annotated[
    Path | None,
    typer.Option("--trust", metavar="FILE", help="A signed trust list that says who may award."),
]
TrustSigner = Annotated[
    list[str] | None,
    typer.Option(
        "--trust-signer",
        metavar="ID",
        help="Who may have signed the trust list; may be given several times. Without it anyone "
        "may, and the answer says who did.",
    ),
]
RequireTrusted = Annotated[
    bool,
    typer.Option(
        "--require-trusted",
        help="Count an issuer that the trust list does not accredit as invalid.",
    ),
]
Offline = Annotated[
    bool,
    typer.Option("--offline", help="Fetch nothing: what is not at hand could not be checked."),
]
Explain = Annotated[
    bool, typer.Option("--explain", help="Show every check with the clause it rests on.")
]


@command(app, "verify", path="verify", answer="verification-report")
def verify_command(
    source: Annotated[
        str,
        typer.Argument(
            metavar="FILE|URL|-",
            help="A credential as JSON, token, or PNG or SVG image, or a presentation as JSON or "
            "token: a file, an https address, or - for stdin.",
        ),
    ],
    offline: Offline = False,
    at: At = None,
    trust: Trust = None,
    trust_signer: TrustSigner = None,
    require_trusted: RequireTrusted = False,
    status: Annotated[
        Path | None,
        typer.Option(
            "--status", metavar="FILE|DIR", help="Status lists that were handed over as files."
        ),
    ] = None,
    challenge: Challenge = None,
    domain: Domain = None,
    explain: Explain = False,
) -> Answer:
    """Verify a credential or a presentation without asking anyone's permission.

    Exit status 0: authentic and current. 3: not so. 5: could not be found out.

    Verdict and exit status speak of the document alone. Scripts that want only awards of trusted
    issuers use --require-trusted, or read "class" in the --json answer: "genuine_valid" is the
    only one without a but. A signed status list or endorsement, say, is valid and no award.

    A presentation shows who presents credentials, and to whom; it is answered with its own report
    (presentation-report.schema.json) and holds only if every credential in it does. With
    --challenge or --domain anything but a presentation that answers them is invalid.

    The network is asked for the address itself, for keys of did:web issuers and for status lists
    with an https address; public https servers only, and nothing with --offline. An issuer in no
    trust list does not make a credential invalid, unless --require-trusted is given.
    """
    from credstone.net.fetch import Fetcher
    from credstone.net.resolve import Resolver
    from credstone.verifying.presentation import is_presentation, verify_presentation

    if domain == "":
        fix = "Give the name that you gave yourself when you asked."
        raise WrongUsage("Nobody is named.", where="--domain", fix=fix)
    fetcher = Fetcher.for_one_verification(network=not offline)
    keys = Resolver(fetcher)
    policy = policy_of(trust, require_trusted, keys, trust_signer or ())
    statuses = statuses_of(status, fetcher)
    moment = instant(at) if at is not None else datetime.now(UTC)
    try:
        data = credential_in(source, fetcher)
    except (MalformedInput, Unavailable) as error:
        return answer(unread(error, source, moment), explain)
    # Who asked for a presentation must not be content with a mere copy of a credential.
    if challenge is not None or domain is not None or is_presentation(data):
        report = verify_presentation(
            data,
            at=moment,
            keys=keys,
            statuses=statuses,
            policy=policy,
            challenge=challenge,
            domain=domain,
        )
        return presentation_answer(report, explain)
    return answer(check(data, moment, keys, statuses, policy), explain)


def check(
    data: bytes, at: datetime, keys: KeyResolver, statuses: StatusSource, policy: Policy
) -> VerificationReport:
    """The report about ``data``."""
    from credstone.verifying.verify import verify

    return verify(data, at=at, keys=keys, statuses=statuses, policy=policy)


def credential_in(source: str, fetcher: Fetcher) -> bytes:
    """The secured bytes that ``source`` names, out of an image if they are in one.

    Raises ``WrongUsage`` for a file that is not there, ``MalformedInput`` when there is too much
    of it or no credential in the image, ``Unavailable`` for an address that does not answer.
    """
    from credstone.documents import baking
    from credstone.net.fetch import CREDENTIAL_TYPES, IMAGE_TYPES

    if source.startswith(("https://", "http://")):
        accept = (*CREDENTIAL_TYPES, *IMAGE_TYPES)
        data = fetcher.get(source, accept=accept, redirects=2).body
    elif _OTHER_SCHEME.match(source) and not Path(source).exists():
        fix = "Give a file, an https address, or - for standard input."
        raise WrongUsage("Addresses of this kind are not asked.", where=source[:200], fix=fix)
    else:
        data = read_source(source, MAX_IMAGE)
    if not (baking.is_png(data) or baking.is_svg(data)):
        return data
    baked = baking.unbake(data)
    if baked.startswith((b"https://", b"http://")):  # Open Badges 2: the image names its badge
        address = baked.decode("utf-8", "replace").strip()
        return fetcher.get(address, accept=CREDENTIAL_TYPES, redirects=2).body
    return baked


def policy_of(
    trust: Path | None, require_trusted: bool, keys: KeyResolver, signers: Collection[str] = ()
) -> Policy:
    """What this verifier accepts; ``signers`` may sign the trust list, or anyone when empty.

    Raises ``WrongUsage`` for a file that is no good trust list.
    """
    from credstone.verifying.policy import Policy

    if signers and trust is None:
        fix = "Give the list with --trust FILE."
        raise WrongUsage("There is no trust list to be signed.", where="--trust-signer", fix=fix)
    listed = None if trust is None else _trust_list(trust, keys, frozenset(signers))
    return Policy(trust=listed, require_trusted=require_trusted)


_NO_TRUST_LIST = (
    "Give the signed list (a file such as trust.jwt) of the authority that you trust to say who "
    "may award; credstone trust sign makes one of your own."
)


def _trust_list(path: Path, keys: KeyResolver, signers: frozenset[str]) -> TrustList:
    from credstone.verifying.checks.unreadable import is_trust_list
    from credstone.verifying.trust_list import read_trust_list

    data = read_file(path, MAX_CREDENTIAL)
    if not is_trust_list(data):
        what = "This is no signed trust list."
        raise WrongUsage(what, where=f"--trust {path}", fix=_NO_TRUST_LIST)
    try:
        return read_trust_list(data, keys=keys, signers=signers)
    except Unavailable:
        raise
    except CredstoneError as error:
        # The credential is not to blame, so this must not end like an invalid one.
        where = f"{path} {error.where}".strip()
        raise WrongUsage(error.what, where=where, fix=error.fix) from error


def statuses_of(path: Path | None, fetcher: Fetcher) -> StatusSource:
    """Files that were handed over first, then the network."""
    from credstone.net.status_source import FirstOf, StatusFiles, StatusNetwork

    network = StatusNetwork(fetcher)
    if path is None:
        return network
    if not path.exists():
        raise WrongUsage("There is no such file or folder.", where=str(path), fix="Check the path.")
    return FirstOf((StatusFiles.read(path), network))


def answer(report: VerificationReport, explain: bool) -> Answer:
    """The report as this command's answer."""
    status = STATUSES[report.verdict.value]
    return Answer(report.to_json(), lambda paper: show_report(report, explain, paper), status)


def unread(error: CredstoneError, source: str, at: datetime) -> VerificationReport:
    """The report about something whose bytes never reached the checks."""
    from credstone.verifying import unread
    from credstone.verifying.checks.unreadable import ASK

    if not isinstance(error, Unavailable):
        return unread.unreadable(f"{error} {ASK}", at)
    if _is_asked(source):
        return unread.out_of_reach(str(error), at)
    return unread.not_asked(str(error), at)


def _is_asked(source: str) -> bool:
    """Whether ``source`` is a file, or an address of a kind that is asked at all."""
    from credstone.net.url import read_url

    try:
        return not source.startswith(("https://", "http://")) or bool(read_url(source))
    except Unavailable:
        return False
