"""The certificate of a server that answers on this machine alone: self-signed, made when needed.

It proves nothing to strangers; whoever runs the server can hand the file to their clients. Its key
is the server's own and signs no credential.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_LIFETIME = timedelta(days=397)  # what clients take at most (CA/Browser Forum, 6.3.2)
_RENEWED_BEFORE = timedelta(days=30)
_CLOCKS_DIFFER = timedelta(minutes=5)
_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Credstone on this machine")])
_LOOPBACK: tuple[x509.GeneralName, ...] = (
    x509.DNSName("localhost"),
    x509.IPAddress(IPv4Address("127.0.0.1")),
    x509.IPAddress(IPv6Address("::1")),
)


@dataclass(frozen=True)
class CertificateFiles:
    """Where certificate and private key lie, both PEM, the key as PKCS #8."""

    certificate: Path
    key: Path


def loopback_certificate(folder: Path, now: datetime) -> CertificateFiles:
    """The files in ``folder``, made or renewed when there are none that last another month.

    ``now`` is aware. The key is its owner's alone; whatever cannot be read is made anew.
    """
    files = CertificateFiles(folder / "certificate.pem", folder / "certificate-key.pem")
    if not _lasts(files, now + _RENEWED_BEFORE):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        key = ec.generate_private_key(ec.SECP256R1())
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        public = _certificate(key, now).public_bytes(serialization.Encoding.PEM)
        _replace(files.key, private)
        _replace(files.certificate, public)
    return files


def _lasts(files: CertificateFiles, until: datetime) -> bool:
    """Whether both can be read, belong together, and are good beyond ``until``."""
    try:
        certificate = x509.load_pem_x509_certificate(files.certificate.read_bytes())
        key = serialization.load_pem_private_key(files.key.read_bytes(), password=None)
    except (OSError, ValueError, TypeError):
        return False
    same = certificate.public_key() == key.public_key()
    return same and certificate.not_valid_after_utc > until


def _certificate(key: ec.EllipticCurvePrivateKey, now: datetime) -> x509.Certificate:
    """RFC 5280: for a server at loopback, and for nothing else."""
    return (
        x509.CertificateBuilder()
        .subject_name(_NAME)
        .issuer_name(_NAME)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _CLOCKS_DIFFER)
        .not_valid_after(now + _LIFETIME)
        .add_extension(x509.SubjectAlternativeName(_LOOPBACK), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )


def _replace(file: Path, content: bytes) -> None:
    """The file is always whole, and never open to others."""
    beside = file.with_name(f"{file.name}.{os.getpid()}.new")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
    beside.replace(file)
