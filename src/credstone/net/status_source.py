"""Where signed status lists come from: files that somebody hands over, and the network.

A list is found by the id it gives itself, and its bytes are passed on verbatim. Whether they are
signed, current and by the right issuer is for ``verifying``; a name in a credential is never
followed as a path.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from credstone.errors import MalformedInput, MalformedJson, TooComplex, Unavailable
from credstone.net.cache import Cache
from credstone.net.fetch import CREDENTIAL_TYPES, MAX_BYTES, MAX_REDIRECTS, Fetcher
from credstone.net.url import shown
from credstone.ports import JsonObject, StatusSource
from credstone.securing.multibase import base64url_decode
from credstone.securing.strict_json import loads

CACHE_SECONDS = 60.0  # P4: what is revoked is seen within a minute, whatever the list's ttl
MAX_FILES = 1024
MAX_TOTAL_BYTES = 64 << 20

_SUFFIXES = frozenset({".json", ".jwt"})
_ENVELOPE = "data:application/vc+jwt,"


@dataclass(frozen=True)
class Skipped:
    """A file that was to hold a status list and could not be used, with the reason."""

    path: Path
    reason: str

    def __str__(self) -> str:
        return f"{self.path.name} ({self.reason.rstrip('.')})"


@dataclass(frozen=True)
class StatusFiles:
    """A ``ports.StatusSource`` over files: ``lists`` by their own id, read once.

    Two different files that say they are one list are both set aside: which of them is the newer
    is not ours to guess. ``skipped`` is part of the reason when a list is missing.
    """

    lists: Mapping[str, bytes]
    skipped: tuple[Skipped, ...] = ()

    @classmethod
    def read(cls, path: Path) -> StatusFiles:
        """Read one file, or every ``*.json`` and ``*.jwt`` directly in a directory.

        Raises ``Unavailable`` when ``path`` itself cannot be read. At most ``MAX_FILES`` files
        of 1 MiB each and 64 MiB together are kept.
        """
        lists: dict[str, tuple[Path, bytes]] = {}
        skipped: list[Skipped] = []
        twice: set[str] = set()
        for file, found in _read_each(path):
            if isinstance(found, Skipped):
                skipped.append(found)
                continue
            name, body = found
            first = lists.setdefault(name, (file, body))
            if first[1] != body:
                skipped.append(Skipped(file, f"differs from {first[0].name}, which has its id"))
                twice.add(name)
        kept = {name: body for name, (_, body) in lists.items() if name not in twice}
        return cls(kept, tuple(skipped))

    def status_list(self, url: str) -> bytes:
        """Answer the list of that id; raises ``Unavailable``, naming what was not readable."""
        if url in self.lists:
            return self.lists[url]
        unread = f" Not used: {', '.join(map(str, self.skipped[:3]))}." if self.skipped else ""
        raise Unavailable(
            f"No file that was given is this status list.{unread}",
            where=shown(url),
            fix="Give the list's file, or a directory that holds it.",
        )


@dataclass(frozen=True)
class StatusNetwork:
    """A ``ports.StatusSource`` over https, each list fetched whole and kept at most a minute.

    The request tells nothing but the list's name (Bitstring Status List 1.0, 6.3). A list's own
    ``ttl`` shortens the minute, by the clock of ``cache``.
    """

    fetcher: Fetcher
    cache: Cache[bytes] = field(default_factory=Cache, compare=False, repr=False)

    def status_list(self, url: str) -> bytes:
        """Answer the list at ``url``; raises ``Unavailable``."""
        if url.lower().startswith("urn:"):
            raise Unavailable(
                "This status list has a name and no address.",
                where=shown(url),
                fix="Ask the issuer for the list's file.",
            )
        kept = self.cache.get(url)
        if kept is not None:
            return kept
        body = self.fetcher.get(url, accept=CREDENTIAL_TYPES, redirects=MAX_REDIRECTS).body
        self.cache.put(url, body, _seconds_to_keep(body))
        return body


@dataclass(frozen=True)
class FirstOf:
    """A ``ports.StatusSource`` that asks others in order: a home's own, files, the network."""

    sources: tuple[StatusSource, ...]

    def status_list(self, url: str) -> bytes:
        """Answer the first list found; raises ``Unavailable`` with every source's reason."""
        refusals: list[Unavailable] = []
        for source in self.sources:
            try:
                return source.status_list(url)
            except Unavailable as refusal:
                refusals.append(refusal)
        reasons = dict.fromkeys(refusal.what for refusal in refusals)
        raise Unavailable(
            " ".join(reasons) or "There is nowhere to look for status lists.",
            where=shown(url),
            fix=refusals[-1].fix if refusals else "",
        )


def _read_each(path: Path) -> Iterator[tuple[Path, Skipped | tuple[str, bytes]]]:
    total = 0
    for count, file in enumerate(_files(path)):
        if count >= MAX_FILES or total >= MAX_TOTAL_BYTES:
            yield file, Skipped(file, "there are too many files")
            return
        found = _read(file)
        if not isinstance(found, Skipped):
            total += len(found[1])
        yield file, found


def _files(path: Path) -> Iterable[Path]:
    try:
        if path.is_dir():
            return sorted(file for file in path.iterdir() if file.suffix.lower() in _SUFFIXES)
    except OSError as error:
        raise _unreadable(path) from error
    if not path.is_file():
        raise _unreadable(path)
    return [path]


def _unreadable(path: Path) -> Unavailable:
    return Unavailable(
        "There is no such file or directory of status lists, or it may not be read.",
        where=str(path),
        fix="Check the path and its permissions.",
    )


def _read(file: Path) -> Skipped | tuple[str, bytes]:
    """The list in ``file`` with its own id, or why there is none."""
    if not file.is_file():  # a pipe would wait for ever, a device would never end
        return Skipped(file, "no regular file")
    try:
        with file.open("rb") as stream:
            body = stream.read(MAX_BYTES + 1)
        if len(body) > MAX_BYTES:
            return Skipped(file, f"larger than {MAX_BYTES} bytes")
        name = _credential(body).get("id")
    except OSError as error:
        return Skipped(file, error.strerror or "cannot be read")
    except (MalformedInput, TooComplex) as error:
        return Skipped(file, error.what)
    return (name, body) if isinstance(name, str) and name else Skipped(file, "it has no id")


def _credential(body: bytes) -> JsonObject:
    """The list credential in a JSON document, an enveloping one, or a JWT; nothing is verified."""
    if body.lstrip()[:1] != b"{":
        return _payload(body)
    document = _object(body)
    name = document.get("id")
    if isinstance(name, str) and name.startswith(_ENVELOPE):
        return _payload(name.removeprefix(_ENVELOPE).encode())
    return document


def _payload(token: bytes) -> JsonObject:
    segments = token.strip().split(b".")
    if len(segments) != 3 or not token.isascii():
        raise MalformedInput("Neither JSON nor a JWT.")
    return _object(base64url_decode(segments[1].decode("ascii")))


def _object(text: bytes) -> JsonObject:
    document = loads(text)
    if not isinstance(document, dict):
        raise MalformedJson("Not a JSON object.")
    return document


def _seconds_to_keep(body: bytes) -> float:
    """The list's ``ttl`` (milliseconds; Bitstring Status List 1.0, 2.2), a minute at most."""
    try:
        subject = _credential(body).get("credentialSubject")
    except (MalformedInput, TooComplex):
        return 0.0
    ttl = subject.get("ttl") if isinstance(subject, dict) else None
    if isinstance(ttl, bool) or not isinstance(ttl, int):
        return CACHE_SECONDS
    return min(ttl, 1000 * CACHE_SECONDS) / 1000
