"""RSA keys and certificates made on the spot, so that nothing secret lies in the repository."""

import functools
import ssl
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

from backend.clock import system_clock


@functools.cache
def private_key(name: str) -> rsa.RSAPrivateKey:
    """The RSA key called `name`: made once a process, as making one takes a while."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def private_pem(name: str) -> str:
    return (
        private_key(name)
        .private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        .decode()
    )


def certificate_pem(name: str, *, now: datetime | None = None) -> str:
    """A self-signed certificate for localhost, valid for a day around `now` (the present if not given)."""
    moment = now or system_clock()
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private_key(name).public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment - timedelta(hours=12))
        .not_valid_after(moment + timedelta(hours=12))
        .add_extension(names, critical=False)
        .sign(private_key(name), hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM).decode()


def server_tls(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's TLS context with a certificate nobody has signed, and a client's that trusts just it."""
    certificate, key = folder / "loopback.crt", folder / "loopback.key"
    certificate.write_text(certificate_pem("tls"))
    key.write_text(private_pem("tls"))
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, key)
    return server, ssl.create_default_context(cafile=str(certificate))
