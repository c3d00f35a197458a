"""The story: from two definitions to credentials that strangers can check, and what goes wrong.

Every step is a command that anyone can run again; the lines beginning with ``$`` are those
commands. Running the demo again continues where it is: what is awarded stays awarded.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from credstone.cli.demo import results
from credstone.cli.demo.stage import Stage

_JOINT, _OWN = "MC-COINNO-01", "MC-DATA-02"


def play(stage: Stage, examples: Path) -> dict[str, Path]:
    """Tell the story on ``stage``; answers the files worth looking at, by what they are."""
    stage.prepare()
    _define(stage, examples)
    awarded = _award(stage)
    trust = _publish(stage, examples)
    first, second, third, fourth = (awarded[row] for row in (3, 4, 5, 6))
    _verify(stage, first, trust)
    _change(stage, second, third, fourth, trust)
    _deceive(stage, first, examples, trust)
    return {
        "the list as the office sent it": stage.folder / "results.xlsx",
        "the corrections": stage.folder / "corrections.json",
        "the list with ids and status": stage.folder / "results-awarded.xlsx",
        "one credential": stage.folder / "first.json",
        "the signed status lists": stage.folder / "published",
        "the signed trust list": stage.folder / "trust.jwt",
        "the forged one": stage.folder / "tampered.json",
        "the diploma mill's": stage.folder / "mill.json",
        "the diploma mill's status lists": stage.folder / "mill" / "published",
    }


def _define(stage: Stage, examples: Path) -> None:
    stage.tell(
        "1. A university and a start-up hub each get a key. Two micro-credentials are defined,\n"
        "   checked against the EU standard elements and published. The one on co-innovation is\n"
        "   awarded jointly, so the hub consents to it with a signature of its own."
    )
    stage.show("init")
    for code in ("ub", "hub"):
        stage.show("organisation", "add", examples / "organisations" / f"{code}.yaml")
    for code in (_JOINT, _OWN):
        stage.show("achievement", "publish", examples / "achievements" / f"{code.lower()}.yaml")
    stage.show("achievement", "consent", _JOINT, "--as", "hub")


def _award(stage: Stage) -> dict[int, str]:
    """Award both lists; answers the credential of each row of the first."""
    path, corrections = stage.folder / "results.xlsx", stage.folder / "corrections.json"
    today = datetime.now(UTC).date()
    if not path.exists():
        results.write_corrections(corrections, results.write_results(path, today))
    stage.tell(
        "2. On Friday afternoon a list of 400 results arrives, with twelve faults in it. The dry\n"
        "   run says of every row whether it can be awarded, and of every fault what to do."
    )
    stage.show("award", "check", path, "--achievement", _JOINT, status=3)
    stage.tell("   A corrections file repairs them; one person did not pass and is left out.")
    with_corrections = (path, "--achievement", _JOINT, "--corrections", corrections)
    # Told again, the list still has the misspelt name that chapter 5 corrects, and both say so.
    ended = 3 if (stage.folder / "replaced.json").exists() else 0
    stage.show("award", "check", *with_corrections, status=ended)
    stage.show("award", "run", *with_corrections, "--yes", status=ended)
    stage.tell("   Awarding the same list again does nothing twice.")
    again = stage.ask("award", "run", *with_corrections, "--yes", status=ended)
    told = f"awarded now: {again['awarded']}, already awarded: {again['already_awarded']}"
    stage.paper.line(told, indent=4)
    old = stage.folder / "old-system.csv"
    if not old.exists():
        results.write_old_csv(old)
    stage.tell(
        "   The second list comes from an old system (semicolons, Windows-1252), and these\n"
        "   learners get their credential as a signed token, which some wallets prefer."
    )
    token = ("--format", "openbadges/vc-jwt")
    stage.show("award", "run", old, "--achievement", _OWN, *token, "--yes")
    return {row["row"]: row["credentials"][0] for row in again["rows"] if row["credentials"]}


def _publish(stage: Stage, examples: Path) -> Path:
    """Publish status lists and a trust list that names both organisations."""
    stage.tell(
        "3. The signed status lists go to any web server as plain files. A trust list, signed\n"
        "   too, says who may award what: here the university and the hub."
    )
    stage.show("status", "publish", "--out", stage.folder / "published")
    trust, plain = stage.folder / "trust.jwt", stage.folder / "trust.json"
    if not trust.exists():
        plain.write_text(json.dumps(_trust_list(stage, examples), ensure_ascii=False, indent=2))
        stage.show("trust", "sign", plain, "--out", trust)
    return trust


def _trust_list(stage: Stage, examples: Path) -> dict[str, Any]:
    now = datetime.now(UTC).replace(microsecond=0)
    example = json.loads((examples / "trust-list.json").read_text())
    dids = {row["code"]: row["id"] for row in stage.ask("organisation", "list")["organisations"]}
    entries = [{**entry, "id": dids[entry["code"]]} for entry in example["entries"]]
    for entry in entries:
        entry.pop("domains", None)
    return {
        **example,
        "issued": _instant(now),
        "expires": _instant(now + timedelta(days=365)),
        "entries": entries,
    }


def _verify(stage: Stage, credential: str, trust: Path) -> None:
    stage.tell(
        "4. A stranger checks one credential, with nothing but files. Is it genuine? Is it\n"
        "   valid, and whose? What is it worth?"
    )
    stage.ask("credential", "export", credential, "--out", stage.folder / "first.json")
    _check(stage, stage.folder / "first.json", trust)


def _change(stage: Stage, revoked: str, suspended: str, corrected: str, trust: Path) -> None:
    stage.tell(
        "5. Things change: one award was a mistake and is revoked, one is suspended while a case\n"
        "   is open, one carried a misspelt name and is replaced."
    )
    folder = stage.folder
    if _state(stage, revoked) == "issued":
        stage.show("credential", "revoke", revoked, "--reason", "issued-in-error")
    if _state(stage, suspended) == "issued":
        stage.show("credential", "suspend", suspended, "--reason", "under-investigation")
    if not (folder / "replaced.json").exists():
        stage.ask("credential", "export", corrected, "--out", folder / "replaced.json")
        stage.show(
            "credential", "supersede", corrected,
            "--set", "given_name=Anaëlle", "--reason", "data-corrected",
        )  # fmt: skip
    stage.show("status", "publish", "--out", folder / "published")
    stage.ask("credential", "export", revoked, "--out", folder / "revoked.json")
    stage.ask("credential", "export", suspended, "--out", folder / "suspended.json")
    for name in ("revoked", "suspended", "replaced"):
        _check(stage, folder / f"{name}.json", trust, status=3, shown=1)


def _deceive(stage: Stage, credential: str, examples: Path, trust: Path) -> None:
    stage.tell("6. Somebody improves the grade in a good credential.")
    document = json.loads((stage.folder / "first.json").read_text())
    document["credentialSubject"]["result"][0]["value"] = "1.0"
    forged = stage.folder / "tampered.json"
    forged.write_text(json.dumps(document, ensure_ascii=False))
    _check(stage, forged, trust, status=3)
    stage.tell(
        "   And a diploma mill signs one all by itself. The signature is good. Who they are, and\n"
        "   whether they may award anything, nobody knows: so it is never called valid."
    )
    mill = stage.folder / "mill.json"
    mill_stage = Stage(stage.folder / "mill", stage.paper)
    if not mill.exists():
        _run_the_mill(mill_stage, mill, examples)
    lists = mill_stage.folder / "published"  # the mill's own, and none of the university's
    mill_stage.ask("status", "publish", "--out", lists)
    _check(stage, mill, trust, lists=lists)
    stage.tell("   Whoever wants to let only trusted issuers pass says so, and the answer is no.")
    _check(stage, mill, trust, "--require-trusted", lists=lists, status=3, shown=1)


def _run_the_mill(mill: Stage, out: Path, examples: Path) -> None:
    """Let a stranger with a home of their own copy the university's definition and award it."""
    mill.prepare()
    organisation = mill.folder / "mill.yaml"
    organisation.write_text(
        "code: mill\nname: {en: Universal University of Excellence}\ncountry: DE\n"
    )
    definition = (examples / "achievements" / f"{_OWN.lower()}.yaml").read_text()
    copied = mill.folder / "copied.yaml"
    copied.write_text(definition.replace("awarding_bodies: [ub]", "awarding_bodies: [mill]"))
    rows = mill.folder / "customers.csv"
    rows.write_text("email,full name,grade,awarded on\nme@buyer.example,A. Buyer,100,2026-07-14\n")
    for words in (
        ("init",),
        ("organisation", "add", organisation),
        ("achievement", "publish", copied),
    ):
        mill.ask(*words)
    answer = mill.ask("award", "run", rows, "--achievement", _OWN, "--yes")
    mill.ask("credential", "export", answer["rows"][0]["credentials"][0], "--out", out)


def _check(
    stage: Stage,
    path: Path,
    trust: Path,
    *more: str,
    lists: Path | None = None,
    status: int = 0,
    shown: int = 1000,
) -> None:
    files = ("--trust", trust, "--status", lists or stage.folder / "published")
    stage.show("verify", path, *files, "--offline", *more, status=status, lines=shown)


def _state(stage: Stage, credential: str) -> str:
    state: str = stage.ask("credential", "show", credential)["state"]
    return state


def _instant(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
