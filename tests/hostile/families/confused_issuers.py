"""Types confused by the issuer itself, and signed so: whatever comes of it, it is an answer.

Behind the signature stand the checks that read what the document says. Here any verdict may be
right, since the issuer may say what it likes; an exception or a delay is not.
"""

from __future__ import annotations

from collections.abc import Iterator

from tests.hostile.case import Case, Exclusion, sampled
from tests.hostile.families.type_confusion import OTHERS
from tests.hostile.honest import SHAPES, of_1_1
from tests.hostile.keys import ATTACKER, header_of, issuer_of, token
from tests.hostile.touch import at, places, pointer, put

NAME = "confused issuers"
_FOR_EACH = 250


def cases() -> Iterator[Case | Exclusion]:
    for shape, make in (SHAPES | {"1.1": of_1_1}).items():
        document = make(issuer_of(ATTACKER))
        pairs = [(path, kind) for path in places(document) for kind in OTHERS]
        for path, kind in sampled(pairs, _FOR_EACH, f"{NAME} {shape}"):
            old, other = at(document, path), OTHERS[kind]
            new = put(document, path, other(old) if callable(other) else other)
            if shape == "1.1":
                header, new = header_of(ATTACKER, typ="JWT", cty=...), {"vc": new}
            else:
                header = header_of(ATTACKER)
            case_id = f"{NAME}/{shape}{pointer(path)} {kind}"
            yield Case(case_id, NAME, token(header, new), expected="answered")
