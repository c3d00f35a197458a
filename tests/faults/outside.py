"""Looking at a register from outside the process: plain SQL, no code of ours between."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields
from urllib.parse import urlsplit

import psycopg


@dataclass(frozen=True)
class Counters:
    """What a register holds; the second half must be 0."""

    awards: int
    credentials: int
    signed: int
    leaves: int
    awards_doubled: int
    credentials_doubled: int
    reserved_left: int
    signed_without_bytes: int
    indices_reused: int
    without_two_indices: int
    sequence_gaps: int
    without_leaf: int

    def broken(self) -> dict[str, int]:
        """The promises that do not hold, with how often."""
        names = [field.name for field in fields(self)][4:]
        return {name: getattr(self, name) for name in names if getattr(self, name)}


_QUESTIONS = {
    "awards": "SELECT count(*) FROM records_award",
    "credentials": "SELECT count(*) FROM records_credential",
    "signed": "SELECT count(*) FROM records_secureddocument",
    "leaves": "SELECT count(*) FROM records_leafrow",
    "awards_doubled": "SELECT count(*) FROM (SELECT 1 FROM records_award"
    " GROUP BY tenant_id, idempotency_key HAVING count(*) > 1) AS doubled",
    "credentials_doubled": "SELECT count(*) FROM (SELECT 1 FROM records_credential"
    " GROUP BY award_id, format, version HAVING count(*) > 1) AS doubled",
    "reserved_left": "SELECT count(*) FROM records_credential WHERE state = 'reserved'",
    "signed_without_bytes": "SELECT count(*) FROM records_credential c WHERE state <> 'reserved'"
    " AND NOT EXISTS (SELECT 1 FROM records_secureddocument d WHERE d.credential_id = c.id)",
    "indices_reused": "SELECT count(*) FROM (SELECT 1 FROM records_statusindex"
    ' GROUP BY list_id, "index" HAVING count(*) > 1) AS reused',
    "without_two_indices": "SELECT count(*) FROM records_credential c WHERE"
    " (SELECT count(*) FROM records_statusindex i WHERE i.credential_id = c.id) <> 2",
    "sequence_gaps": "SELECT coalesce(max(sequence) + 1, 0) - count(*) FROM records_leafrow",
    "without_leaf": "SELECT count(*) FROM records_credential c WHERE (SELECT count(*)"
    " FROM records_leafrow l WHERE l.credential_id = c.id AND kind = 'issue') <> 1",
}


def count(database_url: str) -> Counters:
    """Ask the database at ``database_url`` everything."""
    return Counters(
        **{name: int(query(database_url, sql)[0][0]) for name, sql in _QUESTIONS.items()}
    )


def acknowledged_but_absent(database_url: str, acknowledged: set[str]) -> set[str]:
    """Credential ids that a run acknowledged and the register does not hold signed."""
    rows = query(database_url, "SELECT credential_id FROM records_secureddocument")
    present = {str(row[0]).replace("-", "") for row in rows}
    return {
        one for one in acknowledged if one.removeprefix("urn:uuid:").replace("-", "") not in present
    }


def query(database_url: str, sql: str) -> list[tuple[object, ...]]:
    """The rows that ``sql`` answers, read with the database's own client."""
    if database_url.startswith("sqlite"):
        with sqlite3.connect(urlsplit(database_url).path[1:], timeout=60) as database:
            return database.execute(sql).fetchall()
    with psycopg.connect(database_url) as database:
        return database.execute(sql.encode()).fetchall()
