"""A credential may name any address; only plain https on public names is ever asked.

Each row says why it is refused. The lookup answers a public address and every dial ends in the
canary, so a row passes only when the URL itself is refused before anything leaves.
"""

from __future__ import annotations

import pytest

from credstone.errors import Unavailable
from credstone.net.fetch import Fetcher
from credstone.net.url import read_url
from tests.core.net.servers import PUBLIC, Canary

ACCEPT = ("application/json",)

SCHEME = "Only https"
ASCII = "beyond ASCII"
NUMERIC = "numeric address"
INTERNAL = "internal network"
NAME = "not a plain DNS name"
USER = "user name or password"
PORT = "other than 443"
BAD_PORT = "between 1 and 65535"
FRAGMENT = "fragment"
NO_HOST = "no host"
DOT = "trailing dot"
PATH = "path or query"

HOSTILE = [
    # Schemes: what is not https is another protocol, or nobody's word for what came.
    ("http://badges.example.edu/", SCHEME),
    ("HTTP://badges.example.edu/", SCHEME),
    ("http://127.0.0.1:{port}/", SCHEME),
    ("file:///etc/passwd", SCHEME),
    ("file://localhost/etc/passwd", SCHEME),
    ("ftp://badges.example.edu/list", SCHEME),
    ("gopher://127.0.0.1:{port}/_GET", SCHEME),
    ("dict://127.0.0.1:{port}/info", SCHEME),
    ("data:application/json,{{}}", SCHEME),
    ("javascript:alert(1)", SCHEME),
    ("jar:https://badges.example.edu!/x", SCHEME),
    ("//badges.example.edu/x", SCHEME),
    ("badges.example.edu/x", SCHEME),
    ("https:badges.example.edu", SCHEME),
    ("https:/badges.example.edu", SCHEME),
    ("https:\\\\badges.example.edu", SCHEME),
    ("urn:uuid:00000000-0000-0000-0000-000000000000", SCHEME),
    ("../../etc/passwd", SCHEME),
    ("", ASCII),
    # Numbers: one address has many spellings, and none names an institution.
    ("https://127.0.0.1/", NUMERIC),
    ("https://127.0.0.1:{port}/", NUMERIC),
    ("https://2130706433/", NUMERIC),  # decimal 127.0.0.1
    ("https://2130706433:{port}/", NUMERIC),
    ("https://0x7f000001/", NUMERIC),
    ("https://0x7f.0.0.1/", NUMERIC),
    ("https://0x7f.0x0.0x0.0x1/", NUMERIC),
    ("https://0177.0.0.1/", NUMERIC),  # octal
    ("https://0177.0.0.01/", NUMERIC),
    ("https://017700000001/", NUMERIC),
    ("https://127.1/", NUMERIC),
    ("https://127.0.1/", NUMERIC),
    ("https://0/", NUMERIC),
    ("https://0.0.0.0/", NUMERIC),
    ("https://169.254.169.254/latest/meta-data/", NUMERIC),
    ("https://10.0.0.1/", NUMERIC),
    ("https://93.184.215.14/", NUMERIC),  # public, and still nobody's name
    ("https://999.999.999.999/", NUMERIC),
    ("https://badges.example.0x1/", NUMERIC),
    ("https://[::1]/", NUMERIC),
    ("https://[::1]:{port}/", NUMERIC),
    ("https://[::]/", NUMERIC),
    ("https://[0:0:0:0:0:0:0:1]/", NUMERIC),
    ("https://[::ffff:127.0.0.1]/", NUMERIC),
    ("https://[::ffff:7f00:1]/", NUMERIC),
    ("https://[64:ff9b::7f00:1]/", NUMERIC),
    ("https://[2002:7f00:1::]/", NUMERIC),
    ("https://[fe80::1%25eth0]/", NUMERIC),
    ("https://[fd00:ec2::254]/latest/", NUMERIC),
    ("https://[::1", NUMERIC),
    ("https://::1/", NAME),
    # Names of the house, of the machine, and names that only look like names.
    ("https://localhost/", INTERNAL),
    ("https://localhost:{port}/", INTERNAL),
    ("https://LOCALHOST/", INTERNAL),
    ("https://www.localhost/", INTERNAL),
    ("https://localhost.localdomain/", INTERNAL),
    ("https://printer.local/", INTERNAL),
    ("https://metadata.google.internal/", INTERNAL),
    ("https://kubernetes.default.svc.cluster.local/", INTERNAL),
    ("https://router.home.arpa/", INTERNAL),
    ("https://1.0.0.127.in-addr.arpa/", INTERNAL),
    ("https://intranet/", INTERNAL),
    ("https://printer/", INTERNAL),  # the resolver's search list would complete it
    ("https://something.onion/", INTERNAL),
    ("https://localhost./", DOT),
    ("https://badges.example.edu./", DOT),
    ("https://127.0.0.1./", DOT),
    ("https://.badges.example.edu/", NAME),
    ("https://badges..example.edu/", NAME),
    ("https://-badges.example.edu/", NAME),
    ("https://badges_.example.edu/", NAME),
    ("https://badges%2eexample.edu/", NAME),
    ("https://127%2e0%2e0%2e1/", NAME),
    ("https://badges.example.edu\\@127.0.0.1/", USER),
    ("https://badges.example.edu\\.evil.example/", NAME),
    ("https://" + "a" * 64 + ".example.edu/", NAME),
    ("https://" + "abcdefgh." * 29 + "edu/", NAME),
    ("https:///x", NO_HOST),
    ("https://?x", NO_HOST),
    ("https://:443/", NO_HOST),
    # Letters beyond ASCII: full-width digits and dots fold into other hosts.
    ("https://127。0。0。1/", ASCII),
    ("https://１２７.０.０.１/", ASCII),
    ("https://①②⑦.⓪.⓪.①/", ASCII),
    ("https://ⓛocalhost/", ASCII),
    ("https://bücher.example/", ASCII),
    ("https://exаmple.edu/", ASCII),  # Cyrillic а
    ("https://badges.example.edu\u200b/", ASCII),
    ("https://badges.example.edu/\u202etxt", ASCII),
    ("https://xn--/", NAME),
    ("https://xn--.example.edu/", NAME),
    ("https://xn--localhost-.example.edu/", NAME),
    ("https://xn--a.example.edu/", "no valid xn-- form"),
    ("https://xn--99999999.example.edu/", "no valid xn-- form"),
    ("https://xn--ab-r13a.example.edu/", "no valid xn-- form"),  # a。b, a dot within a label
    ("https://xn--pple-.example.edu/", NAME),
    # Whoever stands before an @ is not the host.
    ("https://badges.example.edu@127.0.0.1/", USER),
    ("https://badges.example.edu:443@127.0.0.1:{port}/", USER),
    ("https://user:secret@badges.example.edu/", USER),
    ("https://@badges.example.edu/", USER),
    ("https://a@b@badges.example.edu/", USER),
    # Ports: others belong to services that do not expect a browser's grammar.
    ("https://badges.example.edu:22/", PORT),
    ("https://badges.example.edu:80/", PORT),
    ("https://badges.example.edu:8443/", PORT),
    ("https://badges.example.edu:{port}/", PORT),
    ("https://badges.example.edu:/", BAD_PORT),
    ("https://badges.example.edu:0/", BAD_PORT),
    ("https://badges.example.edu:0443/", BAD_PORT),
    ("https://badges.example.edu:65536/", BAD_PORT),
    ("https://badges.example.edu:99999999999/", BAD_PORT),
    ("https://badges.example.edu:-1/", BAD_PORT),
    ("https://badges.example.edu:+443/", BAD_PORT),
    ("https://badges.example.edu:443:22/", NAME),
    # The rest of the line: what could end the request line or mean two things.
    ("https://badges.example.edu/#frag", FRAGMENT),
    ("https://badges.example.edu#@127.0.0.1/", FRAGMENT),
    ("https://badges.example.edu/a\r\nHost: 127.0.0.1", ASCII),
    ("https://badges.example.edu/\r\n\r\nGET /", ASCII),
    ("https://badges.example.edu/a\tb", ASCII),
    ("https://badges.example.edu/a b", ASCII),
    (" https://badges.example.edu/", ASCII),
    ("https://badges.example.edu/\n", ASCII),
    ("https://badges.example.edu/\x00", ASCII),
    ("https://badges.exa\nmple.edu/", ASCII),
    ("https://badges.example.edu/a\\b", PATH),
    ("https://badges.example.edu/<x>", PATH),
    ("https://badges.example.edu/%", PATH),
    ("https://badges.example.edu/%zz", PATH),
    ("https://badges.example.edu/?q={{}}", PATH),
    ("https://badges.example.edu/" + "a" * 2048, "longer than 2048"),
]


@pytest.mark.parametrize(("url", "reason"), HOSTILE, ids=[repr(url)[:70] for url, _ in HOSTILE])
def test_a_hostile_address_is_refused_for_its_own_reason(
    url: str, reason: str, canary: Canary
) -> None:
    fetcher = Fetcher(network=True, lookup=lambda _name: [PUBLIC], dial=canary.dial, seconds=0.5)

    with pytest.raises(Unavailable) as refusal:
        fetcher.get(url.format(port=canary.port), accept=ACCEPT)

    assert reason in refusal.value.what
    assert canary.connections() == 0


def test_the_whole_table_with_the_real_resolver_reaches_nobody(canary: Canary) -> None:
    fetcher = Fetcher(network=True)

    for url, _reason in HOSTILE:
        with pytest.raises(Unavailable):
            fetcher.get(url.format(port=canary.port), accept=ACCEPT)

    assert canary.connections() == 0


def test_the_canary_would_have_sung(canary: Canary) -> None:
    fetcher = Fetcher(network=True, lookup=lambda _name: [PUBLIC], dial=canary.dial, seconds=0.2)

    with pytest.raises(Unavailable):
        fetcher.get("https://badges.example.edu/", accept=ACCEPT)

    assert canary.connections() == 1


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        ("https://badges.example.edu", "https://badges.example.edu/"),
        ("HTTPS://Badges.Example.EDU/A", "https://badges.example.edu/A"),
        ("https://badges.example.edu:443/x", "https://badges.example.edu/x"),
        ("https://badges.example.edu?list=1", "https://badges.example.edu/?list=1"),
        ("https://xn--bcher-kva.example/%C3%BC", "https://xn--bcher-kva.example/%C3%BC"),
        ("https://xn--strae-oqa.example/", "https://xn--strae-oqa.example/"),
        ("https://xn--11b4d3a.example/", "https://xn--11b4d3a.example/"),
        ("https://1.example.edu/~a/b;c=1,2?d=e/f?g", "https://1.example.edu/~a/b;c=1,2?d=e/f?g"),
    ],
)
def test_a_plain_address_is_read_in_its_one_spelling(url: str, asked: str) -> None:
    assert read_url(url).url == asked


@pytest.mark.parametrize(
    "url",
    [
        "https://registrar:hunter2@badges.example.edu/x",
        "https://badges.example.edu:22/x?token=hunter2",
        "https://badges.example.edu/x#hunter2",
        "ftp://registrar:hunter2@badges.example.edu/",
        "https://registrar:hunter2@badges.example.edu/\n",
        "//registrar:hunter2@badges.example.edu/x",
        "https:\\\\registrar:hunter2@badges.example.edu\\x",
        "registrar:hunter2@badges.example.edu",
    ],
)
def test_a_refusal_shows_no_secret(url: str) -> None:
    with pytest.raises(Unavailable) as refusal:
        Fetcher(network=False).get(url, accept=ACCEPT)

    assert "badges.example.edu" in str(refusal.value)
    assert "hunter2" not in str(refusal.value)
