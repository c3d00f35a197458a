"""Text forms of bytes, read strictly: base58btc (Multibase ``z``) and base64url without padding.

Each byte string has exactly one text here, so nobody can re-encode a signature and call it new.
What the bytes mean is left to ``keys``, ``jose`` and the cryptosuites.
"""

from __future__ import annotations

import base64
import re

from credstone.errors import MalformedInput

_ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_DIGIT = {letter: value for value, letter in enumerate(_ALPHABET)}
_PAIRS = [first + second for first in _ALPHABET for second in _ALPHABET]
_CHUNK_DIGITS = 10
_CHUNK = 58**_CHUNK_DIGITS
_MAX_BASE58_CHARACTERS = 512  # conversion is quadratic; the longest, a P-384 signature, has 132

_BASE64URL = re.compile(r"[A-Za-z0-9_-]*", re.ASCII)


def base58btc_encode(data: bytes) -> str:
    """Answer ``data`` in base58btc (draft-msporny-base58-03), leading zero bytes as ``1``."""
    number = int.from_bytes(data, "big")
    zeros = len(data) - len(data.lstrip(b"\0"))
    chunks: list[str] = []
    while number:
        number, chunk = divmod(number, _CHUNK)
        pairs = []
        for _ in range(_CHUNK_DIGITS // 2):
            chunk, pair = divmod(chunk, 58 * 58)
            pairs.append(_PAIRS[pair])
        chunks.append("".join(reversed(pairs)))
    return "1" * zeros + "".join(reversed(chunks)).lstrip("1")


def base58btc_decode(text: str) -> bytes:
    """Answer the bytes of a base58btc text; raises ``MalformedInput`` for a foreign letter."""
    if len(text) > _MAX_BASE58_CHARACTERS:
        raise MalformedInput(f"A base58btc text has more than {_MAX_BASE58_CHARACTERS} characters.")
    number = 0
    for letter in text:
        digit = _DIGIT.get(letter)
        if digit is None:
            raise MalformedInput(f"{letter!r} is no letter of base58btc.")
        number = number * 58 + digit
    zeros = len(text) - len(text.lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def multibase_encode(data: bytes) -> str:
    """Answer ``data`` as Multibase base58btc (Controlled Identifiers 1.0, 2.4): ``z…``."""
    return "z" + base58btc_encode(data)


def multibase_decode(text: str) -> bytes:
    """Answer the bytes of a ``z…`` text; every other Multibase is refused.

    The cryptosuites and Multikey types that we have demand base58btc (vc-di-eddsa 3.2.1).
    """
    if not text.startswith("z"):
        raise MalformedInput("A Multibase value must be base58btc and begin with 'z'.")
    return base58btc_decode(text[1:])


def base64url_encode(data: bytes) -> str:
    """Answer ``data`` as base64url without padding (RFC 7515, 2)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode("ascii")


def base64url_decode(text: str) -> bytes:
    """Answer the bytes of a base64url text without padding (RFC 7515, 2; RFC 4648, 3.5).

    Raises ``MalformedInput`` for padding, foreign letters, an impossible length, and for unused
    bits that are not zero: two texts never mean the same bytes.
    """
    if not _BASE64URL.fullmatch(text) or len(text) % 4 == 1:
        raise MalformedInput("Not base64url without padding.")
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if base64url_encode(data) != text:
        raise MalformedInput("The unused bits at the end of a base64url text are not zero.")
    return data
