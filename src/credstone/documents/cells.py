"""Cleaning what stands in a cell: text, names, identifiers, addresses.

Each cleaner answers the value that may go into a credential together with what a person should
know or repair. Names are never split, reordered or re-cased; nothing is repaired by guessing.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from credstone.documents.finding import Cleaned, Finding, fixable, note
from credstone.documents.table import Cell, CellKind
from credstone.securing.canonical.iris import is_absolute

_MAX_NAME = 300
_MAX_IDENTIFIER = 200
_EXCEL_DIGITS = 15

_MISSING = frozenset(
    ["", "-", "--", "–", "—", "n/a", "na", "#n/a", "?", "n.n.", "nn", "null", "none"]
)
_JOINERS = "\u200c\u200d"
_JOINING_SCRIPTS = ("ARABIC", "DEVANAGARI", "BENGALI", "GUJARATI", "GURMUKHI", "KANNADA",
                    "MALAYALAM", "ORIYA", "SINHALA", "TAMIL", "TELUGU", "MONGOLIAN", "SYRIAC",
                    "KHMER", "MYANMAR")  # fmt: skip
_NONCHARACTERS = "".join(
    chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
_UNWANTED = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd{_NONCHARACTERS}]"
)
"""What no credential may carry, and U+FFFD, which stands for a letter lost on the way."""

_LOST_LETTER = re.compile(r"[?\u00bf\uff1f]")
"""What programs write for a letter that their encoding does not have: ``M?ller``, ``?zge``."""

_EXPONENT = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)
_LOCAL_PART = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_ESI = re.compile(
    r"urn:schac:personaluniquecode:int:esi:"
    r"((?:[a-z0-9-]+\.)+[a-z]{2,24}|[a-z]{2}):([A-Za-z0-9()+,.:=@;$_!*'~-]{1,100})",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_SAVE_UTF8 = "Type it again as it should be; the file was probably saved in another encoding."


def is_missing(text: str) -> bool:
    """Whether the text only says that there is nothing: empty, a dash, ``n/a``, ``N.N.``."""
    return text.strip().casefold() in _MISSING


def clean_text(column: str, cell: Cell) -> Cleaned[str]:
    """Running text: NFC, trimmed, invisible marks removed, line breaks kept.

    Control characters and damaged letters are fixable: a credential must not carry them.
    """
    text, findings = _visible(column, cell.text)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    bad = sorted(set(_UNWANTED.findall(text)))
    if bad:
        plain = " ".join(_UNWANTED.sub(" ", text).split())
        codes = ", ".join(f"U+{ord(c):04X}" for c in bad[:5])
        why = f"holds control characters or damaged letters ({codes})"
        fix = f"Type it again as it should be, perhaps {plain!r}." if plain else _SAVE_UTF8
        return Cleaned(None, (*findings, fixable(column, cell.text, why, fix)))
    if meant := _misread(text):
        why = "looks as if it had been read in the wrong encoding"
        return Cleaned(
            None, (*findings, fixable(column, cell.text, why, f"Write {meant!r} if that is meant."))
        )
    return Cleaned(text or None, findings)


def clean_name(column: str, cell: Cell) -> Cleaned[str]:
    """A name as its bearer writes it: never split, white space collapsed, ``n/a`` is no name."""
    cleaned = clean_text(column, cell)
    if cleaned.value is None or is_missing(cleaned.value):
        return Cleaned(None, cleaned.findings)
    name = " ".join(cleaned.value.split())
    fix = "Write the name as it should stand on the credential."
    if not any(c.isalpha() for c in name) or cell.kind is not CellKind.TEXT:
        return Cleaned(None, (*cleaned.findings, fixable(column, name, "is not a name", fix)))
    if name[0] in "=+@" or "@" in name:
        why = "is a formula or an address, not a name"
        return Cleaned(None, (*cleaned.findings, fixable(column, name, why, fix)))
    if _LOST_LETTER.search(name):
        why = "holds a question mark, perhaps instead of a lost letter"
        return Cleaned(None, (*cleaned.findings, fixable(column, name, why, _SAVE_UTF8)))
    if len(name) > _MAX_NAME:
        why = f"is longer than {_MAX_NAME} characters"
        return Cleaned(None, (*cleaned.findings, fixable(column, name, why, fix)))
    return Cleaned(name, cleaned.findings)


def clean_identifier(column: str, cell: Cell) -> Cleaned[str]:
    """An institution's own number, as text: ``0042113`` stays, the number 42.0 becomes ``42``."""
    damage = _damaged_by_office(column, cell)
    if damage is not None:
        return Cleaned(None, (damage,))
    cleaned = clean_text(column, cell)
    text = "" if cleaned.value is None else " ".join(cleaned.value.split())
    findings = cleaned.findings
    if text.startswith("'"):
        text = text[1:].strip()
        findings = (*findings, note(column, cell.text, "the apostrophe before it was left out"))
    if is_missing(text):
        return Cleaned(None, findings)
    if len(text) > _MAX_IDENTIFIER or not any(c.isalnum() for c in text):
        why = "is not an identifier"
        return Cleaned(None, (*findings, fixable(column, text, why, "Write the right one.")))
    return Cleaned(text, findings)


def clean_email(column: str, cell: Cell) -> Cleaned[str]:
    """A plain e-mail address (RFC 5321 4.1.2 without quoting), the domain in lower case."""
    cleaned = clean_text(column, cell)
    text = (cleaned.value or "").removeprefix("mailto:")
    if is_missing(text):
        return Cleaned(None, cleaned.findings)
    address = _address(text)
    if address is not None:
        return Cleaned(address, cleaned.findings)
    near = _address(_near_address(text))
    why = "is not an e-mail address"
    fix = f"Write {near!r} if that is meant." if near else "Write it as name@example.org."
    return Cleaned(None, (*cleaned.findings, fixable(column, cell.text, why, fix)))


def clean_eppn(column: str, cell: Cell) -> Cleaned[str]:
    """An eduPersonPrincipalName, ``user@scope`` (eduPerson 2.2.8)."""
    cleaned = clean_email(column, cell)
    findings = tuple(
        fixable(f.column, f.value, "is not an eduPersonPrincipalName", "Write it as user@scope.")
        if f.why == "is not an e-mail address"
        else f
        for f in cleaned.findings
    )
    return Cleaned(cleaned.value, findings)


def clean_esi(column: str, cell: Cell) -> Cleaned[str]:
    """A European Student Identifier: ``urn:schac:personalUniqueCode:int:esi:<scope>:<code>``.

    ``scope`` is the issuing institution's domain, or a country code where a national number is
    used. The case of the fixed part and of the scope does not matter and is settled here.
    """
    cleaned = clean_identifier(column, cell)
    if cleaned.value is None:
        return cleaned
    match = _ESI.fullmatch(cleaned.value)
    if match is None:
        why = "is not a European Student Identifier"
        fix = "Write it as urn:schac:personalUniqueCode:int:esi:example.edu:12345."
        return Cleaned(None, (*cleaned.findings, fixable(column, cell.text, why, fix)))
    esi = f"urn:schac:personalUniqueCode:int:esi:{match[1].lower()}:{match[2]}"
    return Cleaned(esi, cleaned.findings)


def clean_url(column: str, cell: Cell) -> Cleaned[str]:
    """A web address of evidence: http or https with a host, without user name and white space."""
    cleaned = clean_text(column, cell)
    text = cleaned.value or ""
    if is_missing(text):
        return Cleaned(None, cleaned.findings)
    if _is_web_address(text):
        return Cleaned(text, cleaned.findings)
    why, fix = "is not a web address", "Write it as https://example.org/page."
    return Cleaned(None, (*cleaned.findings, fixable(column, cell.text, why, fix)))


def clean_language(column: str, cell: Cell) -> Cleaned[str]:
    """A language tag such as ``de`` or ``pt-BR`` (BCP 47, form only)."""
    cleaned = clean_text(column, cell)
    text = (cleaned.value or "").replace("_", "-")
    if is_missing(text):
        return Cleaned(None, cleaned.findings)
    if _LANGUAGE.fullmatch(text):
        first, *rest = text.split("-")
        return Cleaned("-".join([first.lower(), *rest]), cleaned.findings)
    why, fix = "is not a language tag", "Write it as two letters, for example en or de."
    return Cleaned(None, (*cleaned.findings, fixable(column, cell.text, why, fix)))


def _is_web_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname if parts.port is None or parts.port else None
    except ValueError:
        return False
    plain = not re.search(r'[\s<>"\\^`{|}]', text) and "@" not in parts.netloc
    return parts.scheme in {"http", "https"} and bool(host) and plain and is_absolute(text)


def visible(text: str) -> str:
    """The text without invisible formatting characters, keeping joiners where scripts need them."""
    return "".join(
        c
        for at, c in enumerate(text)
        if unicodedata.category(c) != "Cf" or (c in _JOINERS and _joins(text[at - 1 : at]))
    )


def _visible(column: str, text: str) -> tuple[str, tuple[Finding, ...]]:
    """The same with a note about what was left out."""
    if text.isascii() or not any(unicodedata.category(c) == "Cf" for c in text):
        return text, ()
    kept = visible(text)
    if kept == text:
        return text, ()
    return kept, (note(column, text, "invisible formatting characters were left out"),)


def _joins(before: str) -> bool:
    return unicodedata.name(before, "").startswith(_JOINING_SCRIPTS) if before else False


def _misread(text: str) -> str:
    """What ``MÃ¼ller`` was before UTF-8 was read as Windows-1252; "" when it is no such text."""
    if text.isascii() or not re.search(r"[ÂÃÄÅÐÑØÙ][\u0080-\u00bf‚-›€™Œ-Ÿ]", text):
        return ""
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""


def _damaged_by_office(column: str, cell: Cell) -> Finding | None:
    """What an office program did to an identifier that it took for a number or a date."""
    fix = "Look it up and write it again in a cell formatted as text."
    if cell.kind is CellKind.DATE:
        return fixable(column, cell.text, "was turned into a date by the office program", fix)
    digits = cell.text.lstrip("-")
    if cell.kind is CellKind.NUMBER and not digits.isdecimal():
        return fixable(column, cell.text, "is a number with decimals, not an identifier", fix)
    if cell.kind is CellKind.NUMBER and len(digits) > _EXCEL_DIGITS:
        why = f"has more than {_EXCEL_DIGITS} digits; the office program lost the last ones"
        return fixable(column, cell.text, why, fix)
    if cell.kind is CellKind.TEXT and _EXPONENT.fullmatch(cell.text.strip()):
        return fixable(column, cell.text, "has lost digits: the office program rounded it", fix)
    if cell.kind is CellKind.BOOL:
        return fixable(column, cell.text, "is not an identifier", fix)
    return None


def _address(text: str) -> str | None:
    local, at, domain = text.rpartition("@")
    if not at or len(local) > 64 or len(text) > 254 or not _LOCAL_PART.fullmatch(local):
        return None
    try:
        plain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    labels = plain.split(".")
    good = len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels)
    return f"{local}@{plain}" if good and not labels[-1].isdecimal() else None


def _near_address(text: str) -> str:
    """The most likely slip undone: ``<a@b.org>``, spaces, a trailing comma, ``(at)``, ``,de``."""
    inside = re.search(r"<([^<>]+@[^<>]+)>", text)
    near = inside[1] if inside else text
    near = re.sub(r"\s+|[;,.]+$", "", near)
    near = re.sub(r"\(at\)|\[at\]|@@+", "@", near, flags=re.IGNORECASE)
    return re.sub(r"\.\.+|,", ".", near)
