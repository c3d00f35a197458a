"""There is one door to the network, and the page about it is complete."""

from __future__ import annotations

import ast
import re
from pathlib import Path

from credstone.net import cache, fetch, memory, resolve, status_source

ROOT = Path(__file__).resolve().parents[3]
SOURCE = ROOT / "src" / "credstone"
PAGE = (ROOT / "docs" / "reference" / "network.md").read_text(encoding="utf-8")

CLIENTS = {
    "aiohttp", "asyncio.streams", "ftplib", "http.client", "httpx", "imaplib", "poplib",
    "requests", "smtplib", "telnetlib", "urllib.request", "urllib3", "xmlrpc.client",
}  # fmt: skip


def _modules() -> dict[str, ast.Module]:
    return {
        path.relative_to(SOURCE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
        for path in sorted(SOURCE.rglob("*.py"))
    }


def _imported(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
    return names


def _fetches(tree: ast.Module) -> bool:
    """Whether something is asked of a fetcher: a call of ``.get`` that says what it accepts."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "get"
        and any(keyword.arg == "accept" for keyword in node.keywords)
        for node in ast.walk(tree)
    )


def test_no_other_room_has_a_client_of_its_own() -> None:
    others = {
        name: sorted(CLIENTS & _imported(tree))
        for name, tree in _modules().items()
        if not name.startswith("net/") and CLIENTS & _imported(tree)
    }

    assert others == {}, "fetch through credstone.net.fetch, and name it in the network page"


def test_nobody_but_the_fetcher_connects_to_an_internet_address() -> None:
    others = [
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if "create_connection" in (text := path.read_text(encoding="utf-8"))
        or ".connect_ex(" in text
        or (re.search(r"AF_INET\b|AF_INET6\b", text) and ".connect(" in text)
    ]

    assert others == ["net/wire.py"]


def test_the_page_names_every_module_that_fetches() -> None:
    fetching = [name for name, tree in _modules().items() if _fetches(tree)]

    assert "net/resolve.py" in fetching
    assert [name for name in fetching if f"`{name}`" not in PAGE] == [], (
        "name these in docs/reference/network.md, with what they fetch and how to do without"
    )


def test_the_page_tells_the_limits_that_hold() -> None:
    limits = (
        f"{fetch.TOTAL_SECONDS:.0f} seconds in all",
        f"{fetch.MAX_BYTES} bytes of body",
        f"{fetch.MAX_REDIRECTS} for status lists and credentials",
        f"rests for {memory.REST_SECONDS:.0f} seconds",
        f"at most {memory.ASKED_PER_WINDOW} times in {memory.WINDOW_SECONDS:.0f} seconds",
        f"key documents for {resolve.DOCUMENT_SECONDS:.0f} seconds",
        f"their own `ttl`, {status_source.CACHE_SECONDS:.0f} seconds at most",
        f"{status_source.MAX_FILES} files",
        f"{status_source.MAX_TOTAL_BYTES >> 20} MiB together",
        *(
            f"`{media_type}`"
            for media_type in fetch.DID_DOCUMENT_TYPES + fetch.CREDENTIAL_TYPES + fetch.IMAGE_TYPES
        ),
    )
    flowing = " ".join(PAGE.split())

    assert [limit for limit in limits if limit not in flowing] == []


def test_the_example_on_the_page_runs() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, object] = {}
    exec(example, names)

    assert isinstance(names["fetcher"], fetch.Fetcher)


def test_what_is_kept_is_kept_small() -> None:
    kept: cache.Cache[int] = cache.Cache(lambda: 0.0, max_entries=3)
    for number in range(10):
        kept.put(str(number), number, 60)

    assert [kept.get(str(number)) for number in (6, 7, 8, 9)] == [None, 7, 8, 9]
