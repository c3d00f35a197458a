"""The server's certificate: made once, renewed in time, its key for the owner alone."""

from __future__ import annotations

import ssl
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from credstone.keystore.certificate import CertificateFiles, loopback_certificate

NOW = datetime(2026, 11, 22, tzinfo=UTC)
LIFETIME = timedelta(days=397)


def contents(files: CertificateFiles) -> tuple[bytes, bytes]:
    return files.certificate.read_bytes(), files.key.read_bytes()


def test_it_is_made_once(tmp_path: Path) -> None:
    first = contents(loopback_certificate(tmp_path / "new", NOW))
    assert contents(loopback_certificate(tmp_path / "new", NOW + timedelta(days=300))) == first


def test_certificate_and_key_belong_together(tmp_path: Path) -> None:
    files = loopback_certificate(tmp_path, NOW)
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(files.certificate, files.key)
    assert b"BEGIN PRIVATE KEY" in files.key.read_bytes()  # PKCS #8


def test_both_are_their_owners_alone(tmp_path: Path) -> None:
    files = loopback_certificate(tmp_path, NOW)
    for file in (files.certificate, files.key):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert sorted(tmp_path.iterdir()) == [files.key, files.certificate]


def test_it_is_renewed_a_month_before_it_ends(tmp_path: Path) -> None:
    first = contents(loopback_certificate(tmp_path, NOW))
    late = NOW + LIFETIME - timedelta(days=29)
    assert contents(loopback_certificate(tmp_path, late)) != first


@pytest.mark.parametrize("harm", ["certificate.pem", "certificate-key.pem"])
@pytest.mark.parametrize("content", [None, b"", b"-----BEGIN CERTIFICATE-----\n"])
def test_what_cannot_be_read_is_made_anew(tmp_path: Path, harm: str, content: bytes | None) -> None:
    loopback_certificate(tmp_path, NOW)
    if content is None:
        (tmp_path / harm).unlink()
    else:
        (tmp_path / harm).write_bytes(content)
    files = loopback_certificate(tmp_path, NOW)
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(files.certificate, files.key)


def test_a_key_of_another_certificate_is_noticed(tmp_path: Path) -> None:
    one = loopback_certificate(tmp_path / "one", NOW)
    other = loopback_certificate(tmp_path / "other", NOW)
    other.key.write_bytes(one.key.read_bytes())
    files = loopback_certificate(tmp_path / "other", NOW)
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(files.certificate, files.key)
