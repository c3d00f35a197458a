"""One way of writing an address that must not be asked, and the reason it is refused for."""

from __future__ import annotations

from dataclasses import dataclass

# What a refusal says, so that a form is refused for what is wrong with it and for nothing else.
SCHEME = "Only https"
ASCII = "beyond ASCII"
NUMERIC = "numeric address"
INTERNAL = "internal network"
NAME = "not a plain DNS name"
NO_A_LABEL = "no valid xn-- form"
USER = "user name or password"
PORT = "other than 443"
BAD_PORT = "between 1 and 65535"
FRAGMENT = "fragment"
NO_HOST = "no host"
DOT = "trailing dot"
PATH = "path or query"
LONG = "longer than 2048"


@dataclass(frozen=True)
class Form:
    """A URL with ``PORT`` where the canary's port goes, by a name of its own."""

    name: str
    text: str
    reason: str

    def url(self, port: int) -> str:
        """The address, with the canary's port in it."""
        return self.text.replace("PORT", str(port))


def family(name: str, rows: dict[str, tuple[str, str]]) -> tuple[Form, ...]:
    """Forms of one family, named ``family: row``."""
    return tuple(Form(f"{name}: {row}", text, reason) for row, (text, reason) in rows.items())
