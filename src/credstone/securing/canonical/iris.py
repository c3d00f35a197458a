"""What counts as an absolute IRI and as a keyword, in one place for contexts and documents.

Implementations drop what they do not take for an IRI, and each draws that line elsewhere; so an
IRI here is what RFC 3987 says, and stricter where some stop at a space of another script.
"""

from __future__ import annotations

import re

KEYWORDS = frozenset(
    {
        "@base",
        "@container",
        "@context",
        "@default",
        "@direction",
        "@graph",
        "@id",
        "@import",
        "@included",
        "@index",
        "@json",
        "@language",
        "@list",
        "@nest",
        "@none",
        "@prefix",
        "@propagate",
        "@protected",
        "@reverse",
        "@set",
        "@type",
        "@value",
        "@version",
        "@vocab",
    }
)

RDF_NAMESPACE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

# RFC 3987, 2.2, less the spaces of other scripts, which some implementations take for the end.
_UCS = (
    "\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ud7ff"
    "\uf900-\ufdcf\ufdf0-\ufefe\uff00-\uffef"
    + "".join(f"{chr(plane)}-{chr(plane + 0xFFFD)}" for plane in range(0x10000, 0xE0000, 0x10000))
    + "\U000e1000-\U000efffd"
)
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_ESCAPED = "%[0-9A-Fa-f]{2}"
_REGISTERED = rf"A-Za-z0-9\-._~!$&'()*+,;={_UCS}"
# Possessive throughout: no part needs to give back what it took, so time is linear.
_ABSOLUTE = re.compile(
    r"[A-Za-z][A-Za-z0-9+.\-]*+:"
    rf"(?://(?:(?:[{_REGISTERED}:]++|{_ESCAPED})*+@)?"
    rf"(?:\[[0-9A-Fa-f:.]++\]|(?:[{_REGISTERED}]++|{_ESCAPED})*+)(?::[0-9]*+)?(?=[/?#]|\Z)"
    r"|(?!//))"
    rf"(?:[{_REGISTERED}:@/]++|{_ESCAPED})*+"
    rf"(?:\?(?:[{_REGISTERED}:@/?{_PRIVATE}]++|{_ESCAPED})*+)?"
    rf"(?:\#(?:[{_REGISTERED}:@/?]++|{_ESCAPED})*+)?"
)
_KEYWORD_FORM = re.compile(r"@[A-Za-z]+")


def is_absolute(text: str) -> bool:
    """Whether ``text`` is an absolute IRI (RFC 3987, 2.2), with scheme."""
    return _ABSOLUTE.fullmatch(text) is not None


def has_keyword_form(text: str) -> bool:
    """Whether ``text`` looks like a keyword, known or not (JSON-LD 1.1, 9.16)."""
    return _KEYWORD_FORM.fullmatch(text) is not None


def split_compact(text: str) -> tuple[str, str] | None:
    """Answer prefix and suffix when ``text`` may be a compact IRI (JSON-LD 1.1 API, 5.2)."""
    colon = text.find(":", 1)
    if colon < 0 or text.startswith("//", colon + 1) or text[:colon] == "_":
        return None
    return text[:colon], text[colon + 1 :]
